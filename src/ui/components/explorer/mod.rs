//! The table explorer: the grid of one table's rows, what is said and asked above it, and what lies open over it.

mod body;
mod column;
mod columns;
mod head;
mod panel;
mod record;
mod sheet;
mod toolbar;

pub use panel::panel;
pub use sheet::sheet;
pub use toolbar::{chips, toolbar};

use crate::pipelines::spec::{ColumnKind, TableSpec};
use crate::protocol::{ColumnSummary, Condition};
use crate::texts;
use crate::ui::state::AppState;

/// The registry's entry of the table on screen.
fn table_spec(app: AppState) -> Option<&'static TableSpec> {
    use leptos::prelude::*;
    let table = app.grid.rows.with(|rows| rows.shown.as_ref().map(|key| key.table.clone()))?;
    app.run.with(|run| run.as_ref()?.spec()?.table(&table))
}

/// What kind of values a column has, in a word.
fn kind_word(kind: Option<ColumnKind>, numeric: bool) -> &'static str {
    match kind {
        Some(ColumnKind::Id) => texts::tables::KIND_ID,
        Some(ColumnKind::Text) => texts::tables::KIND_TEXT,
        Some(ColumnKind::Integer) => texts::tables::KIND_INTEGER,
        Some(ColumnKind::Flag) => texts::tables::KIND_FLAG,
        Some(ColumnKind::Number) => texts::tables::KIND_NUMBER,
        Some(ColumnKind::Money) => texts::tables::KIND_MONEY,
        Some(ColumnKind::Percent) => texts::tables::KIND_PERCENT,
        Some(ColumnKind::Share) => texts::tables::KIND_SHARE,
        Some(ColumnKind::Date) => texts::tables::KIND_DATE,
        None if numeric => texts::tables::KIND_NUMBER,
        None => texts::tables::KIND_TEXT,
    }
}

/// Whether a column is told best by how its values are spread: by a histogram, not by its frequent values.
fn is_spread(summary: &ColumnSummary) -> bool {
    const FEW: u32 = 6;
    summary.bins.len() > 1 && summary.distinct.is_none_or(|distinct| distinct > FEW)
}

/// The share of a part, as people read it: nothing there is not “0%”.
fn share_text(part: u32, whole: u32) -> String {
    let percent = 100.0 * f64::from(part) / f64::from(whole.max(1));
    match part {
        0 => "0%".to_owned(),
        _ if percent < 1.0 => "<1%".to_owned(),
        _ if part < whole && percent > 99.0 => ">99%".to_owned(),
        _ => format!("{}%", crate::base::format::fixed(percent, 0)),
    }
}

/// Whether a condition lets a value pass by name.
fn names(condition: Option<&Condition>, value: Option<&str>) -> bool {
    matches!(condition, Some(Condition::OneOf(values)) if values.iter().any(|other| other.as_deref() == value))
}

/// Whether a condition is that of a bar.
fn is_bar(condition: Option<&Condition>, least: &str, most: &str) -> bool {
    matches!(condition, Some(Condition::Between { least: Some(from), most: Some(to) }) if from == least && to == most)
}
