//! The page's side of the worker: starting it, calls with progress and cancel, and what happens when it dies.
//!
//! wasm aborts on panic, so a panic or an out-of-memory kills the worker and nothing else. The client then fails
//! everything pending with a sentence and starts a new worker, whose session is empty (see [`Engine::generation`]).

mod connection;
mod engine;
mod incoming;
mod pending;
mod state;

pub use engine::{Call, Engine};
pub use pending::Answer;
pub use state::EngineState;
