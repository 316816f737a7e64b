//! Files from the person: by drop and by picker. Only handles are taken; no byte of a file is read here.

use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DataTransferItem, File, FileList, HtmlInputElement};

use crate::base::Diagnostic;
use crate::protocol::FileStub;
use crate::protocol::f64_size::Bytes;

/// What was dropped: the files, and a sentence for each thing that is no file.
#[derive(Debug, Default)]
pub struct Dropped {
    pub files: Vec<File>,
    pub problems: Vec<Diagnostic>,
}

/// Whether a drag brings files (and not, say, selected text).
pub fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind.as_string().as_deref() == Some("Files"))
}

/// The files of a drop. Must be called inside the `drop` event: the browser empties the transfer afterwards.
pub fn from_transfer(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let mut dropped = Dropped::default();
    for item in (0..items.length()).filter_map(|index| items.get(index)) {
        if item.kind() != "file" {
            continue;
        }
        match directory_name(&item) {
            Some(name) => dropped.problems.push(folder_dropped(&name)),
            None => dropped.files.extend(item.get_as_file().ok().flatten()),
        }
    }
    dropped
}

/// The files chosen in an `<input type="file">`. Empties the input, so that the same file can be chosen again.
pub fn from_input(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|list| from_list(&list)).unwrap_or_default();
    input.set_value("");
    files
}

/// Name and size of a file, for the message that its handle travels with.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn stub(file: &File) -> FileStub {
    FileStub { name: file.name(), bytes: Bytes(file.size() as u64) }
}

fn from_list(list: &FileList) -> Vec<File> {
    (0..list.length()).filter_map(|index| list.get(index)).collect()
}

fn directory_name(item: &DataTransferItem) -> Option<String> {
    let entry = item.webkit_get_as_entry().ok().flatten()?;
    entry.is_directory().then(|| entry.name())
}

fn folder_dropped(name: &str) -> Diagnostic {
    Diagnostic::error("folder_dropped", format!("“{name}” is a folder, and Varve takes files only so far."))
        .hint("Folders come with the next version: open it and drop the files in it.")
        .in_file(name)
}

/// Opens the file picker of an `<input type="file">` that is not shown.
pub fn open_picker(id: &str) {
    let input = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id))
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        input.click();
    }
}
