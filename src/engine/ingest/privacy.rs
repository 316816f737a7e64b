//! What is kept of private cells: decided while a file is parsed, so that the rest exists nowhere after it
//! (spec stores.md, section 3).

use super::columns::names_some;
use super::sniff::Sniffed;
use crate::engine::cells::cards::{CUT, without_card_numbers};
use crate::engine::cells::present;
use crate::engine::text::TextColumn;
use crate::pipelines::spec::Privacy;

/// Stands for a cell that is not kept.
const DROPPED: &str = "•";
/// Digits from which the last four may be kept.
const LONG_ENOUGH: usize = 8;

/// A column that takes of each cell what may be kept.
pub(super) struct Place<'a> {
    column: &'a mut TextColumn,
    privacy: Privacy,
}

impl<'a> Place<'a> {
    pub(super) fn new(column: &'a mut TextColumn, privacy: Privacy) -> Self {
        Self { column, privacy }
    }

    #[inline]
    pub(super) fn push(&mut self, cell: Option<&str>) {
        match self.privacy {
            Privacy::Open => self.column.push(cell),
            Privacy::LastFour => self.column.push(present(cell).map(card).as_deref()),
            Privacy::Dropped => self.column.push(present(cell).map(|_| DROPPED)),
        }
    }
}

/// `1234/16`: the last four of sixteen digits; of fewer than eight only their number.
fn card(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let kept = if digits.len() < LONG_ENOUGH { 0 } else { 4 };
    let last: String = digits[digits.len() - kept..].iter().collect();
    format!("{last}/{}", digits.len())
}

/// Hides the cells of columns that are private by their names, whatever the file turns out to be.
pub(super) fn hide(file: &mut Sniffed) {
    let private: Vec<usize> = (0..file.columns.len()).filter(|index| is_private(&file.columns[*index])).collect();
    for index in private {
        let lines = file.preview.iter_mut().filter_map(|line| line.get_mut(index));
        lines.filter(|cell| cell.is_some()).for_each(|cell| *cell = Some(DROPPED.to_owned()));
        let first = file.layout.first_lines.iter_mut().filter_map(|line| line.get_mut(index));
        first.filter(|cell| !is_private(cell)).for_each(|cell| *cell = DROPPED.to_owned());
        if let Some(profile) = file.profiles.get_mut(index) {
            profile.samples.clear();
            profile.how = "Not shown: card data.".to_owned();
        }
    }
}

/// Hides what looks like numbers of cards in columns whose names say nothing: a file without a header line has only such.
/// Names are looked at as well, since the first row may have been taken for them.
pub(super) fn hide_card_numbers(file: &mut Sniffed) {
    let unknown: Vec<usize> =
        (0..file.columns.len()).filter(|index| !names_some(&file.columns[*index], |_| true)).collect();
    for index in unknown {
        let lines = file.preview.iter_mut().filter_map(|line| line.get_mut(index)?.as_mut());
        let first = file.layout.first_lines.iter_mut().filter_map(|line| line.get_mut(index));
        let profile = file.profiles.get_mut(index);
        let told = profile.into_iter().flat_map(|profile| profile.samples.iter_mut().chain([&mut profile.how]));
        for text in lines.chain(first).chain(told).chain(file.columns.get_mut(index)) {
            if let Some(cut) = without_card_numbers(text) {
                *text = cut;
            }
        }
    }
}

/// The first column most of whose cells held card numbers, which [`hide_card_numbers`] has cut: of any long numbers one in
/// ten looks like a card's by chance.
pub fn card_column(file: &Sniffed) -> Option<&str> {
    let most = |column: &usize| {
        let cells = || file.preview.iter().filter_map(|line| line.get(*column)?.as_ref());
        2 * cells().filter(|cell| cell.contains(CUT)).count() > cells().count()
    };
    (0..file.columns.len()).find(most).map(|column| file.columns[column].as_str())
}

/// Whether a header cell names a private column of some input.
pub fn is_private(header: &str) -> bool {
    names_some(header, |column| column.privacy != Privacy::Open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(privacy: Privacy, cells: &[Option<&str>]) -> Vec<Option<String>> {
        let mut column = TextColumn::default();
        let mut place = Place::new(&mut column, privacy);
        cells.iter().for_each(|cell| place.push(*cell));
        column.iter().map(|cell| cell.map(str::to_owned)).collect()
    }

    #[test]
    fn of_a_card_the_last_four_digits_stay() {
        let cells = [Some("3477 282862 44521"), Some("1234567"), Some("12345678"), Some("abc"), Some(" NULL "), None];
        let expected = ["4521/15", "/7", "5678/8", "/0"].map(|text| Some(text.to_owned()));
        let mut expected = expected.to_vec();
        expected.extend([None, None]);
        assert_eq!(kept(Privacy::LastFour, &cells), expected);
    }

    #[test]
    fn of_a_code_nothing_stays() {
        assert_eq!(kept(Privacy::Dropped, &[Some("146"), Some(""), None]), [Some(DROPPED.to_owned()), None, None]);
    }
}
