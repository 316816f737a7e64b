//! Choices of earlier visits, kept in the browser under the header of the files that they were made for.
//!
//! Kept as lines of fields: a column's name rather than its number, a reading's word.

use super::Draft;
use super::draft::is_table;
use super::layouts::LaidOut;
use crate::pipelines;
use crate::platform::storage;
use crate::protocol::{Header, Inspection, Layout, Reading};

/// Parts the fields of a line; a name that holds it cannot be kept.
const FIELD: char = '\t';
/// The word for a reading that is left to the rows.
const BY_ROWS: &str = "auto";
/// The word for "no line names the columns".
const ABSENT: &str = "none";

/// Where the layout of a file with these columns is kept.
pub fn layout_key(columns: &[String]) -> String {
    key("layout", "", columns)
}

fn match_key(pipeline: &str, columns: &[String]) -> String {
    key("match", pipeline, columns)
}

/// FNV-1a: the same in every browser and version.
fn key(kind: &str, pipeline: &str, columns: &[String]) -> String {
    const UNIT: u8 = 0x1f;
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in std::iter::once(pipeline).chain(columns.iter().map(String::as_str)) {
        for byte in part.bytes().chain([UNIT]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{kind}.{hash:016x}")
}

/// Keeps what the person chose for these files.
pub fn keep(draft: &Draft, inspection: &Inspection, layouts: &[LaidOut]) {
    let mut last = String::new();
    let matched = Draft::matched(inspection, &draft.pipeline);
    for file in &draft.files {
        let Some(inspected) = inspection.files.get(file.file) else { continue };
        let key = match_key(&draft.pipeline, &inspected.columns);
        if key == last {
            continue;
        }
        let mut lines = vec![["input", file.input.as_deref().unwrap_or_default(), ""].join("\t")];
        let mut line = |kind: &str, name: &str, value: &str| lines.push([kind, name, value].join("\t"));
        for one in draft.readings.iter().filter(|one| Some(&one.input) == file.input.as_ref()) {
            line("read", &one.column, one.reading.map_or(BY_ROWS, Reading::word));
        }
        for (parameter, text) in &draft.parameters {
            line("set", parameter, text);
        }
        if file.touched {
            for (column, source) in &file.columns {
                let source = source.and_then(|source| inspected.columns.get(source));
                line("column", column, source.map(String::as_str).unwrap_or_default());
            }
        }
        let chosen = lines.len() > 1 || matched.of(file.file).is_some_and(|own| own.input != file.input);
        if chosen && !inspected.columns.iter().any(|name| name.contains([FIELD, '\n'])) {
            storage::save(&key, &lines.join("\n"));
        }
        last = key;
    }
    for one in layouts {
        let header = match one.layout.header {
            Some(Header::Line(line)) => line.to_string(),
            Some(Header::Absent) => ABSENT.to_owned(),
            None => String::new(),
        };
        storage::save(&one.key, &format!("{header}{FIELD}{}", one.layout.sheet.as_deref().unwrap_or_default()));
    }
}

/// Applies what was chosen for files with the same header before.
pub fn recall(draft: &mut Draft, inspection: &Inspection, layouts: &[LaidOut]) {
    let Some(spec) = pipelines::spec(&draft.pipeline) else { return };
    let mut last = (String::new(), None);
    for at in 0..draft.files.len() {
        let file = draft.files[at].file;
        let Some(inspected) = inspection.files.get(file) else { continue };
        let key = match_key(spec.id, &inspected.columns);
        if key != last.0 {
            let text = storage::load(&key);
            last = (key, text);
        }
        if let Some(text) = &last.1 {
            // The input comes first; what follows is about it.
            let mut input = String::new();
            for line in text.split('\n') {
                let mut fields = line.split(FIELD);
                let (Some(kind), Some(name), Some(value)) = (fields.next(), fields.next(), fields.next()) else {
                    continue;
                };
                match kind {
                    "input" => {
                        name.clone_into(&mut input);
                        let known = spec.inputs.iter().find(|input| input.name == name).map(|input| input.name);
                        if draft.files[at].input.as_deref() != known {
                            draft.set_input(inspection, &[file], known);
                        }
                    }
                    "column" => {
                        let source = inspected.columns.iter().position(|column| column == value);
                        draft.set_column(&[file], name, source);
                    }
                    "read" if draft.decision(&input, name).is_none() => {
                        draft.decide(&input, name, Reading::of_word(value));
                    }
                    "set" if spec.parameters.iter().any(|parameter| parameter.name == name) => {
                        draft.parameters.insert(name.to_owned(), value.to_owned());
                    }
                    _ => {}
                }
            }
        }
        let laid_out = || layouts.iter().any(|one| one.remembered && one.name == inspected.name);
        draft.files[at].remembered = last.1.is_some() || laid_out();
    }
}

/// The layouts that were chosen for such files before.
pub fn recall_layouts(inspection: &Inspection) -> Vec<LaidOut> {
    let tables = inspection.files.iter().filter(|file| is_table(file));
    tables
        .filter_map(|file| {
            let key = layout_key(&file.columns);
            let text = storage::load(&key)?;
            let (header, sheet) = text.split_once(FIELD)?;
            let header = match header {
                ABSENT => Some(Header::Absent),
                line => line.parse().ok().map(Header::Line),
            };
            let sheet = file.layout.sheets.iter().find(|known| *known == sheet).cloned();
            Some(LaidOut { name: file.name.clone(), layout: Layout { header, sheet }, key, remembered: true })
        })
        .collect()
}

/// Forgets what was chosen for these files.
pub fn forget(pipeline: &str, inspection: &Inspection, files: &[usize], layouts: &[LaidOut]) {
    for file in files.iter().filter_map(|file| inspection.files.get(*file)) {
        storage::remove(&match_key(pipeline, &file.columns));
        for one in layouts.iter().filter(|one| one.name == file.name) {
            storage::remove(&one.key);
        }
    }
}
