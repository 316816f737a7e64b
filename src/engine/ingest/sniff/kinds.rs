//! What is no table: how it is told, and what is said.

use super::super::encoding::Encoding;
use crate::base::limits::{MAX_COLUMNS, MAX_RECORD_BYTES};
use crate::base::{Diagnostic, format};

/// Text that is a document rather than a table.
pub(super) enum Markup {
    Html,
    Xml,
}

impl Markup {
    pub(super) fn problem(self, name: &str) -> Diagnostic {
        let problem = match self {
            Self::Html => Diagnostic::error("file_html", format!("“{name}” is a web page, not a table: the export was probably answered by a login or error page."))
                .hint("Open it in the browser: if it shows your table, open it in Excel and save it as CSV or Excel (.xlsx); if not, export again."),
            Self::Xml => Diagnostic::error("file_xml", format!("“{name}” is an XML document, not a table."))
                .hint("Open it to see what it says: if it is an error message, export again; if it holds your table, save that as CSV, Excel (.xlsx), JSON or Parquet."),
        };
        problem.in_file(name)
    }
}

/// The markup that a text is written in.
pub(super) fn markup(text: &str) -> Option<Markup> {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    let is_html = |text: &str| text.starts_with("<!doctype html") || text.starts_with("<html");
    if is_html(&start) || (start.starts_with("<!--") && has_html_tag(text)) {
        return Some(Markup::Html);
    }
    start.starts_with("<?xml").then_some(Markup::Xml)
}

fn has_html_tag(text: &str) -> bool {
    const LOOKED_AT: usize = 4_096;
    let start: String = text.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    start.contains("<html")
}

/// The sentence for bytes that the encoding shown by the file's mark does not have.
pub(in crate::engine::ingest) fn malformed(name: &str, encoding: Encoding) -> Diagnostic {
    let label = encoding.label();
    Diagnostic::error(
        "text_malformed",
        format!("“{name}” begins like {label} text, but holds bytes that are no characters in it."),
    )
    .in_file(name)
    .hint("It is probably cut or damaged: save it again as “CSV UTF-8”.")
}

/// Text that could be read if it said what it is.
const WIDE: &str = "UTF-16 text without the mark that says so";

/// The sentence for a file that is something else than a table.
pub(in crate::engine::ingest) fn binary(name: &str, kind: &str) -> Diagnostic {
    let (is, hint) = match kind {
        WIDE => ("cannot be read", "Save it again as “CSV UTF-8”."),
        _ if kind.ends_with(" archive") => {
            ("is not a table", "Unpack it and drop what is in it, or pack that as ZIP or gzip.")
        }
        _ => ("is not a table", "Varve reads CSV, Excel (.xlsx), JSON and Parquet; export the table as one of these."),
    };
    Diagnostic::error("file_binary", format!("“{name}” {is}: it looks like {kind}.")).in_file(name).hint(hint)
}

/// The sentence for an archive in an archive.
pub(super) fn nested(name: &str) -> Diagnostic {
    Diagnostic::error("archive_nested", format!("“{name}” is an archive inside an archive."))
        .in_file(name)
        .hint("Unpack the outer archive and drop what is in it.")
}

/// The sentence for what Python prints of a dictionary.
pub(super) fn single_quotes(name: &str) -> Diagnostic {
    Diagnostic::error(
        "json_broken",
        format!("“{name}” looks like JSON written with single quotes, which JSON does not have."),
    )
    .in_file(name)
    .hint("Export it with double quotes; in Python, write it with the module json.")
}

/// The sentence for a text without a line that could name columns.
pub(super) fn no_header(name: &str, whole: bool) -> Diagnostic {
    Diagnostic::error(
        "no_header",
        format!(
            "“{name}” has no header line: {}.",
            if whole {
                "it holds no names of columns".to_owned()
            } else {
                format!("its first line is longer than {}", format::bytes(MAX_RECORD_BYTES as u64))
            }
        ),
    )
    .in_file(name)
    .hint("Export it again: the first line must name the columns, and each row must have a line of its own.")
}

/// The sentence for a file that is too wide.
pub(in crate::engine::ingest) fn too_many_columns(name: &str, columns: usize) -> Diagnostic {
    Diagnostic::error(
        "too_many_columns",
        format!(
            "“{name}” has {} columns; Varve reads up to {}.",
            format::integer(columns as u64),
            format::integer(MAX_COLUMNS as u64)
        ),
    )
    .in_file(name)
    .hint("Leave out the columns that are not needed.")
}

/// Whether control characters make up more than a fiftieth: as Windows-1252 any bytes at all are text.
pub(super) fn is_gibberish(text: &str) -> bool {
    const SHARE: usize = 50;
    let controls = text.chars().filter(|character| character.is_control() && !matches!(character, '\t' | '\n' | '\r'));
    controls.count() * SHARE > text.chars().count()
}

/// What bytes are, where they are no text.
pub(super) fn known_binary(head: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 13] = [
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"%PDF", "a PDF document"),
        (b"SQLite format 3", "an SQLite database"),
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7z archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"BZh", "a bzip2 archive"),
        (b"ARROW1", "an Arrow or Feather file"),
        (b"Obj\x01", "an Avro file"),
        (b"MZ", "a program"),
    ];
    let known = KINDS.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    let is_utf16 = matches!(Encoding::sniff(head, false).0, Encoding::Utf16Le | Encoding::Utf16Be);
    let zeros = || {
        let pairs = head.chunks_exact(2);
        let (count, wide) = (pairs.len(), pairs.filter(|pair| (pair[0] == 0) != (pair[1] == 0)).count());
        let is_wide = wide * 10 > count * 9;
        if is_wide { WIDE } else { "binary data (it holds bytes of value 0, which text does not have)" }
    };
    known.or_else(|| (!is_utf16 && head.contains(&0)).then(zeros))
}
