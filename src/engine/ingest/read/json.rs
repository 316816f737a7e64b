//! The rows of JSON files.

use super::{FileInput, Reader, Target};
use crate::base::limits::{CHUNK_BYTES, MAX_COLUMNS};
use crate::base::{Diagnostic, format};
use crate::engine::ingest::encoding::Malformed;
use crate::engine::ingest::json::{JsonScanner, Malformed as MalformedRecord, Record};
use crate::engine::ingest::sniff::{JsonFormat, malformed, too_many_columns};

/// The keys of a file's records, and where their values go.
struct Keys {
    names: Vec<String>,
    targets: Vec<Target>,
    /// Keys that were not among the first records'.
    late: Vec<String>,
    /// Per key: the row that had it last.
    filled: Vec<usize>,
    /// Records that are none.
    broken: u64,
}

/// Broken records that are told one by one.
const BROKEN_SHOWN: u64 = 3;

impl Reader<'_> {
    pub(super) async fn json(&mut self, file: &FileInput, json: &JsonFormat) -> Result<(), Diagnostic> {
        let name = file.content.name();
        let mut scanner = JsonScanner::new(json.shape.clone());
        let mut decoder = json.encoding.decoder();
        let mut stream = file.content.stream();
        let mut record = Record::default();
        let mut keys = Keys {
            names: json.keys.clone(),
            targets: self.targets[..json.keys.len()].to_vec(),
            late: Vec::new(),
            filled: vec![usize::MAX; json.keys.len()],
            broken: 0,
        };
        let (start, mut mark) = (self.done, json.mark);
        let (mut text, mut chunk) = (String::new(), Vec::new());
        loop {
            chunk.clear();
            let last = stream.arrive(CHUNK_BYTES, &mut chunk).await?;
            let bytes = &chunk[mark.min(chunk.len())..];
            mark -= mark.min(chunk.len());
            decoder.decode(bytes, last, &mut text).map_err(|Malformed| malformed(name, json.encoding))?;
            while scanner.next_record(&text, last, &mut record).map_err(|problem| problem.diagnostic(name))? {
                if self.is_wanted() {
                    self.take_record(&record, &mut keys, file)?;
                }
            }
            text.drain(..scanner.position());
            scanner.seek(0);
            self.done = start + stream.read();
            self.checkpoint(name).await?;
            if last {
                break;
            }
        }
        self.table.notes.extend(scanner.note(name));
        if keys.broken > BROKEN_SHOWN {
            self.table.notes.push(more_malformed(name, keys.broken - BROKEN_SHOWN));
        }
        if !keys.late.is_empty() {
            self.table.notes.push(late_keys(name, &keys.late));
        }
        Ok(())
    }

    fn take_record(&mut self, record: &Record, keys: &mut Keys, file: &FileInput) -> Result<(), Diagnostic> {
        let (name, row) = (file.content.name(), self.table.rows);
        if let Some(broken) = record.malformed() {
            self.table.ragged.push((row as u32, 0));
            keys.broken += 1;
            if keys.broken <= BROKEN_SHOWN {
                let quoted = if self.is_private() { None } else { Some(broken.text.as_str()) };
                self.table.notes.push(malformed_record(name, self.row_number(), broken, quoted));
            }
        }
        for (position, (key, cell)) in record.cells().enumerate() {
            let index = self.key_index(keys, position, key, file);
            if index >= MAX_COLUMNS {
                return Err(too_many_columns(name, index + 1));
            }
            keys.filled[index] = row;
            if let Some(mut column) = self.column(keys.targets[index]) {
                column.push(cell);
            }
        }
        for index in 0..keys.names.len() {
            if keys.filled[index] != row
                && let Some(mut column) = self.column(keys.targets[index])
            {
                column.push(None);
            }
        }
        self.add_rows(name, 1)
    }

    /// The place of a key: most records have their keys in the order of the first one.
    fn key_index(&mut self, keys: &mut Keys, position: usize, key: &str, file: &FileInput) -> usize {
        if keys.names.get(position).is_some_and(|name| name == key) {
            return position;
        }
        if let Some(index) = keys.names.iter().position(|name| name == key) {
            return index;
        }
        keys.late.push(key.to_owned());
        keys.names.push(key.to_owned());
        keys.filled.push(usize::MAX);
        let mut target =
            if file.only_needed || !self.table.spec.compares_other_columns { Target::Nowhere } else { self.extra(key) };
        // A name that stands for another column already, of the path or of a repeated key, keeps that one's cells.
        if self.targets.contains(&target) {
            target = Target::Nowhere;
        }
        let rows = self.table.rows;
        if let Target::Extra(extra) = target {
            let column = &mut self.table.extras[extra].1;
            column.push_nulls(rows - column.len());
        }
        keys.targets.push(target);
        keys.names.len() - 1
    }
}

fn malformed_record(name: &str, row: u64, broken: &MalformedRecord, quoted: Option<&str>) -> Diagnostic {
    let quoted = quoted.map_or_else(String::new, |text| format!(" (“{text}”)"));
    Diagnostic::warning(
        "json_malformed",
        format!("Row {} of “{name}” was rejected: {}{quoted}.", format::integer(row), broken.reason),
    )
    .in_file(name)
    .at_row(row)
    .hint("Correct the row, or export the file again.")
}

fn more_malformed(name: &str, count: u64) -> Diagnostic {
    Diagnostic::warning(
        "json_malformed",
        format!("{} more rows of “{name}” were rejected for the same kind of reason.", format::integer(count)),
    )
    .in_file(name)
    .hint("The table of rejected rows lists them all.")
}

fn late_keys(name: &str, keys: &[String]) -> Diagnostic {
    const SHOWN: usize = 12;
    let mut listed = keys.iter().take(SHOWN).map(|key| format!("“{key}”")).collect::<Vec<_>>().join(", ");
    if keys.len() > SHOWN {
        listed.push_str(" …");
    }
    Diagnostic::warning(
        "json_late_keys",
        format!("Later records of “{name}” have values that the first ones do not name: {listed}. They were matched with no input column."),
    )
    .in_file(name)
    .hint("If one of them is needed, write it into the first record too, with null.")
}
