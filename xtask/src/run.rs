//! Starting other programs.

use std::env;
use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Done, Failure};
use crate::home::{Home, in_ci};

/// A program started in the repository, with the environment as if cargo had not started us.
pub(crate) fn program(home: &Home, name: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(&home.root);
    // What `cargo run` adds for us would look like a changed environment to the builds that we start, and make them start over.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_")
            || text.starts_with("CARGO_MANIFEST_")
            || matches!(&*text, "CARGO_BIN_NAME" | "CARGO_CRATE_NAME")
        {
            command.env_remove(&name);
        }
    }
    // Only builds for wasm32 may have another compiler, and they say so themselves.
    for name in ["RUSTC", "SYSROOT", "RUSTC_WORKSPACE_WRAPPER"] {
        command.env_remove(name);
    }
    if in_ci() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// The cargo that started us, with the native compiler.
pub(crate) fn cargo(home: &Home, words: &[&str]) -> Command {
    let mut command = program(home, cargo_path());
    command.args(words);
    command
}

/// The path of the cargo that started us.
pub(crate) fn cargo_path() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Adds `--locked` where a changed Cargo.lock must be an error: on build machines.
pub(crate) fn locked(command: &mut Command) -> &mut Command {
    if in_ci() { command.arg("--locked") } else { command }
}

/// Runs to the end, its output on the screen. `what` starts the sentence when it fails: "Trunk".
pub(crate) fn run(command: &mut Command, what: &str) -> Done {
    let status = command.stdin(Stdio::null()).status().map_err(|error| not_started(command, what, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{what} failed ({status}): see its message above.")))
    }
}

/// Runs in our place where the system can, so that whoever ends us ends it too; returns only when it has ended.
pub(crate) fn run_instead(command: &mut Command, what: &str) -> Done {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        let error = command.exec();
        Err(not_started(command, what, &error))
    }
    #[cfg(not(unix))]
    run(command, what)
}

/// Runs to the end, but not longer than `limit`; false when it failed or had to be stopped.
pub(crate) fn succeeds_within(command: &mut Command, limit: Duration) -> bool {
    let Ok(mut child) = command.stdin(Stdio::null()).spawn() else { return false };
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < limit => thread::sleep(Duration::from_millis(50)),
            Ok(None) | Err(_) => {
                // It may have ended by itself in this very moment: then there is nothing to stop.
                if child.kill().is_ok() {
                    child.wait().ok();
                }
                return false;
            }
        }
    }
}

/// What it prints, trimmed, if it starts and succeeds: for questions like `--version`.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A program's place on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// PATH with these folders first.
pub(crate) fn path_with(first: &[&Path]) -> Done<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = first.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&rest));
    env::join_paths(folders).map_err(|error| Failure::new(format!("PATH cannot be extended: {error}.")))
}

/// Runs a command as the machine's administrator. On a build machine nobody can type a password, so sudo must not ask.
pub(crate) fn as_root(home: &Home, words: &[&str]) -> Command {
    let mut command = program(home, "env");
    if answer(program(home, "id").arg("-u")).as_deref() != Some("0") {
        command = program(home, "sudo");
        if in_ci() || !std::io::stdin().is_terminal() {
            command.arg("-n");
        }
        // sudo drops the environment, so it is said behind it.
        command.arg("env");
    }
    command.arg("DEBIAN_FRONTEND=noninteractive").args(words);
    command
}

fn not_started(command: &Command, what: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!(
        "{what} could not be started ({}: {error}): is it installed and on PATH?",
        command.get_program().display()
    ))
}
