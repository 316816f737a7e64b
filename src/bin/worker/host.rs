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

/// The engine's surroundings in a worker.
pub(crate) struct WorkerHost {
    clock: Option<Performance>,
    /// A message to ourselves ends the breath; a timer would wait four milliseconds.
    breath: Option<MessageChannel>,
    running: Cell<u32>,
    cancelled: Cell<Option<u32>>,
    reported: Cell<f64>,
    phase: Cell<Option<Phase>>,
}

impl WorkerHost {
    /// The host of a worker.
    pub(crate) fn new(scope: DedicatedWorkerGlobalScope) -> Self {
        Self {
            clock: scope.performance(),
            breath: MessageChannel::new().ok(),
            running: Cell::new(0),
            cancelled: Cell::new(None),
            reported: Cell::new(f64::MIN),
            phase: Cell::new(None),
        }
    }

    /// A request begins.
    pub(crate) fn begin(&self, id: u32) {
        self.running.set(id);
        self.reported.set(f64::MIN);
        self.phase.set(None);
    }

    /// The page wants request `id` to stop.
    pub(crate) fn cancel(&self, id: u32) {
        self.cancelled.set(Some(id));
    }

    async fn breathe(&self) -> Result<(), JsValue> {
        let Some(channel) = &self.breath else { return Ok(()) };
        let promise = Promise::new(&mut |resolve, reject| {
            channel.port1().set_onmessage(Some(&resolve));
            if let Err(error) = channel.port2().post_message(&JsValue::NULL) {
                // A promise that is rejected twice, or after it was resolved, stays as it is.
                drop(reject.call1(&JsValue::NULL, &error));
            }
        });
        JsFuture::from(promise).await.map(|_| ())
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
            if let Err(error) = self.breathe().await {
                web_sys::console::error_1(&error);
            }
            if self.cancelled.get() == Some(id) { Err(cancelled()) } else { Ok(()) }
        })
    }
}
