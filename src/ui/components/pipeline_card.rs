//! A pipeline on the start page: what it needs, what it gives, and honestly whether it is there.

use crate::pipelines::spec::{InputSpec, PipelineSpec};
use crate::platform::dom::Node;
use crate::texts;
use crate::ui::state::plan;

/// One card.
pub fn pipeline_card(spec: &PipelineSpec) -> Node {
    let ready = plan::is_ready(spec);
    let (class, tone, word) = if ready {
        ("pipeline-card", "success", texts::start::READY)
    } else {
        ("pipeline-card pipeline-card--planned", "neutral", texts::start::PLANNED)
    };
    let badge = Node::of("span", "badge").with("data-tone", tone).say(word);
    let head = Node::of("div", "pipeline-card__head").child(Node::new("h3").say(spec.title)).child(badge);
    let card = Node::of("li", class).child(head).child(Node::of("p", "pipeline-card__summary").say(spec.summary));
    card.all(spec.inputs.iter().flat_map(needs))
}

fn needs(input: &InputSpec) -> [Node; 2] {
    let chip = || Node::of("li", "code-chip");
    let required = input.columns.iter().filter(|column| column.required);
    let chips = required.map(|column| chip().with("title", column.doc).say(column.name));
    let either: Vec<String> = input.alternatives.iter().map(|set| set.join(" + ")).collect();
    let either = (!either.is_empty()).then(|| chip().say(texts::start::either(&either)));
    let text = texts::start::needs(input.name, input.grain);
    [Node::of("p", "pipeline-card__needs").say(text), Node::of("ul", "chip-row").all(chips).all(either)]
}
