//! wasm-bindgen's command line, of exactly the version in Cargo.lock: another one refuses the module.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Done, Failure, While};
use crate::home::Home;
use crate::run::{answer, cargo, on_path, program, run};

/// Finds the fitting wasm-bindgen in the tools folder or on PATH, or compiles it.
pub(super) fn ready(home: &Home) -> Done<PathBuf> {
    let lock = home.root.join("Cargo.lock");
    let text = fs::read_to_string(&lock).or_fail(|| format!("read {}", lock.display()))?;
    let version = locked_version(&text, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock names no wasm-bindgen: run `cargo update --workspace` and look at Cargo.toml.")
    })?;

    let folder = home.tool("wasm-bindgen", version);
    let own = folder.join("bin").join(format!("wasm-bindgen{}", std::env::consts::EXE_SUFFIX));
    let fits = |path: &PathBuf| {
        answer(program(home, path).arg("--version")).is_some_and(|text| text == format!("wasm-bindgen {version}"))
    };
    if let Some(found) = [Some(own.clone()), on_path("wasm-bindgen")].into_iter().flatten().find(fits) {
        return Ok(found);
    }
    println!("set-up: compiling wasm-bindgen {version} (about 4 minutes, once per machine)");
    let install = |locked: &[&str]| {
        let mut install = cargo(home, &["install", "wasm-bindgen-cli", "--quiet", "--version", version, "--root"]);
        install.arg(&folder).args(locked).env_remove("CARGO_TARGET_DIR");
        run(&mut install, "Compiling wasm-bindgen")
    };
    // Its own lock file may name crates that are newer than what a registry mirror has.
    install(&["--locked"]).or_else(|_| {
        println!("set-up: not with its own lock file; trying without");
        install(&[])
    })?;
    Ok(own)
}

/// The version of a package in the text of a Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| line.strip_prefix("name = ").is_some_and(|name| name.trim_matches('"') == package))?;
    lines.next()?.strip_prefix("version = ").map(|version| version.trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
