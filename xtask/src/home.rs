//! Where things are: the repository, and the per-user folder of tools that several clones share.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Done, Failure, While as _};

/// The two folders that everything else starts from.
pub(crate) struct Home {
    /// The repository.
    pub(crate) root: PathBuf,
    /// One folder per tool and version: `trunk-0.21.14/bin/trunk`.
    pub(crate) tools: PathBuf,
    /// This program. Asked for at the start: once cargo has built it anew, the system only knows that the file is gone.
    pub(crate) own: PathBuf,
}

impl Home {
    /// Finds both.
    pub(crate) fn find() -> Done<Self> {
        // cargo tells the clone it was started in; the compiled-in one may be another clone's when both share a target folder.
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .map(Path::to_owned)
            .ok_or_else(|| Failure::new("Could not find the repository: run this as `cargo xtask …` inside it."))?;
        let absolute = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let own = env::current_exe().or_fail(|| "find the path of this program".to_owned())?;
        Ok(Self { root, tools: tools_folder(absolute)?, own })
    }

    /// A tool's own folder.
    pub(crate) fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.tools.join(format!("{name}-{version}"))
    }

    /// A folder below `target`, where nothing needs to be kept.
    pub(crate) fn target(&self, name: &str) -> PathBuf {
        self.target_dir().join(name)
    }

    /// cargo's target folder.
    pub(crate) fn target_dir(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(path) => self.root.join(path),
            None => self.root.join("target"),
        }
    }
}

fn tools_folder(var: impl Fn(&str) -> Option<PathBuf>) -> Done<PathBuf> {
    if let Some(own) = var("VARVE_TOOLS") {
        return Ok(own);
    }
    let cache = var("XDG_CACHE_HOME").or_else(|| {
        if cfg!(windows) {
            return var("LOCALAPPDATA");
        }
        var("HOME").map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
    });
    cache.map(|cache| cache.join("varve")).ok_or_else(|| {
        Failure::new(
            "There is no home folder to install tools into: set VARVE_TOOLS to an absolute path of a folder for them.",
        )
    })
}

/// Whether this runs on a build machine, where nobody answers and nothing is built incrementally.
pub(crate) fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_folder_wins_over_the_cache() {
        let both = |name: &str| match name {
            "VARVE_TOOLS" => Some(PathBuf::from("/a")),
            "XDG_CACHE_HOME" => Some(PathBuf::from("/b")),
            _ => None,
        };
        assert_eq!(tools_folder(both).unwrap(), PathBuf::from("/a"));
        assert_eq!(
            tools_folder(|name| both(name).filter(|_| name != "VARVE_TOOLS")).unwrap(),
            PathBuf::from("/b/varve")
        );
        assert!(tools_folder(|_| None).is_err());
    }
}
