//! The parameters as the steps use them.

use crate::base::Diagnostic;
use crate::base::date::Day;
use crate::pipelines::values::Values;

/// Checked parameters (spec stores.md, section 9).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settings {
    pub(super) as_of: Option<Day>,
    pub(super) range_from: Option<Day>,
    pub(super) range_to: Option<Day>,
    /// Transactions happen when they were created, not when they say they happened.
    pub(super) by_created_at: bool,
    /// Stores count as they were at the time of a transaction, not as they are now.
    pub(super) as_was: bool,
    pub(super) amount_divisor: f64,
    pub(super) reject_orphans: bool,
    /// By status, in the order of [`super::staging::Status`].
    pub(super) counted: [bool; 3],
    pub(super) currency: String,
    pub(super) top_n: usize,
    pub(super) min_transactions: u32,
    pub(super) alpha: f64,
    pub(super) dormant_days: i32,
    pub(super) trend_days: i32,
    pub(super) trend_pct: f64,
}

impl Settings {
    /// The settings of checked values.
    ///
    /// # Errors
    /// A sentence when parameters contradict each other.
    pub(super) fn new(values: &Values) -> Result<Self, Diagnostic> {
        let (range_from, range_to) = (values.date("range_from"), values.date("range_to"));
        if range_from.zip(range_to).is_some_and(|(from, to)| from > to) {
            return Err(Diagnostic::error("bad_parameter", "range_from lies after range_to, so no transaction is in range.")
                .hint("Exchange the two days, or leave one empty."));
        }
        let counted = values.text("counted_statuses");
        Ok(Self {
            as_of: values.date("as_of"),
            range_from,
            range_to,
            by_created_at: values.text("time_column") == "created_at",
            as_was: values.text("store_attributes") == "as_was",
            amount_divisor: values.number("amount_divisor"),
            reject_orphans: values.text("orphan_rows") == "reject",
            counted: ["accepted", "refused", "cancelled"].map(|status| counted.split(',').any(|word| word.trim() == status)),
            currency: values.text("currency").to_owned(),
            top_n: values.integer("top_n") as usize,
            min_transactions: values.integer("min_transactions") as u32,
            alpha: values.number("alpha"),
            dormant_days: values.integer("dormant_days") as i32,
            trend_days: values.integer("trend_days") as i32,
            trend_pct: values.number("trend_pct"),
        })
    }

    /// Whether a day lies in the range that business tables look at.
    pub(super) fn in_range(&self, day: Day) -> bool {
        self.range_from.is_none_or(|from| day >= from) && self.range_to.is_none_or(|to| day <= to)
    }
}
