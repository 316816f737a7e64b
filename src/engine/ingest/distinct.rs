//! Names of files, kept apart.

use std::collections::BTreeSet;

/// Names given so far: two files of the same name stay apart in every table.
#[derive(Debug, Clone, Default)]
pub struct Names(BTreeSet<String>);

impl Names {
    /// The name, or the name with ` (2)`, ` (3)` and so on before its extension.
    pub fn distinct(&mut self, name: String) -> String {
        let (folders, file) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
        let (stem, extension) = file.find('.').filter(|at| *at > 0).map_or((file, ""), |at| file.split_at(at));
        let mut number = 1;
        let mut own = name.clone();
        while !self.0.insert(own.clone()) {
            number += 1;
            own = format!("{folders}{stem} ({number}){extension}");
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut names = Names::default();
        let given =
            ["a.csv", "a.csv", "b/a.csv", "b/a.csv", "a (2).csv", "a.csv", ".csv", ".csv", "x.csv.gz", "x.csv.gz"];
        let own: Vec<String> = given.into_iter().map(|name| names.distinct(name.to_owned())).collect();
        assert_eq!(
            own,
            [
                "a.csv",
                "a (2).csv",
                "b/a.csv",
                "b/a (2).csv",
                "a (2) (2).csv",
                "a (3).csv",
                ".csv",
                ".csv (2)",
                "x.csv.gz",
                "x (2).csv.gz"
            ]
        );
    }
}
