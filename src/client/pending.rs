//! Requests that have no answer yet, in the order they were made.

use std::collections::BTreeMap;

use futures_channel::oneshot::Sender;
use wasm_bindgen::JsValue;

use crate::base::{Diagnostic, Progress};
use crate::protocol::Reply;

/// A reply with the handles that came beside it.
#[derive(Debug)]
pub struct Answer {
    pub reply: Reply,
    pub parts: Vec<JsValue>,
}

/// Called for each progress report of a request.
pub(super) type OnProgress = Box<dyn Fn(Progress)>;

struct Request {
    answer: Sender<Result<Answer, Diagnostic>>,
    on_progress: OnProgress,
    /// The encoded request, until it has been sent.
    unsent: Option<JsValue>,
}

/// The open requests by id.
#[derive(Default)]
pub(super) struct Pending(BTreeMap<u32, Request>);

impl Pending {
    /// Adds a request that is still to be sent.
    pub(super) fn add(
        &mut self,
        id: u32,
        message: JsValue,
        answer: Sender<Result<Answer, Diagnostic>>,
        on_progress: OnProgress,
    ) {
        self.0.insert(id, Request { answer, on_progress, unsent: Some(message) });
    }

    /// Takes the messages not sent yet, the oldest first.
    pub(super) fn take_unsent(&mut self) -> Vec<(u32, JsValue)> {
        self.0.iter_mut().filter_map(|(id, request)| Some((*id, request.unsent.take()?))).collect()
    }

    /// Whether the request has no answer yet.
    pub(super) fn contains(&self, id: u32) -> bool {
        self.0.contains_key(&id)
    }

    /// Whether the request still waits for the engine to be ready.
    pub(super) fn is_unsent(&self, id: u32) -> bool {
        self.0.get(&id).is_some_and(|request| request.unsent.is_some())
    }

    /// Passes a progress report on.
    pub(super) fn progress(&self, id: u32, progress: Progress) {
        if let Some(request) = self.0.get(&id) {
            (request.on_progress)(progress);
        }
    }

    /// Answers a request. One that nobody waits for any more is dropped.
    pub(super) fn answer(&mut self, id: u32, result: Result<Answer, Diagnostic>) {
        if let Some(request) = self.0.remove(&id) {
            // The caller may have gone (a page left): then nobody misses the answer.
            drop(request.answer.send(result));
        }
    }

    /// Answers all requests with the same bad news.
    pub(super) fn fail_all(&mut self, reason: &Diagnostic) {
        for (_, request) in std::mem::take(&mut self.0) {
            // As above: a caller that has gone misses nothing.
            drop(request.answer.send(Err(reason.clone())));
        }
    }
}
