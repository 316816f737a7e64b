//! The next row that holds a text.

use super::needle::Needle;
use super::rows::{RowCache, Wanted};
use crate::base::Diagnostic;
use crate::engine::table::Part;
use crate::protocol::Find;

/// The place, in the order shown, of the next row that holds the text, and the first of its columns that does; `None`
/// where no row from there on holds it, or no text is given.
///
/// # Errors
/// A sentence for a column that the table does not have, and for a condition that cannot be read.
pub fn find(part: Part<'_>, request: &Find, cache: &mut RowCache) -> Result<Option<(u32, String)>, Diagnostic> {
    let wanted = Wanted { filters: &request.filters, choice: &request.choice, sort: &request.sort };
    let rows = cache.rows(part, wanted)?;
    let shown = part.narrowed(rows.as_deref());
    if request.text.is_empty() {
        return Ok(None);
    }
    let mut needle = Needle::new(&request.text);
    let columns: Vec<_> = part.table.columns().filter(|(_, cells)| needle.fits(cells)).collect();
    for place in request.from as usize..shown.rows() {
        let row = shown.row(place);
        if let Some((spec, _)) = columns.iter().find(|(_, cells)| needle.in_cell(cells, row)) {
            return Ok(Some((place as u32, spec.name.to_owned())));
        }
    }
    Ok(None)
}
