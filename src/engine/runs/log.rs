//! The log as people read it: a line for each run, all about one run, and the whole as a file.

use super::record::{FILES_KEPT, Record};
use crate::base::format::{bytes, f64_text, fixed, integer, milliseconds};
use crate::engine::export::push_quoted;
use crate::protocol::{Cell, LogFormat, RunDetail, RunLine, Sheet};

/// Digits of a hash that are shown: enough to tell files apart.
const HASH_SHOWN: usize = 12;

/// A run in the list.
pub fn line(record: &Record) -> RunLine {
    let [read, accepted, rejected] = record.rows.map(integer);
    let first = record.files.first().map(|file| file.name.clone()).unwrap_or_default();
    let more = record.file_count.saturating_sub(1);
    let files = if more == 0 { first } else { format!("{first} and {} more", integer(more as u64)) };
    RunLine {
        when: record.when.clone(),
        pipeline: title(record),
        files,
        read,
        accepted,
        rejected,
        duration: milliseconds(record.milliseconds),
        warnings: u32::try_from(record.warnings.len()).unwrap_or(u32::MAX),
        version: record.version.clone(),
        parameters: pairs(record).join(", "),
        sample: record.sample.map(|(rows, seed)| (record.recipe.pipeline.clone(), rows, seed)),
    }
}

/// All about a run.
pub fn detail(record: &Record) -> RunDetail {
    let currency = record.currency();
    let figures = record.figures.iter().map(|figure| vec![text(&figure.label), text(figure.text(&currency))]);
    let parameters = record.parameters().into_iter().map(|(name, value)| vec![text(name), text(value)]);
    let parameters: Vec<_> = parameters.collect();
    let differing =
        if parameters.is_empty() { "All have their defaults." } else { "Those that differ from their defaults." };
    let warnings: Vec<_> = record.warnings.iter().map(|one| vec![text(one)]).collect();
    let none = if warnings.is_empty() { "There were none." } else { "" };
    let whole = format!("{} in all.", milliseconds(record.milliseconds));
    let tables = record.tables.iter().map(|table| {
        vec![text(&table.name), text(&table.layer), text(integer(table.rows)), text(table.columns.len().to_string())]
    });
    let sources = record.sources.iter().map(|source| {
        let names: Vec<&str> = source.columns.iter().map(|(name, _)| name.as_str()).collect();
        vec![text(&source.input), text(&source.name), text(integer(source.files as u64)), text(names.join(", "))]
    });
    RunDetail {
        command: record.command.clone(),
        sheets: vec![
            sheet("Key figures", facts(record), &["figure", "+value"], figures.collect()),
            sheet("Files", kept(record), &["file", "+size", "SHA-256"], files(record)),
            sheet("Columns of the files", "", &["input", "first file", "+files", "columns"], sources.collect()),
            sheet("Parameters", differing, &["parameter", "value"], parameters),
            sheet("Steps", whole, &["phase", "step", "+time"], steps(record)),
            sheet("Tables", "", &["table", "layer", "+rows", "+columns"], tables.collect()),
            sheet("Warnings", none, &["warning"], warnings),
        ],
    }
}

fn facts(record: &Record) -> String {
    let quality = record.quality.as_ref().map(|(score, grade)| format!("Quality {} ({grade}).", fixed(*score, 2)));
    let as_of = record.as_of.as_ref().map(|day| format!("As of {day}."));
    quality.into_iter().chain(as_of).collect::<Vec<_>>().join(" ")
}

fn kept(record: &Record) -> String {
    if record.file_count <= FILES_KEPT {
        return String::new();
    }
    format!("The first {FILES_KEPT} of {} files.", integer(record.file_count as u64))
}

fn files(record: &Record) -> Vec<Vec<Cell>> {
    let hash = |hash: &Option<String>| hash.clone().unwrap_or_else(|| "not computed".to_owned());
    let files = record.files.iter();
    files.map(|file| vec![text(&file.name), text(bytes(file.bytes)), text(hash(&file.sha256))]).collect()
}

fn steps(record: &Record) -> Vec<Vec<Cell>> {
    let longest = record.steps.iter().map(|step| step.2).fold(0.0, f64::max);
    let steps = record.steps.iter().map(|(phase, step, time)| {
        let bar = Some(if longest > 0.0 { time / longest } else { 0.0 });
        vec![text(phase), text(step), Cell { text: milliseconds(*time), bar }]
    });
    steps.collect()
}

pub(super) fn title(record: &Record) -> String {
    let spec = crate::pipelines::spec(&record.recipe.pipeline);
    spec.map_or_else(|| record.recipe.pipeline.clone(), |spec| spec.title.to_owned())
}

fn pairs(record: &Record) -> Vec<String> {
    record.parameters().into_iter().map(|(name, value)| format!("{name} = {value}")).collect()
}

/// The beginning of a hash.
pub(super) fn short(hash: Option<&String>) -> String {
    hash.map_or_else(|| "not computed".to_owned(), |hash| hash.chars().take(HASH_SHOWN).chain(['…']).collect())
}

pub(super) fn text(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), bar: None }
}

/// A sheet; columns that begin with `+` hold numbers.
pub(super) fn sheet(title: &str, lead: impl Into<String>, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    let column = |name: &&str| (name.trim_start_matches('+').to_owned(), name.starts_with('+'));
    Sheet { title: title.to_owned(), lead: lead.into(), columns: columns.iter().map(column).collect(), rows }
}

/// The log as a file's name and content. What cannot be read is left out.
pub fn export(texts: &[String], format: LogFormat) -> (&'static str, String) {
    let records: Vec<Record> = texts.iter().filter_map(|text| Record::read(text).ok()).collect();
    match format {
        LogFormat::Json => {
            let whole = serde_json::json!({ "varve_runs": 1, "runs": records });
            // As in [`Record::text`].
            ("varve_runs.json", serde_json::to_string_pretty(&whole).map(|text| text + "\n").unwrap_or_default())
        }
        LogFormat::Csv => ("varve_runs.csv", csv(&records)),
    }
}

fn csv(records: &[Record]) -> String {
    const HEADER: &str = "when,version,pipeline,as_of,files,bytes,sha256,rows_read,rows_accepted,rows_rejected,quality,milliseconds,warnings,parameters,command\n";
    let mut out = HEADER.to_owned();
    for record in records {
        let listed =
            |field: fn(&super::FileRecord) -> String| record.files.iter().map(field).collect::<Vec<_>>().join("; ");
        let [read, accepted, rejected] = record.rows.map(|rows| rows.to_string());
        let cells = [
            record.when.clone(),
            record.version.clone(),
            record.recipe.pipeline.clone(),
            record.as_of.clone().unwrap_or_default(),
            listed(|file| file.name.clone()),
            record.files.iter().map(|file| file.bytes).sum::<u64>().to_string(),
            listed(|file| file.sha256.clone().unwrap_or_default()),
            read,
            accepted,
            rejected,
            record.quality.as_ref().map(|(score, _)| f64_text(*score)).unwrap_or_default(),
            fixed(record.milliseconds, 0).replace(',', ""),
            record.warnings.len().to_string(),
            pairs(record).join("; "),
            record.command.clone(),
        ];
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_quoted(cell, &mut out);
        }
        out.push('\n');
    }
    out
}
