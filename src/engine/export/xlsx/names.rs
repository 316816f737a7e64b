//! Names of sheets: at most 31 characters, none of those Excel forbids, none twice.

use std::collections::BTreeSet;

/// The sheet that lists the others.
pub(super) const LIST: &str = "Tables";

/// UTF-16 units of a sheet's name.
const MAX_UNITS: usize = 31;

/// The names given so far, in lower case: Excel does not tell big and small letters apart.
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// None but the list's, and the one that Excel keeps for itself.
    pub(super) fn new(has_list: bool) -> Self {
        let taken = has_list.then_some(LIST).into_iter().chain(["history"]);
        Self(taken.map(str::to_lowercase).collect())
    }

    /// The name of a table's sheet, which is the `number`th of it.
    pub(super) fn next(&mut self, table: &str, number: usize) -> String {
        let legal: String =
            table.chars().map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { '_' } else { c }).collect();
        let suffix = if number == 1 { String::new() } else { format!(" ({number})") };
        let mut name = with_suffix(&legal, &suffix);
        let mut attempt = 2;
        while name.is_empty() || !self.0.insert(name.to_lowercase()) {
            name = with_suffix(&legal, &format!("~{attempt}{suffix}"));
            attempt += 1;
        }
        name
    }
}

/// As much of `text` as leaves room for the suffix, and the suffix.
fn with_suffix(text: &str, suffix: &str) -> String {
    let mut room = MAX_UNITS.saturating_sub(suffix.len());
    let mut name = String::new();
    for character in text.chars() {
        let units = character.len_utf16();
        if units > room {
            break;
        }
        room -= units;
        name.push(character);
    }
    name + suffix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_distinct() {
        let mut names = Names::new(true);
        let long = "a_table_with_a_name_of_more_than_31_characters";
        for (table, number, name) in [
            ("dim_customer", 1, "dim_customer"),
            ("dim_customer", 2, "dim_customer (2)"),
            ("DIM_customer", 1, "DIM_customer~2"),
            ("tables", 1, "tables~2"),
            ("History", 1, "History~2"),
            ("a/b:c", 1, "a_b_c"),
            (long, 1, "a_table_with_a_name_of_more_tha"),
            (long, 12, "a_table_with_a_name_of_mor (12)"),
            ("", 1, "~2"),
        ] {
            assert_eq!(names.next(table, number), name);
        }
    }
}
