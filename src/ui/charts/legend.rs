//! The legend above a chart.

use leptos::either::Either;
use leptos::prelude::*;

use crate::present::chart::LegendItem;

/// Series with their swatches; a colour ramp as one strip between its least and greatest value.
#[component]
pub fn Legend(items: Vec<LegendItem>) -> impl IntoView {
    let ramp_end = items
        .get(1)
        .filter(|second| second.label.is_empty())
        .and_then(|_| items.iter().skip(1).position(|item| !item.label.is_empty()).map(|place| place + 2));
    let series = items[ramp_end.unwrap_or(0)..].to_vec();
    let ramp = ramp_end.map(|end| items[..end].to_vec());
    if items.is_empty() {
        return Either::Left(());
    }
    Either::Right(view! {
        <ul class="chart__legend" aria-label="Legend">
            {ramp.map(|steps| view! { <Ramp steps /> })}
            {series.into_iter().map(|item| view! { <Entry item /> }).collect_view()}
        </ul>
    })
}

#[component]
fn Entry(item: LegendItem) -> impl IntoView {
    view! {
        <li class="chart__entry">
            <span
                class="chart__swatch"
                class:chart__swatch--hatched=item.hatched
                style=("--swatch", item.color)
                aria-hidden="true"
            ></span>
            {item.label}
        </li>
    }
}

#[component]
fn Ramp(steps: Vec<LegendItem>) -> impl IntoView {
    let label = |item: Option<&LegendItem>| item.map(|item| item.label.clone()).unwrap_or_default();
    let (low, high) = (label(steps.first()), label(steps.last()));
    let swatches = steps.into_iter().map(|step| view! { <i style=("--swatch", step.color)></i> }).collect_view();
    view! {
        <li class="chart__entry">
            {low}
            <span class="visually-hidden">" to "</span>
            <span class="chart__ramp" aria-hidden="true">{swatches}</span>
            {high}
        </li>
    }
}
