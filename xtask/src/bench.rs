//! `bench`: Varve in the browser against its peer there, and against itself natively (benches/).

use std::path::Path;

use crate::failure::Done;
use crate::home::Home;
use crate::run::{cargo, locked, program, run};
use crate::setup;
use crate::site;

/// The bench opens the site below this path.
const PATH: &str = "/some/path/";

/// What is measured; `None` is what benches/bench.mjs takes by itself.
pub(crate) struct Plan {
    /// Sizes in rows, separated by commas.
    pub(crate) rows: Option<String>,
    pub(crate) rounds: Option<String>,
    /// Where the data is made, and kept for the next time.
    pub(crate) data: Option<String>,
}

/// Builds both sides in release, makes the data, measures, and writes benches/results.md.
pub(crate) fn bench(home: &Home, plan: Plan) -> Done {
    let browser = setup::for_bench(home)?;
    let tools = setup::for_build(home)?;
    let site = home.target("dist-bench");
    site::build(home, &tools, &site::Plan { out: &site, public_url: PATH, optimize: false })?;
    let mut native =
        cargo(home, &["build", "--release", "--bin", "varve", "--no-default-features", "--features", "engine"]);
    run(locked(&mut native), "Building the command line")?;
    let cli = home.target("release").join(format!("varve{}", std::env::consts::EXE_SUFFIX));
    let folder = home.root.join("benches");
    let mut node = program(home, "node");
    node.arg(folder.join("bench.mjs")).env("VARVE_CHROMIUM", browser.chromium);
    let paths: [(&str, &Path); 3] = [("--site", &site), ("--cli", &cli), ("--out", &folder.join("results.md"))];
    for (name, path) in paths {
        node.arg(name).arg(path);
    }
    let data = plan.data.unwrap_or_else(|| home.target("bench-data").display().to_string());
    for (name, value) in [("--rows", plan.rows), ("--rounds", plan.rounds), ("--data", Some(data))] {
        if let Some(value) = value {
            node.args([name, &value]);
        }
    }
    run(&mut node, "The bench")
}
