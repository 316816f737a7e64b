//! Other tabs of the same site, and how long the browser keeps what this site has kept.

use gloo_events::EventListener;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::EventTarget;

/// Tells the other tabs that something has changed, and hears it from them.
pub struct Tabs {
    channel: EventTarget,
    _listener: EventListener,
}

impl Tabs {
    /// Hears the other tabs; `None` in a browser that lets no tab speak to another.
    pub fn follow(name: &str, heard: Box<dyn Fn()>) -> Option<Self> {
        let make: Function = get(&js_sys::global(), "BroadcastChannel")?.dyn_into().ok()?;
        let channel = Reflect::construct(&make, &Array::of1(&JsValue::from_str(name))).ok()?;
        let channel: EventTarget = channel.unchecked_into();
        let listener = EventListener::new(&channel, "message", move |_| heard());
        Some(Self { channel, _listener: listener })
    }

    /// Tells the other tabs; this one does not hear it.
    pub fn tell(&self) {
        if let Some(Ok(post)) = get(&self.channel, "postMessage").map(JsCast::dyn_into::<Function>) {
            // Only a closed channel refuses, and this one stays open.
            drop(post.call1(&self.channel, &JsValue::NULL));
        }
    }
}

/// Asks the browser not to clear away what this site keeps; whether it agreed.
pub async fn persist() -> bool {
    let asked = || {
        let storage = get(&get(&js_sys::global(), "navigator")?, "storage")?;
        let persist: Function = get(&storage, "persist")?.dyn_into().ok()?;
        persist.call0(&storage).ok()?.dyn_into::<Promise>().ok()
    };
    match asked() {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|agreed| agreed.is_truthy()),
        None => false,
    }
}

/// Milliseconds since 1970, now.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Day and time, as this browser's language writes them.
pub fn moment(at: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at));
    let parts = (date.to_locale_date_string("default", &JsValue::UNDEFINED), date.to_locale_time_string("default"));
    format!("{}, {}", String::from(parts.0), String::from(parts.1))
}

fn get(target: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(target, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
