//! What is kept in this browser, as far as the page knows, and what is being done about it.

use std::rc::Rc;

use crate::base::Diagnostic;
use crate::pipelines;
use crate::platform::files::Picked;
use crate::platform::tabs::Tabs;
use crate::protocol::{Inspection, KeptSet, RunRequest, Shelf};
use crate::ui::state::Draft;
use crate::ui::state::draft::Decision;

/// What is kept.
#[derive(Clone, Default)]
pub struct Keep {
    /// `None` until the engine has looked; a failure where this browser keeps nothing.
    pub shelf: Option<Result<Shelf, Diagnostic>>,
    /// The request that keeps files, and how far it is, 0 to 1.
    pub saving: Option<(u32, f64)>,
    /// What is about to be removed, once the person agrees: a set, or (with `None`) everything.
    pub removing: Option<Option<String>>,
    /// Files dropped while a set is open: they can be added to it or take its place.
    pub dropped: Vec<Picked>,
    /// Files added to those of the source.
    pub added: Vec<Picked>,
    /// How the set that is open is kept to be run.
    pub saved: Option<RunRequest>,
    /// The browser agreed not to clear the sets away by itself.
    pub lasting: bool,
    pub tabs: Option<Rc<Tabs>>,
}

impl Keep {
    /// The sets; none where nothing is known.
    pub fn sets(&self) -> &[KeptSet] {
        self.shelf.as_ref().and_then(|shelf| shelf.as_ref().ok()).map(|shelf| &*shelf.sets).unwrap_or_default()
    }

    /// The set whose files are the ones taken.
    pub fn open(&self) -> Option<&KeptSet> {
        let open = self.shelf.as_ref()?.as_ref().ok()?.open.as_ref()?;
        self.sets().iter().find(|set| set.id == *open)
    }
}

/// The choices that a request was made from.
pub fn draft_of(request: &RunRequest, inspection: &Inspection) -> Draft {
    let mut draft = Draft::matched(inspection, &request.pipeline);
    let files: Vec<usize> = draft.files.iter().map(|file| file.file).collect();
    for file in files {
        let used = request.files.iter().find(|used| used.file == file);
        draft.set_input(inspection, &[file], used.map(|used| used.input.as_str()));
        for (column, source) in used.and_then(|used| used.mapping.as_ref()).into_iter().flatten() {
            draft.set_column(&[file], column, *source);
        }
        draft.only_needed |= used.is_some_and(|used| used.only_needed);
    }
    let decided = request.readings.iter().map(|choice| Decision {
        input: choice.input.clone(),
        column: choice.column.clone(),
        reading: Some(choice.reading),
    });
    draft.readings = decided.collect();
    (draft.every, draft.parameters) = (request.every, request.parameters.clone());
    draft
}

/// Choices over more files: those that were there keep theirs, and a new one takes those of a file with the same columns.
pub fn draft_with(before: &Draft, mut fresh: Draft, inspection: &Inspection) -> Draft {
    for file in &mut fresh.files {
        let columns = |index: usize| inspection.files.get(index).map(|file| &file.columns);
        let own = before.of(file.file);
        let alike = || before.files.iter().find(|old| old.input.is_some() && columns(old.file) == columns(file.file));
        if let Some(known) = own.or_else(alike) {
            let number = file.file;
            file.clone_from(known);
            file.file = number;
        }
    }
    Draft { files: fresh.files, ..before.clone() }
}

/// The title of the pipeline of a set.
pub fn title(set: &KeptSet) -> &'static str {
    pipelines::spec(&set.pipeline).map_or("", |spec| spec.title)
}
