//! What a cell's number format makes of its number: only this tells a date from a number.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;

use super::package::Package;
use super::xml::attribute;
use crate::base::Diagnostic;

/// What numbers under a format are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Date,
    DateTime,
    /// A time of day.
    Time,
    /// Hours, minutes or seconds beyond a day, as in `[h]:mm`.
    Duration,
}

/// Reads the kind of each cell style from the part at `path`; a workbook without one has numbers only.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<R>,
    path: Option<&str>,
    limit: u64,
) -> Result<Vec<Kind>, Diagnostic> {
    let mut kinds = Vec::new();
    let Some(mut part) = package.part(path.unwrap_or("xl/styles.xml"), limit)? else { return Ok(kinds) };
    let mut codes = BTreeMap::new();
    let mut buffer = Vec::new();
    let mut in_cell_styles = false;
    loop {
        match part.next(&mut buffer)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                    if let (Some(id), Some(code)) = (id, attribute(&element, "formatCode")) {
                        codes.insert(id, of_code(&code));
                    }
                }
                // Named styles have such entries too; cells do not refer to those.
                "cellXfs" => in_cell_styles = true,
                "xf" if in_cell_styles => {
                    let id = attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                    kinds.push(codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => return Ok(kinds),
            _ => {}
        }
    }
}

/// The formats that every workbook has without listing them (ECMA-376, part 1, 18.8.30); 27 to 36 and 50 to 58 are the
/// East Asian ones, of which two are times in every language and the others dates in most.
fn built_in(id: u32) -> Kind {
    match id {
        14..=17 | 27..=31 | 34..=36 | 50..=58 => Kind::Date,
        18..=21 | 32 | 33 | 45 | 47 => Kind::Time,
        22 => Kind::DateTime,
        46 => Kind::Duration,
        _ => Kind::Number,
    }
}

/// What a format code makes of positive numbers: its first section says so.
pub(super) fn of_code(code: &str) -> Kind {
    // Runs of y, m, d, h, s as one letter each; years of eras and week days count as y and d.
    let mut symbols: Vec<char> = Vec::new();
    let mut is_duration = false;
    let mut characters = code.char_indices();
    while let Some((at, character)) = characters.next() {
        let rest = &code[at..];
        let symbol = match character.to_ascii_lowercase() {
            ';' => break,
            '"' => {
                characters.find(|(_, next)| *next == '"');
                continue;
            }
            // The character after these is shown, left as a gap, or repeated.
            '\\' | '_' | '*' => {
                characters.next();
                continue;
            }
            '[' => {
                let inside = rest[1..].split(']').next().unwrap_or("").to_ascii_lowercase();
                characters.find(|(_, next)| *next == ']');
                let first = inside.chars().next();
                match first {
                    Some(unit @ ('h' | 'm' | 's')) if inside.chars().all(|other| other == unit) => {
                        is_duration = true;
                        'h'
                    }
                    // A colour, a condition or a language.
                    _ => continue,
                }
            }
            'g' if starts_with(rest, "general") => return Kind::Number,
            'a' if starts_with(rest, "am/pm") || starts_with(rest, "a/p") => {
                let length = if starts_with(rest, "a/p") { 2 } else { 4 };
                characters.nth(length - 1);
                'h'
            }
            // `e` is also the exponent's, but that stands among digits.
            'y' | 'e' | 'g' | 'b' => 'y',
            'd' | 'a' => 'd',
            letter @ ('m' | 'h' | 's') => letter,
            // Digits are a number's, except those of a fraction of a second.
            '#' | '?' => return Kind::Number,
            '0' if symbols.last() != Some(&'s') => return Kind::Number,
            _ => continue,
        };
        if symbols.last() != Some(&symbol) {
            symbols.push(symbol);
        }
    }
    if is_duration {
        return Kind::Duration;
    }
    // `m` is minutes after hours and before seconds, months elsewhere.
    let is_minutes = |at: usize| {
        symbols[at] == 'm'
            && (at.checked_sub(1).is_some_and(|before| symbols[before] == 'h') || symbols.get(at + 1) == Some(&'s'))
    };
    let times = (0..symbols.len()).filter(|at| matches!(symbols[*at], 'h' | 's') || is_minutes(*at)).count();
    match (symbols.len() - times, times) {
        (0, 0) => Kind::Number,
        (_, 0) => Kind::Date,
        (0, _) => Kind::Time,
        _ => Kind::DateTime,
    }
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_tell_dates_from_numbers() {
        for (code, kind) in [
            ("General", Kind::Number),
            ("GENERAL", Kind::Number),
            ("0.00%", Kind::Number),
            ("0.00E+00", Kind::Number),
            ("#,##0.00\\ \"days\"", Kind::Number),
            ("#,##0 USD", Kind::Number),
            ("_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00", Kind::Number),
            ("[Red][<0]0;0", Kind::Number),
            ("[Magenta]\"s\"0", Kind::Number),
            ("@", Kind::Number),
            ("", Kind::Number),
            ("# ?/?", Kind::Number),
            ("yyyy-mm-dd", Kind::Date),
            ("[$-409]d/m/yy;@", Kind::Date),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Kind::Date),
            ("mmm-yy", Kind::Date),
            ("mmm", Kind::Date),
            ("[$-411]ge.m.d", Kind::Date),
            ("DD.MM.YYYY", Kind::Date),
            ("yyyy\"年\"m\"月\"d\"日\"", Kind::Date),
            ("[$-409]m/d/yy h:mm AM/PM;@", Kind::DateTime),
            ("yyyy-mm-dd\"T\"hh:mm:ss.000", Kind::DateTime),
            ("m/d/yyyy h:mm", Kind::DateTime),
            ("h:mm AM/PM", Kind::Time),
            ("h:mm A/P", Kind::Time),
            ("mm:ss.0", Kind::Time),
            ("[$-F400]h:mm:ss", Kind::Time),
            ("上午/下午h\"时\"mm\"分\"", Kind::Time),
            ("[h]:mm:ss", Kind::Duration),
            ("[mm]:ss", Kind::Duration),
            ("[", Kind::Number),
            ("\"", Kind::Number),
            ("\\", Kind::Number),
            ("é[h", Kind::Duration),
        ] {
            assert_eq!(of_code(code), kind, "{code}");
        }
    }
}
