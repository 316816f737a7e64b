//! Trunk, which puts the two modules, the styles and the page together.

use std::path::PathBuf;

use crate::failure::Done;
use crate::home::Home;
use crate::pins;
use crate::run::{answer, cargo, on_path, program, run};

/// Finds the pinned Trunk in the tools folder or on PATH, or compiles it.
pub(super) fn ready(home: &Home) -> Done<PathBuf> {
    let folder = home.tool("trunk", pins::TRUNK);
    let own = folder.join("bin").join(format!("trunk{}", std::env::consts::EXE_SUFFIX));
    let fits = |path: &PathBuf| {
        let version = answer(program(home, path).arg("--version").env_remove("NO_COLOR"));
        version.is_some_and(|text| text == format!("trunk {}", pins::TRUNK))
    };
    if let Some(found) = [Some(own.clone()), on_path("trunk")].into_iter().flatten().find(fits) {
        return Ok(found);
    }
    println!("set-up: compiling Trunk {} (about 10 minutes, once per machine)", pins::TRUNK);
    let mut install = cargo(home, &["install", "trunk", "--quiet", "--locked", "--version", pins::TRUNK, "--root"]);
    install.arg(&folder);
    // In its own place: this repository's target folder would grow by a gigabyte and stay locked meanwhile.
    run(install.env_remove("CARGO_TARGET_DIR"), "Compiling Trunk")?;
    Ok(own)
}
