//! The engine as the page sees it: call, cancel, restart.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Poll};

use futures_channel::oneshot::{self, Receiver};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;

use super::connection::{Connection, Event};
use super::incoming::Incoming;
use super::pending::{Answer, Pending};
use super::state::{self, EngineState};
use crate::base::{Diagnostic, Progress};
use crate::platform::{requests, wire};
use crate::protocol::{FromWorker, PROTOCOL_VERSION, Request, ToWorker};
use crate::texts;

/// How long a running step may take to notice a cancel before the worker is ended with it.
const CANCEL_GRACE_MILLIS: u32 = 3_000;

/// So many crashes within [`CRASH_WINDOW_MILLIS`] end the automatic restarts: it would only crash again.
const MAX_CRASHES: usize = 3;
const CRASH_WINDOW_MILLIS: f64 = 30_000.0;

/// A handle to the one engine of the page. Copies are the same engine.
#[derive(Clone, Copy)]
pub struct Engine {
    link: StoredValue<Rc<Link>, LocalStorage>,
    state: RwSignal<EngineState>,
    generation: RwSignal<u32>,
}

/// A request under way; awaiting it gives the answer.
pub struct Call {
    /// What [`Engine::cancel`] takes.
    pub id: u32,
    answer: Receiver<Result<Answer, Diagnostic>>,
}

impl Future for Call {
    type Output = Result<Answer, Diagnostic>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.answer).poll(context).map(|answer| answer.unwrap_or_else(|_| Err(state::not_running())))
    }
}

impl Engine {
    /// Starts the worker in the background.
    pub fn start() -> Self {
        let (state, generation) = (RwSignal::new(EngineState::STARTING), RwSignal::new(0));
        let link = Rc::new_cyclic(|this| Link {
            this: this.clone(),
            connection: RefCell::default(),
            pending: RefCell::default(),
            last_id: Cell::new(0),
            crashes: RefCell::default(),
            state,
            generation,
        });
        link.open();
        Self { link: StoredValue::new_local(link), state, generation }
    }

    /// What to show about the engine.
    pub fn state(self) -> ReadSignal<EngineState> {
        self.state.read_only()
    }

    /// Counts the workers started. A worker knows only what it was told itself: after a change, files and run are gone.
    pub fn generation(self) -> ReadSignal<u32> {
        self.generation.read_only()
    }

    /// Sends a request with its handles; waits with it until the engine is ready.
    pub fn call(self, request: Request, parts: &[JsValue], on_progress: impl Fn(Progress) + 'static) -> Call {
        let link = self.link.get_value();
        let id = link.last_id.get() + 1;
        link.last_id.set(id);
        let (sender, answer) = oneshot::channel();
        let refused = match self.state.get_untracked() {
            EngineState::Failed(diagnostic) => Some(diagnostic),
            _ => None,
        };
        match refused.map_or_else(|| wire::encode_request(&ToWorker::Request { id, request }, parts), Err) {
            Ok(message) => {
                link.pending.borrow_mut().add(id, message, sender, Box::new(on_progress));
                link.flush();
            }
            // The receiver is right here, so sending cannot fail.
            Err(diagnostic) => drop(sender.send(Err(diagnostic))),
        }
        Call { id, answer }
    }

    /// Asks a request to stop. An engine that does not listen within three seconds is ended and started anew.
    pub fn cancel(self, id: u32) {
        self.link.get_value().cancel(id);
    }

    /// Starts a new worker after the old one failed for good.
    pub fn restart(self) {
        let link = self.link.get_value();
        link.crashes.borrow_mut().clear();
        link.pending.borrow_mut().fail_all(&state::not_running());
        link.open();
    }
}

/// What the copies of [`Engine`] share.
struct Link {
    this: Weak<Link>,
    connection: RefCell<Option<Connection>>,
    pending: RefCell<Pending>,
    last_id: Cell<u32>,
    /// When the latest crashes were, in milliseconds.
    crashes: RefCell<Vec<f64>>,
    state: RwSignal<EngineState>,
    generation: RwSignal<u32>,
}

impl Link {
    /// Replaces the worker by a new one.
    fn open(&self) {
        self.connection.replace(None);
        self.state.set(EngineState::STARTING);
        self.generation.update(|count| *count += 1);
        let generation = self.generation.get_untracked();
        let this = self.this.clone();
        let on_event = move |event| {
            let this = this.clone();
            // Later, not now: handling may drop the worker together with the listener that is running.
            spawn_local(async move {
                if let Some(link) = this.upgrade().filter(|link| link.generation.get_untracked() == generation) {
                    link.handle(event);
                }
            });
        };
        match Connection::open(on_event) {
            Ok(connection) => drop(self.connection.replace(Some(connection))),
            Err(diagnostic) => self.fail(diagnostic),
        }
    }

    fn handle(&self, event: Event) {
        match event {
            Event::Incoming(Incoming::Loading { received, total }) => {
                if !self.state.with_untracked(EngineState::is_ready) {
                    self.state.set(EngineState::Starting { received, total });
                }
            }
            Event::Incoming(Incoming::LoadFailed(cause)) => self.fail(state::load_failed(&cause)),
            Event::Incoming(Incoming::Crashed(cause)) => self.crashed(&cause),
            Event::Incoming(Incoming::Seen(seen)) => requests::tell(seen),
            Event::Incoming(Incoming::Message(message, parts)) => self.receive(message, parts),
            Event::Unreadable(diagnostic) => self.crashed(&diagnostic.message),
            Event::Error(cause) if self.state.with_untracked(EngineState::is_ready) => self.crashed(&cause),
            Event::Error(cause) if cause.is_empty() => self.fail(state::load_failed(texts::errors::NO_SCRIPT)),
            Event::Error(cause) => self.fail(state::load_failed(&cause)),
        }
    }

    fn receive(&self, message: FromWorker, parts: Vec<JsValue>) {
        match message {
            FromWorker::Ready { protocol, .. } if protocol != PROTOCOL_VERSION => {
                self.fail(state::other_version(protocol));
            }
            FromWorker::Ready { version, .. } => {
                self.state.set(EngineState::Ready { version });
                self.flush();
            }
            FromWorker::Progress { id, progress } => self.pending.borrow().progress(id, progress),
            FromWorker::Reply { id, result } => {
                let answer = result.map(|reply| Answer { reply, parts });
                self.pending.borrow_mut().answer(id, answer);
            }
            FromWorker::Crashed { message } => self.crashed(&message),
        }
    }

    /// Sends what waits, if the engine is ready.
    fn flush(&self) {
        if !self.state.with_untracked(EngineState::is_ready) {
            return;
        }
        let unsent = self.pending.borrow_mut().take_unsent();
        for (id, message) in unsent {
            let sent = self.connection.borrow().as_ref().map_or(Err(state::not_running()), |c| c.send(&message));
            if let Err(diagnostic) = sent {
                self.pending.borrow_mut().answer(id, Err(diagnostic));
            }
        }
    }

    fn cancel(&self, id: u32) {
        if self.pending.borrow().is_unsent(id) {
            self.pending.borrow_mut().answer(id, Err(state::cancelled()));
            return;
        }
        let asked = wire::encode_request(&ToWorker::Cancel { id }, &[])
            .and_then(|message| self.connection.borrow().as_ref().map_or(Ok(()), |c| c.send(&message)));
        let grace = if asked.is_ok() { CANCEL_GRACE_MILLIS } else { 0 };
        let this = self.this.clone();
        spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(grace).await;
            if let Some(link) = this.upgrade().filter(|link| link.pending.borrow().contains(id)) {
                link.pending.borrow_mut().answer(id, Err(state::cancelled()));
                link.pending.borrow_mut().fail_all(&state::stopped_with_another());
                link.open();
            }
        });
    }

    /// The worker is gone, through its own fault: start another one, unless that happens again and again.
    fn crashed(&self, cause: &str) {
        let now = js_sys::Date::now();
        let crashes = {
            let mut crashes = self.crashes.borrow_mut();
            crashes.retain(|time| now - time < CRASH_WINDOW_MILLIS);
            crashes.push(now);
            crashes.len()
        };
        if crashes >= MAX_CRASHES {
            self.fail(state::crashed_for_good(cause));
        } else {
            // Open first: whoever hears of the crash and calls again must reach the new worker.
            let mut lost = self.pending.take();
            self.open();
            lost.fail_all(&state::crashed(cause));
        }
    }

    /// Gives up until [`Engine::restart`].
    fn fail(&self, reason: Diagnostic) {
        self.connection.replace(None);
        self.state.set(EngineState::Failed(reason.clone()));
        self.pending.take().fail_all(&reason);
    }
}
