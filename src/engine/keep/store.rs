//! Where sets are kept: folders of files. The worker has one in the browser's private file system, tests in memory.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::ready;
use std::rc::Rc;

use crate::base::Diagnostic;
use crate::engine::host::{ByteSource, LocalFuture, MemorySource};
use crate::protocol::f64_size::Bytes;

/// The code of a failure for want of room.
pub(super) const NO_ROOM: &str = "kept_no_room";

/// Folders of files. Every failure is a sentence.
pub trait Store {
    /// Names of the folders, in no order.
    fn folders(&self) -> LocalFuture<'_, Result<Vec<String>, Diagnostic>>;
    /// Names of the files in a folder, in no order.
    fn files<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, Result<Vec<String>, Diagnostic>>;
    /// A file, read by ranges under the name `shown`.
    fn source<'a>(
        &'a self,
        folder: &'a str,
        file: &'a str,
        shown: &'a str,
    ) -> LocalFuture<'a, Result<Rc<dyn ByteSource>, Diagnostic>>;
    /// A new file in a folder, which is made if need be.
    fn create<'a>(&'a self, folder: &'a str, file: &'a str) -> LocalFuture<'a, Result<Box<dyn Writer>, Diagnostic>>;
    /// Removes a file, or a folder with all in it. What is not there is removed already.
    fn remove<'a>(&'a self, folder: &'a str, file: Option<&'a str>) -> LocalFuture<'a, Result<(), Diagnostic>>;
    /// Removes everything.
    fn clear(&self) -> LocalFuture<'_, Result<(), Diagnostic>>;
    /// Bytes used and allowed, where that can be told.
    fn room(&self) -> LocalFuture<'_, Option<(Bytes, Bytes)>>;
    /// Makes a folder this tab's own until it is unlocked or the tab is gone; `false`: it is another's.
    fn lock<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool>;
    /// Lets a folder go.
    fn unlock(&self, folder: &str);
    /// Whether a folder is another tab's.
    fn is_locked_elsewhere<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool>;
}

/// A file being written. Dropped unfinished, it is cut off.
pub trait Writer {
    /// Appends bytes.
    ///
    /// # Errors
    /// A sentence where there is no room.
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic>;
    /// Makes sure that all is written.
    ///
    /// # Errors
    /// A sentence where it is not.
    fn finish(self: Box<Self>) -> Result<(), Diagnostic>;
}

/// The failure for want of room, for stores to give; the sizes are added by who knows them.
pub fn no_room() -> Diagnostic {
    Diagnostic::error(NO_ROOM, "There is no room to keep this.")
}

type Files = BTreeMap<String, BTreeMap<String, Vec<u8>>>;

/// A store in memory. Copies are other tabs over the same files.
#[derive(Clone, Default)]
pub struct MemoryStore {
    files: Rc<RefCell<Files>>,
    /// The folders locked by any tab.
    locked: Rc<RefCell<BTreeSet<String>>>,
    own: Rc<RefCell<BTreeSet<String>>>,
    quota: Option<u64>,
}

impl MemoryStore {
    /// A store that takes so many bytes at most.
    pub fn of(quota: u64) -> Self {
        Self { quota: Some(quota), ..Self::default() }
    }

    /// Another tab over the same files.
    #[must_use]
    pub fn other_tab(&self) -> Self {
        Self { own: Rc::default(), ..self.clone() }
    }

    /// What a crash of the tab leaves: its locks are gone.
    #[must_use]
    pub fn after_crash(&self) -> Self {
        self.locked.borrow_mut().retain(|folder| !self.own.borrow().contains(folder));
        self.other_tab()
    }

    /// All files, by folder and name.
    pub fn contents(&self) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
        self.files.borrow().clone()
    }

    /// Cuts a file off, as a crash in the middle of writing does.
    pub fn cut(&self, folder: &str, file: &str, length: usize) {
        if let Some(bytes) = self.files.borrow_mut().get_mut(folder).and_then(|files| files.get_mut(file)) {
            bytes.truncate(length);
        }
    }

    /// Puts a file back, as a crash before its removal does.
    pub fn restore(&self, folder: &str, file: &str, bytes: &[u8]) {
        self.files.borrow_mut().entry(folder.to_owned()).or_default().insert(file.to_owned(), bytes.to_vec());
    }

    fn used(&self) -> u64 {
        self.files.borrow().values().flat_map(BTreeMap::values).map(|bytes| bytes.len() as u64).sum()
    }
}

struct MemoryWriter {
    store: MemoryStore,
    place: (String, String),
}

impl Writer for MemoryWriter {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        if self.store.quota.is_some_and(|quota| self.store.used() + bytes.len() as u64 > quota) {
            return Err(no_room());
        }
        let mut files = self.store.files.borrow_mut();
        let (folder, file) = &self.place;
        files.entry(folder.clone()).or_default().entry(file.clone()).or_default().extend_from_slice(bytes);
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Diagnostic> {
        Ok(())
    }
}

fn at_once<'a, T: 'a>(value: T) -> LocalFuture<'a, T> {
    Box::pin(ready(value))
}

impl Store for MemoryStore {
    fn folders(&self) -> LocalFuture<'_, Result<Vec<String>, Diagnostic>> {
        at_once(Ok(self.files.borrow().keys().cloned().collect()))
    }

    fn files<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, Result<Vec<String>, Diagnostic>> {
        let files = self.files.borrow();
        at_once(Ok(files.get(folder).into_iter().flat_map(BTreeMap::keys).cloned().collect()))
    }

    fn source<'a>(
        &'a self,
        folder: &'a str,
        file: &'a str,
        shown: &'a str,
    ) -> LocalFuture<'a, Result<Rc<dyn ByteSource>, Diagnostic>> {
        let files = self.files.borrow();
        let bytes = files.get(folder).and_then(|files| files.get(file)).cloned();
        at_once(match bytes {
            Some(bytes) => Ok(Rc::new(MemorySource::new(shown, bytes)) as Rc<dyn ByteSource>),
            None => Err(super::gone()),
        })
    }

    fn create<'a>(&'a self, folder: &'a str, file: &'a str) -> LocalFuture<'a, Result<Box<dyn Writer>, Diagnostic>> {
        let place = (folder.to_owned(), file.to_owned());
        self.files.borrow_mut().entry(place.0.clone()).or_default().insert(place.1.clone(), Vec::new());
        at_once(Ok(Box::new(MemoryWriter { store: self.clone(), place }) as Box<dyn Writer>))
    }

    fn remove<'a>(&'a self, folder: &'a str, file: Option<&'a str>) -> LocalFuture<'a, Result<(), Diagnostic>> {
        let mut files = self.files.borrow_mut();
        match file {
            None => drop(files.remove(folder)),
            Some(file) => drop(files.get_mut(folder).and_then(|files| files.remove(file))),
        }
        at_once(Ok(()))
    }

    fn clear(&self) -> LocalFuture<'_, Result<(), Diagnostic>> {
        self.files.borrow_mut().clear();
        at_once(Ok(()))
    }

    fn room(&self) -> LocalFuture<'_, Option<(Bytes, Bytes)>> {
        at_once(self.quota.map(|quota| (Bytes(self.used()), Bytes(quota))))
    }

    fn lock<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool> {
        let own = self.own.borrow().contains(folder) || self.locked.borrow_mut().insert(folder.to_owned());
        if own {
            self.own.borrow_mut().insert(folder.to_owned());
        }
        at_once(own)
    }

    fn unlock(&self, folder: &str) {
        if self.own.borrow_mut().remove(folder) {
            self.locked.borrow_mut().remove(folder);
        }
    }

    fn is_locked_elsewhere<'a>(&'a self, folder: &'a str) -> LocalFuture<'a, bool> {
        at_once(self.locked.borrow().contains(folder) && !self.own.borrow().contains(folder))
    }
}
