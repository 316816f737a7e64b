//! Files that the operating system opens with the installed app.

use js_sys::{Array, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::File;

use super::files::Picked;
use super::script::{call, get, have};

/// Calls back with the files of every such start, those of this one first.
pub fn follow(heard: impl Fn(Vec<Picked>) + Clone + 'static) {
    let Some(queue) = web_sys::window().and_then(|window| have(&window, "launchQueue")) else { return };
    let launched = Closure::<dyn Fn(JsValue)>::new(move |launch: JsValue| {
        let heard = heard.clone();
        spawn_local(async move {
            let mut files = Vec::new();
            for handle in Array::from(&get(&launch, "files")).iter() {
                let file = call(&handle, "getFile", &[]).unwrap_or_default();
                // A file that is gone by now is left out; the others are read.
                let file = JsFuture::from(Promise::resolve(&file)).await.ok().and_then(|file| file.dyn_into().ok());
                files.extend(file.map(|file: File| Picked { path: file.name(), file }));
            }
            heard(files);
        });
    });
    // A browser with a queue that it does not let us read opens the app without the files.
    drop(call(&queue, "setConsumer", &[launched.into_js_value()]));
}
