//! The start page: bring files, or try with sample data.

use crate::pipelines::SPECS;
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::components::controls::icon;
use crate::ui::components::drop_zone::drop_zone;
use crate::ui::components::error_panel::error_panel;
use crate::ui::components::icon::Glyph;
use crate::ui::components::keep::kept_sets;
use crate::ui::components::pipeline_card::pipeline_card;
use crate::ui::live::live;
use crate::ui::state::{AppState, plan};

/// The start page.
pub fn start_page(app: AppState) -> Vec<Node> {
    let lead = texts::start::LEAD;
    let hero = Node::of("div", "hero").child(Node::new("h1").say(texts::start::CLAIM));
    let promise = texts::start::PROMISE;
    let hint = texts::start::PIPELINES_HINT;
    let pipelines = Node::of("section", "start__pipelines").with("aria-labelledby", "pipelines");
    let title = Node::new("h2").with("id", "pipelines").say(texts::start::PIPELINES);
    let pipelines = pipelines.child(title).child(Node::of("p", "muted").say(hint));
    let page = Node::of("div", "page start").child(hero.child(Node::of("p", "lead").say(lead)));
    let page = page.child(error_panel(app)).child(drop_zone(app)).child(live(Box::new(move || kept_sets(app))));
    let page = page.child(Node::of("p", "promise").child(icon(Glyph::Lock)).say(promise));
    vec![page.child(pipelines.child(cards(true)).child(cards(false)))]
}

fn cards(ready: bool) -> Node {
    let specs = SPECS.iter().filter(move |spec| plan::is_ready(spec) == ready);
    Node::of("ul", "pipeline-grid").all(specs.map(|spec| pipeline_card(spec)))
}
