//! The rows of CSV files.

use super::lines::Lines;
use super::{FileInput, Reader, Target};
use crate::base::limits::{CHUNK_BYTES, MAX_RECORD_BYTES};
use crate::base::{Diagnostic, format};
use crate::engine::ingest::csv::Scanner;
use crate::engine::ingest::encoding::{Encoding, Malformed};
use crate::engine::ingest::sniff::{CsvFormat, malformed};

impl Reader<'_> {
    pub(super) async fn csv(&mut self, file: &FileInput, csv: &CsvFormat) -> Result<(), Diagnostic> {
        let name = file.content.name();
        let start = self.start();
        let mut encoding = csv.encoding;
        let mut read = self.csv_as(file, csv, encoding).await?;
        if read == Err(Malformed) && encoding == Encoding::Utf8 && csv.mark == 0 {
            // The first bytes were UTF-8 by chance, or plain ASCII: the whole file is read again.
            self.rewind(start);
            encoding = Encoding::Windows1252;
            read = self.csv_as(file, csv, encoding).await?;
        }
        if encoding == Encoding::Windows1252 {
            let note = format!("“{name}” is not UTF-8; it was read as {}.", encoding.label());
            let hint = "If letters with accents look wrong, save it again as “CSV UTF-8”.";
            self.table.notes.push(Diagnostic::info("encoding", note).in_file(name).hint(hint));
        }
        self.done = start.done + file.content.bytes();
        read.map_err(|Malformed| malformed(name, encoding))
    }

    async fn csv_as(
        &mut self,
        file: &FileInput,
        csv: &CsvFormat,
        encoding: Encoding,
    ) -> Result<Result<(), Malformed>, Diagnostic> {
        let name = file.content.name();
        let mut scanner = Scanner::new(csv.dialect);
        let mut decoder = encoding.decoder();
        let mut stream = file.content.stream();
        let mut skip = csv.skip;
        let start = self.done;
        let mut mark = csv.mark;
        // Text not yet taken in.
        let mut text = String::new();
        let mut chunk = Vec::new();
        let mut lines = Lines::default();
        loop {
            chunk.clear();
            let last = stream.arrive(CHUNK_BYTES, &mut chunk).await?;
            let bytes = &chunk[mark.min(chunk.len())..];
            mark -= mark.min(chunk.len());
            if decoder.decode(bytes, last, &mut text).is_err() {
                return Ok(Err(Malformed));
            }
            while skip > 0 && scanner.next_record(&text, last) {
                skip -= usize::from(!scanner.is_blank(&text));
                lines.pass(&text, scanner.position(), None);
            }
            if skip == 0 {
                self.take_records(&mut scanner, &text, last, file, &mut lines)?;
            }
            lines.drain();
            text.drain(..scanner.position());
            scanner.seek(0);
            if text.len() > MAX_RECORD_BYTES {
                return Err(self.record_too_long(name));
            }
            self.done = start + stream.read();
            self.checkpoint(name).await?;
            if last {
                if let Some(file) = self.table.files.last_mut() {
                    file.lines = lines.finish();
                }
                return Ok(Ok(()));
            }
        }
    }

    fn record_too_long(&self, name: &str) -> Diagnostic {
        let row = self.row_number() + 1;
        Diagnostic::error(
            "record_too_long",
            format!(
                "Row {row} of “{name}” is longer than {}: a quote is probably opened there and never closed.",
                format::bytes(MAX_RECORD_BYTES as u64)
            ),
        )
        .in_file(name)
        .at_row(row)
        .hint("Close the quote, or write quotes inside a value twice.")
    }

    fn take_records(
        &mut self,
        scanner: &mut Scanner,
        text: &str,
        last: bool,
        file: &FileInput,
        lines: &mut Lines,
    ) -> Result<(), Diagnostic> {
        let width = file.sniffed.own_columns();
        let mut rows = 0;
        while scanner.next_record(text, last) {
            let blank = scanner.is_blank(text);
            let wanted = !blank && self.is_wanted();
            lines.pass(text, scanner.position(), (!blank).then_some(self.seen));
            if !wanted {
                continue;
            }
            let found = scanner.cells.len();
            if found != width {
                self.table.ragged.push(((self.table.rows + rows) as u32, found as u32));
            }
            for index in 0..width {
                let target = self.targets[index];
                if target == Target::Nowhere {
                    continue;
                }
                if let Some(mut column) = self.column(target) {
                    match scanner.cells.get(index) {
                        Some(cell) => column.push(Some(&cell.text(text))),
                        None => column.push(None),
                    }
                }
            }
            rows += 1;
        }
        self.add_rows(file.content.name(), rows)
    }
}
