//! Which columns of a table are shown, and in which order.

use crate::base::order::{sort, sort_places};

/// Parts the fields of a line; no column's name holds it.
const FIELD: char = '\t';

/// What the person changed about the columns of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// Columns in the order wanted; those that are not named follow in the table's.
    order: Vec<String>,
    hidden: Vec<String>,
    /// Shown first, and kept in sight.
    pinned: Vec<String>,
}

impl Arrangement {
    /// Whether all is as the table has it.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The places of all columns in the order wanted, hidden ones too, pinned ones first.
    pub fn all(&self, names: &[&str]) -> Vec<usize> {
        let rank = |name: &str| self.order.iter().position(|other| other == name).unwrap_or(usize::MAX);
        let mut places: Vec<usize> = (0..names.len()).collect();
        let key = |place: usize| (!self.is_pinned(names[place]), rank(names[place]));
        sort_places(&mut places, &|left, right| key(left).cmp(&key(right)));
        places
    }

    /// The places of the columns shown.
    pub fn shown(&self, names: &[&str]) -> Vec<usize> {
        self.all(names).into_iter().filter(|place| !self.is_hidden(names[*place])).collect()
    }

    pub fn is_hidden(&self, name: &str) -> bool {
        self.hidden.iter().any(|other| other == name)
    }

    pub fn is_pinned(&self, name: &str) -> bool {
        self.pinned.iter().any(|other| other == name)
    }

    /// Hides a column, or shows it again. The last one stays.
    pub fn hide(&mut self, names: &[&str], name: &str, hide: bool) {
        if !hide || self.shown(names).len() > 1 {
            keep(&mut self.hidden, name, hide);
        }
    }

    /// Pins a column, or lets it go.
    pub fn pin(&mut self, name: &str, pin: bool) {
        keep(&mut self.pinned, name, pin);
    }

    /// Moves a column past the next one shown; not out of the pinned ones or into them.
    pub fn shift(&mut self, names: &[&str], name: &str, right: bool) {
        let mut places = self.all(names);
        let Some(at) = places.iter().position(|place| names[*place] == name) else { return };
        let may = |other: &usize| {
            let other = names[places[*other]];
            !self.is_hidden(other) && self.is_pinned(other) == self.is_pinned(name)
        };
        let other = if right { (at + 1..places.len()).find(may) } else { (0..at).rev().find(may) };
        if let Some(other) = other {
            let place = places.remove(at);
            places.insert(other, place);
            self.order = places.iter().map(|place| names[*place].to_owned()).collect();
        }
    }

    /// The text that [`Self::of_text`] reads: a line for every column that is named, with what is wanted of it.
    pub fn text(&self) -> String {
        let mut names: Vec<&String> = self.order.iter().collect();
        let others = self.hidden.iter().chain(self.pinned.iter().filter(|name| !self.is_hidden(name)));
        names.extend(others.filter(|name| !self.order.contains(name)));
        let line = |name: &&String| {
            let flag = |on: bool, letter| if on { letter } else { "" };
            let place = flag(self.order.contains(name), "o");
            format!("{name}{FIELD}{place}{}{}", flag(self.is_hidden(name), "h"), flag(self.is_pinned(name), "p"))
        };
        names.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// What was kept.
    pub fn of_text(text: &str) -> Self {
        let mut read = Self::default();
        for (name, flags) in text.lines().filter_map(|line| line.split_once(FIELD)) {
            if flags.contains('o') {
                read.order.push(name.to_owned());
            }
            keep(&mut read.hidden, name, flags.contains('h'));
            keep(&mut read.pinned, name, flags.contains('p'));
        }
        read
    }
}

/// Whether a sorted list names a column.
fn keep(list: &mut Vec<String>, name: &str, keep: bool) {
    list.retain(|other| other != name);
    if keep {
        list.push(name.to_owned());
        sort(list, &|left, right| left.cmp(right));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];

    fn shown(arrangement: &Arrangement) -> String {
        arrangement.shown(&NAMES).into_iter().map(|place| NAMES[place]).collect()
    }

    #[test]
    fn columns_hide_pin_and_move() {
        let mut columns = Arrangement::default();
        assert_eq!(shown(&columns), "abcde");
        columns.hide(&NAMES, "b", true);
        columns.shift(&NAMES, "c", false);
        assert_eq!(shown(&columns), "cade", "past the next that is shown");
        columns.pin("e", true);
        columns.pin("d", true);
        assert_eq!(shown(&columns), "deca");
        columns.shift(&NAMES, "e", false);
        columns.shift(&NAMES, "d", true);
        assert_eq!(shown(&columns), "edca", "the pinned ones keep together");
        columns.shift(&NAMES, "a", true);
        columns.hide(&NAMES, "b", false);
        assert_eq!(Arrangement::of_text(&columns.text()), columns);
        columns.pin("e", false);
        columns.pin("d", false);
        assert!(!columns.is_plain());
        for name in NAMES {
            columns.hide(&NAMES, name, true);
        }
        assert_eq!(columns.shown(&NAMES).len(), 1, "the last column stays");
        assert_eq!(Arrangement::of_text(&columns.text()), columns);
        assert!(Arrangement::of_text("").is_plain());
    }
}
