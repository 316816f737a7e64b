//! A pipeline on the start page: what it needs, what it gives, and honestly whether it is there.

use leptos::prelude::*;

use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::ui::state::plan;

/// One card.
#[component]
pub fn PipelineCard(spec: &'static PipelineSpec) -> impl IntoView {
    let ready = plan::is_ready(spec);
    let badge = if ready { "Ready" } else { "Not built yet" };
    view! {
        <li class="pipeline-card" class:pipeline-card--planned=!ready>
            <div class="pipeline-card__head">
                <h3>{spec.title}</h3>
                <span class="badge" data-tone=if ready { "success" } else { "neutral" }>
                    {badge}
                </span>
            </div>
            <p class="pipeline-card__summary">{spec.summary}</p>
            {spec.inputs.iter().map(|input| view! { <Needs input /> }).collect_view()}
        </li>
    }
}

#[component]
fn Needs(input: &'static InputSpec) -> impl IntoView {
    let required = input.columns.iter().filter(|column| column.required);
    let chips =
        required.map(|column| view! { <li class="code-chip" title=column.doc>{column.name}</li> }).collect_view();
    let either: Vec<String> = input.alternatives.iter().map(|set| set.join(" + ")).collect();
    let either = (!either.is_empty()).then(|| view! { <li class="code-chip">{either.join(" or ")}</li> });
    view! {
        <p class="pipeline-card__needs">{format!("Needs {}: {}", input.name, input.grain)}</p>
        <ul class="chip-row">{chips} {either}</ul>
    }
}
