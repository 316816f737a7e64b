//! Files with the same content as one before, under whatever name: left out, so that dropping a file twice changes
//! nothing (spec stores.md, section 5, "Append").

use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::ingest::RawTable;

/// The table without the rows of files that repeat an earlier one, and a sentence for each.
pub(crate) fn without_repeated_files(read: &Rc<RawTable>) -> (Rc<RawTable>, Vec<Diagnostic>) {
    let mut table = Rc::clone(read);
    let mut notes = Vec::new();
    let mut index = 0;
    while index < table.files.len() {
        let Some(first) = (0..index).find(|earlier| are_alike(&table, *earlier, index)) else {
            index += 1;
            continue;
        };
        let (name, original) = (table.files[index].name.clone(), table.files[first].name.clone());
        notes.push(
            Diagnostic::info("file_repeated", format!("“{name}” holds the same as “{original}” and was left out."))
                .in_file(&name),
        );
        Rc::make_mut(&mut table).leave_out(index);
    }
    (table, notes)
}

fn are_alike(table: &RawTable, left: usize, right: usize) -> bool {
    let (left, right) = (&table.files[left], &table.files[right]);
    let alike = left.bytes == right.bytes && left.rows == right.rows && left.has == right.has;
    alike
        && table.columns.iter().all(|column| {
            (0..left.rows).all(|row| column.get(left.first_row + row) == column.get(right.first_row + row))
        })
}
