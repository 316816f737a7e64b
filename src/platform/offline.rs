//! The service worker, which keeps this build for use without a network (public/service-worker.js).
//!
//! Every page holds a lock named like the cache of its build, so that a newer build does not take the files away from a
//! tab that still runs an older one.

use crate::texts;
use std::cell::{Cell, RefCell};

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::EventTarget;

use super::script::{call, get, have, object, text};
use super::{error_text, page};

/// The script; its place is its scope.
const SCRIPT: &str = "service-worker.js";
/// A tab that stays open for days asks the server this often whether there is a newer version.
const ASK_AGAIN_MILLIS: u32 = 60 * 60 * 1_000;

/// What becomes known, some time after the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The files of this build are being fetched to be kept.
    Fetching,
    /// All files of this build are kept.
    Kept,
    /// They are not, and why.
    NotKept(String),
    /// Another version is there, and is used from the next load on.
    NewVersion,
}

thread_local! {
    static REGISTRATION: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
    /// Whether this tab has asked for the new version: then it reloads once that is in charge.
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Says that a page of this build is open, for as long as it is.
pub fn hold_build() {
    let Some(locks) = navigator().and_then(|navigator| have(&navigator, "locks")) else { return };
    let name = format!("varve:{}/:{}", page::base_path(), page::build_id());
    let forever = Closure::<dyn Fn() -> Promise>::new(|| Promise::new(&mut |_, _| {}));
    let options = object(&[("mode", "shared")]);
    // A browser that refuses locks, as some do in sandboxed frames, has no service worker there either.
    drop(call(&locks, "request", &[JsValue::from_str(&name), options, forever.into_js_value()]));
}

/// Has this build kept, and tells what comes of it.
pub fn keep(heard: impl Fn(News) + Clone + 'static) {
    let Some(container) = navigator().and_then(|navigator| have(&navigator, "serviceWorker")) else {
        let why = texts::errors::NO_SERVICE_WORKER;
        return heard(News::NotKept(why.to_owned()));
    };
    let messages = heard.clone();
    listen(&container, "message", move |event| {
        if let Some(news) = read(&get(event, "data")) {
            messages(news);
        }
    });
    listen(&container, "controllerchange", |_| {
        if ASKED.get() {
            page::reload();
        }
    });
    spawn_local(async move {
        match registered(&container).await {
            Ok(registration) => watch(registration, heard),
            Err(why) => heard(News::NotKept(why)),
        }
    });
}

/// Changes to the new version: this tab loads anew, others stay as they are until they do.
pub fn take_new_version() {
    let waiting = REGISTRATION.with_borrow(|registration| have(registration, "waiting"));
    match waiting {
        Some(worker) => {
            ASKED.set(true);
            post(&worker, "take-over");
        }
        // Another tab has asked for it already.
        None => page::reload(),
    }
}

async fn registered(container: &JsValue) -> Result<JsValue, String> {
    let script = format!("{}{SCRIPT}", page::base_uri());
    let promise = call(container, "register", &[JsValue::from_str(&script)]).map_err(|error| error_text(&error))?;
    let registration = JsFuture::from(Promise::resolve(&promise)).await.map_err(|error| error_text(&error))?;
    if registration.is_undefined() { Err(texts::errors::REFUSED.to_owned()) } else { Ok(registration) }
}

fn watch(registration: JsValue, heard: impl Fn(News) + Clone + 'static) {
    REGISTRATION.set(registration.clone());
    if have(&registration, "waiting").is_some() {
        heard(News::NewVersion);
    }
    match have(&registration, "active") {
        Some(worker) => post(&worker, "hello"),
        None => heard(News::Fetching),
    }
    let (own, arrived) = (registration.clone(), heard);
    let found = move |_: &JsValue| {
        // It may be found when it waits already, to be told when it is taken in another tab.
        let Some(worker) = have(&own, "installing").or_else(|| have(&own, "waiting")) else { return };
        let (own, arrived) = (own.clone(), arrived.clone());
        listen(&worker.clone(), "statechange", move |_| match text(&worker, "state").as_str() {
            // Installed beside one that is in charge: a newer one, which waits to be asked for.
            "installed" if have(&own, "active").is_some() => arrived(News::NewVersion),
            // Only now does it answer for the page's files.
            "activated" => post(&worker, "hello"),
            _ => {}
        });
    };
    found(&JsValue::UNDEFINED);
    listen(&registration.clone(), "updatefound", found);
    let ask = Interval::new(ASK_AGAIN_MILLIS, move || {
        // Without a network it is asked again in an hour.
        if let Ok(promise) = call(&registration, "update", &[]) {
            spawn_local(async move { drop(JsFuture::from(Promise::resolve(&promise)).await) });
        }
    });
    ask.forget();
}

/// What the service worker says.
fn read(message: &JsValue) -> Option<News> {
    match text(message, "varve").as_str() {
        "kept" if text(message, "build") == page::build_id() => Some(News::Kept),
        "kept" => Some(News::NewVersion),
        "not-kept" if get(message, "full").is_truthy() => {
            Some(News::NotKept(texts::errors::NO_ROOM_FOR_PAGE.to_owned()))
        }
        "not-kept" => Some(News::NotKept(text(message, "message"))),
        _ => None,
    }
}

fn post(worker: &JsValue, word: &str) {
    // A worker that is gone meanwhile is told nothing.
    drop(call(worker, "postMessage", &[object(&[("varve", word)])]));
}

fn listen(target: &JsValue, event: &'static str, heard: impl Fn(&JsValue) + 'static) {
    let target: &EventTarget = target.unchecked_ref();
    EventListener::new(target, event, move |event| heard(event)).forget();
}

fn navigator() -> Option<JsValue> {
    web_sys::window().and_then(|window| have(&window, "navigator"))
}
