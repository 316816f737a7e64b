//! Elements as plain values, and a place in the page that is kept like them.
//!
//! A typed view becomes code of its own for every element, which is fast and fine for a chart, but large. Forms with
//! many parts are described by these values instead: one small piece of code compares them with what is there and
//! changes what differs, so that focus, scroll positions and selections stay where they were.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, File, HtmlInputElement, Node as DomNode};

use super::files::{self, Picked};

type Handler = Rc<dyn Fn(&JsValue)>;

const SVG: &str = "http://www.w3.org/2000/svg";
/// What tells two elements in the same place apart, besides their tag.
const IDENTITY: &str = "data-testid";
/// Not a property of the browser's: whether a dialog stands open over the page.
const MODAL: &str = "modal";

/// An element, or (with an empty tag) a text.
#[derive(Default)]
pub struct Node {
    tag: &'static str,
    text: String,
    attributes: Vec<(&'static str, String)>,
    /// Set at every comparison: what the person did to it is told by an event, and counts once it is said here.
    property: Option<(&'static str, JsValue)>,
    on: Option<(&'static str, Handler)>,
    children: Vec<Node>,
}

impl Node {
    /// An element.
    pub fn new(tag: &'static str) -> Self {
        Self { tag, ..Self::default() }
    }

    /// An element with a class.
    pub fn of(tag: &'static str, class: &str) -> Self {
        Self::new(tag).with("class", class)
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Sets an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Names the element for tests; elements of other names are other elements.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        self.with(IDENTITY, name)
    }

    /// Sets an attribute where there is something to say.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a text.
    #[must_use]
    pub fn say(self, text: impl Into<String>) -> Self {
        self.child(Self::text(text))
    }

    /// Adds an element.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// Adds elements.
    #[must_use]
    pub fn all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.children.push(child);
        }
        self
    }

    /// Sets a yes/no property: `checked`, `disabled`, `open`.
    #[must_use]
    pub fn is(mut self, property: &'static str, on: bool) -> Self {
        self.property = Some((property, JsValue::from_bool(on)));
        self
    }

    /// Sets the value of a field, once its options are there.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        self.property = Some(("value", JsValue::from_str(value)));
        self
    }

    /// Opens a `dialog` over the page, or closes it. It must have been there, closed, before it is opened.
    #[must_use]
    pub fn modal(self, open: bool) -> Self {
        self.is(MODAL, open)
    }

    /// Hears that a `dialog` was closed, by the person or by [`Node::modal`].
    #[must_use]
    pub fn on_close(self, heard: Box<dyn Fn()>) -> Self {
        self.on("close", Rc::new(move |_| heard()))
    }

    /// Hears the text of a field at every key.
    #[must_use]
    pub fn on_input(self, heard: Box<dyn Fn(String)>) -> Self {
        self.on("input", Rc::new(move |target| heard(get(target, "value").as_string().unwrap_or_default())))
    }

    /// Hears the file that is chosen.
    #[must_use]
    pub fn on_file(self, heard: Box<dyn Fn(File)>) -> Self {
        let take = move |target: &JsValue| {
            let Some(field) = target.dyn_ref::<HtmlInputElement>() else { return };
            let file = field.files().and_then(|files| files.get(0));
            // So that the same file can be chosen again.
            field.set_value("");
            file.into_iter().for_each(&heard);
        };
        self.on("change", Rc::new(take))
    }

    /// Hears the files that are chosen.
    #[must_use]
    pub fn on_files(self, heard: Box<dyn Fn(Vec<Picked>)>) -> Self {
        let take = move |target: &JsValue| {
            if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
                heard(files::from_input(field));
            }
        };
        self.on("change", Rc::new(take))
    }

    /// Hears the value that is chosen.
    #[must_use]
    pub fn on_choice(self, heard: Box<dyn Fn(String)>) -> Self {
        self.on("change", Rc::new(move |target| heard(get(target, "value").as_string().unwrap_or_default())))
    }

    /// Hears whether a box is ticked.
    #[must_use]
    pub fn on_switch(self, heard: Box<dyn Fn(bool)>) -> Self {
        self.on("change", Rc::new(move |target| heard(get(target, "checked").is_truthy())))
    }

    /// Hears whether a part is unfolded.
    #[must_use]
    pub fn on_toggle(self, heard: Box<dyn Fn(bool)>) -> Self {
        self.on("toggle", Rc::new(move |target| heard(get(target, "open").is_truthy())))
    }

    /// Hears a press.
    #[must_use]
    pub fn on_press(self, heard: Box<dyn Fn()>) -> Self {
        self.on("click", Rc::new(move |_| heard()))
    }

    /// Selects all of a field's text when it gets the focus.
    #[must_use]
    pub fn selects_all(self) -> Self {
        let select = |target: &JsValue| {
            if let Some(field) = target.dyn_ref::<HtmlInputElement>() {
                field.select();
            }
        };
        self.on("focus", Rc::new(select))
    }

    fn on(mut self, event: &'static str, heard: Handler) -> Self {
        self.on = Some((event, heard));
        self
    }

    fn identity(&self) -> (&'static str, Option<&'static str>, Option<&str>) {
        (self.tag, self.on.as_ref().map(|(event, _)| *event), identity(&self.attributes))
    }
}

/// What is there: kept between two comparisons.
pub struct Built {
    node: DomNode,
    tag: &'static str,
    text: String,
    attributes: Vec<(&'static str, String)>,
    /// The event that is listened to, who hears it now, and the listener.
    on: Option<(&'static str, Rc<RefCell<Handler>>, EventListener)>,
    children: Vec<Built>,
}

impl Built {
    /// A place for children: an element that something else has made, emptied.
    pub fn at(place: &JsValue) -> Self {
        let place: DomNode = place.clone().unchecked_into();
        place.set_text_content(None);
        Self::bare(place, "")
    }

    fn bare(node: DomNode, tag: &'static str) -> Self {
        Self { node, tag, text: String::new(), attributes: Vec::new(), on: None, children: Vec::new() }
    }

    /// Makes the children like these.
    pub fn fill(&mut self, children: Vec<Node>) {
        let count = children.len();
        for (index, child) in children.into_iter().enumerate() {
            if self.children.get(index).is_some_and(|old| old.identity() == child.identity()) {
                self.children[index].become_like(child);
                continue;
            }
            let Some(node) = self.created(child.tag) else { continue };
            let mut new = Self::bare(node, child.tag);
            new.become_like(child);
            // A place that the browser has taken out of the page shows nothing anyway.
            if let Some(old) = self.children.get_mut(index) {
                drop(self.node.replace_child(&new.node, &old.node));
                *old = new;
            } else {
                drop(self.node.append_child(&new.node));
                self.children.push(new);
            }
        }
        while self.children.len() > count {
            if let Some(gone) = self.children.pop() {
                drop(self.node.remove_child(&gone.node));
            }
        }
    }

    fn created(&self, tag: &str) -> Option<DomNode> {
        let document = self.node.owner_document()?;
        match tag {
            "" => return Some(document.create_text_node("").into()),
            "svg" | "path" => document.create_element_ns(Some(SVG), tag),
            tag => document.create_element(tag),
        }
        .map(DomNode::from)
        .ok()
    }

    fn become_like(&mut self, node: Node) {
        let Node { text, attributes, property, on, children, .. } = node;
        if self.text != text {
            self.node.set_node_value(Some(&text));
            self.text = text;
        }
        let Some(element) = self.node.dyn_ref::<Element>().cloned() else { return };
        for (name, value) in &attributes {
            if !self.attributes.iter().any(|old| old.0 == *name && old.1 == *value) {
                // The names are ours: none is refused.
                drop(element.set_attribute(name, value));
            }
        }
        for (name, _) in &self.attributes {
            if !attributes.iter().any(|new| new.0 == *name) {
                drop(element.remove_attribute(name));
            }
        }
        self.attributes = attributes;
        match (on, &self.on) {
            (Some((_, handler)), Some((_, heard, _))) => drop(heard.replace(handler)),
            (Some((event, handler)), None) => {
                let heard = Rc::new(RefCell::new(handler));
                let own = Rc::clone(&heard);
                let listener = EventListener::new(&element, event, move |event| {
                    // Taken out first: hearing may replace it.
                    let handler = Rc::clone(&own.borrow());
                    handler(&event.current_target().map(JsValue::from).unwrap_or_default());
                });
                self.on = Some((event, heard, listener));
            }
            (None, _) => {}
        }
        self.fill(children);
        match property {
            Some((MODAL, open)) => set_modal(&element, open.is_truthy()),
            // Setting what is there already would empty a date that is half typed.
            Some((name, value)) if !Object::is(&get(&element, name), &value) => {
                // As above.
                drop(Reflect::set(&element, &JsValue::from_str(name), &value));
            }
            _ => {}
        }
    }

    fn identity(&self) -> (&'static str, Option<&'static str>, Option<&str>) {
        (self.tag, self.on.as_ref().map(|(event, ..)| *event), identity(&self.attributes))
    }
}

fn identity<'a>(attributes: &'a [(&'static str, String)]) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == IDENTITY).map(|(_, value)| value.as_str())
}

fn set_modal(dialog: &Element, open: bool) {
    if get(dialog, "open").is_truthy() == open {
        return;
    }
    if let Ok(change) = get(dialog, if open { "showModal" } else { "close" }).dyn_into::<Function>() {
        // A browser that refuses shows the page without it.
        drop(change.call0(dialog));
    }
}

fn get(target: &JsValue, property: &str) -> JsValue {
    Reflect::get(target, &JsValue::from_str(property)).unwrap_or_default()
}
