//! A Rust compiler with a standard library for wasm32: rustup's, or where its server is out of reach, one built from Debian's sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::apt;
use crate::failure::{Done, Failure, While};
use crate::home::Home;
use crate::pins;
use crate::run::{answer, on_path, program, run, succeeds_within};

const TARGET: &str = "wasm32-unknown-unknown";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
/// The clippy that belongs to Debian's compiler.
pub(super) const DEBIAN_CLIPPY: &str = "/usr/bin/cargo-clippy";
const DEBIAN_RUSTLIB: &str = "/usr/lib/rustlib";
/// Its library carries bitcode, as rustup's does: the page's module is optimized across it.
const SYSROOT: &str = "wasm-sysroot-bitcode";
/// Written last, so that a folder without it is an install that broke off.
const FINISHED: &str = ".finished";
/// rustup's part is 20 MB: on a line where it takes longer, Debian's 200 MB would be no quicker.
const RUSTUP_LIMIT: Duration = Duration::from_secs(240);

/// Which compiler builds for wasm32.
pub(super) enum WasmRustc {
    /// The one that cargo has by itself.
    Default,
    /// Debian's, seeing a standard library that we built.
    Sysroot {
        /// Goes into `RUSTC`.
        rustc: PathBuf,
        /// Goes into `SYSROOT`, which clippy reads.
        folder: PathBuf,
    },
}

/// Finds a compiler for wasm32, or installs what it lacks.
pub(super) fn ready(home: &Home) -> Done<WasmRustc> {
    if default_has_std(home) {
        return Ok(WasmRustc::Default);
    }
    if let Some(found) = finished_sysroot(home) {
        return Ok(found);
    }
    if on_path("rustup").is_some() {
        println!("set-up: installing the target {TARGET} with rustup");
        let mut add = program(home, "rustup");
        add.args(["target", "add", TARGET]).env("RUSTUP_MAX_RETRIES", "1").env("RUST_BACKTRACE", "0");
        if succeeds_within(&mut add, RUSTUP_LIMIT) && default_has_std(home) {
            return Ok(WasmRustc::Default);
        }
        println!("set-up: rustup could not; falling back to Debian's Rust and building its standard library");
    }
    if !apt::is_here() {
        return Err(Failure::new(format!(
            "The standard library for {TARGET} is missing. Run `rustup target add {TARGET}` with access to the network, then run this again."
        )));
    }
    if !apt::has(home, pins::DEBIAN_WASM) {
        apt::install(home, pins::DEBIAN_WASM)?;
    }
    build_sysroot(home)
}

fn default_has_std(home: &Home) -> bool {
    let Some(folder) = answer(program(home, "rustc").args(["--print", "target-libdir", "--target", TARGET])) else {
        return false;
    };
    has_std(Path::new(&folder))
}

fn has_std(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libstd-") && name.ends_with(".rlib")
    })
}

/// A sysroot built before, if it still fits the compiler: apt may have replaced that by a newer one.
fn finished_sysroot(home: &Home) -> Option<WasmRustc> {
    let folder = home.tool(SYSROOT, &debian_version(home)?);
    folder.join(FINISHED).is_file().then(|| at(folder))
}

fn at(folder: PathBuf) -> WasmRustc {
    WasmRustc::Sysroot { rustc: folder.join("bin/rustc"), folder }
}

/// The version of Debian's compiler, `1.96.0`, if it is new enough.
fn debian_version(home: &Home) -> Option<String> {
    if !Path::new(DEBIAN_RUSTC).is_file() {
        return None;
    }
    let text = answer(program(home, DEBIAN_RUSTC).arg("--version"))?;
    let version = text.split(' ').nth(1)?;
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let pair = (numbers.next()?, numbers.next()?);
    (pair >= pins::RUSTC_MIN).then(|| version.to_owned())
}

/// Builds the standard library once and lays it out as a sysroot, so that plain cargo and Trunk work with no unstable flag.
fn build_sysroot(home: &Home) -> Done<WasmRustc> {
    let version = debian_version(home).ok_or_else(|| {
        Failure::new(format!(
            "{DEBIAN_RUSTC} is missing or older than {}.{}: this Debian has no `rustc-web` that is new enough. Install the target with `rustup target add {TARGET}` instead.",
            pins::RUSTC_MIN.0,
            pins::RUSTC_MIN.1,
        ))
    })?;
    println!("set-up: building the standard library for {TARGET} from Debian's sources (about a minute)");
    let folder = home.tool(SYSROOT, &version);
    let work = home.tools.join(format!("{SYSROOT}-{version}.part-{}", std::process::id()));
    remove(&work)?;
    let result = build_into(home, &work, &folder).and_then(|sysroot| move_into_place(&sysroot, &folder));
    remove(&work)?;
    result.map(|()| at(folder))
}

/// `folder` is where the result will be moved to: the wrapper has to name its final place.
fn build_into(home: &Home, work: &Path, folder: &Path) -> Done<PathBuf> {
    let dummy = work.join("dummy");
    write(&dummy.join("Cargo.toml"), DUMMY)?;
    write(&dummy.join("src/lib.rs"), "")?;
    // Not this repository's: its flags for wasm32 would end up in the library's fingerprints.
    let mut build = program(home, DEBIAN_CARGO);
    build
        .args(["build", "--quiet", "--release", "--target", TARGET, "-Zbuild-std=std,panic_abort"])
        .current_dir(&dummy)
        .env("RUSTC", DEBIAN_RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", dummy.join("target"))
        // cargo says no to bitcode where the profile has no link-time optimization; what comes later counts.
        .env("RUSTFLAGS", "-C embed-bitcode=yes")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO");
    run(&mut build, "Building the standard library for wasm32")?;

    let sysroot = work.join("sysroot");
    let lib = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    fs::create_dir_all(&lib).or_fail(|| format!("create {}", lib.display()))?;
    let deps = dummy.join("target").join(TARGET).join("release/deps");
    for entry in fs::read_dir(&deps).or_fail(|| format!("read {}", deps.display()))?.flatten() {
        let path = entry.path();
        let wanted = path.extension().is_some_and(|extension| extension == "rlib")
            && !entry.file_name().to_string_lossy().starts_with("libdummy");
        if wanted {
            fs::copy(&path, lib.join(entry.file_name())).or_fail(|| format!("copy {}", path.display()))?;
        }
    }
    if !has_std(&lib) {
        return Err(Failure::new(
            "The build of the standard library for wasm32 left no library: report this with its output.",
        ));
    }
    // Build scripts and macros need the native library beside it.
    let host = host(home)?;
    link(&Path::new(DEBIAN_RUSTLIB).join(&host), &sysroot.join("lib/rustlib").join(&host))?;
    let wrapper = sysroot.join("bin/rustc");
    write(&wrapper, &format!("#!/bin/sh\nexec {DEBIAN_RUSTC} --sysroot {} \"$@\"\n", quoted(folder)))?;
    make_executable(&wrapper)?;
    write(&sysroot.join(FINISHED), "")?;
    Ok(sysroot)
}

/// Another clone may have been quicker: then its result is as good.
fn move_into_place(sysroot: &Path, folder: &Path) -> Done {
    if folder.join(FINISHED).is_file() {
        return Ok(());
    }
    remove(folder)?;
    fs::rename(sysroot, folder).or_fail(|| format!("move {} to {}", sysroot.display(), folder.display()))
}

fn host(home: &Home) -> Done<String> {
    let text = answer(program(home, DEBIAN_RUSTC).arg("-vV")).unwrap_or_default();
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).map(str::to_owned);
    host.ok_or_else(|| {
        Failure::new(format!("{DEBIAN_RUSTC} does not tell its host: is the package `rustc-web` whole?"))
    })
}

fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

fn remove(folder: &Path) -> Done {
    if !folder.exists() {
        return Ok(());
    }
    fs::remove_dir_all(folder).or_fail(|| format!("remove {}", folder.display()))
}

fn write(path: &Path, text: &str) -> Done {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).or_fail(|| format!("create {}", folder.display()))?;
    }
    fs::write(path, text).or_fail(|| format!("write {}", path.display()))
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Done {
    std::os::unix::fs::symlink(from, to).or_fail(|| format!("link {}", to.display()))
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Done {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .or_fail(|| format!("make {} executable", path.display()))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Done {
    Err(Failure::new("The fallback for the wasm32 target is for Debian only."))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Done {
    Ok(())
}

/// `[workspace]` keeps cargo from looking for one in the folders above.
const DUMMY: &str = r#"[package]
name = "dummy"
version = "0.0.0"
edition = "2021"

[workspace]

[profile.release]
panic = "abort"
"#;
