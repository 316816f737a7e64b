//! Light or dark: what the system asks for, and what the person chose, written as `data-theme` on `<html>`.

use gloo_events::EventListener;
use web_sys::{Element, MediaQueryList};

use super::storage;

const KEY: &str = "theme";
const ATTRIBUTE: &str = "data-theme";

/// The two looks of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Light,
    Dark,
}

impl Look {
    /// The value of `data-theme`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The other look.
    pub fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// The look chosen earlier, if any.
pub fn chosen() -> Option<Look> {
    match storage::load(KEY)?.as_str() {
        "light" => Some(Look::Light),
        "dark" => Some(Look::Dark),
        _ => None,
    }
}

/// What the operating system asks for.
pub fn system() -> Look {
    if query().is_some_and(|query| query.matches()) { Look::Dark } else { Look::Light }
}

/// Keeps a choice and shows it.
pub fn choose(look: Look) {
    storage::save(KEY, look.name());
    show(look);
}

/// Writes the look into the document, where the style sheets read it.
pub fn show(look: Look) {
    if let Some(root) = root() {
        // Setting an attribute fails only for an invalid name.
        drop(root.set_attribute(ATTRIBUTE, look.name()));
    }
}

/// Calls back when the system's wish changes, for as long as the listener is kept.
pub fn on_system_change(changed: impl Fn(Look) + 'static) -> Option<EventListener> {
    query().map(|query| EventListener::new(&query, "change", move |_| changed(system())))
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

fn query() -> Option<MediaQueryList> {
    web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok().flatten()
}
