//! Places of the page that follow the signals which their content reads: what values describe, kept as it is now.
//!
//! The one piece of code between the reactive system and the elements. Nothing in it is generic, so that a place costs no
//! more code than its content.

use std::any::Any;

use leptos::prelude::*;
use web_sys::Element;

use crate::platform::dom::{Built, Node};
use crate::platform::page;

/// What a place shows.
pub type Content = Box<dyn Fn() -> Vec<Node>>;

/// A place that shows what `content` says, and follows the signals that it reads. While the elements around it are made
/// like others, a place stays what it is, with the content that it was given first.
pub fn live(content: Content) -> Node {
    part("", Box::new(move || content))
}

/// A place with signals and effects of its own: `make` makes them once, before its content, and they go with it. A place
/// with another key is another place.
pub fn part(key: &str, make: Box<dyn FnOnce() -> Content>) -> Node {
    let live = |element: &Element| -> Box<dyn Any> {
        let place = Built::at(element);
        // Without an owner above it: that one would clean up below itself whenever it is shown anew.
        let owner = Owner::default();
        let effect = owner.with(|| show(place, make()));
        Box::new(Place { effect, _owner: owner })
    };
    Node::of("div", "live").keyed(key).inhabited(Box::new(live))
}

/// Shows content in the page's body, for as long as the page lives.
pub fn mount(content: Content) {
    if let Some(place) = page::place() {
        StoredValue::new_local(show(Built::at(&place), content));
    }
}

/// Does something now and whenever the signals that it reads change; for as long as the place lives that it is made in.
pub fn follow(act: Box<dyn FnMut()>) {
    let mut act = act;
    Effect::new(move |_| act());
}

/// What keeps a place alive.
struct Place {
    effect: RenderEffect<Option<Built>>,
    _owner: Owner,
}

impl Drop for Place {
    /// The effect's own task would let go of the elements a moment later; the places in them must go before the signals
    /// that they read.
    fn drop(&mut self) {
        drop(self.effect.take_value());
    }
}

fn show(place: Built, content: Content) -> RenderEffect<Option<Built>> {
    let mut first = Some(place);
    RenderEffect::new(move |before: Option<Option<Built>>| {
        let mut place = before.flatten().or_else(|| first.take())?;
        let nodes = content();
        untrack(|| place.fill(nodes));
        Some(place)
    })
}
