//! A C compiler that knows wasm32: the crate `zstd-sys` is C.

use std::env;
use std::path::{Path, PathBuf};

use super::apt;
use crate::failure::{Done, Failure};
use crate::home::Home;
use crate::pins;
use crate::run::{answer, on_path, program, run};

/// Which clang compiles for wasm32.
pub(super) struct Clang {
    /// What goes into `CC_wasm32_unknown_unknown` and `AR_wasm32_unknown_unknown`; nothing when the person set them.
    pub(super) env: Option<(String, String)>,
}

/// Finds a clang that lists wasm32 among its targets, or installs one.
pub(super) fn ready(home: &Home) -> Done<Clang> {
    if env::var_os("CC_wasm32_unknown_unknown").is_some() && env::var_os("AR_wasm32_unknown_unknown").is_some() {
        return Ok(Clang { env: None });
    }
    if let Some(found) = find(home) {
        return Ok(found);
    }
    install(home)?;
    find(home).ok_or_else(|| {
        Failure::new(format!(
            "No clang here knows wasm32. Install clang and llvm {} or newer, or set CC_wasm32_unknown_unknown and AR_wasm32_unknown_unknown, then run this again.",
            pins::LLVM
        ))
    })
}

fn install(home: &Home) -> Done {
    if apt::is_here() {
        let pinned = [format!("clang-{}", pins::LLVM), format!("llvm-{}", pins::LLVM)];
        // Other releases have another number; any clang of the last years will do.
        return apt::install(home, &[&pinned[0], &pinned[1]]).or_else(|_| apt::install(home, &["clang", "llvm"]));
    }
    if cfg!(target_os = "macos") && on_path("brew").is_some() {
        println!("set-up: installing llvm with Homebrew (Apple's clang does not know wasm32)");
        return run(program(home, "brew").args(["install", "llvm"]), "brew install llvm");
    }
    Ok(())
}

fn find(home: &Home) -> Option<Clang> {
    // Bare names where PATH has them: cargo compiles the C code anew when this text changes.
    let numbered = [pins::LLVM, "23", "21", "20", "19", "18", "17", "16", "15", "14"].map(|n| format!("-{n}"));
    for suffix in numbered.iter().map(String::as_str).chain([""]) {
        let (cc, ar) = (format!("clang{suffix}"), format!("llvm-ar{suffix}"));
        if on_path(&cc).is_some() && on_path(&ar).is_some() && knows_wasm(home, Path::new(&cc)) {
            return Some(Clang { env: Some((cc, ar)) });
        }
    }
    if !cfg!(target_os = "macos") {
        return None;
    }
    let bin = PathBuf::from(answer(program(home, "brew").args(["--prefix", "llvm"]))?).join("bin");
    let (cc, ar) = (bin.join("clang"), bin.join("llvm-ar"));
    (ar.is_file() && knows_wasm(home, &cc))
        .then(|| Clang { env: Some((cc.display().to_string(), ar.display().to_string())) })
}

fn knows_wasm(home: &Home, clang: &Path) -> bool {
    answer(program(home, clang).arg("--print-targets")).is_some_and(|targets| targets.contains("wasm32"))
}
