//! Which rows of a table are wanted, and in which order; those asked for last are kept.

use std::rc::Rc;

use super::condition::{column, test};
use super::needle::Needle;
use super::sort::sort_by;
use crate::base::Diagnostic;
use crate::engine::passes;
use crate::engine::table::{Part, Table};
use crate::present::dashboard::Filter;
use crate::protocol::{ColumnCondition, RowChoice, SortKey};

/// Rows kept at a time: those shown, those chosen before they were sorted, and the ones before.
const KEPT: usize = 4;

/// Rows wanted of a part of a table. The part must be the one behind `filters`.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    pub filters: &'a [Filter],
    pub choice: &'a RowChoice,
    /// Empty: the part's own order.
    pub sort: &'a [SortKey],
}

/// Rows chosen and sorted lately, the latest first: paging through a million rows chooses and sorts them once.
#[derive(Debug, Default)]
pub struct RowCache {
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    table: &'static str,
    filters: Vec<Filter>,
    choice: RowChoice,
    sort: Vec<SortKey>,
    rows: Rc<Vec<u32>>,
}

impl RowCache {
    /// The rows wanted, in the order wanted; `None` where that is the part as it is.
    ///
    /// # Errors
    /// A sentence for a column that the table does not have, and for a bound that is no number or date.
    pub fn rows(&mut self, part: Part<'_>, wanted: Wanted<'_>) -> Result<Option<Rc<Vec<u32>>>, Diagnostic> {
        if wanted.sort.is_empty() && wanted.choice.is_all() {
            return Ok(None);
        }
        if let Some(at) = self.kept.iter().position(|kept| kept.is(part, wanted)) {
            self.kept[..=at].rotate_right(1);
        } else {
            for key in wanted.sort {
                column(part.table, &key.column)?;
            }
            let rows = if wanted.sort.is_empty() { self.chosen(part, wanted)? } else { self.sorted(part, wanted)? };
            self.kept.truncate(KEPT - 1);
            self.kept.insert(0, Kept::new(part, wanted, rows));
        }
        Ok(self.kept.first().map(|kept| kept.rows.clone()))
    }

    fn sorted(&mut self, part: Part<'_>, wanted: Wanted<'_>) -> Result<Vec<u32>, Diagnostic> {
        let chosen = self.rows(part, Wanted { sort: &[], ..wanted })?;
        let mut rows = chosen.map_or_else(|| all(part), |rows| rows.to_vec());
        // The last key first: what it leaves in order stays so among equals of the keys before it.
        for key in wanted.sort.iter().rev() {
            rows = sort_by(&rows, column(part.table, &key.column)?, key.descending);
        }
        Ok(rows)
    }

    fn chosen(&self, part: Part<'_>, wanted: Wanted<'_>) -> Result<Vec<u32>, Diagnostic> {
        let RowChoice { conditions, search } = wanted.choice;
        let mut needle = Needle::new(search);
        // Who types a word letter by letter narrows what was found so far.
        let wider = self.kept.iter().find(|kept| {
            let same = Wanted { choice: &kept.choice, ..wanted };
            kept.is(part, same)
                && kept.choice.conditions == *conditions
                && !kept.choice.search.is_empty()
                && needle.narrows(&Needle::new(&kept.choice.search))
        });
        let rows = match wider {
            Some(kept) => kept.rows.to_vec(),
            None => meeting(part, conditions)?,
        };
        Ok(if search.is_empty() { rows } else { holding(part.table, rows, &mut needle) })
    }
}

impl Kept {
    fn new(part: Part<'_>, wanted: Wanted<'_>, rows: Vec<u32>) -> Self {
        Self {
            table: part.table.spec.name,
            filters: wanted.filters.to_vec(),
            choice: wanted.choice.clone(),
            sort: wanted.sort.to_vec(),
            rows: Rc::new(rows),
        }
    }

    fn is(&self, part: Part<'_>, wanted: Wanted<'_>) -> bool {
        self.table == part.table.spec.name
            && self.sort == wanted.sort
            && self.filters == wanted.filters
            && self.choice == *wanted.choice
    }
}

fn all(part: Part<'_>) -> Vec<u32> {
    part.picked().map_or_else(|| passes::collect(part.rows(), |row| row as u32), <[u32]>::to_vec)
}

/// The rows that meet all conditions.
fn meeting(part: Part<'_>, conditions: &[ColumnCondition]) -> Result<Vec<u32>, Diagnostic> {
    let tests = conditions.iter().map(|condition| test(part.table, condition)).collect::<Result<Vec<_>, _>>()?;
    let mut rows = all(part);
    for mut test in tests {
        let mut kept = Vec::new();
        passes::for_each(rows.len(), |place| kept.extend(Some(rows[place]).filter(|row| test(*row as usize))));
        rows = kept;
    }
    Ok(rows)
}

/// Those rows some cell of which holds the text.
fn holding(table: &Table, rows: Vec<u32>, needle: &mut Needle) -> Vec<u32> {
    let mut found = vec![false; rows.len()];
    for (_, cells) in table.columns() {
        if needle.fits(cells) {
            passes::for_each(rows.len(), |place| {
                found[place] = found[place] || needle.in_cell(cells, rows[place] as usize);
            });
        }
    }
    let mut kept = Vec::new();
    passes::for_each(rows.len(), |place| kept.extend(Some(rows[place]).filter(|_| found[place])));
    kept
}
