//! Choices of rows and orders as they are changed, told, and written in an address.

use super::table::{ColumnCondition, Condition, RowChoice, SortKey};
use crate::texts;

/// Conditions are written as `c.<column>=<word>:<text>`, one pair per value or bound.
const CONDITION_PREFIX: &str = "c.";
/// The search is written as `find=<text>`.
const SEARCH_KEY: &str = "find";

impl RowChoice {
    /// The condition on a column. The page sets one at most.
    pub fn of(&self, column: &str) -> Option<&Condition> {
        self.conditions.iter().find(|one| one.column == column).map(|one| &one.condition)
    }

    /// Sets the condition on a column in place of the one before, or takes it away. One that lets everything pass, or
    /// names no value, is none.
    pub fn set(&mut self, column: &str, condition: Option<Condition>) {
        let place = self.conditions.iter().position(|one| one.column == column);
        let condition = condition.filter(|condition| !condition.is_empty());
        match (place, condition) {
            (Some(place), Some(condition)) => self.conditions[place].condition = condition,
            (None, Some(condition)) => self.conditions.push(ColumnCondition { column: column.to_owned(), condition }),
            (Some(place), None) => drop(self.conditions.remove(place)),
            (None, None) => {}
        }
    }

    /// Adds a value to those that a column may have, or takes it away.
    pub fn toggle(&mut self, column: &str, value: Option<&str>) {
        let mut values = match self.of(column) {
            Some(Condition::OneOf(values)) => values.clone(),
            _ => Vec::new(),
        };
        match values.iter().position(|other| other.as_deref() == value) {
            Some(place) => drop(values.remove(place)),
            None => values.push(value.map(str::to_owned)),
        }
        self.set(column, Some(Condition::OneOf(values)));
    }

    /// The choice as pairs of an address.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if !self.search.is_empty() {
            pairs.push((SEARCH_KEY.to_owned(), self.search.clone()));
        }
        for one in &self.conditions {
            let mut pair = |word: &str, text: &str| {
                pairs.push((format!("{CONDITION_PREFIX}{}", one.column), format!("{word}:{text}")));
            };
            match &one.condition {
                Condition::OneOf(values) => {
                    for value in values {
                        match value {
                            Some(value) => pair("is", value),
                            None => pair("is-null", ""),
                        }
                    }
                }
                Condition::Between { least, most } => {
                    least.iter().for_each(|least| pair("from", least));
                    most.iter().for_each(|most| pair("to", most));
                }
                Condition::Contains(text) => pair("has", text),
                Condition::Null => pair("null", ""),
                Condition::NotNull => pair("not-null", ""),
            }
        }
        pairs
    }

    /// Takes a pair of an address; whether it was one of a choice. What cannot be read is left out.
    pub fn take_pair(&mut self, key: &str, value: &str) -> bool {
        if key == SEARCH_KEY {
            value.clone_into(&mut self.search);
            return true;
        }
        let Some(column) = key.strip_prefix(CONDITION_PREFIX) else { return false };
        let (word, text) = value.split_once(':').unwrap_or((value, ""));
        let own = || Some(text.to_owned());
        let condition = match (word, self.of(column).cloned()) {
            ("is" | "is-null", before) => {
                let mut values = if let Some(Condition::OneOf(values)) = before { values } else { Vec::new() };
                values.push(if word == "is" { own() } else { None });
                Condition::OneOf(values)
            }
            ("from", Some(Condition::Between { most, .. })) => Condition::Between { least: own(), most },
            ("from", _) => Condition::Between { least: own(), most: None },
            ("to", Some(Condition::Between { least, .. })) => Condition::Between { least, most: own() },
            ("to", _) => Condition::Between { least: None, most: own() },
            ("has", _) => Condition::Contains(text.to_owned()),
            ("null", _) => Condition::Null,
            ("not-null", _) => Condition::NotNull,
            _ => return true,
        };
        self.set(column, Some(condition));
        true
    }
}

impl Condition {
    /// Whether nothing was filled in.
    fn is_empty(&self) -> bool {
        match self {
            Self::OneOf(values) => values.is_empty(),
            Self::Between { least, most } => least.is_none() && most.is_none(),
            Self::Contains(text) => text.is_empty(),
            Self::Null | Self::NotNull => false,
        }
    }

    /// What is said about the column, after its name: `is A or B`, `from 1 to 5`.
    pub fn words(&self) -> String {
        const NAMED: usize = 3;
        match self {
            Self::OneOf(values) => {
                let names: Vec<&str> =
                    values.iter().map(|value| value.as_deref().unwrap_or(texts::values::EMPTY)).collect();
                match names.split_last() {
                    Some((_, rest)) if rest.len() > NAMED => texts::values::is_one_of(names.len()),
                    Some((last, rest)) if !rest.is_empty() => texts::values::is_either(rest, last),
                    Some((last, _)) => texts::values::is(last),
                    None => String::new(),
                }
            }
            Self::Between { least: Some(least), most: Some(most) } if least == most => texts::values::is(least),
            Self::Between { least: Some(least), most: Some(most) } => texts::values::between(least, most),
            Self::Between { least: Some(least), most: None } => texts::values::at_least(least),
            Self::Between { least: None, most: Some(most) } => texts::values::at_most(most),
            Self::Between { least: None, most: None } => String::new(),
            Self::Contains(text) => texts::values::contains(text),
            Self::Null => texts::values::IS_EMPTY.to_owned(),
            Self::NotNull => texts::values::IS_NOT_EMPTY.to_owned(),
        }
    }
}

/// The sorts after a press on a column: rising, then falling, then none. `add` keeps those by other columns, which come
/// first.
pub fn sorted_by(sorts: &[SortKey], column: &str, add: bool) -> Vec<SortKey> {
    let mut next: Vec<SortKey> = if add { sorts.to_vec() } else { Vec::new() };
    let before = sorts.iter().find(|key| key.column == column).filter(|_| add || sorts.len() == 1);
    let place = next.iter().position(|key| key.column == column);
    let key = |descending| SortKey { column: column.to_owned(), descending };
    match (before.map(|key| key.descending), place) {
        (Some(false), Some(place)) => next[place].descending = true,
        (Some(false), None) => next.push(key(true)),
        (Some(true), Some(place)) => drop(next.remove(place)),
        (Some(true), None) => {}
        (None, _) => next.push(key(false)),
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn an_address_brings_every_choice_back() {
        let mut choice = RowChoice { search: "a:b & c".to_owned(), ..RowChoice::default() };
        choice.set("country", Some(Condition::OneOf(vec![text("Côte: d’Or"), None, text("")])));
        choice.set("amount", Some(Condition::Between { least: text("-5"), most: text("1e6") }));
        choice.set("day", Some(Condition::Between { least: None, most: text("2024-02-29") }));
        choice.set("name", Some(Condition::Contains(":".to_owned())));
        choice.set("gone", Some(Condition::Null));
        choice.set("there", Some(Condition::NotNull));
        let mut read = RowChoice::default();
        for (key, value) in choice.pairs() {
            assert!(read.take_pair(&key, &value), "{key}={value}");
        }
        assert_eq!(read, choice);
        assert!(!read.take_pair("f.month", "2024-01"));
        assert!(read.take_pair("c.amount", "nonsense"));
        assert_eq!(read, choice);
    }

    #[test]
    fn values_come_and_go_and_an_empty_condition_is_none() {
        let mut choice = RowChoice::default();
        choice.toggle("country", Some("Chad"));
        choice.toggle("country", None);
        assert_eq!(choice.of("country").map(Condition::words).as_deref(), Some("is Chad or empty"));
        choice.toggle("country", Some("Chad"));
        choice.toggle("country", None);
        assert!(choice.is_all());
        choice.set("amount", Some(Condition::Between { least: None, most: None }));
        choice.set("name", Some(Condition::Contains(String::new())));
        assert!(choice.is_all());
    }

    #[test]
    fn a_column_sorts_up_then_down_then_not() {
        let said = |sorts: &[SortKey]| {
            let texts = sorts.iter().map(|key| format!("{}{}", if key.descending { "-" } else { "" }, key.column));
            texts.collect::<Vec<_>>().join(" ")
        };
        let (a, b) = ("a", "b");
        let one = sorted_by(&[], a, false);
        let down = sorted_by(&one, a, false);
        assert_eq!((said(&one), said(&down), said(&sorted_by(&down, a, false))), ("a".into(), "-a".into(), "".into()));
        let two = sorted_by(&down, b, true);
        assert_eq!(said(&two), "-a b");
        assert_eq!(said(&sorted_by(&two, b, true)), "-a -b");
        assert_eq!(said(&sorted_by(&two, a, true)), "b");
        assert_eq!(said(&sorted_by(&two, b, false)), "b", "alone from now on, and rising");
    }
}
