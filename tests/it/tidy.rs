//! The rules of the house, read from its sources: which module may know what.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::path;

pub(crate) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = path("../src").join(folder);
    let mut found = Vec::new();
    if root.is_dir() {
        walk(&root, &mut found)
    } else {
        found.push(root.with_extension("rs"))
    }
    found.sort();
    assert!(!found.is_empty(), "no sources in {folder}");
    found.into_iter().map(|path| (path.clone(), fs::read_to_string(&path).expect("readable"))).collect()
}

const WEB: [&str; 5] = ["web_sys", "js_sys", "wasm_bindgen", "leptos", "gloo"];
const DATA: [&str; 3] = ["polars", "parquet::", "crate::engine"];

/// Lines that are no comments and hold one of `words`.
fn offences(files: &[(PathBuf, String)], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    found
}

#[test]
fn plain_modules_know_neither_polars_nor_the_web() {
    let mut plain: Vec<_> =
        ["base", "present", "protocol", "texts"].iter().flat_map(|folder| sources(folder)).collect();
    // A pipeline's folder is plain but for its `engine`; the list names the engines behind their feature.
    plain.extend(sources("pipelines").into_iter().filter(|(path, _)| {
        !path.components().any(|part| part.as_os_str() == "engine")
            && path.file_name().is_none_or(|name| name != "mod.rs")
    }));
    let words: Vec<&str> = WEB.into_iter().chain(DATA).collect();
    assert_eq!(offences(&plain, &words), Vec::<String>::new());
}

#[test]
fn data_modules_do_not_know_the_web() {
    let data: Vec<_> = ["engine", "pipelines", "cli"].iter().flat_map(|folder| sources(folder)).collect();
    assert_eq!(offences(&data, &WEB), Vec::<String>::new());
}

#[test]
fn web_modules_do_not_know_the_engine() {
    let web: Vec<_> = ["platform", "client", "ui", "bin/app"].iter().flat_map(|folder| sources(folder)).collect();
    assert_eq!(offences(&web, &["polars", "parquet::", "::engine::"]), Vec::<String>::new());
}

#[test]
fn links_come_from_the_routes() {
    let ui = sources("ui")
        .into_iter()
        .filter(|(path, _)| path.file_name().is_none_or(|name| name != "routes.rs"))
        .collect::<Vec<_>>();
    assert_eq!(offences(&ui, &["href=\"/"]), Vec::<String>::new());
}

#[test]
fn the_service_worker_knows_the_pages() {
    let worker = fs::read_to_string(path("../public/service-worker.js")).expect("readable");
    let list = worker.lines().find_map(|line| line.strip_prefix("const PAGES = [")).expect("a list of pages");
    let listed: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    let routes = fs::read_to_string(path("../src/ui/routes.rs")).expect("readable");
    let known = routes.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once("=> \"/"));
    // Where the page says that there is no such page is no address to keep.
    let known = known.filter(|(name, _)| name.trim() != "Nowhere");
    let mut paths: Vec<&str> = known.map(|(_, path)| path.trim_end_matches("\",")).collect();
    let mut sorted = listed.clone();
    sorted.sort_unstable();
    paths.sort_unstable();
    assert_eq!(sorted, paths, "offline, each address of the app must lead to it");
}

#[test]
fn results_hang_on_no_clock_and_no_platform_mathematics() {
    let data: Vec<_> = ["engine", "pipelines", "base", "present"].iter().flat_map(|folder| sources(folder)).collect();
    let banned = ["Instant::now", "SystemTime", ".exp()", ".ln()", ".powf(", ".powi(", ".log10(", ".log2("];
    assert_eq!(offences(&data, &banned), Vec::<String>::new());
}

#[test]
fn no_pipeline_knows_another() {
    let names = ["sales", "ecommerce", "stores", "telecom", "saas"];
    for name in names {
        let others: Vec<String> =
            names.iter().filter(|other| **other != name).map(|other| format!("pipelines::{other}")).collect();
        let words: Vec<&str> = others.iter().map(String::as_str).collect();
        assert_eq!(offences(&sources(&format!("pipelines/{name}")), &words), Vec::<String>::new());
    }
}

#[test]
fn files_stay_small_enough_to_hold_in_the_head() {
    let long: Vec<String> =
        ["base", "present", "protocol", "texts", "engine", "pipelines", "cli", "platform", "client", "ui", "bin"]
            .iter()
            .flat_map(|folder| sources(folder))
            .filter(|(_, text)| text.lines().count() > 600)
            .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
            .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn the_registry_is_whole() {
    for spec in varve::pipelines::SPECS {
        let mut names: Vec<&str> = spec.tables.iter().map(|table| table.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{}: a table twice", spec.id);
        for table in spec.inputs.iter().filter_map(|input| input.rejects) {
            let table = spec.table(table).expect("the table of an input's rejects");
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
            let needed = ["source_file", "source_row", "column", "value", "reason", "detail"];
            assert!(columns.ends_with(&needed), "{}: {columns:?}", table.name);
        }
        for table in spec.tables {
            assert!(!table.doc.is_empty() && !table.grain.is_empty() && !table.sources.is_empty(), "{}", table.name);
            for key in table.primary_key {
                assert!(table.columns.iter().any(|column| column.name == *key), "{}: key {key}", table.name);
            }
            for source in table.sources {
                let known = names.contains(source) || spec.inputs.iter().any(|input| input.name == *source);
                assert!(known, "{}: source {source}", table.name);
            }
        }
    }
}
