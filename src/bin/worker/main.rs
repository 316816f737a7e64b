//! The worker: transport between the page's messages and the session. All behaviour is the session's.

#[cfg(target_arch = "wasm32")]
mod file;
#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod opfs;
#[cfg(target_arch = "wasm32")]
mod sink;
#[cfg(target_arch = "wasm32")]
mod transport;
#[cfg(target_arch = "wasm32")]
mod warm;

#[cfg(target_arch = "wasm32")]
fn main() {
    transport::start();
}

/// The worker exists in the browser only; the command line has `varve`.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
