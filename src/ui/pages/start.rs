//! The start page: bring files, or try with sample data.

use leptos::prelude::*;

use crate::pipelines::SPECS;
use crate::ui::components::drop_zone::DropZone;
use crate::ui::components::error_panel::ErrorPanel;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::pipeline_card::PipelineCard;
use crate::ui::state::plan;

fn cards(ready: bool) -> impl IntoView {
    let specs = SPECS.iter().filter(move |spec| plan::is_ready(spec) == ready);
    specs.map(|spec| view! { <PipelineCard spec=*spec /> }).collect_view()
}

/// The start page.
#[component]
pub fn StartPage() -> impl IntoView {
    view! {
        <div class="page start">
            <div class="hero">
                <h1>"Drop your files. Read your business."</h1>
                <p class="lead">
                    "Varve cleans raw exports, builds a star schema and customer analytics from them, and draws the dashboard. All of it happens in this tab."
                </p>
            </div>
            <ErrorPanel />
            <DropZone />
            <p class="promise">
                <Icon glyph=Glyph::Lock />
                "Nothing leaves this computer: no upload, no account, no tracking."
            </p>
            <section class="start__pipelines" aria-labelledby="pipelines">
                <h2 id="pipelines">"What Varve makes of your files"</h2>
                <p class="muted">"Files are recognised by their columns; there is nothing to set up."</p>
                <ul class="pipeline-grid">{cards(true)}</ul>
                <ul class="pipeline-grid">{cards(false)}</ul>
            </section>
        </div>
    }
}
