//! Kept files in the browser's private file system, which only this site sees. Files are written through handles that
//! exist in workers alone, so nothing passes through the page.

mod api;
mod locks;

use std::rc::Rc;

use js_sys::{Object, Promise, Reflect};
use varve::base::Diagnostic;
use varve::engine::host::{ByteSource, LocalFuture};
use varve::engine::keep::{Store, Writer, no_room};
use varve::platform::error_text;
use varve::protocol::f64_size::Bytes;
use varve::texts;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::file::BlobSource;
use api::{Access, Directory, Handle, Scope};
use locks::Locks;

/// The folder of all that Varve keeps, below the site's own.
const HOME: &str = "varve";

/// The store of a worker.
#[derive(Default)]
pub(crate) struct OpfsStore {
    locks: Locks,
}

type Failed = JsValue;

impl OpfsStore {
    async fn root() -> Result<Directory, Diagnostic> {
        let storage = scope().navigator().storage().ok_or_else(|| missing(texts::errors::NO_STORAGE))?;
        // The call itself throws where there is no such file system; where it is switched off, its promise fails.
        let root = match storage.directory() {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        root.map(JsCast::unchecked_into).map_err(|error| missing(&error_text(&error)))
    }

    async fn home() -> Result<Directory, Diagnostic> {
        directory(&Self::root().await?, HOME, true).await.map_err(|error| failed(&error))
    }
}

fn scope() -> Scope {
    js_sys::global().unchecked_into()
}

/// `{ name: value }`.
fn options(name: &str, value: &JsValue) -> JsValue {
    let options = Object::new();
    // A new object takes any property.
    drop(Reflect::set(&options, &JsValue::from_str(name), value));
    options.into()
}

async fn settled(promise: Result<Promise, Failed>) -> Result<JsValue, Failed> {
    JsFuture::from(promise?).await
}

async fn directory(parent: &Directory, name: &str, create: bool) -> Result<Directory, Failed> {
    let made = settled(parent.folder(name, &options("create", &create.into()))).await?;
    Ok(made.unchecked_into())
}

async fn keys(directory: &Directory) -> Result<Vec<String>, Failed> {
    let (iterator, mut names) = (directory.keys()?, Vec::new());
    loop {
        let next = settled(iterator.next()).await?;
        if Reflect::get(&next, &"done".into())?.is_truthy() {
            return Ok(names);
        }
        names.extend(Reflect::get(&next, &"value".into())?.as_string());
    }
}

fn is(error: &Failed, name: &str) -> bool {
    Reflect::get(error, &"name".into()).is_ok_and(|own| own.as_string().as_deref() == Some(name))
}

fn missing(cause: &str) -> Diagnostic {
    Diagnostic::error("kept_unavailable", texts::errors::keeps_no_files(cause)).hint(texts::errors::NOT_KEPT_WHERE)
}

fn failed(error: &Failed) -> Diagnostic {
    if is(error, "QuotaExceededError") {
        return no_room();
    }
    if is(error, "NoModificationAllowedError") {
        return Diagnostic::error("kept_elsewhere", texts::errors::KEPT_IN_USE).hint(texts::errors::WAIT_FOR_TAB);
    }
    Diagnostic::error("kept_failed", texts::errors::kept_failed(&text(error))).hint(texts::errors::KEPT_ANEW)
}

/// A `DOMException` is no `Error` to the bindings, but says its message all the same.
fn text(error: &Failed) -> String {
    let message = Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    let message = message.unwrap_or_else(|| error_text(error));
    message.trim_end_matches('.').to_owned()
}

struct OpfsWriter {
    access: Access,
    at: f64,
    open: bool,
}

impl OpfsWriter {
    fn close(&mut self) {
        if std::mem::take(&mut self.open) {
            // A handle that cannot be closed is closed with the worker.
            drop(self.access.close());
        }
    }
}

impl Writer for OpfsWriter {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        let at = options("at", &self.at.into());
        let written = self.access.write(bytes, &at).map_err(|error| failed(&error))?;
        self.at += written;
        // Where the disk is full some browsers write less than they were given.
        if written < bytes.len() as f64 { Err(no_room()) } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<(), Diagnostic> {
        let flushed = self.access.flush().map_err(|error| failed(&error));
        self.close();
        flushed
    }
}

impl Drop for OpfsWriter {
    fn drop(&mut self) {
        self.close();
    }
}

impl Store for OpfsStore {
    fn folders(&self) -> LocalFuture<'_, Result<Vec<String>, Diagnostic>> {
        Box::pin(async {
            let root = Self::root().await?;
            match directory(&root, HOME, false).await {
                Ok(home) => keys(&home).await.map_err(|error| failed(&error)),
                Err(error) if is(&error, "NotFoundError") => Ok(Vec::new()),
                Err(error) => Err(failed(&error)),
            }
        })
    }

    fn files<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, Result<Vec<String>, Diagnostic>> {
        Box::pin(async move {
            let names =
                async { keys(&directory(&Self::home().await.map_err(|_| JsValue::NULL)?, folder, false).await?).await };
            match names.await {
                Ok(names) => Ok(names),
                Err(error) if is(&error, "NotFoundError") => Ok(Vec::new()),
                Err(error) => Err(failed(&error)),
            }
        })
    }

    fn source<'a>(
        &'a self,
        folder: &'a str,
        file: &'a str,
        shown: &'a str,
    ) -> LocalFuture<'a, Result<Rc<dyn ByteSource>, Diagnostic>> {
        Box::pin(async move {
            let home = Self::home().await?;
            let file = async {
                let handle: Handle = settled(directory(&home, folder, false).await?.file(file, &JsValue::UNDEFINED))
                    .await?
                    .unchecked_into();
                settled(handle.get()).await
            };
            let file = file.await.map_err(|error| failed(&error))?;
            Ok(Rc::new(BlobSource::new(shown.to_owned(), api::as_file(file))) as Rc<dyn ByteSource>)
        })
    }

    fn create<'a>(&'a self, folder: &'a str, file: &'a str) -> LocalFuture<'a, Result<Box<dyn Writer>, Diagnostic>> {
        Box::pin(async move {
            let home = Self::home().await?;
            let access = async {
                let folder = directory(&home, folder, true).await?;
                let handle: Handle =
                    settled(folder.file(file, &options("create", &true.into()))).await?.unchecked_into();
                if !Reflect::has(&handle, &"createSyncAccessHandle".into())? {
                    return Err(JsValue::from_str(texts::errors::NO_FILE_ACCESS));
                }
                settled(handle.access()).await
            };
            let access: Access = access.await.map_err(|error| failed(&error))?.unchecked_into();
            let writer = OpfsWriter { access, at: 0.0, open: true };
            // What an earlier try may have left there is longer, perhaps.
            writer.access.truncate(0.0).map_err(|error| failed(&error))?;
            Ok(Box::new(writer) as Box<dyn Writer>)
        })
    }

    fn remove<'a>(&'a self, folder: &'a str, file: Option<&'a str>) -> LocalFuture<'a, Result<(), Diagnostic>> {
        Box::pin(async move {
            let home = Self::home().await?;
            let removed = async {
                match file {
                    None => settled(home.remove(folder, &options("recursive", &true.into()))).await,
                    Some(file) => {
                        settled(directory(&home, folder, false).await?.remove(file, &JsValue::UNDEFINED)).await
                    }
                }
            };
            match removed.await {
                Err(error) if !is(&error, "NotFoundError") => Err(failed(&error)),
                _ => Ok(()),
            }
        })
    }

    fn clear(&self) -> LocalFuture<'_, Result<(), Diagnostic>> {
        Box::pin(async {
            let root = Self::root().await?;
            match settled(root.remove(HOME, &options("recursive", &true.into()))).await {
                Err(error) if !is(&error, "NotFoundError") => Err(failed(&error)),
                _ => Ok(()),
            }
        })
    }

    fn room(&self) -> LocalFuture<'_, Option<(Bytes, Bytes)>> {
        Box::pin(async {
            let estimate = settled(scope().navigator().storage()?.estimate()).await.ok()?;
            let number =
                |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64().map(|bytes| Bytes(bytes as u64));
            Some((number("usage")?, number("quota")?))
        })
    }

    fn lock<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool> {
        Box::pin(self.locks.take(folder))
    }

    fn unlock(&self, folder: &str) {
        self.locks.release(folder);
    }

    fn is_locked_elsewhere<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool> {
        Box::pin(self.locks.is_elsewhere(folder))
    }
}
