//! Builds the site with Trunk.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::failure::{Done, Failure};
use crate::home::Home;
use crate::post_build::WASM_OPT;
use crate::run::{locked, run, run_instead};
use crate::setup::{self, Toolbox};

/// How to build the site.
pub(crate) struct Plan<'a> {
    /// The folder to write.
    pub(crate) out: &'a Path,
    /// The path that it will be served under.
    pub(crate) public_url: &'a str,
    /// Whether to run wasm-opt, which takes minutes.
    pub(crate) optimize: bool,
}

/// Builds the release site.
pub(crate) fn build(home: &Home, tools: &Toolbox, plan: &Plan<'_>) -> Done {
    refuse_foreign_folder(plan.out)?;
    let mut trunk = tools.trunk(home)?;
    trunk.args(["build", "--release", "--public-url", plan.public_url, "--dist"]).arg(plan.out);
    locked(&mut trunk);
    if plan.optimize {
        trunk.env(WASM_OPT, setup::for_optimizing(home)?);
    }
    run(with_hook(home, &mut trunk), "Building the site with Trunk")
}

/// Builds, serves and builds again on every change, with reload in the browser.
pub(crate) fn watch(home: &Home, tools: &Toolbox, port: u16, public_url: &str) -> Done {
    // The release profile here too: a debug build of the engine would compile polars once more and run ten times slower.
    let mut trunk = tools.trunk(home)?;
    trunk.args(["serve", "--release", "--address", "127.0.0.1", "--port", &port.to_string()]);
    trunk.args(["--public-url", public_url, "--dist"]).arg(home.target("site-dev"));
    run_instead(with_hook(home, &mut trunk), "Trunk's development server")
}

/// Trunk's last step calls this very program, and not through cargo: the compiler for wasm32 in the environment would build it anew.
fn with_hook<'a>(home: &Home, trunk: &'a mut Command) -> &'a mut Command {
    trunk.env("VARVE_XTASK", &home.own)
}

/// Trunk empties the folder that it writes to: one that is not ours must not be lost by a slip.
fn refuse_foreign_folder(folder: &Path) -> Done {
    let Ok(mut entries) = fs::read_dir(folder) else { return Ok(()) };
    let ours = fs::read_to_string(folder.join("index.html")).is_ok_and(|text| text.contains("name=\"varve-build\""));
    // A build that broke off leaves only this behind.
    if ours || entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == ".stage")) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} holds files that are no Varve site, and the build would delete them: name another folder or empty it.",
        folder.display()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_files_is_refused() {
        let folder = std::env::temp_dir().join(format!("varve-xtask-foreign-{}", std::process::id()));
        assert!(refuse_foreign_folder(&folder).is_ok());
        fs::create_dir_all(folder.join(".stage")).unwrap();
        assert!(refuse_foreign_folder(&folder).is_ok());
        fs::write(folder.join("letter.txt"), "x").unwrap();
        assert!(refuse_foreign_folder(&folder).is_err());
        fs::write(folder.join("index.html"), "<meta name=\"varve-build\" content=\"0\">").unwrap();
        assert!(refuse_foreign_folder(&folder).is_ok());
        fs::remove_dir_all(folder).unwrap();
    }
}
