//! The filters in force, each with a way to take it away.

use super::controls::icon;
use super::icon::Glyph;
use super::value::words;
use crate::platform::dom::Node;
use crate::present::dashboard::Filter;
use crate::ui::actions::filter;
use crate::ui::state::AppState;

/// A chip for every value.
pub fn filter_chips(app: AppState, filters: &[Filter]) -> impl Iterator<Item = Node> {
    filters.iter().flat_map(move |filter| filter.values.iter().map(move |value| chip(app, &filter.field, value)))
}

fn chip(app: AppState, field: &str, value: &str) -> Node {
    let name = words(field);
    let (own_field, own_value) = (field.to_owned(), value.to_owned());
    let chip = Node::of("button", "filter-chip").named("filter-chip");
    let chip = chip.child(Node::of("span", "visually-hidden").say("Remove filter "));
    let chip =
        chip.child(Node::of("span", "filter-chip__field").say(name)).say(" ").say(value).child(icon(Glyph::Close));
    chip.on_press(Box::new(move || filter::toggle(app, &own_field, &own_value)))
}

/// Takes all of them away.
pub fn clear_button(app: AppState, text: &str, name: &str) -> Node {
    let button = Node::of("button", "link-button").named(name).say(text);
    button.on_press(Box::new(move || filter::clear(app)))
}
