//! Light or dark, as a signal: charts have their colours drawn in and must be drawn anew.

use leptos::prelude::*;

use crate::platform::theme::{self, Look};
use crate::present::chart::Theme;
use crate::ui::charts::theme_from_css;

/// The page's look.
#[derive(Clone, Copy)]
pub struct Appearance {
    look: RwSignal<Look>,
    /// The colours of charts in this look.
    pub chart_theme: Memo<Theme>,
}

impl Appearance {
    /// The look chosen earlier; without a choice the system's, now and whenever it changes.
    pub(super) fn follow() -> Self {
        let chosen = theme::chosen();
        if let Some(look) = chosen {
            theme::show(look);
        }
        let look = RwSignal::new(chosen.unwrap_or_else(theme::system));
        let listener = theme::on_system_change(move |system| {
            if theme::chosen().is_none() {
                look.set(system);
            }
        });
        // Owned by the root, which lives as long as the page.
        StoredValue::new_local(listener);
        let chart_theme = Memo::new(move |_| {
            look.track();
            theme_from_css()
        });
        Self { look, chart_theme }
    }

    /// The look now.
    pub fn look(self) -> Look {
        self.look.get()
    }

    /// Changes to the other look and keeps the choice.
    pub fn toggle(self) {
        let look = self.look.get_untracked().other();
        theme::choose(look);
        self.look.set(look);
    }
}
