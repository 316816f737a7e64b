//! One worker with its listeners; dropping it terminates the worker.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::base::Diagnostic;
use crate::platform::{error_text, page};
use crate::texts;

use super::incoming::{self, Incoming};
use super::state;

/// What a worker tells its owner.
pub(super) enum Event {
    Incoming(Incoming),
    /// A message that could not be read.
    Unreadable(Diagnostic),
    /// The worker threw, or its script could not be fetched.
    Error(String),
}

/// A running worker.
pub(super) struct Connection {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Connection {
    /// Starts a worker; `on_event` hears all that it says.
    pub(super) fn open(on_event: impl Fn(Event) + Clone + 'static) -> Result<Self, Diagnostic> {
        let url = format!("{}worker_loader.js?v={}", page::base_uri(), page::build_id());
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("varve-engine");
        let worker =
            Worker::new_with_options(&url, &options).map_err(|error| state::load_failed(&error_text(&error)))?;
        let [message, error, unreadable] = [on_event.clone(), on_event.clone(), on_event];
        let listeners = [
            EventListener::new(&worker, "message", move |event| {
                let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data).unwrap_or_default();
                message(incoming::read(data).map_or_else(Event::Unreadable, Event::Incoming));
            }),
            EventListener::new(&worker, "error", move |event| {
                // A script that cannot be fetched gives a plain event without a message.
                let text = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
                error(Event::Error(text));
            }),
            EventListener::new(&worker, "messageerror", move |_| {
                unreadable(Event::Error(texts::errors::NOT_COPIED.to_owned()));
            }),
        ];
        Ok(Self { worker, _listeners: listeners })
    }

    /// Sends an encoded message.
    pub(super) fn send(&self, message: &JsValue) -> Result<(), Diagnostic> {
        self.worker.post_message(message).map_err(|error| {
            Diagnostic::error("message_refused", texts::errors::message_refused(&error_text(&error)))
                .hint(texts::errors::LOST_ACCESS)
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
