//! Dropped folders, walked to their end.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry};

use super::error_text;
use super::files::{Brought, Picked, by_path};
use crate::base::Diagnostic;
use crate::texts;

/// Files taken at a time: looking at each takes a moment, and the page shows them all.
pub(super) const MAX_FILES: usize = 10_000;

/// What a walk has found: the files by path, and a sentence for each thing that is missing among them.
#[derive(Debug, Default)]
pub struct Walked {
    pub files: Vec<Picked>,
    pub problems: Vec<Diagnostic>,
}

/// Walks through the folders; `found` hears how many files there are so far, and ends the walk by answering `false`.
///
/// # Errors
/// A sentence where the browser does not let a folder be read, or where there are too many files.
pub async fn walk(brought: Brought, found: impl Fn(usize) -> bool) -> Result<Option<Walked>, Diagnostic> {
    let Brought { files, folders } = brought;
    let tops: Vec<String> = folders.iter().map(|folder| folder.name()).collect();
    let mut walked = Walked { files, problems: Vec::new() };
    let mut open = folders;
    while let Some(folder) = open.pop() {
        let reader = folder.create_reader();
        loop {
            // A browser hands out a part of a folder at a time, and an empty part at its end.
            let failed = |error| unreadable(&folder.name(), &error);
            let entries = read(&reader).await.map_err(failed)?;
            if entries.length() == 0 {
                break;
            }
            let mut paths = Vec::new();
            let handles = Array::new();
            for entry in entries.iter().map(JsCast::unchecked_into::<FileSystemEntry>) {
                if is_passed_over(&entry.name()) {
                    continue;
                }
                if entry.is_directory() {
                    open.push(entry.unchecked_into());
                } else {
                    paths.push(entry.full_path().trim_start_matches('/').to_owned());
                    handles.push(&file(entry.unchecked_ref()));
                }
            }
            let handles: Array = JsFuture::from(Promise::all(&handles)).await.map_err(failed)?.unchecked_into();
            for (path, handle) in paths.into_iter().zip(handles.iter()) {
                match handle.dyn_into::<File>() {
                    Ok(file) => walked.files.push(Picked { path, file }),
                    Err(error) => walked.problems.push(unreadable(&path, &error)),
                }
            }
            if walked.files.len() > MAX_FILES {
                return Err(too_many());
            }
            if !found(walked.files.len()) {
                return Ok(None);
            }
        }
    }
    walked.files = by_path(walked.files);
    for top in tops {
        let inside = |path: &str| path.strip_prefix(&top).is_some_and(|rest| rest.starts_with('/'));
        if !walked.files.iter().any(|picked| inside(&picked.path)) {
            walked.problems.push(empty(&top));
        }
    }
    Ok(Some(walked))
}

/// Whether a file or folder below the one that was dropped is no table of anybody's: what systems and Spark leave there.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.starts_with(['.', '_']) || name.eq_ignore_ascii_case("thumbs.db") || name.eq_ignore_ascii_case("desktop.ini")
}

async fn read(reader: &FileSystemDirectoryReader) -> Result<Array, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
            // Nobody can have settled it before.
            drop(reject.call1(&JsValue::NULL, &error));
        }
    });
    JsFuture::from(promise).await.map(JsCast::unchecked_into)
}

/// The handle of an entry; an error takes its place, so that one file does not spoil the others.
fn file(entry: &FileSystemFileEntry) -> Promise {
    Promise::new(&mut |resolve: Function, _| entry.file_with_callback_and_callback(&resolve, &resolve))
}

fn unreadable(name: &str, error: &JsValue) -> Diagnostic {
    Diagnostic::warning("folder_unreadable", texts::errors::not_opened(name, error_text(error).trim_end_matches('.')))
        .in_file(name)
        .hint(texts::errors::CHECK_ACCESS)
}

/// The sentence for a folder without files.
pub(super) fn empty(name: &str) -> Diagnostic {
    Diagnostic::error("folder_empty", texts::errors::empty_folder(name)).in_file(name).hint(texts::errors::HIDDEN_FILES)
}

/// The sentence for a folder with too many files.
pub(super) fn too_many() -> Diagnostic {
    Diagnostic::error("folder_too_large", texts::errors::too_many(MAX_FILES)).hint(texts::errors::DROP_PART)
}
