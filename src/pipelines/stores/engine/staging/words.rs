//! Texts as codes: every distinct text of a run is held once.

use std::collections::HashMap;
use std::rc::Rc;

/// Code of a missing text.
pub(crate) const NONE: u32 = u32::MAX;

/// All distinct texts, by code in the order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Those of the run before, where this one goes on from it; their codes come first.
    before: Option<Rc<Lexicon>>,
    codes: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Lexicon {
    /// These texts with their codes, and more to come.
    pub(super) fn onto(before: Rc<Self>) -> Self {
        Self { before: Some(before), ..Self::default() }
    }

    /// The code of a text; [`NONE`] for none.
    pub(crate) fn code(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return NONE };
        if let Some(code) = self.find(text) {
            return code;
        }
        let code = self.len() as u32;
        self.texts.push(text.into());
        self.codes.insert(text.into(), code);
        code
    }

    fn find(&self, text: &str) -> Option<u32> {
        let before = || self.before.as_ref().and_then(|before| before.find(text));
        self.codes.get(text).copied().or_else(before)
    }

    /// The text of a code.
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        match (code as usize).checked_sub(self.len_before()) {
            Some(own) => self.texts.get(own).map(|text| &**text),
            None => self.before.as_ref().and_then(|before| before.text(code)),
        }
    }

    /// Number of texts.
    pub(crate) fn len(&self) -> usize {
        self.len_before() + self.texts.len()
    }

    fn len_before(&self) -> usize {
        self.before.as_ref().map_or(0, |before| before.len())
    }

    /// How many runs it goes back.
    pub(super) fn depth(&self) -> usize {
        self.before.as_ref().map_or(0, |before| 1 + before.depth())
    }
}
