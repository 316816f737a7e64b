//! Set-up: installs what is missing, says so in one line each, and is done in a moment when all is there.

mod apt;
mod bindgen;
mod clang;
mod tests_only;
mod trunk;
mod wasm_opt;
mod wasm_target;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Done;
use crate::home::Home;
use crate::run;

pub(crate) use tests_only::{components, for_bench, for_tests};
pub(crate) use wasm_opt::for_optimizing;

use clang::Clang;
use wasm_target::WasmRustc;

/// What a build for the browser needs, found or installed.
pub(crate) struct Toolbox {
    rustc: WasmRustc,
    clang: Clang,
    trunk: PathBuf,
    bindgen: PathBuf,
}

/// Makes everything ready that a build for the browser needs.
pub(crate) fn for_build(home: &Home) -> Done<Toolbox> {
    Ok(Toolbox {
        rustc: wasm_target::ready(home)?,
        clang: clang::ready(home)?,
        trunk: trunk::ready(home)?,
        bindgen: bindgen::ready(home)?,
    })
}

impl Toolbox {
    /// Trunk, with an environment in which it finds every tool and downloads none.
    pub(crate) fn trunk(&self, home: &Home) -> Done<Command> {
        let mut command = run::program(home, &self.trunk);
        self.compile_for_wasm(&mut command);
        // Trunk looks for wasm-bindgen on PATH, and downloads one when the version there is another.
        let folder = self.bindgen.parent().unwrap_or(Path::new(""));
        command.env("PATH", run::path_with(&[folder])?);
        // It would ask a server for its own newest version.
        command.env("TRUNK_SKIP_VERSION_CHECK", "true");
        // It refuses values other than true and false, while elsewhere any value counts.
        match std::env::var_os("NO_COLOR") {
            Some(value) if !value.is_empty() => command.env("NO_COLOR", "true"),
            _ => command.env_remove("NO_COLOR"),
        };
        Ok(command)
    }

    /// `cargo clippy …` with the compiler that the wasm build has.
    pub(crate) fn clippy_for_wasm(&self, home: &Home) -> Command {
        let mut command = match &self.rustc {
            WasmRustc::Default => run::cargo(home, &["clippy"]),
            WasmRustc::Sysroot { folder, .. } => {
                // Clippy must be of the compiler's own version, so it is Debian's too; the cargo stays ours, to share what is built.
                let mut command = run::program(home, wasm_target::DEBIAN_CLIPPY);
                command.arg("clippy").env("CARGO", run::cargo_path()).env("SYSROOT", folder);
                command
            }
        };
        self.compile_for_wasm(&mut command);
        command
    }

    fn compile_for_wasm(&self, command: &mut Command) {
        if let WasmRustc::Sysroot { rustc, .. } = &self.rustc {
            command.env("RUSTC", rustc);
        }
        if let Some((cc, ar)) = &self.clang.env {
            command.env("CC_wasm32_unknown_unknown", cc).env("AR_wasm32_unknown_unknown", ar);
        }
    }
}
