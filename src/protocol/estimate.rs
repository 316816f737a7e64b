//! What a run will cost, told before any full read.

use super::f64_size::Bytes;
use super::{FileInspection, RunRequest};

/// Memory that a row takes beside its texts, while all layers of a run are held: dense keys, days, amounts, table rows.
const ROW_BYTES: f64 = 150.0;
/// Memory that a cell takes beside its text.
const CELL_BYTES: f64 = 4.0;
/// Memory of the engine itself and of what is being read.
const BASE_BYTES: f64 = 120e6;
/// Rows that go through all steps in a second, on a machine of middling speed.
const ROWS_PER_SECOND: f64 = 400_000.0;
/// Bytes that are read and cut into cells in a second.
const BYTES_PER_SECOND: f64 = 60e6;
/// A tab gives a module 4 GiB at most; what is close to it is likely to fail on the way.
const TAB_BYTES: f64 = 3.6e9;

/// Rows, memory and time of a run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Rows that will be read.
    pub rows: f64,
    /// Whether every file told its rows in a footer.
    pub exact: bool,
    /// The most memory at one time.
    pub memory: Bytes,
    pub seconds: f64,
    /// Whether it will fit in a tab.
    pub fits: bool,
}

/// What this request will cost over these files. The files must be those that the request's indices mean.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
pub fn estimate(files: &[FileInspection], request: &RunRequest) -> Estimate {
    let every = f64::from(request.every.max(1));
    let (mut rows, mut exact, mut memory, mut bytes) = (0.0, true, BASE_BYTES, 0.0);
    for file_use in &request.files {
        let Some(file) = files.get(file_use.file) else { continue };
        let Some(count) = file.rows else {
            exact = false;
            continue;
        };
        let taken = (count.rows / every).ceil();
        let needed = needed_columns(file, file_use);
        let cells: f64 = file
            .profiles
            .iter()
            .enumerate()
            .filter(|(index, _)| !file_use.only_needed || needed.contains(index))
            .map(|(_, profile)| profile.cell_bytes + CELL_BYTES)
            .sum();
        rows += taken;
        exact &= count.exact && every <= 1.0;
        memory += taken * (cells + ROW_BYTES);
        bytes += file.bytes.0 as f64;
    }
    Estimate {
        rows,
        exact,
        memory: Bytes(memory as u64),
        seconds: rows / ROWS_PER_SECOND + bytes / BYTES_PER_SECOND,
        fits: memory <= TAB_BYTES,
    }
}

/// The source columns that feed an input column.
fn needed_columns(file: &FileInspection, file_use: &super::FileUse) -> Vec<usize> {
    match &file_use.mapping {
        Some(mapping) => mapping.values().copied().flatten().collect(),
        None => file
            .matches
            .iter()
            .find(|found| found.input == file_use.input)
            .map(|found| found.bindings.iter().filter_map(|binding| binding.source).collect())
            .unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{ColumnProfile, FileUse, FoundLayout, RowCount, ValueKind};

    fn file(rows: f64, exact: bool, cell_bytes: &[f64]) -> FileInspection {
        let profile = |cell_bytes: &f64| ColumnProfile {
            samples: Vec::new(),
            kind: ValueKind::Text,
            how: String::new(),
            undecided: false,
            decided: false,
            cell_bytes: *cell_bytes,
        };
        FileInspection {
            name: "x.csv".to_owned(),
            bytes: Bytes(1_000_000),
            format: String::new(),
            columns: Vec::new(),
            profiles: cell_bytes.iter().map(profile).collect(),
            preview: Vec::new(),
            rows: Some(RowCount { rows, exact }),
            layout: FoundLayout::default(),
            matches: Vec::new(),
            notes: Vec::new(),
            problem: None,
        }
    }

    fn request(only_needed: bool, every: u32) -> RunRequest {
        let mapping = Some([("date".to_owned(), Some(0))].into_iter().collect());
        let files = vec![FileUse { file: 0, input: "sales".to_owned(), mapping, only_needed }];
        RunRequest { files, every, ..RunRequest::default() }
    }

    #[test]
    fn leaving_out_columns_and_rows_makes_a_run_fit() {
        let files = [file(12_000_000.0, false, &[10.0, 400.0])];
        let whole = estimate(&files, &request(false, 1));
        assert!(!whole.fits && !whole.exact && whole.rows == 12_000_000.0);
        let narrow = estimate(&files, &request(true, 1));
        assert!(narrow.fits && narrow.memory.0 < whole.memory.0);
        let sample = estimate(&files, &request(false, 10));
        assert!(sample.fits && sample.rows == 1_200_000.0 && sample.seconds < whole.seconds);
        assert!(estimate(&[file(5.0, true, &[1.0])], &request(false, 1)).exact);
    }

    #[test]
    fn a_file_that_does_not_tell_its_rows_makes_the_estimate_rough() {
        let mut unknown = file(5.0, true, &[1.0]);
        unknown.rows = None;
        let rough = estimate(&[unknown], &request(false, 1));
        assert!(!rough.exact && rough.fits && rough.rows == 0.0);
    }
}
