//! Everything the page shows of a file before a run.

use super::columns::{fit, missing};
use super::content::Content;
use super::layout::shown;
use super::privacy::{hide, hide_card_numbers};
use super::sniff::{Sniffed, sniff};
use crate::base::Diagnostic;
use crate::pipelines::SPECS;
use crate::protocol::f64_size::Bytes;
use crate::protocol::{FileInspection, FileMatch, FoundLayout, Layout};

/// What a file is and what it could feed, and what reading it needs.
pub fn inspect(
    name: &str,
    content: Result<&Content, Diagnostic>,
    layout: &Layout,
) -> (FileInspection, Option<Sniffed>) {
    let blank = FileInspection {
        name: name.to_owned(),
        bytes: Bytes(content.as_ref().map_or(0, |content| content.bytes())),
        format: String::new(),
        columns: Vec::new(),
        profiles: Vec::new(),
        preview: Vec::new(),
        rows: None,
        layout: FoundLayout::default(),
        matches: Vec::new(),
        notes: Vec::new(),
        problem: None,
    };
    let (content, mut sniffed) =
        match content.and_then(|content| sniff(content, layout).map(|sniffed| (content, sniffed))) {
            Ok(found) => found,
            Err(problem) => return (FileInspection { problem: Some(problem), ..blank }, None),
        };
    hide(&mut sniffed);
    hide_card_numbers(&mut sniffed);
    let mut matches: Vec<FileMatch> = SPECS
        .iter()
        .flat_map(|pipeline| pipeline.inputs.iter().filter_map(|input| fit(pipeline, input, name, &sniffed.columns)))
        .collect();
    // Of several that fit, the one with most of the columns that are needed, then of the others, then the one that the name
    // speaks for (spec stores.md, section 1).
    let bound = |found: &FileMatch, required: bool| {
        found.bindings.iter().filter(|binding| binding.required == required && binding.source.is_some()).count()
    };
    let rank = |found: &FileMatch| (bound(found, true), bound(found, false), found.named);
    matches
        .sort_by(|left, right| right.confidence.total_cmp(&left.confidence).then_with(|| rank(right).cmp(&rank(left))));
    // A file whose header is asked about may yet fit.
    let problem = (matches.is_empty() && !sniffed.layout.ask_header).then(|| no_match(name, &sniffed.columns));
    let packing = content.packing();
    let format = if packing.is_empty() { sniffed.label() } else { format!("{}, in {packing}", sniffed.label()) };
    let file = FileInspection {
        format,
        columns: sniffed.columns.clone(),
        profiles: sniffed.profiles.clone(),
        preview: sniffed.preview.clone(),
        rows: sniffed.rows,
        layout: sniffed.layout.clone(),
        matches,
        notes: sniffed.notes.clone(),
        problem,
        ..blank
    };
    (file, Some(sniffed))
}

/// The sentence for a file whose columns no pipeline knows.
fn no_match(name: &str, columns: &[String]) -> Diagnostic {
    const SHOWN: usize = 12;
    const SHOWN_CHARACTERS: usize = 60;
    let mut listed =
        columns.iter().take(SHOWN).map(|column| shown(column, SHOWN_CHARACTERS)).collect::<Vec<_>>().join(", ");
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
        .hint(format!("{}. Name the columns so in the export, or drop another file.", needs.join(". ")))
}
