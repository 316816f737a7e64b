//! Texts that look like numbers of payment cards.

/// Stands for the digits that were cut off.
pub const CUT: &str = "•••• ";

/// 13 to 19 digits with a right Luhn check digit; spaces and hyphens do not count.
pub fn is_card_number(cell: &str) -> bool {
    let bare = cell.chars().filter(|character| *character != ' ' && *character != '-');
    let digits: Option<Vec<u32>> = bare.map(|character| character.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| (13..=19).contains(&digits.len())) else { return false };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 1 { digit * 2 - if *digit > 4 { 9 } else { 0 } } else { *digit })
        .sum();
    sum.is_multiple_of(10)
}

/// The text with each card number in it cut to its last four digits; nothing where it holds none.
pub fn without_card_numbers(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit()) {
        let length = rest[start..].find(|character: char| !matches!(character, '0'..='9' | ' ' | '-'));
        let run = &rest[start..length.map_or(rest.len(), |length| start + length)];
        let bare = run.trim_end_matches([' ', '-']);
        out.push_str(&rest[..start]);
        if is_card_number(bare) {
            out.push_str(CUT);
            out.push_str(&last_digits(bare));
        } else {
            out.push_str(bare);
        }
        rest = &rest[start + bare.len()..];
    }
    out.push_str(rest);
    (out != text).then_some(out)
}

fn last_digits(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len() - 4..].iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn card_numbers_are_known_by_their_check_digit() {
        for card in ["4111111111111111", "5555 5555 5555 4444", "3782-822463-10005"] {
            assert!(is_card_number(card), "{card}");
        }
        for other in ["4111111111111112", "4111111111111111x", "12345", "00000000000000000000"] {
            assert!(!is_card_number(other), "{other}");
        }
    }

    #[test]
    fn of_card_numbers_in_a_text_the_last_four_digits_stay() {
        let cut = |text| without_card_numbers(text);
        assert_eq!(cut("4111 1111 1111 1111").as_deref(), Some("•••• 1111"));
        assert_eq!(cut("paid by 5555-5555-5555-4444, twice").as_deref(), Some("paid by •••• 4444, twice"));
        for open in ["", "4006381333931", "12 - 14", "2024-01-02 10:11:12", "4111111111111112", "é 12é"] {
            assert_eq!(cut(open), None, "{open}");
        }
    }
}
