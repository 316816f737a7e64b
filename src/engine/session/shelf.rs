//! The session's files kept in the browser, and taken from there again.

use std::rc::Rc;

use super::{Session, no_run};
use crate::base::Diagnostic;
use crate::engine::host::Host;
use crate::engine::ingest::Names;
use crate::engine::keep::{Index, Keeper, Store};
use crate::engine::runs::Hashing;
use crate::protocol::{Opened, Reply, ShelfRequest};

impl Session {
    /// A session that can keep files in this store.
    pub fn keeping(store: Rc<dyn Store>) -> Self {
        Self { keeper: Some(Keeper::new(store)), ..Self::default() }
    }

    /// Forgets the files taken.
    pub(super) fn start_over(&mut self) {
        self.files.clear();
        self.sources.clear();
        self.names = Names::default();
        self.taking += 1;
        self.rows_kept.clear();
        self.hashing = Hashing::default();
        self.presented = Rc::default();
        if let Some(keeper) = &mut self.keeper {
            keeper.leave();
        }
    }

    pub(super) async fn shelve(&mut self, host: &dyn Host, request: ShelfRequest) -> Result<Reply, Diagnostic> {
        if let ShelfRequest::Save { request, .. } = &request {
            self.check_keepable(request)?;
        }
        let keeper = self.keeper.as_mut().ok_or_else(nowhere)?;
        match request {
            ShelfRequest::List => {}
            ShelfRequest::Save { at, request, layouts } => {
                let name = self.sources.first().map(|source| source.name().to_owned()).ok_or_else(no_run)?;
                let index = Index { name, at, files: Vec::new(), request, layouts };
                let request = index.request.clone();
                keeper.save(host, &self.sources, index).await?;
                self.keep_rows(&request).await;
            }
            ShelfRequest::Open { id, layouts } => {
                self.start_over();
                let keeper = self.keeper.as_mut().ok_or_else(nowhere)?;
                let (sources, index, set) = keeper.open(&id).await?;
                let layouts = layouts.unwrap_or(index.layouts);
                let inspection = self.look(host, sources, &layouts, None, None).await?;
                self.find_rows(&index.request.pipeline).await;
                let opened = Opened { set, inspection, request: index.request, layouts };
                return Ok(Reply::Opened(Box::new(opened)));
            }
            ShelfRequest::Discard { id } => keeper.discard(id.as_deref()).await?,
        }
        let keeper = self.keeper.as_ref().ok_or_else(nowhere)?;
        Ok(Reply::Shelf(Box::new(keeper.list().await?)))
    }
}

fn nowhere() -> Diagnostic {
    Diagnostic::error("kept_nowhere", "Files are kept in a browser only.").hint("Name the files at every run.")
}
