//! `cargo xtask …`: set-up, serve, dist, check and test. It depends on std alone, so that it compiles in seconds on a fresh clone.

// These methods are forbidden where wasm32 runs; this program never does.
#![allow(clippy::disallowed_methods)]

mod args;
mod bench;
mod failure;
mod hash;
mod home;
mod http;
mod integrity;
mod page;
mod pins;
mod post_build;
mod run;
mod serve;
mod setup;
mod site;
mod size;
mod stages;
mod wasm;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use args::{Args, public_url};
use failure::{Done, Failure};
use home::Home;

const HELP: &str = "\
cargo xtask setup [--test]        install what is missing (with --test also what the tests need)
cargo xtask serve [--dev]         build and serve the release app on http://127.0.0.1:8080; with --dev build again on change
                  [--port 8080] [--public-url /some/path/]
cargo xtask dist [--public-url /some/path/] [--out dist] [--optimize]
                                  write a folder that any static host serves under that path
cargo xtask check                 format and lints, native and for wasm32
cargo xtask test [--no-browser]   check, native tests, release build, size limits, browser tests
cargo xtask bench [--rows 40000,1000000,10000000] [--rounds 5] [--data FOLDER]
                                  Varve against DuckDB-WASM and against itself natively; writes benches/results.md
cargo xtask size [dist]           the size of both modules in a built folder

Tools go to $VARVE_TOOLS, or else to a folder `varve` in the user's cache; versions are pinned in xtask/src/pins.rs.";

fn main() -> ExitCode {
    match dispatch() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch() -> Done {
    let mut words = env::args().skip(1);
    let command = words.next().unwrap_or_else(|| "help".to_owned());
    let mut args = Args::new(words);
    if command == "help" || args.flag("--help") {
        println!("{HELP}");
        return Ok(());
    }
    if command == "post-build" {
        args.finish()?;
        return post_build::post_build();
    }
    let home = Home::find()?;
    match command.as_str() {
        "setup" => {
            let with_tests = args.flag("--test");
            args.finish()?;
            setup::for_build(&home)?;
            if with_tests {
                setup::components(&home)?;
                setup::for_tests(&home)?;
            }
            println!("set-up: all is there");
            Ok(())
        }
        "serve" => {
            let dev = args.flag("--dev");
            let port = port(args.value("--port")?)?;
            let url = public_url(args.value("--public-url")?)?;
            args.finish()?;
            serve::serve(&home, dev, port, &url)
        }
        "dist" => {
            let optimize = args.flag("--optimize");
            let url = public_url(args.value("--public-url")?)?;
            let out = env::current_dir().unwrap_or(home.root.clone());
            let out = args.value("--out")?.map_or_else(|| home.root.join("dist"), |folder| out.join(folder));
            args.finish()?;
            let tools = setup::for_build(&home)?;
            site::build(&home, &tools, &site::Plan { out: &out, public_url: &url, optimize })?;
            println!("{} is ready to be served under {url}", out.display());
            Ok(())
        }
        "check" => {
            args.finish()?;
            stages::check(&home)
        }
        "test" => {
            let without_browser = args.flag("--no-browser");
            args.finish()?;
            stages::test(&home, !without_browser)
        }
        "bench" => {
            let plan = bench::Plan {
                rows: args.value("--rows")?,
                rounds: args.value("--rounds")?,
                data: args.value("--data")?,
            };
            args.finish()?;
            bench::bench(&home, plan)
        }
        "size" => {
            let site = args.word().map_or_else(|| home.root.join("dist"), PathBuf::from);
            args.finish()?;
            size::check(&site, "11")
        }
        other => Err(Failure::new(format!("There is no `{other}`; `cargo xtask help` lists what there is."))),
    }
}

fn port(given: Option<String>) -> Done<u16> {
    let Some(text) = given else { return Ok(serve::PORT) };
    text.parse().map_err(|_| Failure::new(format!("`--port {text}` must be a number up to 65535.")))
}
