//! The worker as the engine's host: progress to the page, and a breath between chunks and steps in which a cancel arrives.

use std::cell::Cell;

use js_sys::Promise;
use varve::base::{Diagnostic, Phase, Progress};
use varve::engine::host::{Host, LocalFuture, cancelled};
use varve::protocol::FromWorker;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, Performance};

use crate::transport::post;

/// Progress is posted at most this often: more would only keep the page busy.
const REPORT_EVERY_MS: f64 = 50.0;

/// Lets messages in between steps: a message to ourselves ends it; a timer would wait four milliseconds. Whoever takes
/// breaths needs one of these: two at a time would end each other's.
pub(crate) struct Breath(Option<MessageChannel>);

impl Breath {
    pub(crate) fn new() -> Self {
        Self(MessageChannel::new().ok())
    }

    pub(crate) async fn take(&self) {
        let Some(channel) = &self.0 else { return };
        let promise = Promise::new(&mut |resolve, reject| {
            channel.port1().set_onmessage(Some(&resolve));
            if let Err(error) = channel.port2().post_message(&JsValue::NULL) {
                // A promise that is rejected twice, or after it was resolved, stays as it is.
                drop(reject.call1(&JsValue::NULL, &error));
            }
        });
        if let Err(error) = JsFuture::from(promise).await {
            web_sys::console::error_1(&error);
        }
    }
}

/// The engine's surroundings in a worker.
pub(crate) struct WorkerHost {
    clock: Option<Performance>,
    breath: Breath,
    running: Cell<u32>,
    /// Requests that have come, and whether one of them is being answered.
    requests: Cell<u32>,
    busy: Cell<bool>,
    cancelled: Cell<Option<u32>>,
    reported: Cell<f64>,
    phase: Cell<Option<Phase>>,
}

impl WorkerHost {
    /// The host of a worker.
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self {
            clock: scope.performance(),
            breath: Breath::new(),
            running: Cell::new(0),
            requests: Cell::new(0),
            busy: Cell::new(false),
            cancelled: Cell::new(None),
            reported: Cell::new(f64::MIN),
            phase: Cell::new(None),
        }
    }

    /// A request has come; it may have to wait.
    pub(crate) fn note(&self) {
        self.requests.set(self.requests.get() + 1);
    }

    /// How many requests have come.
    pub(crate) fn requests(&self) -> u32 {
        self.requests.get()
    }

    /// Whether a request is being answered.
    pub(crate) fn is_busy(&self) -> bool {
        self.busy.get()
    }

    /// A request was answered.
    pub(crate) fn end(&self) {
        self.busy.set(false);
    }

    /// A request begins.
    pub(crate) fn begin(&self, id: u32) {
        self.busy.set(true);
        self.running.set(id);
        self.reported.set(f64::MIN);
        self.phase.set(None);
    }

    /// The page wants request `id` to stop.
    pub(crate) fn cancel(&self, id: u32) {
        self.cancelled.set(Some(id));
    }
}

impl Host for WorkerHost {
    fn now(&self) -> f64 {
        self.clock.as_ref().map_or(0.0, Performance::now)
    }

    fn memory(&self) -> Option<u64> {
        const PAGE_BYTES: u64 = 64 << 10;
        Some(core::arch::wasm32::memory_size::<0>() as u64 * PAGE_BYTES)
    }

    fn checkpoint(&self, progress: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
        Box::pin(async move {
            let id = self.running.get();
            let now = self.now();
            // The first report of a phase is never held back: the phase may be one long step.
            let turned = self.phase.replace(Some(progress.phase)) != Some(progress.phase);
            if turned || now - self.reported.get() >= REPORT_EVERY_MS {
                self.reported.set(now);
                post(&FromWorker::Progress { id, progress }, &[]);
            }
            self.breath.take().await;
            if self.cancelled.get() == Some(id) { Err(cancelled()) } else { Ok(()) }
        })
    }
}
