//! Reading files into an input table, chunk by chunk.

mod csv;
mod json;
mod lines;
mod parquet;
mod sheet;

use super::content::Content;
use super::privacy::Place;
use super::raw::{RawFile, RawTable};
use super::sniff::{Format, Sniffed};
use crate::base::limits::MAX_ROWS;
use crate::base::{Diagnostic, Phase, Progress, format};
use crate::engine::host::Host;
use crate::engine::text::TextColumn;
use crate::pipelines::spec::{InputSpec, Privacy};
use crate::protocol::Reading;

/// A file that takes part in an input table.
pub struct FileInput {
    pub content: Content,
    pub sniffed: Sniffed,
    /// The source column of each column of the input.
    pub bindings: Vec<Option<usize>>,
    /// Source columns that feed no input column are not read.
    pub only_needed: bool,
}

/// Reads the rows of the files, in file-name order. `readings`: by input column, what a person decided about its cells;
/// of every `every` rows of a file one is read, from the first on.
///
/// # Errors
/// A sentence when a file cannot be read to its end, or the run was cancelled.
pub async fn read_table(
    host: &dyn Host,
    spec: &'static InputSpec,
    mut files: Vec<FileInput>,
    readings: Vec<Option<Reading>>,
    every: u32,
) -> Result<RawTable, Diagnostic> {
    files.sort_by(|left, right| left.content.name().cmp(right.content.name()));
    read_on(host, RawTable::new(spec), files, readings, every).await
}

/// Reads the rows of more files behind those of a table: see [`RawTable::head`]. The files come in file-name order, and
/// after those of the table.
///
/// # Errors
/// As [`read_table`].
pub async fn read_on(
    host: &dyn Host,
    mut table: RawTable,
    files: Vec<FileInput>,
    readings: Vec<Option<Reading>>,
    every: u32,
) -> Result<RawTable, Diagnostic> {
    let total: u64 = files.iter().map(|file| file.content.bytes()).sum();
    table.readings = readings;
    let mut reader = Reader {
        host,
        table,
        total: total.max(1),
        done: 0,
        every: every.max(1) as usize,
        seen: 0,
        targets: Vec::new(),
    };
    for file in &files {
        reader.begin(file);
        match &file.sniffed.format {
            Format::Csv(csv) => reader.csv(file, csv).await?,
            Format::Json(json) => reader.json(file, json).await?,
            Format::Parquet(footer) => reader.parquet(file, footer).await?,
            Format::Sheet(sheet) => reader.sheet(file, sheet).await?,
        }
        reader.end(file);
        reader.checkpoint(file.content.name()).await?;
    }
    if reader.every > 1 {
        reader.table.notes.push(
            Diagnostic::warning(
                "rows_sampled",
                format!(
                    "This is a sample: of every {} rows of “{}” one was read, the first of them.",
                    reader.every, reader.table.spec.name
                ),
            )
            .hint("Sums and counts are those of the sample. Run again with all rows for the real figures."),
        );
    }
    Ok(reader.table)
}

/// Where the cells of a source column go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Input(usize),
    Extra(usize),
    Nowhere,
}

struct Reader<'a> {
    host: &'a dyn Host,
    table: RawTable,
    total: u64,
    done: u64,
    every: usize,
    /// Rows of the file met so far, those passed over included.
    seen: usize,
    /// Per source column of the file being read.
    targets: Vec<Target>,
}

impl Reader<'_> {
    fn begin(&mut self, file: &FileInput) {
        self.seen = 0;
        self.targets = Vec::with_capacity(file.sniffed.columns.len());
        for (index, name) in file.sniffed.columns.iter().enumerate() {
            let target = match file.bindings.iter().position(|source| *source == Some(index)) {
                Some(input) => Target::Input(input),
                None if file.only_needed || !self.table.spec.compares_other_columns => Target::Nowhere,
                None => self.extra(name),
            };
            self.targets.push(target);
        }
        let table = &mut self.table;
        table.files.push(RawFile {
            name: file.content.name().to_owned(),
            bytes: file.content.bytes(),
            first_row: table.rows,
            rows: 0,
            every: self.every,
            has: file.bindings.iter().map(Option::is_some).collect(),
            lines: Vec::new(),
            so_far: (0, 0),
        });
        table.notes.extend(file.sniffed.notes.iter().cloned());
    }

    /// The column for cells that feed no input column, under their name in the file.
    fn extra(&mut self, name: &str) -> Target {
        let table = &mut self.table;
        Target::Extra(table.extras.iter().position(|(extra, _)| extra == name).unwrap_or_else(|| {
            table.extras.push((name.to_owned(), TextColumn::nulls(table.rows)));
            table.extras.len() - 1
        }))
    }

    /// Writes what the file's path tells, and nulls where the file tells nothing.
    fn end(&mut self, file: &FileInput) {
        let rows = self.table.rows;
        let first = self.table.files.last().map_or(rows, |file| file.first_row);
        for (index, (_, value)) in file.sniffed.constants.iter().enumerate() {
            let target = self.targets[file.sniffed.own_columns() + index];
            if let Some(mut column) = self.column(target) {
                (first..rows).for_each(|_| column.push(value.as_deref()));
            }
        }
        let table = &mut self.table;
        for column in table.columns.iter_mut().chain(table.extras.iter_mut().map(|(_, column)| column)) {
            column.push_nulls(rows - column.len());
        }
        if let Some(file) = table.files.last_mut() {
            file.rows = rows - file.first_row;
            file.so_far = (table.extras.len(), table.notes.len());
        }
    }

    fn column(&mut self, target: Target) -> Option<Place<'_>> {
        match target {
            Target::Input(index) => {
                Some(Place::new(&mut self.table.columns[index], self.table.spec.columns[index].privacy))
            }
            Target::Extra(index) => Some(Place::new(&mut self.table.extras[index].1, Privacy::Open)),
            Target::Nowhere => None,
        }
    }

    /// Whether nothing of a row may be quoted.
    fn is_private(&self) -> bool {
        self.table.spec.columns.iter().any(|column| column.privacy != Privacy::Open)
    }

    /// Whether the row that comes next is one of those read.
    fn is_wanted(&mut self) -> bool {
        let wanted = self.every == 1 || self.seen.is_multiple_of(self.every);
        self.seen += 1;
        wanted
    }

    /// Number of the row met last in its file, for sentences.
    fn row_number(&self) -> u64 {
        self.seen as u64
    }

    fn add_rows(&mut self, file: &str, rows: usize) -> Result<(), Diagnostic> {
        self.table.rows += rows;
        if self.table.rows <= MAX_ROWS { Ok(()) } else { Err(too_many_rows(file)) }
    }

    /// Forgets the rows of the file being read.
    fn rewind(&mut self, start: Start) {
        let table = &mut self.table;
        let columns = table.columns.iter_mut().chain(table.extras.iter_mut().map(|(_, column)| column));
        columns.for_each(|column| column.truncate(start.rows));
        table.ragged.truncate(start.ragged);
        (table.rows, self.done, self.seen) = (start.rows, start.done, 0);
    }

    fn start(&self) -> Start {
        Start { rows: self.table.rows, ragged: self.table.ragged.len(), done: self.done }
    }

    async fn checkpoint(&self, file: &str) -> Result<(), Diagnostic> {
        let progress = Progress {
            phase: Phase::Reading,
            step: file.to_owned(),
            rows: self.table.rows as u64,
            bytes: self.done,
            fraction: (self.done as f64 / self.total as f64).min(1.0),
        };
        self.host.checkpoint(progress).await
    }
}

fn too_many_rows(file: &str) -> Diagnostic {
    Diagnostic::error(
        "too_many_rows",
        format!("With “{file}” there are more than {} rows.", format::integer(MAX_ROWS as u64)),
    )
    .in_file(file)
    .hint("Run the files in parts.")
}

/// The state before a file's first row.
#[derive(Debug, Clone, Copy)]
struct Start {
    rows: usize,
    ragged: usize,
    done: u64,
}
