//! What a file is, told from its first bytes.

use super::columns::{fit, missing, names};
use super::csv::{Dialect, Scanner};
use super::encoding::{Encoding, Malformed};
use super::parquet::{self, Footer};
use crate::base::limits::{MAX_COLUMNS, SNIFF_BYTES};
use crate::base::{Diagnostic, format};
use crate::engine::host::ByteSource;
use crate::pipelines::SPECS;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{FileInspection, FileMatch};

/// Rows shown before a run.
const PREVIEW_ROWS: usize = 20;

/// A file's kind with what reading it needs.
#[derive(Debug, Clone)]
pub enum Format {
    /// `mark`: bytes of the byte order mark.
    Csv {
        dialect: Dialect,
        encoding: Encoding,
        mark: usize,
    },
    Parquet(Footer),
}

/// A file that can be read.
#[derive(Debug, Clone)]
pub struct Sniffed {
    pub format: Format,
    /// Column names as Varve calls them.
    pub columns: Vec<String>,
    preview: Vec<Vec<Option<String>>>,
}

/// Tells what a file is.
///
/// # Errors
/// A sentence when it is nothing that can be read as a table.
pub async fn sniff(source: &dyn ByteSource) -> Result<Sniffed, Diagnostic> {
    let name = source.name();
    if source.is_empty() {
        return Err(Diagnostic::error("file_empty", format!("“{name}” is empty: it holds no bytes at all."))
            .in_file(name)
            .hint("Export it again, with its header line."));
    }
    let length = usize::try_from(source.len()).unwrap_or(usize::MAX).min(SNIFF_BYTES);
    let head = source.read(0, length).await?;
    let sniffed =
        if parquet::looks_like(&head) { sniff_parquet(source).await? } else { sniff_csv(name, &head, source.len())? };
    if sniffed.columns.len() > MAX_COLUMNS {
        return Err(Diagnostic::error(
            "too_many_columns",
            format!(
                "“{name}” has {} columns; Varve reads up to {}.",
                format::integer(sniffed.columns.len() as u64),
                format::integer(MAX_COLUMNS as u64)
            ),
        )
        .in_file(name)
        .hint("Leave out the columns that are not needed."));
    }
    Ok(sniffed)
}

async fn sniff_parquet(source: &dyn ByteSource) -> Result<Sniffed, Diagnostic> {
    let footer = Footer::read(source).await?;
    let columns: Vec<String> = names(&footer.columns().collect::<Vec<_>>());
    if columns.is_empty() {
        return Err(Diagnostic::error(
            "parquet_nested",
            format!("“{}” has nested columns only ({}).", source.name(), footer.nested.join(", ")),
        )
        .in_file(source.name())
        .hint("Flatten them into plain columns before the export."));
    }
    let mut preview: Vec<Vec<Option<String>>> = Vec::new();
    if footer.row_groups() > 0 {
        for column in 0..columns.len().min(MAX_COLUMNS) {
            let mut row = 0;
            footer
                .read_column(source, 0, column, PREVIEW_ROWS, &mut |cell| {
                    if preview.len() == row {
                        preview.push(vec![None; columns.len()]);
                    }
                    preview[row][column] = cell.map(str::to_owned);
                    row += 1;
                })
                .await?;
        }
    }
    Ok(Sniffed { format: Format::Parquet(footer), columns, preview })
}

fn sniff_csv(name: &str, head: &[u8], size: u64) -> Result<Sniffed, Diagnostic> {
    if let Some(kind) = known_binary(head) {
        return Err(binary(name, kind));
    }
    let whole = head.len() as u64 == size;
    let (encoding, mark) = Encoding::sniff(head, whole);
    let mut text = String::new();
    // What is cut at the end of a part of a file is not malformed.
    encoding.decoder().decode(&head[mark..], whole, &mut text).map_err(|Malformed| malformed(name, encoding))?;
    if is_gibberish(&text) {
        return Err(binary(name, "binary data (it is full of control characters)"));
    }
    let text = text.as_str();
    let dialect = Dialect::sniff(text, whole);
    let mut scanner = Scanner::new(dialect);
    if !scanner.next_record(text, whole) {
        return Err(Diagnostic::error(
            "no_header",
            format!(
                "“{name}” has no header line: {}.",
                if whole { "it holds blank lines only" } else { "its first line does not end" }
            ),
        )
        .in_file(name)
        .hint("The first line must name the columns."));
    }
    let header: Vec<String> = scanner.cells.iter().map(|cell| cell.text(text).into_owned()).collect();
    let columns = names(&header);
    let mut preview = Vec::new();
    while preview.len() < PREVIEW_ROWS && scanner.next_record(text, whole) {
        let cells = scanner.cells.iter().map(|cell| Some(cell.text(text).into_owned()));
        preview.push(cells.chain(std::iter::repeat(None)).take(columns.len()).collect());
    }
    Ok(Sniffed { format: Format::Csv { dialect, encoding, mark }, columns, preview })
}

/// The sentence for bytes that the encoding shown by the file's mark does not have.
pub(super) fn malformed(name: &str, encoding: Encoding) -> Diagnostic {
    let label = encoding.label();
    Diagnostic::error(
        "text_malformed",
        format!("“{name}” begins like {label} text, but holds bytes that are no characters in it."),
    )
    .in_file(name)
    .hint("It is probably cut or damaged: save it again as “CSV UTF-8”.")
}

fn binary(name: &str, kind: &str) -> Diagnostic {
    Diagnostic::error("file_binary", format!("“{name}” is not a text table: it looks like {kind}."))
        .in_file(name)
        .hint("Varve reads CSV and Parquet; export the table as one of these.")
}

/// Whether control characters make up more than a fiftieth: as Windows-1252 any bytes at all are text.
fn is_gibberish(text: &str) -> bool {
    const SHARE: usize = 50;
    let controls = text.chars().filter(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r'));
    controls.count() * SHARE > text.chars().count()
}

fn known_binary(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"%PDF", "a PDF document"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"SQLite format 3", "an SQLite database"),
    ];
    let known = KINDS.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    let is_utf16 = matches!(Encoding::sniff(head, false).0, Encoding::Utf16Le | Encoding::Utf16Be);
    known.or_else(|| (!is_utf16 && head.contains(&0)).then_some("binary data (it holds zero bytes)"))
}

/// Everything the page shows of a file before a run, and what reading it needs.
pub async fn inspect(source: &dyn ByteSource) -> (FileInspection, Option<Sniffed>) {
    let blank = FileInspection {
        name: source.name().to_owned(),
        bytes: Bytes(source.len()),
        format: String::new(),
        columns: Vec::new(),
        preview: Vec::new(),
        rows: None,
        matches: Vec::new(),
        problem: None,
    };
    match sniff(source).await {
        Ok(sniffed) => {
            let mut matches: Vec<FileMatch> = SPECS
                .iter()
                .flat_map(|pipeline| pipeline.inputs.iter().filter_map(|input| fit(pipeline, input, &sniffed.columns)))
                .collect();
            matches.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
            let problem = matches.is_empty().then(|| no_match(source.name(), &sniffed.columns));
            let (format, rows) = match &sniffed.format {
                Format::Csv { dialect, encoding, .. } => {
                    (format!("CSV, {}, {}", dialect.label(), encoding.label()), None)
                }
                Format::Parquet(footer) => {
                    let groups = footer.row_groups();
                    (
                        format!("Parquet, {groups} row group{}", if groups == 1 { "" } else { "s" }),
                        Some(footer.rows() as f64),
                    )
                }
            };
            (
                FileInspection {
                    format,
                    columns: sniffed.columns.clone(),
                    preview: sniffed.preview.clone(),
                    rows,
                    matches,
                    problem,
                    ..blank
                },
                Some(sniffed),
            )
        }
        Err(problem) => (FileInspection { problem: Some(problem), ..blank }, None),
    }
}

/// The sentence for a file whose columns no pipeline knows.
fn no_match(name: &str, columns: &[String]) -> Diagnostic {
    const SHOWN: usize = 12;
    let mut listed = columns.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if columns.len() > SHOWN {
        listed.push_str(" …");
    }
    let needs: Vec<String> = SPECS
        .iter()
        .flat_map(|pipeline| pipeline.inputs.iter().map(|input| (pipeline.title, input)))
        .map(|(title, input)| {
            format!(
                "{title} needs, for its input “{}”, {}",
                input.name,
                missing(input, &vec![None; input.columns.len()]).join("; ")
            )
        })
        .collect();
    Diagnostic::error("no_match", format!("“{name}” fits none of the pipelines: its columns are {listed}."))
        .in_file(name)
        .hint(format!("{}. Name the columns so in the export, or drop another file.", needs.join("; ")))
}
