//! The states of a transaction.

/// What became of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Accepted,
    Refused,
    Cancelled,
}

impl Status {
    /// In the order that tables list them.
    pub(crate) const ALL: [Self; 3] = [Self::Accepted, Self::Refused, Self::Cancelled];

    /// The word in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state that a trimmed text names, in any case.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is = |words: &[&str]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
        if is(&["accepted", "approved"]) {
            Some(Self::Accepted)
        } else if is(&["refused", "rejected", "declined"]) {
            Some(Self::Refused)
        } else if is(&["cancelled", "canceled"]) {
            Some(Self::Cancelled)
        } else {
            None
        }
    }
}
