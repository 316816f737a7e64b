//! The start page: bring files, or try with sample data.

use leptos::prelude::*;

use crate::pipelines::SPECS;
use crate::platform::dom::Node;
use crate::ui::components::controls::live;
use crate::ui::components::drop_zone::DropZone;
use crate::ui::components::error_panel::ErrorPanel;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::keep::kept_sets;
use crate::ui::components::pipeline_card::pipeline_card;
use crate::ui::state::{AppState, plan};

fn cards() -> Vec<Node> {
    let grid = |ready| {
        let specs = SPECS.iter().filter(move |spec| plan::is_ready(spec) == ready);
        Node::of("ul", "pipeline-grid").all(specs.map(|spec| pipeline_card(spec)))
    };
    vec![grid(true), grid(false)]
}

/// The start page.
#[component]
pub fn StartPage() -> impl IntoView {
    let app = AppState::get();
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
            {live(Box::new(move || kept_sets(app)))}
            <p class="promise">
                <Icon glyph=Glyph::Lock />
                "Nothing leaves this computer: no upload, no account, no tracking."
            </p>
            <section class="start__pipelines" aria-labelledby="pipelines">
                <h2 id="pipelines">"What Varve makes of your files"</h2>
                <p class="muted">"Files are recognised by their columns; there is nothing to set up."</p>
                {live(Box::new(cards))}
            </section>
        </div>
    }
}
