//! What the parser leaves of a card number (`Privacy::LastFour`): its last four digits and how many it had.

/// The last four digits; `None` where there were fewer than eight.
pub(crate) fn last_four(kept: &str) -> Option<&str> {
    kept.split_once('/').map(|(last, _)| last).filter(|last| !last.is_empty())
}

/// How many digits the number had.
pub(crate) fn digits_of(kept: &str) -> u32 {
    kept.split_once('/').and_then(|(_, count)| count.parse().ok()).unwrap_or(0)
}
