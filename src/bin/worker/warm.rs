//! What the worker does while it has nothing to do.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use varve::base::{Diagnostic, Progress};
use varve::engine::host::{Host, LocalFuture, cancelled};
use varve::engine::session::{turns, warm_up};

use crate::host::{Breath, WorkerHost};

/// Milliseconds without a request before it begins: the page has its own start to make.
const IDLE_MS: u32 = 700;

/// Warms the engine up, in such pauses as there are.
pub(crate) async fn in_pauses(host: Rc<WorkerHost>) {
    let breath = Breath::new();
    let mut turn = 0;
    while turn < turns() {
        let requests = host.requests();
        TimeoutFuture::new(IDLE_MS).await;
        let is_pause = || requests == host.requests() && !host.is_busy();
        while turn < turns() && is_pause() {
            if warm_up(&Pause { host: &host, requests, breath: &breath }, turn).await.is_ok() {
                turn += 1;
            } else if is_pause() {
                // Nobody ended it: it would fail again.
                return;
            }
        }
    }
}

/// The host of what nobody waits for: any request ends it.
struct Pause<'a> {
    host: &'a WorkerHost,
    requests: u32,
    breath: &'a Breath,
}

impl Host for Pause<'_> {
    fn now(&self) -> f64 {
        self.host.now()
    }

    fn checkpoint(&self, _: Progress) -> LocalFuture<'_, Result<(), Diagnostic>> {
        Box::pin(async move {
            self.breath.take().await;
            if self.host.requests() == self.requests { Ok(()) } else { Err(cancelled()) }
        })
    }
}
