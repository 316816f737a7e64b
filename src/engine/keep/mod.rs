//! Files kept beyond the session, on request: sets of files with the run that they were for.
//!
//! A set is a folder: its files under numbers, never written twice, and an index that names them, written last. What has no
//! whole index was cut off by a crash and is cleared away; another index of a higher number takes the place of the one
//! before, so that a set is at every moment the old one or the new one.

mod index;
mod store;

use std::rc::Rc;

pub use index::{Index, KeptFile};
pub use store::{MemoryStore, Store, Writer, no_room};

use super::host::{ByteSource, Host, Sources};
use crate::base::limits::CHUNK_BYTES;
use crate::base::{Diagnostic, Phase, Progress, format};
use crate::protocol::f64_size::Bytes;
use crate::protocol::{KeptSet, Shelf};

/// The set whose files are those of the session.
struct OpenSet {
    id: String,
    /// The number of its index.
    number: u32,
    files: Vec<KeptFile>,
    /// Another tab may change it, so this one does not.
    read_only: bool,
}

/// Keeps sets in a store.
pub struct Keeper {
    store: Rc<dyn Store>,
    open: Option<OpenSet>,
}

impl Keeper {
    /// Keeps in this store.
    pub fn new(store: Rc<dyn Store>) -> Self {
        Self { store, open: None }
    }

    /// What is kept. Half a set is cleared away, unless another tab is at work on it.
    ///
    /// # Errors
    /// A sentence where the browser keeps no files.
    pub async fn list(&self) -> Result<Shelf, Diagnostic> {
        let mut shelf = Shelf { open: self.open.as_ref().map(|open| open.id.clone()), ..Shelf::default() };
        for id in self.store.folders().await? {
            let elsewhere = self.store.is_locked_elsewhere(&id).await;
            match self.newest(&id).await? {
                Some((_, Ok(index))) => shelf.sets.push(index.set(&id, elsewhere)),
                Some((_, Err(problem))) => shelf.sets.push(unknown(&id, &problem)),
                None if elsewhere => {}
                None => self.store.remove(&id, None).await?,
            }
        }
        shelf.sets.sort_by(|left, right| right.at.total_cmp(&left.at).then_with(|| left.id.cmp(&right.id)));
        shelf.room = self.store.room().await;
        Ok(shelf)
    }

    /// Keeps these files; of the set that is open, those that it does not have yet.
    ///
    /// # Errors
    /// A sentence where there is no room, another tab has the set, or it was cancelled; nothing half kept stays.
    pub async fn save(&mut self, host: &dyn Host, sources: &Sources, index: Index) -> Result<(), Diagnostic> {
        let (id, number, had) = match &mut self.open {
            Some(open) => {
                if open.read_only && !self.store.lock(&open.id).await {
                    return Err(elsewhere(&index.name));
                }
                open.read_only = false;
                (open.id.clone(), open.number + 1, open.files.clone())
            }
            None => (self.new_folder().await?, 0, Vec::new()),
        };
        let mut index = Index { files: had.clone(), ..index };
        match self.write(host, &id, number, sources, &mut index).await {
            Ok(()) => {
                if let Some(old) = number.checked_sub(1) {
                    self.store.remove(&id, Some(&index::file_name(old))).await?;
                }
                self.open = Some(OpenSet { id, number, files: index.files, read_only: false });
                Ok(())
            }
            Err(problem) => {
                self.clear_away(&id, number, &had, &index.files).await;
                Err(self.explained(problem, sources, had.len()).await)
            }
        }
    }

    async fn write(
        &self,
        host: &dyn Host,
        id: &str,
        number: u32,
        sources: &Sources,
        index: &mut Index,
    ) -> Result<(), Diagnostic> {
        let new = sources.get(index.files.len()..).unwrap_or_default();
        let total: u64 = new.iter().map(|source| source.len()).sum();
        let mut done = 0;
        for source in new {
            let file = index.files.len().to_string();
            index.files.push(KeptFile { file: file.clone(), name: source.name().to_owned(), bytes: source.len() });
            let mut writer = self.store.create(id, &file).await?;
            let mut at = 0;
            while at < source.len() {
                let fraction = done as f64 / total.max(1) as f64;
                let step = source.name().to_owned();
                host.checkpoint(Progress { phase: Phase::Reading, step, rows: 0, bytes: done, fraction }).await?;
                let length = (CHUNK_BYTES as u64).min(source.len() - at) as usize;
                writer.write(&source.read(at, length)?)?;
                at += length as u64;
                done += length as u64;
            }
            writer.finish()?;
        }
        let mut writer = self.store.create(id, &index::file_name(number)).await?;
        writer.write(&index.encode()?)?;
        writer.finish()
    }

    /// Keeps beside the files of the open set how an input was read, so that this need not be done again. It is no loss where
    /// there is no room for it.
    pub async fn save_rows(
        &self,
        input: &str,
        write: impl FnOnce(&mut dyn FnMut(&[u8]) -> Result<(), Diagnostic>) -> Result<(), Diagnostic>,
    ) {
        let Some(open) = &self.open else { return };
        let file = index::rows_name(input);
        let written = async {
            let mut writer = self.store.create(&open.id, &file).await?;
            write(&mut |bytes| writer.write(bytes))?;
            writer.finish()
        };
        if written.await.is_err() {
            drop(self.store.remove(&open.id, Some(&file)).await);
        }
    }

    /// How an input of the open set was read, where that is kept. Whoever reads it finds out whether it is whole.
    pub async fn rows(&self, input: &str) -> Option<Rc<dyn ByteSource>> {
        let open = self.open.as_ref()?;
        let file = index::rows_name(input);
        self.store.source(&open.id, &file, &file).await.ok()
    }

    /// Takes back what was written in vain. What cannot be taken back now is no part of any set, and goes with the next list.
    async fn clear_away(&mut self, id: &str, number: u32, had: &[KeptFile], written: &[KeptFile]) {
        if number == 0 {
            drop(self.store.remove(id, None).await);
            self.store.unlock(id);
            return;
        }
        for file in &written[had.len()..] {
            drop(self.store.remove(id, Some(&file.file)).await);
        }
        drop(self.store.remove(id, Some(&index::file_name(number))).await);
    }

    /// A failure for want of room, with the sizes.
    async fn explained(&self, problem: Diagnostic, sources: &Sources, had: usize) -> Diagnostic {
        if problem.code != store::NO_ROOM {
            return problem;
        }
        let wanted: u64 = sources[had.min(sources.len())..].iter().map(|source| source.len()).sum();
        let room = match self.store.room().await {
            Some((used, quota)) => format!("{} is left", format::bytes(quota.0.saturating_sub(used.0))),
            None => "the browser does not say how much is left".to_owned(),
        };
        Diagnostic::error(
            store::NO_ROOM,
            format!(
                "There is no room to keep these files: they take {}, and {room}. Nothing was kept.",
                format::bytes(wanted)
            ),
        )
        .hint("Remove a set that you no longer need, or free space on this computer.")
    }

    /// The files of a set, and what they were run with.
    ///
    /// # Errors
    /// A sentence where the set is gone or not whole.
    pub async fn open(&mut self, id: &str) -> Result<(Sources, Index, KeptSet), Diagnostic> {
        let (number, index) = self.newest(id).await?.ok_or_else(gone)?;
        let index = index.map_err(|problem| Diagnostic::error("kept_unreadable", problem).hint("Remove the set."))?;
        let mut sources = Sources::new();
        for file in &index.files {
            let source = self.store.source(id, &file.file, &file.name).await?;
            if source.len() != file.bytes {
                return Err(Diagnostic::error("kept_damaged", format!("“{}” is not kept as a whole.", file.name))
                    .hint("Remove the set and choose the files again."));
            }
            sources.push(source);
        }
        let read_only = !self.store.lock(id).await;
        self.open = Some(OpenSet { id: id.to_owned(), number, files: index.files.clone(), read_only });
        let set = index.set(id, read_only);
        Ok((sources, index, set))
    }

    /// The files of the session are no longer those of the set.
    pub fn leave(&mut self) {
        if let Some(open) = self.open.take() {
            self.store.unlock(&open.id);
        }
    }

    /// Removes a set, or all that is there.
    ///
    /// # Errors
    /// A sentence where the browser does not let go of a file.
    pub async fn discard(&mut self, id: Option<&str>) -> Result<(), Diagnostic> {
        if id.is_none() || self.open.as_ref().map(|open| open.id.as_str()) == id {
            self.leave();
        }
        match id {
            Some(id) => self.store.remove(id, None).await,
            None => self.store.clear().await,
        }
    }

    /// The whole index of the highest number: `Err` says why another version's cannot be used.
    async fn newest(&self, id: &str) -> Result<Option<(u32, Result<Index, String>)>, Diagnostic> {
        let mut numbers: Vec<u32> = self.store.files(id).await?.iter().filter_map(|name| index::number(name)).collect();
        numbers.sort_unstable();
        while let Some(number) = numbers.pop() {
            let file = index::file_name(number);
            let source = self.store.source(id, &file, &file).await?;
            let length = usize::try_from(source.len()).unwrap_or(usize::MAX).min(index::MAX_BYTES);
            if let Some(index) = Index::decode(&source.read(0, length)?) {
                return Ok(Some((number, index)));
            }
        }
        Ok(None)
    }

    /// A folder of a new number, which is this tab's from the start.
    async fn new_folder(&self) -> Result<String, Diagnostic> {
        let taken = self.store.folders().await?;
        let last = taken.iter().filter_map(|name| name.parse::<u32>().ok()).max().unwrap_or(0);
        const TRIES: u32 = 50;
        for number in last + 1..=last + TRIES {
            let id = number.to_string();
            if self.store.lock(&id).await {
                return Ok(id);
            }
        }
        Err(Diagnostic::error("kept_busy", "Other tabs are keeping files just now.")
            .hint("Try again when they are done."))
    }
}

fn unknown(id: &str, problem: &str) -> KeptSet {
    KeptSet {
        id: id.to_owned(),
        name: format!("Set {id}"),
        pipeline: String::new(),
        files: 0,
        bytes: Bytes(0),
        at: 0.0,
        elsewhere: false,
        problem: Some(problem.to_owned()),
    }
}

fn gone() -> Diagnostic {
    Diagnostic::error("kept_gone", "This set is no longer kept: it was removed in another tab, or by the browser.")
        .hint("Choose the files again.")
}

fn elsewhere(name: &str) -> Diagnostic {
    Diagnostic::error("kept_elsewhere", format!("“{name}” is open in another tab, which may change it."))
        .hint("Close the other tab and try again here, or go on there.")
}
