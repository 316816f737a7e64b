//! `wasm-opt` from Binaryen, for `dist --optimize` alone: it takes minutes and saves a few percent.

use std::fs;
use std::path::PathBuf;

use crate::failure::{Done, While};
use crate::home::Home;
use crate::pins;
use crate::run::{answer, on_path, program, run};

/// Finds a new enough `wasm-opt` on PATH, which is native and quick, or else installs the one from npm.
pub(crate) fn for_optimizing(home: &Home) -> Done<PathBuf> {
    if let Some(path) = on_path("wasm-opt") {
        let text = answer(program(home, &path).arg("--version")).unwrap_or_default();
        if major(&text).is_some_and(|version| version >= pins::WASM_OPT_MIN) {
            return Ok(path);
        }
    }
    let folder = home.tool("binaryen", pins::BINARYEN);
    let tool = folder.join("node_modules/binaryen/bin/wasm-opt");
    if tool.is_file() {
        return Ok(tool);
    }
    super::tests_only::node(home)?;
    println!("set-up: installing wasm-opt from the npm package binaryen {}", pins::BINARYEN);
    let work = home.tools.join(format!("binaryen-{}.part-{}", pins::BINARYEN, std::process::id()));
    fs::create_dir_all(&work).or_fail(|| format!("create {}", work.display()))?;
    let package = format!("binaryen@{}", pins::BINARYEN);
    let mut install = program(home, "npm");
    install.args([
        "install",
        "--no-save",
        "--no-package-lock",
        "--no-audit",
        "--no-fund",
        "--silent",
        &package,
        "--prefix",
    ]);
    run(install.arg(&work), "npm install binaryen")?;
    if folder.exists() {
        fs::remove_dir_all(&folder).or_fail(|| format!("remove {}", folder.display()))?;
    }
    fs::rename(&work, &folder).or_fail(|| format!("move {} to {}", work.display(), folder.display()))?;
    Ok(tool)
}

/// `wasm-opt version 123 (…)` → 123.
fn major(text: &str) -> Option<u32> {
    text.split_whitespace().nth(2)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version() {
        assert_eq!(major("wasm-opt version 108 (version_108)"), Some(108));
        assert_eq!(major("wasm-opt version 132"), Some(132));
        assert_eq!(major(""), None);
    }
}
