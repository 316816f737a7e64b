//! Packages of Debian and its relatives.

use crate::failure::{Done, Failure};
use crate::home::Home;
use crate::run::{answer, as_root, on_path, program, run};

/// Whether this machine installs packages with apt.
pub(super) fn is_here() -> bool {
    cfg!(target_os = "linux") && on_path("apt-get").is_some()
}

/// Whether all of these are installed.
pub(super) fn has(home: &Home, packages: &[&str]) -> bool {
    let status = answer(program(home, "dpkg-query").args(["-W", "-f", "${db:Status-Status}\n"]).args(packages));
    status.is_some_and(|lines| lines.lines().all(|line| line == "installed"))
}

/// Installs packages, with the list of packages fetched first: a fresh container has none.
pub(super) fn install(home: &Home, packages: &[&str]) -> Done {
    println!("set-up: installing with apt-get: {}", packages.join(" "));
    let quick = ["-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30", "-o", "Acquire::https::Timeout=30"];
    let update = ["apt-get", "update", "-qq"].iter().chain(&quick).copied().collect::<Vec<_>>();
    // An update can fail for a source that has nothing to do with these packages: the install tells whether it mattered.
    if run(&mut as_root(home, &update), "apt-get update").is_err() {
        println!("set-up: apt-get update failed; trying with the package list that is there");
    }
    let install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"];
    let words = install.iter().chain(&quick).chain(packages).copied().collect::<Vec<_>>();
    run(&mut as_root(home, &words), "apt-get install").map_err(|_| {
        Failure::new(format!(
            "The packages {} could not be installed. Install them as administrator with `apt-get install {}`, then run this again.",
            packages.join(", "),
            packages.join(" "),
        ))
    })
}
