//! Texts as codes: every distinct text of a run is held once.

use std::collections::HashMap;

/// Code of a missing text.
pub(crate) const NONE: u32 = u32::MAX;

/// All distinct texts, by code in the order of first sight.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    codes: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Lexicon {
    /// The code of a text; [`NONE`] for none.
    pub(crate) fn code(&mut self, text: Option<&str>) -> u32 {
        let Some(text) = text else { return NONE };
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = self.texts.len() as u32;
        self.texts.push(text.into());
        self.codes.insert(text.into(), code);
        code
    }

    /// The text of a code.
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(code as usize).map(|text| &**text)
    }

    /// Number of texts.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }
}
