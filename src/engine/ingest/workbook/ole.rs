//! What is in an OLE container: Excel puts encrypted workbooks into one, and workbooks before 2007 are one.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use super::package::{encrypted, unreadable};
use crate::base::Diagnostic;

const MAGIC: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Sectors of the directory that are looked at: a circle of them must end.
const MAX_SECTORS: usize = 1_000;

/// The sentence for an OLE container; `None` when the file is none.
///
/// # Errors
/// What the reader says when it cannot read.
pub(super) fn problem<R: Read + Seek>(reader: &mut R, name: &str) -> Result<Option<Diagnostic>, Diagnostic> {
    let failed = |error: std::io::Error| unreadable(name, &error);
    reader.seek(SeekFrom::Start(0)).map_err(failed)?;
    let mut header = [0u8; HEADER_BYTES];
    match reader.read_exact(&mut header) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    if !header.starts_with(&MAGIC) {
        return Ok(None);
    }
    let streams = streams(reader, &header);
    if streams.iter().any(|stream| stream == "EncryptedPackage") {
        return Ok(Some(encrypted(name)));
    }
    let kind = if streams.iter().any(|stream| stream == "Workbook" || stream == "Book") {
        "a workbook of Excel 97 to 2003 (xls)"
    } else {
        "an old Office document, or is cut"
    };
    Ok(Some(
        Diagnostic::error("workbook_kind", format!("“{name}” cannot be read as a workbook: it is {kind}."))
            .in_file(name)
            .hint("Open it in Excel or LibreOffice and save the table as “Excel Workbook (.xlsx)” or CSV."),
    ))
}

/// Names of the streams in the container's directory, as far as it can be read.
fn streams<R: Read + Seek>(reader: &mut R, header: &[u8; HEADER_BYTES]) -> Vec<String> {
    let mut names = Vec::new();
    let shift = u16::from_le_bytes([header[30], header[31]]);
    if !matches!(shift, 9 | 12) {
        return names;
    }
    let size = 1usize << shift;
    let number = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 4).map_or(u32::MAX, |four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
    };
    let mut read = |sector: u32| {
        let mut bytes = vec![0u8; size];
        let start = (u64::from(sector) + 1) << shift;
        let whole = reader.seek(SeekFrom::Start(start)).is_ok() && reader.read_exact(&mut bytes).is_ok();
        whole.then_some(bytes)
    };
    let mut sector = number(header, 48);
    for _ in 0..MAX_SECTORS {
        let Some(bytes) = read(sector) else { break };
        for entry in bytes.chunks_exact(ENTRY_BYTES) {
            let length = usize::from(u16::from_le_bytes([entry[64], entry[65]])).clamp(2, 64) - 2;
            let units: Vec<u16> =
                entry[..length].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
            names.push(String::from_utf16_lossy(&units));
        }
        // The allocation table, whose own first 109 sectors the header lists, names the sector that follows.
        let per_sector = (size / 4) as u32;
        let table = number(header, 76 + 4 * (sector / per_sector).min(1_000) as usize);
        let Some(table) = read(table) else { break };
        sector = number(&table, 4 * (sector % per_sector) as usize);
    }
    names
}
