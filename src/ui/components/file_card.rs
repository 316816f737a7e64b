//! One of the files taken: what it is, how it starts, what it can feed.

use std::sync::Arc;

use leptos::prelude::*;

use super::counted;
use super::icon::{Glyph, Icon};
use super::mapping::Mapping;
use super::preview::Preview;
use crate::base::format;
use crate::pipelines;
use crate::protocol::{FileInspection, Inspection};

/// The card of file number `file`.
#[component]
pub fn FileCard(file: usize, inspection: Arc<Inspection>) -> impl IntoView {
    let inspected = inspection.files.get(file).cloned()?;
    let columns = inspected.columns.clone();
    let preview = (!columns.is_empty()).then(|| {
        let title = format!("First rows and {}", counted(columns.len(), "column", "columns"));
        let (file, rows) = (inspected.name.clone(), inspected.preview.clone());
        view! {
            <details class="file-card__preview">
                <summary>{title}</summary>
                <Preview file columns rows />
            </details>
        }
    });
    let usable = inspected.problem.is_none();
    Some(view! {
        <li class="file-card" class:file-card--problem=!usable data-testid=format!("file-{file}")>
            <FileHead file=inspected.clone() />
            {match inspected.problem {
                Some(problem) => {
                    view! {
                        <p class="file-card__problem">
                            {problem.message} " " <span class="muted">{problem.hints.join(" ")}</span>
                        </p>
                    }
                        .into_any()
                }
                None => view! { <Mapping file inspection /> }.into_any(),
            }}
            {preview}
        </li>
    })
}

/// Name, format, size and match of a file.
#[component]
pub fn FileHead(file: FileInspection) -> impl IntoView {
    let (tone, verdict) = verdict(&file);
    let facts = file_facts(&file);
    view! {
        <div class="file-head">
            <Icon glyph=Glyph::File />
            <div class="file-head__text">
                <h2>{file.name}</h2>
                <p class="muted">{facts}</p>
            </div>
            <span class="badge" data-tone=tone>
                {verdict}
            </span>
        </div>
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn file_facts(file: &FileInspection) -> String {
    let rows = file.rows.map(|rows| format!("{} rows", format::integer(rows as u64)));
    let format = (!file.format.is_empty()).then(|| file.format.clone());
    format.into_iter().chain([format::bytes(file.bytes.0)]).chain(rows).collect::<Vec<_>>().join(" · ")
}

fn verdict(file: &FileInspection) -> (&'static str, String) {
    match (&file.problem, file.matches.first()) {
        (Some(_), _) => ("danger", "left out".to_owned()),
        (None, Some(found)) => {
            let title = pipelines::spec(&found.pipeline).map_or(found.pipeline.as_str(), |spec| spec.title);
            let tone = if found.missing.is_empty() { "success" } else { "warning" };
            (tone, format!("{title} · {} · {:.0}% match", found.input, found.confidence * 100.0))
        }
        (None, None) => ("warning", "no match yet".to_owned()),
    }
}
