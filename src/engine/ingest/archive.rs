//! Archives to the tables in them.

use std::rc::Rc;

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::content::{Content, Member, Packing, damaged, too_big};
use super::range::RangeReader;
use crate::base::limits::{MAX_ARCHIVE_MEMBERS, MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO, UNPACKED_RATIO_FROM};
use crate::base::{Diagnostic, format};
use crate::engine::host::ByteSource;

const GZIP: &[u8] = b"\x1f\x8b";
const ZIP: &[u8] = b"PK\x03\x04";
const ZIP_EMPTY: &[u8] = b"PK\x05\x06";
/// The member that makes an archive a workbook.
const WORKBOOK: &str = "xl/workbook.xml";

/// Whether bytes begin like an archive.
pub(super) fn looks_packed(head: &[u8]) -> bool {
    head.starts_with(GZIP) || head.starts_with(ZIP) || head.starts_with(ZIP_EMPTY)
}

/// The tables in a file: itself, what is in it when it is an archive. Each has a name, and a sentence where it cannot be
/// read. A workbook, which is a ZIP archive too, is taken as the file that it is for people.
pub fn unpack(source: &Rc<dyn ByteSource>) -> Vec<(String, Result<Content, Diagnostic>)> {
    let name = source.name().to_owned();
    let plain = |packing| Content::new(source.name(), source.clone(), packing);
    let length = usize::try_from(source.len()).unwrap_or(ZIP.len()).min(ZIP.len());
    let head = match source.read(0, length) {
        Ok(head) => head,
        Err(problem) => return vec![(name, Err(problem))],
    };
    if head.starts_with(GZIP) {
        return vec![(name, Ok(plain(Packing::Gzip)))];
    }
    if !head.starts_with(ZIP) && !head.starts_with(ZIP_EMPTY) {
        return vec![(name, Ok(plain(Packing::None)))];
    }
    match members(source) {
        Ok(Members::Workbook) => vec![(name, Ok(plain(Packing::None)))],
        Ok(Members::Tables(tables)) => tables,
        Err(problem) => vec![(name, Err(problem))],
    }
}

/// Whether the file is an Excel workbook.
pub(super) fn is_workbook(source: &Rc<dyn ByteSource>) -> bool {
    ZipArchive::new(RangeReader::new(source.clone())).is_ok_and(|archive| archive.index_for_name(WORKBOOK).is_some())
}

enum Members {
    Workbook,
    Tables(Vec<(String, Result<Content, Diagnostic>)>),
}

fn members(source: &Rc<dyn ByteSource>) -> Result<Members, Diagnostic> {
    let name = source.name();
    let mut archive = ZipArchive::new(RangeReader::new(source.clone())).map_err(|error| unreadable(name, error))?;
    if archive.index_for_name(WORKBOOK).is_some() {
        return Ok(Members::Workbook);
    }
    if let Some(kind) = document(&archive) {
        return Err(super::sniff::binary(name, kind));
    }
    // The library keeps members by name: of two that share one the first would be lost.
    if told_members(&**source).is_some_and(|told| told > archive.len()) {
        return Err(Diagnostic::error("archive_same_names", format!("“{name}” holds several files of the same name."))
            .in_file(name)
            .hint("Unpack it, give each its own name, and drop the files themselves."));
    }
    let wanted: Vec<usize> =
        (0..archive.len()).filter(|index| archive.name_for_index(*index).is_some_and(is_wanted)).collect();
    if wanted.is_empty() {
        return Err(Diagnostic::error("archive_empty", format!("“{name}” is an archive without a file in it."))
            .in_file(name)
            .hint("Put the tables in it, or drop them as they are."));
    }
    if wanted.len() > MAX_ARCHIVE_MEMBERS {
        return Err(Diagnostic::error(
            "archive_too_big",
            format!(
                "“{name}” holds {} files; Varve takes up to {} from one archive.",
                format::integer(wanted.len() as u64),
                format::integer(MAX_ARCHIVE_MEMBERS as u64)
            ),
        )
        .in_file(name)
        .hint("Unpack it and drop the files that are needed."));
    }
    let mut unpacked = 0u64;
    let mut tables = Vec::with_capacity(wanted.len());
    for index in wanted {
        let own = archive.name_for_index(index).unwrap_or_default();
        let own = format!("{name}/{}", own.replace('\\', "/").trim_start_matches('/'));
        let member =
            member(&mut archive, index, &own).inspect(|member| unpacked = unpacked.saturating_add(member.unpacked));
        tables.push((own.clone(), member.map(|member| Content::new(own, source.clone(), Packing::Member(member)))));
    }
    if unpacked > MAX_UNPACKED_BYTES || is_bomb(unpacked, source.len()) {
        return Err(too_big(name));
    }
    tables.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(Members::Tables(tables))
}

fn member(archive: &mut ZipArchive<RangeReader>, index: usize, name: &str) -> Result<Member, Diagnostic> {
    let file = archive.by_index_raw(index).map_err(|error| unreadable(name, error))?;
    if file.encrypted() {
        return Err(Diagnostic::error("archive_encrypted", format!("“{name}” is locked with a password."))
            .in_file(name)
            .hint("Unpack it with the password and drop the file itself."));
    }
    let deflated = match file.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        other => {
            return Err(Diagnostic::error(
                "archive_method",
                format!("“{name}” is packed in an unusual way ({other}), which Varve does not unpack."),
            )
            .in_file(name)
            .hint("Unpack it and drop the file itself, or pack it again with the usual settings."));
        }
    };
    let (packed, unpacked) = (file.compressed_size(), file.size());
    if is_bomb(unpacked, packed) {
        return Err(too_big(name));
    }
    let start = file.data_start().ok_or_else(|| unreadable(name, ZipError::FileNotFound))?;
    Ok(Member { start, packed, unpacked, crc: file.crc32(), deflated })
}

fn is_bomb(unpacked: u64, packed: u64) -> bool {
    unpacked > UNPACKED_RATIO_FROM && unpacked / packed.max(1) > MAX_UNPACKED_RATIO
}

/// The number of members that the archive's last record tells; `None` where it does not, as in very large ones.
fn told_members(source: &dyn ByteSource) -> Option<usize> {
    const RECORD: &[u8] = b"PK\x05\x06";
    const RECORD_BYTES: usize = 22;
    const MAX_COMMENT: usize = 1 << 16;
    let length = usize::try_from(source.len()).unwrap_or(usize::MAX).min(RECORD_BYTES + MAX_COMMENT);
    let tail = source.read(source.len() - length as u64, length).ok()?;
    let record = &tail[memchr::memmem::rfind(&tail, RECORD)?..];
    let count = u16::from_le_bytes([*record.get(10)?, *record.get(11)?]);
    (count != u16::MAX).then_some(usize::from(count))
}

/// Whether a member is one that a person put there: no folder, none of the files that systems leave behind.
fn is_wanted(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    !file.is_empty()
        && !file.starts_with('.')
        && file != "Thumbs.db"
        && !name.split(['/', '\\']).any(|part| part == "__MACOSX")
}

/// The office document that an archive is, if it is one.
fn document(archive: &ZipArchive<RangeReader>) -> Option<&'static str> {
    const DOCUMENTS: [(&str, &str); 4] = [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("xl/workbook.bin", "a binary Excel workbook"),
        ("META-INF/manifest.xml", "an OpenDocument file"),
    ];
    DOCUMENTS.iter().find(|(member, _)| archive.index_for_name(member).is_some()).map(|(_, kind)| *kind)
}

fn unreadable(name: &str, error: ZipError) -> Diagnostic {
    match error {
        ZipError::Io(error) => damaged(name, &error),
        _ => damaged(name, &std::io::Error::other("the list of the files in it, at its end, is missing or damaged")),
    }
}
