//! Every version that set-up installs, in one place. `wasm-bindgen` is not here: Cargo.lock pins it. Nor are the Node packages:
//! `tests/e2e/package-lock.json` pins them.

/// Newer ones (0.22) want a newer rustc than the pinned one.
pub(crate) const TRUNK: &str = "0.21.14";

/// The npm package that carries `wasm-opt`. Only `dist --optimize` needs it.
pub(crate) const BINARYEN: &str = "132.0.0";

/// The oldest `wasm-opt` on PATH that is taken instead: older ones refuse what rustc emits today.
pub(crate) const WASM_OPT_MIN: u32 = 123;

/// Clang's and LLVM's major version in Debian, beside the Rust toolchain of the fallback.
pub(crate) const LLVM: &str = "22";

/// What Debian needs to compile to WebAssembly when rustup's server is out of reach: a second toolchain with the library's sources.
pub(crate) const DEBIAN_WASM: &[&str] =
    &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "lld-22", "clang-22", "llvm-22"];

/// The oldest rustc whose standard library may be built by the fallback: the workspace's `rust-version`.
pub(crate) const RUSTC_MIN: (u32, u32) = (1, 90);

/// The oldest Node that runs the browser tests.
pub(crate) const NODE_MIN: u32 = 20;

/// The page's own module must stay small, or the first paint waits for it. Raw bytes.
pub(crate) const APP_WASM_MAX: u64 = 1_250_000;

/// Static hosts cap a file at 25 MB. Raw bytes.
pub(crate) const ENGINE_WASM_MAX: u64 = 20_000_000;

/// What they may have packed by brotli at its best, where it is installed.
pub(crate) const APP_PACKED_MAX: u64 = 400_000;
pub(crate) const ENGINE_PACKED_MAX: u64 = 4_000_000;
