//! Two runs side by side: what differs, and how far.

use super::log::{sheet, short, text};
use super::record::{FileRecord, Record};
use crate::base::format::{bytes, integer};
use crate::present::format::{change, full};
use crate::protocol::{Cell, Sheet};

/// Said of what one of the runs does not have.
const NOTHING: &str = "–";

/// What differs between two runs, the earlier one first.
pub fn compare(before: &Record, after: &Record) -> Vec<Sheet> {
    let columns = ["", "before", "after"];
    let sheets = [
        ("Key figures", vec!["figure", "+before", "+after", "+difference", "+change"], figures(before, after)),
        ("Rows of the tables", vec!["table", "+before", "+after", "+difference"], rows(before, after)),
        ("Parameters", [&["parameter"], &columns[1..]].concat(), parameters(before, after)),
        ("Files", [&["file"], &columns[1..]].concat(), files(before, after)),
        ("Columns of the files", vec!["input", "column", "what changed"], source_drift(before, after)),
        ("Columns of the tables", vec!["table", "column", "what changed"], table_drift(before, after)),
    ];
    let told = |title: &str, rows: &[Vec<Cell>]| match title {
        _ if !rows.is_empty() => "",
        "Key figures" => "Neither run has any.",
        "Files" => "Both runs read the same files: their hashes are equal.",
        _ => "Nothing differs.",
    };
    sheets.into_iter().map(|(title, columns, rows)| sheet(title, told(title, &rows), &columns, rows)).collect()
}

/// The names of both lists: the second one's order, what is gone at the end.
fn both<'a, T>(before: &'a [T], after: &'a [T], name: impl Fn(&'a T) -> &'a str) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for one in after.iter().chain(before).map(name) {
        if !names.contains(&one) {
            names.push(one);
        }
    }
    names
}

fn figures(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let currency = after.currency();
    let names = both(&before.figures, &after.figures, |figure| figure.label.as_str());
    let row = |name: &str| {
        let [old, new] = [before, after].map(|run| run.figures.iter().find(|figure| figure.label == name));
        let shown = |figure: Option<&super::record::FigureRecord>, currency: &str| {
            text(figure.map_or_else(|| NOTHING.to_owned(), |figure| figure.text(currency)))
        };
        let values = old.and_then(|old| old.value).zip(new.and_then(|new| new.value));
        let values = values.zip(new.map(|new| new.format()));
        let difference =
            values.map(|((old, new), format)| signed(new - old, &full((new - old).abs(), format, &currency)));
        let change = values.and_then(|((old, new), format)| {
            let (_, text) = change(new, old, format)?;
            Some(signed(new - old, &text))
        });
        let cell = |one: Option<String>| text(one.unwrap_or_else(|| NOTHING.to_owned()));
        vec![text(name), shown(old, &before.currency()), shown(new, &currency), cell(difference), cell(change)]
    };
    names.into_iter().map(row).collect()
}

fn signed(difference: f64, magnitude: &str) -> String {
    let sign = if difference > 0.0 {
        "+"
    } else if difference < 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{magnitude}")
}

/// All tables: that nothing has changed in one is worth knowing too.
fn rows(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let names = both(&before.tables, &after.tables, |table| table.name.as_str());
    let row = |name: &str| {
        let [old, new] =
            [before, after].map(|run| run.tables.iter().find(|table| table.name == name).map(|table| table.rows));
        let count = |rows: Option<u64>| text(rows.map_or_else(|| NOTHING.to_owned(), integer));
        let difference = old.zip(new).map_or_else(
            || NOTHING.to_owned(),
            |(old, new)| {
                let (larger, smaller) = (old.max(new), old.min(new));
                #[allow(clippy::cast_precision_loss)]
                signed(new as f64 - old as f64, &integer(larger - smaller))
            },
        );
        vec![text(name), count(old), count(new), text(difference)]
    };
    names.into_iter().map(row).collect()
}

/// Parameters, and what else was chosen otherwise.
fn parameters(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let [old, new] = [before, after].map(choices);
    let names = both(&old, &new, |pair| pair.0.as_str());
    let value = |list: &[(String, String)], name: &str| {
        list.iter().find(|pair| pair.0 == name).map_or_else(|| "default".to_owned(), |pair| pair.1.clone())
    };
    let row = |name: &str| (name.to_owned(), value(&old, name), value(&new, name));
    let differing = names.into_iter().map(row).filter(|(_, old, new)| old != new);
    differing.map(|(name, old, new)| vec![text(name), text(old), text(new)]).collect()
}

fn choices(run: &Record) -> Vec<(String, String)> {
    let recipe = &run.recipe;
    let mut choices: Vec<(String, String)> = run.parameters().into_iter().collect();
    let mut add = |name: String, value: String| {
        if !choices.iter().any(|(known, _)| *known == name) {
            choices.push((name, value));
        }
    };
    add("pipeline".to_owned(), recipe.pipeline.clone());
    add("version of Varve".to_owned(), run.version.clone());
    for (input, columns) in &recipe.readings {
        columns.iter().for_each(|(column, word)| add(format!("{input}.{column} read as"), word.clone()));
    }
    for file in &recipe.files {
        for (column, source) in &file.columns {
            add(format!("{}.{column} from", file.input), source.clone().unwrap_or_else(|| NOTHING.to_owned()));
        }
    }
    if !recipe.edits.is_empty() {
        add("cells mended by hand".to_owned(), integer(recipe.edits.len() as u64));
    }
    if recipe.every > 1 {
        add("rows read".to_owned(), format!("one of {}", recipe.every));
    }
    choices
}

/// Files whose content differs, or that only one of the runs has.
fn files(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let names = both(&before.files, &after.files, |file| file.name.as_str());
    let row = |name: &str| {
        let [old, new] = [before, after].map(|run| run.files.iter().find(|file| file.name == name));
        if old.zip(new).is_some_and(|(old, new)| is_same(old, new)) {
            return None;
        }
        let shown = |file: Option<&FileRecord>| match file {
            Some(file) => text(format!("{} · {}", bytes(file.bytes), short(file.sha256.as_ref()))),
            None => text(NOTHING),
        };
        Some(vec![text(name), shown(old), shown(new)])
    };
    names.into_iter().filter_map(row).collect()
}

fn is_same(one: &FileRecord, other: &FileRecord) -> bool {
    one.bytes == other.bytes && one.sha256.is_some() && one.sha256 == other.sha256
}

fn source_drift(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let all = |run: &Record, input: &str| {
        let mut columns: Vec<(String, String)> = Vec::new();
        for one in run.sources.iter().filter(|source| source.input == input).flat_map(|source| &source.columns) {
            if columns.iter().all(|known| known.0 != one.0) {
                columns.push(one.clone());
            }
        }
        columns
    };
    let inputs = both(&before.sources, &after.sources, |source| source.input.as_str());
    inputs.into_iter().flat_map(|input| drift(input, &all(before, input), &all(after, input))).collect()
}

fn table_drift(before: &Record, after: &Record) -> Vec<Vec<Cell>> {
    let columns = |run: &Record, name: &str| {
        run.tables.iter().find(|table| table.name == name).map(|table| table.columns.clone()).unwrap_or_default()
    };
    let tables = both(&before.tables, &after.tables, |table| table.name.as_str());
    tables.into_iter().flat_map(|name| drift(name, &columns(before, name), &columns(after, name))).collect()
}

/// Columns that came, went, or hold something else: name and kind.
fn drift(place: &str, before: &[(String, String)], after: &[(String, String)]) -> Vec<Vec<Cell>> {
    let kind = |list: &[(String, String)], name: &str| list.iter().find(|one| one.0 == name).map(|one| one.1.clone());
    let row = |name: &str| {
        let what = match (kind(before, name), kind(after, name)) {
            (None, Some(new)) => format!("added ({new})"),
            (Some(old), None) => format!("gone ({old})"),
            (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
            _ => return None,
        };
        Some(vec![text(place), text(name), text(what)])
    };
    both(before, after, |one| one.0.as_str()).into_iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::engine::runs::recipe::Recipe;
    use crate::engine::runs::record::{FigureRecord, SourceRecord, TableRecord};

    fn run(sales: f64, rows: u64, hash: &str, parameter: Option<&str>, columns: &[(&str, &str)]) -> Record {
        let parameters: BTreeMap<String, String> =
            parameter.map(|text| ("churn_days".to_owned(), text.to_owned())).into_iter().collect();
        let spec = crate::pipelines::spec("sales").expect("a pipeline");
        let columns: Vec<(String, String)> =
            columns.iter().map(|(name, kind)| ((*name).to_owned(), (*kind).to_owned())).collect();
        let table =
            TableRecord { name: "dim".to_owned(), layer: "Warehouse".to_owned(), rows, columns: columns.clone() };
        Record {
            when: String::new(),
            version: "1".to_owned(),
            recipe: Recipe::new(spec, &parameters),
            command: String::new(),
            sample: None,
            files: vec![FileRecord { name: "a.csv".to_owned(), bytes: 9, sha256: Some(hash.to_owned()) }],
            file_count: 1,
            sources: vec![SourceRecord { input: "sales".to_owned(), name: "a.csv".to_owned(), files: 1, columns }],
            as_of: None,
            rows: [rows, rows, 0],
            quality: None,
            steps: Vec::new(),
            milliseconds: 1.0,
            tables: vec![table],
            figures: vec![FigureRecord { label: "Sales".to_owned(), format: "money".to_owned(), value: Some(sales) }],
            warnings: Vec::new(),
        }
    }

    fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
        sheet.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn differences_are_named_with_their_size() {
        let before = run(200.0, 1_500, "aa", None, &[("id", "id"), ("old", "text"), ("day", "text")]);
        let after = run(150.0, 1_750, "bb", Some("60"), &[("id", "id"), ("day", "date"), ("new", "number")]);
        let sheets = compare(&before, &after);
        assert_eq!(texts(&sheets[0]), [["Sales", "$200.00", "$150.00", "−$50.00", "−25.0%"]]);
        assert_eq!(texts(&sheets[1]), [["dim", "1,500", "1,750", "+250"]]);
        assert_eq!(texts(&sheets[2]), [["churn_days", "default", "60"]]);
        assert_eq!(texts(&sheets[3]), [["a.csv", "9 B · aa…", "9 B · bb…"]]);
        let drifted = [["day", "text → date"], ["new", "added (number)"], ["old", "gone (text)"]];
        for (sheet, place) in [(&sheets[4], "sales"), (&sheets[5], "dim")] {
            assert_eq!(texts(sheet), drifted.map(|[column, what]| vec![place, column, what]));
        }
    }

    #[test]
    fn of_a_run_and_itself_nothing_differs() {
        let one = run(200.0, 10, "aa", Some("60"), &[("id", "id")]);
        let sheets = compare(&one, &one);
        assert!(sheets[2..].iter().all(|sheet| sheet.rows.is_empty() && !sheet.lead.is_empty()));
        assert_eq!(texts(&sheets[1]), [["dim", "10", "10", "0"]]);
    }

    #[test]
    fn files_that_were_not_hashed_are_not_called_the_same() {
        let mut one = run(1.0, 1, "", None, &[]);
        one.files[0].sha256 = None;
        assert_eq!(files(&one, &one).len(), 1);
    }
}
