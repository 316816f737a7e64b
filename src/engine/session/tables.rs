//! Questions about the tables of the last run: their rows, as they are shown.

use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::Outcome;
use crate::engine::query::{RowCache, Wanted, page, summary};
use crate::engine::table::{Part, Table};
use crate::present::dashboard::Filter;
use crate::protocol::{PageRequest, Reply, RowChoice, SummaryRequest};

/// Numbers of rows; `None`: all.
type PickedRows = Option<Rc<Vec<u32>>>;

/// The rows asked for lately: paging through them finds them once. Of one run: another one has other rows.
#[derive(Default)]
pub(super) struct Shown {
    behind: Option<Behind>,
    rows: RowCache,
}

/// The rows of a table that belong to a selection.
struct Behind {
    table: &'static str,
    filters: Vec<Filter>,
    rows: Option<Rc<Vec<u32>>>,
}

impl Shown {
    pub(super) fn page(&mut self, outcome: &dyn Outcome, request: &PageRequest) -> Result<Reply, Diagnostic> {
        let (table, behind) = self.behind(outcome, &request.table, &request.filters)?;
        page(part(table, behind.as_ref()), request, &mut self.rows).map(Reply::Page)
    }

    pub(super) fn summary(&mut self, outcome: &dyn Outcome, request: &SummaryRequest) -> Result<Reply, Diagnostic> {
        let (table, behind) = self.behind(outcome, &request.table, &request.filters)?;
        summary(part(table, behind.as_ref()), request, &mut self.rows).map(|summary| Reply::Summary(Box::new(summary)))
    }

    /// A table, and which of its rows belong to a selection and are chosen; `None`: all.
    pub(super) fn chosen<'a>(
        &mut self,
        outcome: &'a dyn Outcome,
        table: &str,
        filters: &[Filter],
        choice: &RowChoice,
    ) -> Result<(&'a Table, PickedRows), Diagnostic> {
        let (table, behind) = self.behind(outcome, table, filters)?;
        let wanted = Wanted { filters, choice, sort: &[] };
        let rows = self.rows.rows(part(table, behind.as_ref()), wanted)?;
        Ok((table, rows.or(behind)))
    }

    /// A table, and which of its rows belong to a selection, unless that is all of them.
    fn behind<'a>(
        &mut self,
        outcome: &'a dyn Outcome,
        table: &str,
        filters: &[Filter],
    ) -> Result<(&'a Table, PickedRows), Diagnostic> {
        let table = outcome.catalog().find(table)?;
        let name = table.spec.name;
        let is = |behind: &&Behind| behind.table == name && behind.filters == filters;
        if let Some(behind) = self.behind.as_ref().filter(is) {
            return Ok((table, behind.rows.clone()));
        }
        let rows = if filters.is_empty() { None } else { outcome.behind(name, filters)?.map(Rc::new) };
        self.behind = Some(Behind { table: name, filters: filters.to_vec(), rows: rows.clone() });
        Ok((table, rows))
    }
}

fn part<'a>(table: &'a Table, behind: Option<&'a Rc<Vec<u32>>>) -> Part<'a> {
    Part::new(table, behind.map(|rows| rows.as_slice()))
}
