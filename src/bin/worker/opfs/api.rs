//! What the store needs of the browser: its private file system and its locks. Older browsers lack some of it, so every
//! call may throw.

use js_sys::{AsyncIterator, Promise};
use wasm_bindgen::prelude::*;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    pub(super) type Scope;
    #[wasm_bindgen(method, getter)]
    pub(super) fn navigator(this: &Scope) -> Navigator;

    pub(super) type Navigator;
    #[wasm_bindgen(method, getter)]
    pub(super) fn storage(this: &Navigator) -> Option<StorageManager>;
    #[wasm_bindgen(method, getter)]
    pub(super) fn locks(this: &Navigator) -> Option<LockManager>;

    pub(super) type StorageManager;
    #[wasm_bindgen(method, catch, js_name = getDirectory)]
    pub(super) fn directory(this: &StorageManager) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn estimate(this: &StorageManager) -> Result<Promise, JsValue>;

    #[wasm_bindgen(extends = js_sys::Object)]
    pub(super) type Directory;
    #[wasm_bindgen(method, catch, js_name = getDirectoryHandle)]
    pub(super) fn folder(this: &Directory, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = getFileHandle)]
    pub(super) fn file(this: &Directory, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = removeEntry)]
    pub(super) fn remove(this: &Directory, name: &str, options: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn keys(this: &Directory) -> Result<AsyncIterator, JsValue>;

    pub(super) type Handle;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    pub(super) fn get(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createSyncAccessHandle)]
    pub(super) fn access(this: &Handle) -> Result<Promise, JsValue>;

    pub(super) type Access;
    #[wasm_bindgen(method, catch)]
    pub(super) fn write(this: &Access, bytes: &[u8], options: &JsValue) -> Result<f64, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn truncate(this: &Access, length: f64) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn flush(this: &Access) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn close(this: &Access) -> Result<(), JsValue>;

    pub(super) type LockManager;
    #[wasm_bindgen(method, catch)]
    pub(super) fn request(
        this: &LockManager,
        name: &str,
        options: &JsValue,
        callback: &JsValue,
    ) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub(super) fn query(this: &LockManager) -> Result<Promise, JsValue>;
}

/// A kept file as the browser hands it out.
pub(super) fn as_file(value: JsValue) -> File {
    value.unchecked_into()
}
