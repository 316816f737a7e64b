//! The sizes of the two modules, and the limits that they must stay under.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Done, Failure, While};
use crate::pins;
use crate::run::on_path;

/// Bytes for people: `1.23 MB`.
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.2} MB", bytes as f64 / 1e6)
}

/// Prints the size of each module, raw and packed by brotli where that is installed, and fails over a limit.
pub(crate) fn check(site: &Path) -> Done {
    let mut over = Vec::new();
    for (what, prefix, limit, packed_limit) in [
        ("page", "app-", pins::APP_WASM_MAX, pins::APP_PACKED_MAX),
        ("engine", "worker_bg", pins::ENGINE_WASM_MAX, pins::ENGINE_PACKED_MAX),
    ] {
        let path = module(site, prefix)?;
        let raw = fs::metadata(&path).or_fail(|| format!("read {}", path.display()))?.len();
        for (how, size, limit) in [("raw", Some(raw), limit), ("packed", brotli(&path), packed_limit)] {
            let Some(size) = size else { continue };
            println!("       {what}: {} {how} of {} allowed", megabytes(size), megabytes(limit));
            if size > limit {
                over.push(format!("the {what} module has {size} bytes {how}, {} over its limit", size - limit));
            }
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "Too large: {}. Look at what was linked last (the limits are in xtask/src/pins.rs).",
        over.join("; ")
    )))
}

fn module(site: &Path, prefix: &str) -> Done<PathBuf> {
    let entries = fs::read_dir(site).or_fail(|| format!("read {}", site.display()))?;
    let found = entries.flatten().map(|entry| entry.path()).find(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(prefix) && name.ends_with(".wasm")
    });
    found.ok_or_else(|| {
        Failure::new(format!("{} holds no {prefix}….wasm: build it with `cargo xtask dist`.", site.display()))
    })
}

/// Bytes by brotli at its best.
fn brotli(path: &Path) -> Option<u64> {
    on_path("brotli")?;
    let mut command = Command::new("brotli");
    command.args(["-c", "-w", "24", "-q", "11"]).arg(path).stdin(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(output.stdout.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_over_its_limit_fails() {
        let site = std::env::temp_dir().join(format!("varve-xtask-size-{}", std::process::id()));
        fs::create_dir_all(&site).unwrap();
        fs::write(site.join("worker_bg.wasm"), "x").unwrap();
        assert!(check(&site).unwrap_err().to_string().contains("app-"));
        let app = fs::File::create(site.join("app-1_bg.wasm")).unwrap();
        app.set_len(pins::APP_WASM_MAX).unwrap();
        check(&site).unwrap();
        app.set_len(pins::APP_WASM_MAX + 1).unwrap();
        assert!(check(&site).unwrap_err().to_string().contains("1 over its limit"));
        fs::remove_dir_all(site).unwrap();
    }
}
