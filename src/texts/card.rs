//! The card of one whom the data is about.

pub const EXPLAIN: &str = "Explain the figures";
pub const LOOKING: &str = "Looking it up…";

/// Nobody has this id; `who` is what one of them is called.
pub fn nowhere(who: &str) -> String {
    format!("No table has rows about a {who} with this id.")
}

/// The tables that have nothing to tell.
pub fn absent_from(tables: &[&str]) -> String {
    format!("No rows in {}.", tables.join(", "))
}
