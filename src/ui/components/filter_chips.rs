//! The filters in force, each with a way to take it away.

use super::controls::icon;
use super::icon::Glyph;
use super::value::words;
use crate::platform::dom::Node;
use crate::platform::page;
use crate::present::dashboard::Filter;
use crate::texts;
use crate::ui::actions::filter;
use crate::ui::state::AppState;

/// The id of the place of the chips; one page has one.
const PLACE: &str = "filters";

/// A chip for every value.
pub fn filter_chips(app: AppState, filters: &[Filter]) -> impl Iterator<Item = Node> {
    filters.iter().flat_map(move |filter| filter.values.iter().map(move |value| chip(app, &filter.field, value)))
}

fn chip(app: AppState, field: &str, value: &str) -> Node {
    let name = words(field);
    let (own_field, own_value) = (field.to_owned(), value.to_owned());
    let chip = Node::of("button", "filter-chip").named("filter-chip");
    let chip = chip.child(Node::of("span", "visually-hidden").say(texts::dashboard::REMOVE_FILTER));
    let chip =
        chip.child(Node::of("span", "filter-chip__field").say(name)).say(" ").say(value).child(icon(Glyph::Close));
    chip.on_press(Box::new(move || {
        filter::toggle(app, &own_field, &own_value);
        go_on();
    }))
}

/// Takes all of them away.
pub fn clear_button(app: AppState, text: &str, name: &str) -> Node {
    let button = Node::of("button", "link-button").named(name).say(text);
    button.on_press(Box::new(move || {
        filter::clear(app);
        go_on();
    }))
}

/// The place of the chips: what has the focus in it goes, and one goes on from here.
pub fn chips_place(class: &str) -> Node {
    let place = Node::of("div", class).with("id", PLACE).with("tabindex", "-1");
    place.with("role", "group").with("aria-label", texts::dashboard::FILTERS)
}

fn go_on() {
    page::focus(PLACE);
}
