//! Finding one of many short texts by a few letters.

/// How well a text answers what is looked for, less being better; `None`: not at all. Every word must be found: at the
/// start of a word, inside one, or its letters in their order, as in `dtb` for “Dashboard: tables”.
pub fn rank(sought: &str, text: &str) -> Option<usize> {
    let text = text.to_lowercase();
    sought.to_lowercase().split_whitespace().map(|word| rank_word(word, &text)).sum()
}

fn rank_word(word: &str, text: &str) -> Option<usize> {
    const INSIDE: usize = 100;
    const SCATTERED: usize = 1_000;
    let starts_word = |at: usize| text[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
    let places = || text.match_indices(word).map(|(at, _)| at);
    if let Some(at) = places().find(|at| starts_word(*at)) {
        return Some(at);
    }
    if let Some(at) = places().next() {
        return Some(INSIDE + at);
    }
    let mut letters = text.char_indices();
    let mut last = 0;
    for wanted in word.chars() {
        last = letters.find(|(_, letter)| *letter == wanted)?.0;
    }
    Some(SCATTERED + last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(sought: &str, texts: &[&'a str]) -> Option<&'a str> {
        let mut found: Vec<(usize, &str)> =
            texts.iter().filter_map(|text| Some((rank(sought, text)?, *text))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.first().map(|(_, text)| *text)
    }

    #[test]
    fn starts_of_words_come_before_what_lies_inside_and_scattered_letters_last() {
        let texts = ["Dashboard", "Table fct_order", "Reorder soon", "Go to the top"];
        assert_eq!(best("order", &texts), Some("Table fct_order"));
        assert_eq!(best("tab ord", &texts), Some("Table fct_order"));
        assert_eq!(best("reo", &texts), Some("Reorder soon"));
        assert_eq!(best("dshb", &texts), Some("Dashboard"));
        assert_eq!(best("xyz", &texts), None);
        assert_eq!(best("", &texts), Some("Dashboard"), "nothing sought: all, in their order");
    }
}
