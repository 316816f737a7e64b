//! Files that are alike are shown and changed as one: a folder of monthly exports is one card.

use super::draft::{best_match, is_table};
use crate::protocol::{FileInspection, Inspection};

/// The files (indices, rising) that have the same columns, the same match for the pipeline and the same layout, in the
/// order of their first. A file that cannot be used is alone.
pub fn groups(inspection: &Inspection, pipeline: &str) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, file) in inspection.files.iter().enumerate() {
        let known = groups.iter_mut().find(|group| alike(&inspection.files[group[0]], file, pipeline));
        match known {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}

fn alike(left: &FileInspection, right: &FileInspection, pipeline: &str) -> bool {
    let [found, other] = [left, right].map(|file| best_match(file, pipeline));
    let sources = |file| best_match(file, pipeline).map(|found| found.bindings.iter().map(|binding| binding.source));
    is_table(left)
        && is_table(right)
        && left.problem.is_none() == right.problem.is_none()
        && left.columns == right.columns
        && (left.layout.header, left.layout.ask_header) == (right.layout.header, right.layout.ask_header)
        && left.layout.sheets == right.layout.sheets
        && left.layout.sheet == right.layout.sheet
        && found.map(|found| &found.input) == other.map(|other| &other.input)
        && sources(left).into_iter().flatten().eq(sources(right).into_iter().flatten())
}
