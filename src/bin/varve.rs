//! The command line twin: the same engine, native. `varve run`, `varve sample`, `varve tables`.

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    varve::cli::main()
}

/// The command line exists natively only; the browser has the page.
#[cfg(target_arch = "wasm32")]
fn main() {}
