//! What only `cargo xtask test` needs: rustfmt, clippy, a browser, Node and its packages.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::apt;
use crate::failure::{Done, Failure, While};
use crate::hash::fnv1a;
use crate::home::Home;
use crate::pins;
use crate::run::{answer, cargo, on_path, program, run, succeeds_within};

/// What the browser tests run with.
pub(crate) struct TestTools {
    /// A Chromium that can be driven.
    pub(crate) chromium: PathBuf,
}

/// Makes ready what the browser tests need.
pub(crate) fn for_tests(home: &Home) -> Done<TestTools> {
    with_packages(home, "tests/e2e")
}

/// Makes ready what the bench needs.
pub(crate) fn for_bench(home: &Home) -> Done<TestTools> {
    with_packages(home, "benches")
}

fn with_packages(home: &Home, folder: &str) -> Done<TestTools> {
    node(home)?;
    node_packages(home, folder)?;
    Ok(TestTools { chromium: chromium(home)? })
}

/// Makes rustfmt and clippy ready: a minimal toolchain has neither.
pub(crate) fn components(home: &Home) -> Done {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if answer(&mut cargo(home, &[tool, "--version"])).is_some() {
            continue;
        }
        println!("set-up: installing {component} with rustup");
        let mut add = program(home, "rustup");
        add.args(["component", "add", component]);
        if !succeeds_within(&mut add, Duration::from_secs(240)) {
            return Err(Failure::new(format!(
                "`cargo {tool}` is missing and rustup could not install it: run `rustup component add {component}`, then run this again."
            )));
        }
    }
    Ok(())
}

/// Refuses a machine without a Node that is new enough; it is not ours to install.
pub(super) fn node(home: &Home) -> Done {
    let text = answer(program(home, "node").arg("--version"));
    let major = text.as_deref().and_then(|text| text.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    let Some(major) = major else {
        return Err(Failure::new(format!(
            "Node is missing: install Node {} or newer with npm, then run this again.",
            pins::NODE_MIN
        )));
    };
    if major < pins::NODE_MIN {
        return Err(Failure::new(format!(
            "Node {major} is too old: install Node {} or newer, then run this again.",
            pins::NODE_MIN
        )));
    }
    if on_path("npm").is_none() && on_path("npm.cmd").is_none() {
        return Err(Failure::new("Node is here but npm is not: install npm, then run this again."));
    }
    Ok(())
}

fn node_packages(home: &Home, inside: &str) -> Done {
    let folder = home.root.join(inside);
    let lock = folder.join("package-lock.json");
    let bytes = fs::read(&lock).or_fail(|| format!("read {}", lock.display()))?;
    // npm's own check takes seconds; this file says which lock the folder was installed from.
    let stamp = folder.join("node_modules/.installed-from");
    let wanted = format!("{:016x}", fnv1a(&bytes));
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(());
    }
    println!("set-up: installing the Node packages of {inside}");
    let mut install = program(home, "npm");
    install.args(["ci", "--no-audit", "--no-fund", "--silent"]).current_dir(&folder);
    run(&mut install, &format!("npm ci in {inside}"))?;
    fs::write(&stamp, wanted).or_fail(|| format!("write {}", stamp.display()))
}

fn chromium(home: &Home) -> Done<PathBuf> {
    if let Some(own) = std::env::var_os("CHROME_PATH").map(PathBuf::from) {
        return if own.is_file() {
            Ok(own)
        } else {
            Err(Failure::new(format!("CHROME_PATH names {}, which is no file: correct it or unset it.", own.display())))
        };
    }
    if let Some(found) = find_chromium() {
        return Ok(found);
    }
    if apt::is_here() {
        // Without a font the screenshots show boxes.
        apt::install(home, &["chromium", "fonts-liberation"])?;
    }
    find_chromium().ok_or_else(|| {
        Failure::new("No Chromium or Chrome is here: install one, or set CHROME_PATH to it, then run this again.")
    })
}

fn find_chromium() -> Option<PathBuf> {
    let apps = [
        "/usr/bin/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];
    let named = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];
    apps.map(PathBuf::from).into_iter().find(|path| path.is_file()).or_else(|| named.into_iter().find_map(on_path))
}
