//! What is around the app: whether it is kept for use without a network, whether a newer version waits, and what was
//! asked for outside.

use leptos::prelude::*;

use crate::client::{Engine, EngineState};
use crate::platform::offline::{self, News};
use crate::platform::requests::{self, Seen};

/// Requests to other hosts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requests {
    /// Addresses that the browser asked, by its own list, which holds some that it refused.
    made: Vec<String>,
    /// Addresses that were refused before anything was sent.
    pub refused: Vec<String>,
}

impl Requests {
    /// How many requests left the page.
    pub fn left(&self) -> usize {
        self.made.iter().filter(|address| !self.refused.contains(address)).count()
    }
}

/// The surroundings. Copies are the same.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The latest news about the files kept for use offline.
    pub kept: RwSignal<Option<News>>,
    /// Whether another version waits, and the person has not put the notice away.
    pub new_version: RwSignal<bool>,
    pub requests: RwSignal<Requests>,
}

impl Surroundings {
    /// Watches requests from the start on; keeps the files once the engine needs the network no more.
    pub fn follow(engine: Engine) -> Self {
        let own = Self { kept: RwSignal::default(), new_version: RwSignal::default(), requests: RwSignal::default() };
        requests::follow(move |seen| {
            own.requests.update(|requests| match seen {
                Seen::Made(address) => requests.made.push(address),
                Seen::Refused(address) => requests.refused.push(address),
            });
        });
        offline::hold_build();
        Effect::new(move |begun: Option<bool>| {
            if begun == Some(true) || matches!(engine.state().get(), EngineState::Starting { .. }) {
                return begun.unwrap_or_default();
            }
            offline::keep(move |news| match news {
                News::NewVersion => own.new_version.set(true),
                news => own.kept.set(Some(news)),
            });
            true
        });
        own
    }
}
