//! A finished run as layers of sediment: what went into each, and how long it took to settle.

use std::sync::Arc;

use leptos::prelude::*;

use super::counted;
use crate::base::format;
use crate::protocol::{PhaseTime, Quality, RunReport};
use crate::ui::state::Run;

/// The layers strip.
#[component]
pub fn Layers(run: Arc<Run>) -> impl IntoView {
    let report = &run.report;
    let total: f64 = report.phases.iter().map(|phase| phase.milliseconds).sum();
    let rows = report.phases.iter().map(|phase| {
        let tables = report.tables.iter().filter(|table| table.layer == phase.phase).count();
        view! { <Layer phase=phase.clone() tables share=share(phase.milliseconds, total) /> }
    });
    let summary = format!("{} in {}", counted(report.tables.len(), "table", "tables"), format::milliseconds(total));
    view! {
        <section class="panel layers" aria-label="Layers" data-testid="layers">
            <div class="layers__head">
                <h2>"Layers"</h2>
                <p class="muted">{summary}</p>
            </div>
            <ol class="layers__list">{rows.collect_view()}</ol>
        </section>
    }
}

#[component]
fn Layer(phase: PhaseTime, tables: usize, share: f64) -> impl IntoView {
    let name = phase.phase.label();
    let tables = (tables > 0).then(|| counted(tables, "table", "tables"));
    view! {
        <li class="layer" data-layer=name.to_lowercase() style:--share=format!("{share:.4}")>
            <span class="layer__name">{name}</span>
            <span class="layer__tables">{tables}</span>
            <span class="layer__rows">{format!("{} rows in", format::integer(u64::from(phase.rows)))}</span>
            <span class="layer__time">{format::milliseconds(phase.milliseconds)}</span>
        </li>
    }
}

fn share(part: f64, total: f64) -> f64 {
    if total > 0.0 { part / total } else { 0.0 }
}

/// The grade and the day the run counts from.
#[component]
pub fn RunFacts(run: Arc<Run>) -> impl IntoView {
    let RunReport { quality, as_of, .. } = &run.report;
    let grade = quality.as_ref().map(|quality| {
        let summary = failed_summary(quality);
        let names: Vec<&str> = quality.failed.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(", ");
        view! {
            <div class="fact" data-testid="quality">
                <dt>"Data quality"</dt>
                <dd>
                    <span class="grade" data-grade=quality.grade.clone()>
                        {quality.grade.clone()}
                    </span>
                    {format!("{} of 100", format::fixed(quality.score, 2))}
                </dd>
                <dd class="muted" title=names>
                    {summary}
                </dd>
            </div>
        }
    });
    let day = as_of.clone().map(|day| {
        view! {
            <div class="fact" data-testid="as-of">
                <dt>"As of"</dt>
                <dd>{day}</dd>
                <dd class="muted">"Recency counts back from this day."</dd>
            </div>
        }
    });
    view! { <dl class="facts">{grade} {day}</dl> }
}

/// How many checks failed, by severity: the names are too many for a headline.
fn failed_summary(quality: &Quality) -> String {
    if quality.failed.is_empty() {
        return format!("All {} checks passed.", quality.checks);
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (_, severity) in &quality.failed {
        match counts.iter_mut().find(|(known, _)| known == severity) {
            Some((_, count)) => *count += 1,
            None => counts.push((severity, 1)),
        }
    }
    let counts: Vec<String> = counts.iter().map(|(severity, count)| format!("{count} {severity}")).collect();
    format!("{} of {} checks failed: {}.", quality.failed.len(), quality.checks, counts.join(", "))
}
