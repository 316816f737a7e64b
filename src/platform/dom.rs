//! Elements as plain values, and a place in the page that is kept like them.
//!
//! A typed view would become code of its own for every element, which is large. Everything on the page is described by
//! these values instead: one small piece of code compares them with what is there and changes what differs, so that
//! focus, scroll positions and selections stay where they were.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, File, HtmlInputElement, Node as DomNode};

use super::files::{self, Picked};
use super::script::get;

type Handler = Rc<dyn Fn(&Event)>;
/// Hears a key and the id of the element that had the focus; whether the browser need not do anything more about it.
pub type KeyHandler = Box<dyn Fn(&str, &str) -> bool>;
/// What makes something for an element, which is kept until the element goes.
pub type Inhabitant = Box<dyn FnOnce(&Element) -> Box<dyn Any>>;

const SVG: &str = "http://www.w3.org/2000/svg";
/// What tells two elements in the same place apart, besides their tag.
const IDENTITY: &str = "data-testid";
/// Not a property of the browser's: whether a dialog stands open over the page.
const MODAL: &str = "modal";

/// An element, or (with an empty tag) a text. What it is stands in a box: handing on an address at every step of its
/// making is much less code than handing on the whole.
pub struct Node(Box<Parts>);

#[derive(Default)]
struct Parts {
    tag: &'static str,
    key: String,
    /// The text, or an element's markup in place of children.
    text: String,
    attributes: Vec<(&'static str, String)>,
    /// Set at every comparison: what the person did to it is told by an event, and counts once it is said here.
    property: Option<(&'static str, JsValue)>,
    on: Vec<(&'static str, Handler)>,
    inhabitant: Option<Inhabitant>,
    children: Vec<Node>,
}

impl Node {
    /// An element.
    #[inline(never)]
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts { tag, ..Parts::default() }))
    }

    /// An element with a class.
    #[inline(never)]
    pub fn of(tag: &'static str, class: &str) -> Self {
        Self::new(tag).with("class", class)
    }

    /// A text. Marks in it that would turn what stands around it are shown as what they are: characters of no meaning here.
    #[inline(never)]
    pub fn text(text: impl Into<String>) -> Self {
        let text: String = text.into();
        let text = if text.contains(turns) { text.replace(turns, "\u{fffd}") } else { text };
        Self(Box::new(Parts { text, ..Parts::default() }))
    }

    /// Sets an attribute.
    #[must_use]
    #[inline(never)]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Names the element for tests; elements of other names are other elements.
    #[must_use]
    #[inline(never)]
    pub fn named(self, name: impl Into<String>) -> Self {
        self.with(IDENTITY, name)
    }

    /// Tells the element from others in its place whose key is another, whatever they are named for tests.
    #[must_use]
    pub fn keyed(mut self, key: &str) -> Self {
        key.clone_into(&mut self.0.key);
        self
    }

    /// Gives the element something of its own: called once with the element, when it is made; what it answers is kept
    /// until the element goes.
    #[must_use]
    pub fn inhabited(mut self, by: Inhabitant) -> Self {
        self.0.inhabitant = Some(by);
        self
    }

    /// Fills the element with markup. Only for what our own drawing code made, which escapes every text in it.
    #[must_use]
    pub fn markup(mut self, markup: String) -> Self {
        self.0.text = markup;
        self
    }

    /// Sets an attribute where there is something to say.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a text.
    #[must_use]
    #[inline(never)]
    pub fn say(self, text: impl Into<String>) -> Self {
        self.child(Self::text(text))
    }

    /// Adds an element.
    #[must_use]
    #[inline(never)]
    pub fn child(mut self, child: Self) -> Self {
        self.0.children.push(child);
        self
    }

    /// Adds elements.
    #[must_use]
    pub fn all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Sets a yes/no property: `checked`, `disabled`, `open`.
    #[must_use]
    #[inline(never)]
    pub fn is(mut self, property: &'static str, on: bool) -> Self {
        self.0.property = Some((property, JsValue::from_bool(on)));
        self
    }

    /// Sets the value of a field, once its options are there.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.property = Some(("value", JsValue::from_str(value)));
        self
    }

    /// Opens a `dialog` over the page, or closes it. It must have been there, closed, before it is opened.
    #[must_use]
    #[inline(never)]
    pub fn modal(self, open: bool) -> Self {
        self.is(MODAL, open)
    }

    /// Hears that a `dialog` was closed, by the person or by [`Node::modal`].
    #[must_use]
    #[inline(never)]
    pub fn on_close(self, heard: Box<dyn Fn()>) -> Self {
        self.on("close", Box::new(move |_| heard()))
    }

    /// Hears the text of a field at every key.
    #[must_use]
    #[inline(never)]
    pub fn on_input(self, heard: Box<dyn Fn(String)>) -> Self {
        self.on("input", Box::new(move |event| heard(value(event))))
    }

    /// Hears the file that is chosen.
    #[must_use]
    #[inline(never)]
    pub fn on_file(self, heard: Box<dyn Fn(File)>) -> Self {
        self.on_field(Box::new(move |field| {
            let file = field.files().and_then(|files| files.get(0));
            // So that the same file can be chosen again.
            field.set_value("");
            file.into_iter().for_each(&heard);
        }))
    }

    /// Hears that something was chosen in an `input`, and is handed that.
    #[must_use]
    #[inline(never)]
    pub fn on_field(self, heard: Box<dyn Fn(&HtmlInputElement)>) -> Self {
        let take = move |event: &Event| {
            if let Some(field) = own(event).dyn_ref::<HtmlInputElement>() {
                heard(field);
            }
        };
        self.on("change", Box::new(take))
    }

    /// Hears the files that are chosen.
    #[must_use]
    pub fn on_files(self, heard: Box<dyn Fn(Vec<Picked>)>) -> Self {
        self.on_field(Box::new(move |field| heard(files::from_input(field))))
    }

    /// Hears the value that is chosen.
    #[must_use]
    #[inline(never)]
    pub fn on_choice(self, heard: Box<dyn Fn(String)>) -> Self {
        self.on("change", Box::new(move |event| heard(value(event))))
    }

    /// Hears whether a box is ticked.
    #[must_use]
    #[inline(never)]
    pub fn on_switch(self, heard: Box<dyn Fn(bool)>) -> Self {
        self.on("change", Box::new(move |event| heard(get(&own(event), "checked").is_truthy())))
    }

    /// Hears whether a part is unfolded.
    #[must_use]
    #[inline(never)]
    pub fn on_toggle(self, heard: Box<dyn Fn(bool)>) -> Self {
        self.on("toggle", Box::new(move |event| heard(get(&own(event), "open").is_truthy())))
    }

    /// Hears a press.
    #[must_use]
    #[inline(never)]
    pub fn on_press(self, heard: Box<dyn Fn()>) -> Self {
        self.on("click", Box::new(move |_| heard()))
    }

    /// Hears a key pressed without Ctrl and the like, and the id of what has the focus. Where the answer is yes, the key
    /// is not the browser's any more.
    #[must_use]
    pub fn on_keys(self, heard: KeyHandler) -> Self {
        let press = move |event: &Event| {
            let value: &JsValue = event.as_ref();
            let text = |of: &JsValue, name| get(of, name).as_string().unwrap_or_default();
            let plain = ["altKey", "ctrlKey", "metaKey", "shiftKey"].iter().all(|name| get(value, name).is_falsy());
            if plain && heard(&text(value, "key"), &text(&get(value, "target"), "id")) {
                event.prevent_default();
            }
        };
        self.on("keydown", Box::new(press))
    }

    /// Selects all of a field's text when it gets the focus.
    #[must_use]
    pub fn selects_all(self) -> Self {
        let select = |event: &Event| {
            if let Some(field) = own(event).dyn_ref::<HtmlInputElement>() {
                field.select();
            }
        };
        self.on("focus", Box::new(select))
    }

    /// Hears an event of the browser's; several are heard apart.
    #[must_use]
    #[inline(never)]
    pub fn on(mut self, event: &'static str, heard: Box<dyn Fn(&Event)>) -> Self {
        self.0.on.push((event, Rc::from(heard)));
        self
    }

    /// Whether `old` can become this: an element that is something else to the person is made anew.
    fn fits(&self, old: &Built) -> bool {
        let new = &*self.0;
        new.tag == old.tag
            && new.key == old.key
            && new.inhabitant.is_some() == old.kept.is_some()
            && new.on.len() == old.on.len()
            && new.on.iter().zip(&old.on).all(|(new, old)| new.0 == old.0)
            && (!new.key.is_empty() || identity(&new.attributes) == identity(&old.attributes))
    }
}

/// The event that is listened to, who hears it now, and the listener.
type Heard = (&'static str, Rc<RefCell<Handler>>, EventListener);

/// What is there: kept between two comparisons.
pub struct Built {
    node: DomNode,
    tag: &'static str,
    key: String,
    text: String,
    attributes: Vec<(&'static str, String)>,
    on: Vec<Heard>,
    /// What lives in the element.
    kept: Option<Box<dyn Any>>,
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
        let (key, text, attributes, on, children) = Default::default();
        Self { node, tag, key, text, attributes, on, kept: None, children }
    }

    /// Makes the children like these.
    pub fn fill(&mut self, children: Vec<Node>) {
        let count = children.len();
        for (index, child) in children.into_iter().enumerate() {
            if self.children.get(index).is_some_and(|old| child.fits(old)) {
                self.children[index].become_like(child);
                continue;
            }
            let Some(node) = self.created(child.0.tag) else { continue };
            let mut new = Self::bare(node, child.0.tag);
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
        let Parts { key, text, attributes, property, on, inhabitant, children, .. } = *node.0;
        let element = self.node.dyn_ref::<Element>().cloned();
        if self.text != text {
            match &element {
                Some(element) => element.set_inner_html(&text),
                None => self.node.set_node_value(Some(&text)),
            }
            self.text = text;
        }
        let Some(element) = element else { return };
        self.key = key;
        self.set_attributes(&element, attributes);
        self.hear(&element, on);
        self.fill(children);
        match property {
            Some((MODAL, open)) => set_modal(&element, open.is_truthy()),
            // Setting what is there already would empty a date that is half typed.
            Some((name, value)) if !Object::is(&get(&element, name), &value) => {
                // The names are ours: none is refused.
                drop(Reflect::set(&element, &JsValue::from_str(name), &value));
            }
            _ => {}
        }
        if self.kept.is_none() {
            self.kept = inhabitant.map(|inhabit| inhabit(&element));
        }
    }

    fn set_attributes(&mut self, element: &Element, attributes: Vec<(&'static str, String)>) {
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
    }

    /// Listens at first; later only who hears is another.
    fn hear(&mut self, element: &Element, on: Vec<(&'static str, Handler)>) {
        for (index, (event, handler)) in on.into_iter().enumerate() {
            if let Some((_, heard, _)) = self.on.get(index) {
                drop(heard.replace(handler));
                continue;
            }
            let heard = Rc::new(RefCell::new(handler));
            let own = Rc::clone(&heard);
            let options = EventListenerOptions::enable_prevent_default();
            let listener = EventListener::new_with_options(element, event, options, move |event| {
                // Taken out first: hearing may replace it.
                let handler = Rc::clone(&own.borrow());
                handler(event);
            });
            self.on.push((event, heard, listener));
        }
    }
}

/// Whether a character embeds, overrides or isolates a direction of writing until another one ends it: in a sentence about
/// a file's name, one that is never ended turns the rest of the sentence.
fn turns(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn identity<'a>(attributes: &'a [(&'static str, String)]) -> Option<&'a str> {
    attributes.iter().find(|(name, _)| *name == IDENTITY).map(|(_, value)| value.as_str())
}

/// The element that an event is heard at.
fn own(event: &Event) -> JsValue {
    event.current_target().map(JsValue::from).unwrap_or_default()
}

fn value(event: &Event) -> String {
    get(&own(event), "value").as_string().unwrap_or_default()
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
