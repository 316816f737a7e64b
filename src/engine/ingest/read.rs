//! Reading files into an input table, chunk by chunk.

use std::rc::Rc;

use super::csv::{Dialect, Scanner};
use super::encoding::{Encoding, Malformed};
use super::parquet::Footer;
use super::raw::{RawFile, RawTable};
use super::sniff::{Format, Sniffed, malformed};
use crate::base::limits::{CHUNK_BYTES, MAX_RECORD_BYTES, MAX_ROWS};
use crate::base::{Diagnostic, Phase, Progress, format};
use crate::engine::host::{ByteSource, Host};
use crate::engine::table::TextColumn;
use crate::pipelines::spec::InputSpec;

/// A file that takes part in an input table.
pub struct FileInput {
    pub source: Rc<dyn ByteSource>,
    pub sniffed: Sniffed,
    /// The source column of each column of the input.
    pub bindings: Vec<Option<usize>>,
}

/// Reads all rows of the files, in file-name order.
///
/// # Errors
/// A sentence when a file cannot be read to its end, or the run was cancelled.
pub async fn read_table(
    host: &dyn Host,
    spec: &'static InputSpec,
    mut files: Vec<FileInput>,
) -> Result<RawTable, Diagnostic> {
    files.sort_by(|left, right| left.source.name().cmp(right.source.name()));
    let total: u64 = files.iter().map(|file| file.source.len()).sum();
    let mut reader = Reader { host, table: RawTable::new(spec), total: total.max(1), done: 0, targets: Vec::new() };
    for file in &files {
        reader.begin(file);
        match &file.sniffed.format {
            Format::Csv { dialect, encoding, mark } => reader.csv(file, *dialect, *encoding, *mark).await?,
            Format::Parquet(footer) => reader.parquet(file, footer).await?,
        }
        reader.end();
    }
    Ok(reader.table)
}

/// Where the cells of a source column go.
#[derive(Debug, Clone, Copy)]
enum Target {
    Input(usize),
    Extra(usize),
}

struct Reader<'a> {
    host: &'a dyn Host,
    table: RawTable,
    total: u64,
    done: u64,
    /// Per source column of the file being read.
    targets: Vec<Target>,
}

impl Reader<'_> {
    fn begin(&mut self, file: &FileInput) {
        let table = &mut self.table;
        self.targets = file
            .sniffed
            .columns
            .iter()
            .enumerate()
            .map(|(index, name)| match file.bindings.iter().position(|source| *source == Some(index)) {
                Some(input) => Target::Input(input),
                None => Target::Extra(table.extras.iter().position(|(extra, _)| extra == name).unwrap_or_else(|| {
                    table.extras.push((name.clone(), TextColumn::nulls(table.rows)));
                    table.extras.len() - 1
                })),
            })
            .collect();
        table.files.push(RawFile {
            name: file.source.name().to_owned(),
            bytes: file.source.len(),
            first_row: table.rows,
            rows: 0,
            has: file.bindings.iter().map(Option::is_some).collect(),
        });
    }

    /// Fills what the file does not have with nulls.
    fn end(&mut self) {
        let rows = self.table.rows;
        let columns = self.table.columns.iter_mut().chain(self.table.extras.iter_mut().map(|(_, column)| column));
        for column in columns {
            while column.len() < rows {
                column.push(None);
            }
        }
        if let Some(file) = self.table.files.last_mut() {
            file.rows = rows - file.first_row;
        }
    }

    fn column(&mut self, target: Target) -> &mut TextColumn {
        match target {
            Target::Input(index) => &mut self.table.columns[index],
            Target::Extra(index) => &mut self.table.extras[index].1,
        }
    }

    fn add_rows(&mut self, file: &str, rows: usize) -> Result<(), Diagnostic> {
        self.table.rows += rows;
        if self.table.rows >= MAX_ROWS {
            return Err(Diagnostic::error(
                "too_many_rows",
                format!("“{file}” makes more than {} rows in one run.", format::integer(MAX_ROWS as u64)),
            )
            .in_file(file)
            .hint("Run it in parts, by year for example."));
        }
        Ok(())
    }

    async fn checkpoint(&self, file: &str) -> Result<(), Diagnostic> {
        let progress = Progress {
            phase: Phase::Reading,
            step: file.to_owned(),
            rows: self.table.rows as u64,
            bytes: self.done,
            fraction: self.done as f64 / self.total as f64,
        };
        self.host.checkpoint(progress).await
    }

    async fn csv(
        &mut self,
        file: &FileInput,
        dialect: Dialect,
        encoding: Encoding,
        mark: usize,
    ) -> Result<(), Diagnostic> {
        let name = file.source.name();
        let (rows, ragged, done) = (self.table.rows, self.table.ragged.len(), self.done);
        let mut encoding = encoding;
        let mut read = self.csv_as(file, dialect, encoding, mark).await?;
        if read == Err(Malformed) && encoding == Encoding::Utf8 && mark == 0 {
            // The first bytes were UTF-8 by chance, or plain ASCII: the whole file is read again.
            self.rewind(rows, ragged, done);
            encoding = Encoding::Windows1252;
            read = self.csv_as(file, dialect, encoding, mark).await?;
        }
        if encoding == Encoding::Windows1252 {
            let note = format!("“{name}” is not UTF-8; it was read as {}.", encoding.label());
            let hint = "If letters with accents look wrong, save it again as “CSV UTF-8”.";
            self.table.notes.push(Diagnostic::info("encoding", note).in_file(name).hint(hint));
        }
        read.map_err(|Malformed| malformed(name, encoding))
    }

    /// Forgets the rows of the file being read.
    fn rewind(&mut self, rows: usize, ragged: usize, done: u64) {
        let table = &mut self.table;
        let columns = table.columns.iter_mut().chain(table.extras.iter_mut().map(|(_, column)| column));
        columns.for_each(|column| column.truncate(rows));
        table.ragged.truncate(ragged);
        (table.rows, self.done) = (rows, done);
    }

    async fn csv_as(
        &mut self,
        file: &FileInput,
        dialect: Dialect,
        encoding: Encoding,
        mark: usize,
    ) -> Result<Result<(), Malformed>, Diagnostic> {
        let (name, size) = (file.source.name(), file.source.len());
        let mut scanner = Scanner::new(dialect);
        let mut offset = mark as u64;
        let mut header_seen = false;
        let mut decoder = encoding.decoder();
        // Text not yet taken in.
        let mut text = String::new();
        self.done += offset;
        self.checkpoint(name).await?;
        while offset < size {
            let length = CHUNK_BYTES.min(usize::try_from(size - offset).unwrap_or(CHUNK_BYTES));
            let chunk = file.source.read(offset, length).await?;
            offset += length as u64;
            let last = offset == size;
            if decoder.decode(&chunk, last, &mut text).is_err() {
                return Ok(Err(Malformed));
            }
            if !header_seen {
                header_seen = scanner.next_record(&text, last);
            }
            if header_seen {
                self.take_records(&mut scanner, &text, last, name)?;
            }
            text.drain(..scanner.position());
            scanner.seek(0);
            if text.len() > MAX_RECORD_BYTES {
                let row = self.table.rows - self.table.files.last().map_or(0, |file| file.first_row) + 1;
                return Err(Diagnostic::error(
                    "record_too_long",
                    format!(
                        "Row {row} of “{name}” is longer than {}: a quote is probably opened there and never closed.",
                        format::bytes(MAX_RECORD_BYTES as u64)
                    ),
                )
                .in_file(name)
                .at_row(row as u64)
                .hint("Close the quote, or write quotes inside a value twice."));
            }
            self.done += length as u64;
            self.checkpoint(name).await?;
        }
        Ok(Ok(()))
    }

    fn take_records(&mut self, scanner: &mut Scanner, text: &str, last: bool, name: &str) -> Result<(), Diagnostic> {
        let width = self.targets.len();
        let mut rows = 0;
        while scanner.next_record(text, last) {
            if scanner.is_blank(text) {
                continue;
            }
            if scanner.cells.len() != width {
                self.table.ragged.push(((self.table.rows + rows) as u32, scanner.cells.len() as u32));
            }
            for (index, cell) in scanner.cells.iter().take(width).enumerate() {
                let target = self.targets[index];
                self.column(target).push(Some(&cell.text(text)));
            }
            for index in scanner.cells.len()..width {
                let target = self.targets[index];
                self.column(target).push(None);
            }
            rows += 1;
        }
        self.add_rows(name, rows)
    }

    async fn parquet(&mut self, file: &FileInput, footer: &Footer) -> Result<(), Diagnostic> {
        let name = file.source.name();
        let start = self.done;
        for group in 0..footer.row_groups() {
            for (column, target) in self.targets.clone().into_iter().enumerate() {
                self.checkpoint(name).await?;
                let cells = self.column(target);
                let before = cells.len();
                let bytes =
                    footer.read_column(&*file.source, group, column, usize::MAX, &mut |cell| cells.push(cell)).await?;
                debug_assert_eq!(cells.len() - before, footer.group_rows(group));
                self.done += bytes;
            }
            self.add_rows(name, footer.group_rows(group))?;
        }
        self.done = start + file.source.len();
        self.checkpoint(name).await
    }
}
