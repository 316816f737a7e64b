//! The last step of every build, called by Trunk (see Trunk.toml) on the staging folder, before that replaces the old site.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Done, Failure, While};
use crate::hash::{SEED, fnv1a, fnv1a_more};
use crate::integrity::integrity;
use crate::run;
use crate::size::megabytes;
use crate::{page, wasm};

/// Names the `wasm-opt` to run, when the build is to be optimized.
pub(crate) const WASM_OPT: &str = "VARVE_WASM_OPT";

/// What the module is compiled for: wasm-opt refuses what it is not told.
const WASM_OPT_FLAGS: &[&str] = &[
    "-O2",
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-reference-types",
    "--enable-call-indirect-overlong",
];

/// Finishes the folder that Trunk names in `TRUNK_STAGING_DIR`.
pub(crate) fn post_build() -> Done {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::new("`post-build` is for Trunk to call: TRUNK_STAGING_DIR is not set. Use `cargo xtask dist`.")
    })?;
    finish(&staging, env::var_os(WASM_OPT).map(PathBuf::from).as_deref())
}

/// Starts the engine; the build writes its size and the build id into it.
const LOADER: &str = "worker_loader.js";
/// Keeps the site for use without a network; the build writes its id and the list of files into it.
const SERVICE_WORKER: &str = "service-worker.js";
/// Static hosts answer with this page where there is no file: that is what makes links into the app work.
const FALLBACK: &str = "404.html";

fn finish(staging: &Path, wasm_opt: Option<&Path>) -> Done {
    let mut engine = None;
    for path in files(staging)?.iter().filter(|path| path.extension().is_some_and(|extension| extension == "wasm")) {
        let size = shrink(path, wasm_opt)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("       {name}: {}", megabytes(size));
        if name.starts_with("worker") {
            engine = Some(size);
        }
    }
    write_engine_size(staging, engine)?;

    let index = staging.join("index.html");
    let html = fs::read_to_string(&index).or_fail(|| format!("read {}", index.display()))?;
    if !page::has_policy(&html) {
        return Err(Failure::new("index.html has lost its Content-Security-Policy: put the meta element back."));
    }
    let (html, boot) = page::move_boot_script(&html, boot_name)?;
    let boot_file = staging.join(boot_name(&boot));
    fs::write(&boot_file, boot).or_fail(|| format!("write {}", boot_file.display()))?;
    let reloads = page::has_autoreload(&html);
    let html = if reloads { page::relax_policy(&html) } else { html };
    if !reloads && page::inline_scripts(&html) > 0 {
        return Err(Failure::new(
            "index.html has an inline script, which its own policy blocks: move it into a file in public/.",
        ));
    }
    fs::write(&index, &html).or_fail(|| format!("write {}", index.display()))?;
    let build = build_id(staging)?;
    let html = page::set_meta(&html, "varve-build", &build)?;
    fs::write(&index, &html).or_fail(|| format!("write {}", index.display()))?;
    write_into(staging, LOADER, "const BUILD = \"dev\";", &format!("const BUILD = \"{build}\";"))?;
    let fallback = staging.join(FALLBACK);
    fs::write(&fallback, html).or_fail(|| format!("write {}", fallback.display()))?;
    // A development server's pages change all the time: there the service worker, left as it is, takes itself away.
    if reloads { Ok(()) } else { write_file_list(staging, &build) }
}

/// Tells the service worker which build it keeps, and which files that are.
fn write_file_list(staging: &Path, build: &str) -> Done {
    let mut list = String::new();
    for path in files(staging)? {
        let name = relative(staging, &path);
        if name == FALLBACK || name == SERVICE_WORKER {
            continue;
        }
        let bytes = fs::read(&path).or_fail(|| format!("read {}", path.display()))?;
        // The folder itself: some hosts answer with a redirect for index.html.
        let name = if name == "index.html" { "" } else { &name };
        list.push_str(&format!("  [\"{name}\", \"{}\"],\n", integrity(&bytes)));
    }
    write_into(staging, SERVICE_WORKER, "const BUILD = \"dev\";", &format!("const BUILD = \"{build}\";"))?;
    write_into(staging, SERVICE_WORKER, "const FILES = [];", &format!("const FILES = [\n{list}];"))
}

/// Replaces a place in one of the site's scripts.
fn write_into(staging: &Path, file: &str, place: &str, text: &str) -> Done {
    let path = staging.join(file);
    let script = fs::read_to_string(&path).or_fail(|| format!("read {}", path.display()))?;
    if !script.contains(place) {
        return Err(Failure::new(format!("public/{file} has no `{place}`: the build writes into it, so put it back.")));
    }
    fs::write(&path, script.replacen(place, text, 1)).or_fail(|| format!("write {}", path.display()))
}

fn boot_name(text: &str) -> String {
    format!("boot-{:016x}.js", fnv1a(text.as_bytes()))
}

/// Optimizes the module if asked to, drops what only debuggers read, and returns its size.
fn shrink(path: &Path, wasm_opt: Option<&Path>) -> Done<u64> {
    if let Some(tool) = wasm_opt {
        println!("       wasm-opt on {} (this can take minutes)", path.display());
        run::run(Command::new(tool).args(WASM_OPT_FLAGS).arg(path).arg("-o").arg(path), "wasm-opt")?;
    }
    let module = fs::read(path).or_fail(|| format!("read {}", path.display()))?;
    let module = wasm::without_custom_sections(&module, wasm::KEEP)
        .map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    fs::write(path, &module).or_fail(|| format!("write {}", path.display()))?;
    Ok(module.len() as u64)
}

/// Tells the loader how much there is to load: a host that compresses does not say it in its headers.
fn write_engine_size(staging: &Path, size: Option<u64>) -> Done {
    let Some(size) = size else {
        return Err(Failure::new("The site lacks the worker's module: look at index.html."));
    };
    write_into(staging, LOADER, "const ENGINE_BYTES = 0;", &format!("const ENGINE_BYTES = {size};"))
}

/// One id for everything that a visitor gets, so that a new page never meets an old worker from a cache.
fn build_id(staging: &Path) -> Done<String> {
    let mut hash = SEED;
    for path in files(staging)? {
        let bytes = fs::read(&path).or_fail(|| format!("read {}", path.display()))?;
        hash = fnv1a_more(fnv1a_more(hash, relative(staging, &path).as_bytes()), &bytes);
    }
    Ok(format!("{hash:016x}"))
}

/// The path below the site's folder, as addresses write it.
fn relative(staging: &Path, path: &Path) -> String {
    path.strip_prefix(staging).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// All files below a folder, sorted, so that a hash over them is the same everywhere.
fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).or_fail(|| format!("read {}", folder.display()))?.flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x00\x06\x04namex";

    fn staging(name: &str, script: &str) -> PathBuf {
        let folder = env::temp_dir().join(format!("varve-xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for wasm in ["app-1_bg.wasm", "worker_bg.wasm"] {
            fs::write(folder.join(wasm), MODULE).unwrap();
        }
        fs::write(folder.join(LOADER), "const ENGINE_BYTES = 0;\nconst BUILD = \"dev\";\n").unwrap();
        fs::write(folder.join(SERVICE_WORKER), "const BUILD = \"dev\";\nconst FILES = [];\n").unwrap();
        let head = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\"><meta name=\"varve-build\" content=\"\">";
        fs::write(folder.join("index.html"), format!("<head>{head}</head><body>{script}</body>")).unwrap();
        folder
    }

    #[test]
    fn finishes_a_site() {
        let folder = staging("finish", "<script type=\"module\">import '/app-1.js'</script>");
        finish(&folder, None).unwrap();
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(fs::read(folder.join("app-1_bg.wasm")).unwrap(), b"\0asm\x01\0\0\0");
        assert_eq!(read(FALLBACK), read("index.html"));
        let boot = boot_name("import '/app-1.js'\n");
        assert_eq!(read(&boot), "import '/app-1.js'\n");
        assert!(read("index.html").contains(&format!("src=\"{boot}\"")));
        let build = read("index.html").rsplit_once("varve-build\" content=\"").unwrap().1[..16].to_owned();
        assert!(build.bytes().all(|digit| digit.is_ascii_hexdigit()), "{build}");
        assert_eq!(read(LOADER), format!("const ENGINE_BYTES = 8;\nconst BUILD = \"{build}\";\n"));
        let worker = read(SERVICE_WORKER);
        assert!(worker.starts_with(&format!("const BUILD = \"{build}\";\n")), "{worker}");
        // Every file of the site but itself and the copy of the page, as it is in the end.
        let listed: Vec<String> = worker.lines().filter(|line| line.starts_with("  [")).map(str::to_owned).collect();
        let names = ["app-1_bg.wasm", &boot, "", "worker_bg.wasm", LOADER];
        let entry = |name: &&str| {
            let bytes = fs::read(folder.join(if name.is_empty() { "index.html" } else { name })).unwrap();
            format!("  [\"{name}\", \"{}\"],", integrity(&bytes))
        };
        assert_eq!(listed, names.iter().map(entry).collect::<Vec<_>>());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_development_build_keeps_nothing() {
        let reload = "<script>new WebSocket('/.well-known/trunk/ws')</script>";
        let folder = staging("reload", &format!("<script type=\"module\">1</script>{reload}"));
        finish(&folder, None).unwrap();
        let worker = fs::read_to_string(folder.join(SERVICE_WORKER)).unwrap();
        assert_eq!(worker, "const BUILD = \"dev\";\nconst FILES = [];\n");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn an_inline_script_of_our_own_is_refused() {
        let folder = staging("inline", "<script type=\"module\">1</script><script>2</script>");
        assert!(finish(&folder, None).unwrap_err().to_string().contains("inline script"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_build_id_follows_every_file() {
        let folder = staging("id", "");
        let before = build_id(&folder).unwrap();
        assert_eq!(build_id(&folder).unwrap(), before);
        fs::write(folder.join("icon.png"), b"other").unwrap();
        assert_ne!(build_id(&folder).unwrap(), before);
        fs::remove_dir_all(folder).unwrap();
    }
}
