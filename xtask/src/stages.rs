//! `check` and `test`: stages one after another, each with its name and its time; the first that fails ends it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::failure::{Done, Failure, While};
use crate::home::Home;
use crate::run::{cargo, locked, program, run};
use crate::setup::{self, Toolbox};
use crate::{site, size};

/// The browser tests run below a path, so that links which need the root cannot creep in.
const TEST_PATH: &str = "/some/path/";

/// Format and lints, native and for wasm32.
pub(crate) fn check(home: &Home) -> Done {
    let tools = stage("set-up", || {
        setup::components(home)?;
        setup::for_build(home)
    })?;
    lint(home, &tools)
}

/// Everything that must hold.
pub(crate) fn test(home: &Home, with_browser: bool) -> Done {
    let start = Instant::now();
    let (tools, browser) = stage("set-up", || {
        setup::components(home)?;
        let browser = if with_browser { Some(setup::for_tests(home)?) } else { None };
        Ok((setup::for_build(home)?, browser))
    })?;
    lint(home, &tools)?;
    stage("native tests", || run(locked(&mut cargo(home, &["test", "--workspace"])), "cargo test"))?;
    let dist = home.target("dist-test");
    stage("release build", || {
        site::build(home, &tools, &site::Plan { out: &dist, public_url: TEST_PATH, optimize: false })
    })?;
    stage("size", || size::check(&dist))?;
    if let Some(browser) = browser {
        stage("browser tests", || browser_tests(home, &dist, &browser.chromium))?;
    }
    println!("all passed in {}", duration(start));
    Ok(())
}

fn lint(home: &Home, tools: &Toolbox) -> Done {
    stage("format", || {
        run(&mut cargo(home, &["fmt", "--all", "--check"]), "cargo fmt --check")
            .map_err(|_| Failure::new("Some files are not formatted: run `cargo fmt --all`."))
    })?;
    stage("clippy, native", || {
        let mut clippy = cargo(home, &["clippy", "--workspace", "--all-targets"]);
        run(locked(&mut clippy).args(["--", "-D", "warnings"]), "cargo clippy")
    })?;
    stage("clippy, wasm32", || {
        let mut clippy = tools.clippy_for_wasm(home);
        // The release profile, as the build has: macros and build scripts are then compiled once for both.
        clippy.args(["--release", "--target", "wasm32-unknown-unknown", "--lib", "--bin", "app", "--bin", "worker"]);
        run(locked(&mut clippy).args(["--", "-D", "warnings"]), "cargo clippy for wasm32")
    })
}

fn browser_tests(home: &Home, dist: &Path, chromium: &Path) -> Done {
    // The page is compared with the command line, which `cargo test` has built beside the integration tests. `cargo build`
    // would leave the tests' dependencies out, choose other features without them, and compile polars once more.
    run(locked(&mut cargo(home, &["test", "--quiet", "--workspace", "--no-run"])), "Building the command line")?;
    let cli = home.target("debug").join(format!("varve{}", std::env::consts::EXE_SUFFIX));
    let files = browser_test_files(&home.root.join("tests/e2e"))?;
    let mut node = program(home, "node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(files);
    node.env("VARVE_DIST", dist).env("VARVE_PREFIX", TEST_PATH).env("VARVE_CHROMIUM", chromium).env("VARVE_CLI", cli);
    run(&mut node, "node --test")
}

/// Node 20 does not expand patterns itself. No file at all is a mistake, not a success.
fn browser_test_files(folder: &Path) -> Done<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).or_fail(|| format!("read {}", folder.display()))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        return Err(Failure::new("tests/e2e holds no *.test.mjs; use `cargo xtask test --no-browser` to go without."));
    }
    Ok(files)
}

fn stage<T>(name: &str, work: impl FnOnce() -> Done<T>) -> Done<T> {
    println!("== {name}");
    let start = Instant::now();
    let result = work()
        .map_err(|error| Failure::new(format!("The stage \"{name}\" failed after {}. {error}", duration(start))))?;
    println!("== {name}: {}", duration(start));
    Ok(result)
}

fn duration(start: Instant) -> String {
    let seconds = start.elapsed().as_secs_f64();
    if seconds < 60.0 {
        format!("{seconds:.1} s")
    } else {
        format!("{} min {:.0} s", (seconds / 60.0) as u64, seconds % 60.0)
    }
}
