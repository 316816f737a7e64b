//! Columns that stand in a file's path: `sales/year_month=2025-11/part-0.parquet`, as Hive and Spark write them.

/// What stands for a missing value there.
const MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// Names and values of the folders that a path tells, from the outermost on; a name told twice counts once, the
/// innermost.
pub(super) fn partitions(path: &str) -> Vec<(String, Option<String>)> {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for (key, value) in folders.split('/').filter_map(|folder| folder.split_once('=')) {
        let key = decoded(key);
        if key.trim().is_empty() {
            continue;
        }
        let value = (value != MISSING).then(|| decoded(value));
        found.retain(|(known, _)| *known != key);
        found.push((key, value));
    }
    found
}

/// Takes the percent signs back that stand for characters which a folder's name cannot hold.
fn decoded(text: &str) -> String {
    let hex = |digit: u8| char::from(digit).to_digit(16).map(|value| value as u8);
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        match (byte, after) {
            (b'%', [high, low, after @ ..]) => match hex(*high).zip(hex(*low)) {
                Some((high, low)) => {
                    bytes.push(high << 4 | low);
                    rest = after;
                }
                None => bytes.push(*byte),
            },
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_with_an_equals_sign_are_columns() {
        let pair = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
        assert_eq!(
            partitions("sales/year=2024/region=D%C3%BCsseldorf%2FS%C3%BCd/part-0.csv"),
            [pair("year", Some("2024")), pair("region", Some("Düsseldorf/Süd"))]
        );
        assert_eq!(partitions("a=__HIVE_DEFAULT_PARTITION__/b=/x=1.csv"), [pair("a", None), pair("b", Some(""))]);
        assert_eq!(partitions("=1/a=1/a=2/x"), [pair("a", Some("2"))]);
        assert_eq!(partitions("rate=5%/a=%zz/x"), [pair("rate", Some("5%")), pair("a", Some("%zz"))]);
        assert_eq!(partitions("plain.csv"), []);
    }
}
