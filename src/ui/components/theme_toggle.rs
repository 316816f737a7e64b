//! Light or dark.

use super::controls::icon;
use super::icon::Glyph;
use crate::platform::dom::Node;
use crate::platform::theme::Look;
use crate::texts;
use crate::ui::live::live;
use crate::ui::state::AppState;

/// A button that changes to the other look.
pub fn theme_toggle(app: AppState) -> Node {
    live(Box::new(move || {
        let (label, glyph) = match app.appearance.look() {
            Look::Light => (texts::frame::TO_DARK, Glyph::Moon),
            Look::Dark => (texts::frame::TO_LIGHT, Glyph::Sun),
        };
        let button = Node::of("button", "icon-button").named("theme-toggle").with("aria-label", label);
        let button = button.with("title", label).child(icon(glyph));
        vec![button.on_press(Box::new(move || app.appearance.toggle()))]
    }))
}
