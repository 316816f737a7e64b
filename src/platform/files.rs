//! Files from the person: by drop and by picker. Only handles are taken; no byte of a file is read here.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, DataTransferItem, File, FileSystemDirectoryEntry, HtmlInputElement};

use super::{error_text, folder};
use crate::base::Diagnostic;
use crate::protocol::FileStub;
use crate::protocol::f64_size::Bytes;
use crate::texts;

/// A file's handle, and its path below the folder it came with (that folder included), or its name.
#[derive(Debug, Clone)]
pub struct Picked {
    pub path: String,
    pub file: File,
}

impl Picked {
    /// A file by itself.
    pub fn alone(file: File) -> Self {
        Self { path: file.name(), file }
    }

    /// Path and size, for the message that the handle travels with.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    pub fn stub(&self) -> FileStub {
        FileStub { name: self.path.clone(), bytes: Bytes(self.file.size() as u64) }
    }
}

/// What was brought: files, and folders that are still to be walked.
#[derive(Debug, Default)]
pub struct Brought {
    pub files: Vec<Picked>,
    pub folders: Vec<FileSystemDirectoryEntry>,
}

/// Whether a drag brings files (and not, say, selected text).
pub fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// What a drop brings. Must be called inside the `drop` event: the browser empties the transfer afterwards.
///
/// # Errors
/// A sentence for what is no file at all: text, a link.
pub fn from_transfer(transfer: &DataTransfer) -> Result<Brought, Diagnostic> {
    let items = transfer.items();
    let mut brought = Brought::default();
    for item in (0..items.length()).filter_map(|index| items.get(index)).filter(|item| item.kind() == "file") {
        match directory(&item) {
            Some(folder) => brought.folders.push(folder),
            None => brought.files.extend(item.get_as_file().ok().flatten().map(Picked::alone)),
        }
    }
    if brought.files.is_empty() && brought.folders.is_empty() {
        return Err(Diagnostic::info("no_file_dropped", texts::errors::ONLY_TEXT).hint(texts::errors::DROP_FILES));
    }
    Ok(brought)
}

/// The files chosen in an `<input type="file">`. Empties the input, so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<Picked> {
    let list = input.files();
    let files = list.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
    let files = files.map(Picked::alone).collect();
    input.set_value("");
    files
}

/// The files of the folder chosen in an `<input type="file" webkitdirectory>`, as a walk through it would find them.
///
/// # Errors
/// A sentence where the folder holds no file, or too many.
pub fn from_folder_input(input: &HtmlInputElement) -> Result<Vec<Picked>, Diagnostic> {
    let mut files = from_input(input);
    for picked in &mut files {
        let path = Reflect::get(&picked.file, &JsValue::from_str("webkitRelativePath")).ok();
        picked.path = path.and_then(|path| path.as_string()).unwrap_or_default();
    }
    let Some(first) = files.first() else { return Ok(files) };
    let top = first.path.split('/').next().unwrap_or_default().to_owned();
    files.retain(|picked| !picked.path.split('/').skip(1).any(folder::is_passed_over));
    if files.len() > folder::MAX_FILES {
        return Err(folder::too_many());
    }
    if files.is_empty() {
        return Err(folder::empty(&top));
    }
    Ok(by_path(files))
}

/// The largest file whose text the page takes itself.
const MAX_TEXT_BYTES: f64 = 5e6;

/// The text of a small file.
///
/// # Errors
/// A sentence for a large one, and for one that cannot be read any more.
pub async fn text(file: &File) -> Result<String, Diagnostic> {
    let name = file.name();
    if file.size() > MAX_TEXT_BYTES {
        return Err(
            Diagnostic::error("contacts_too_large", texts::errors::too_large(&name)).hint(texts::errors::CUT_IT)
        );
    }
    let text = JsFuture::from(file.text()).await.map_err(|cause| {
        Diagnostic::error("contacts_unreadable", texts::errors::unreadable(&name, &error_text(&cause)))
            .hint(texts::errors::MOVED)
    })?;
    Ok(text.as_string().unwrap_or_default())
}

/// The same at every drop, whatever order the browser finds them in.
pub(super) fn by_path(mut files: Vec<Picked>) -> Vec<Picked> {
    crate::base::order::sort(&mut files, &|left, right| left.path.cmp(&right.path));
    files
}

fn directory(item: &DataTransferItem) -> Option<FileSystemDirectoryEntry> {
    let entry = item.webkit_get_as_entry().ok().flatten()?;
    entry.is_directory().then(|| entry.unchecked_into())
}
