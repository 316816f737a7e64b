//! How the person wants files to be read: which line names the columns, which sheet. Told to the engine at every look.

use std::collections::BTreeMap;

use super::memory;
use crate::protocol::{Inspection, Layout};

/// The wish for one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaidOut {
    /// The file's name in the inspection.
    pub name: String,
    pub layout: Layout,
    /// Where it is remembered: told by the columns that the engine found by itself.
    pub key: String,
    /// Whether it is of an earlier visit.
    pub remembered: bool,
}

/// The wishes as the engine takes them.
pub fn request(layouts: &[LaidOut]) -> BTreeMap<String, Layout> {
    let mut request = BTreeMap::new();
    for one in layouts {
        request.insert(one.name.clone(), one.layout.clone());
    }
    request
}

/// Changes the wish for these files.
pub fn change(layouts: &mut Vec<LaidOut>, inspection: &Inspection, files: &[usize], change: &dyn Fn(&mut Layout)) {
    for file in files.iter().filter_map(|file| inspection.files.get(*file)) {
        let at = layouts.iter().position(|one| one.name == file.name).unwrap_or_else(|| {
            let key = memory::layout_key(&file.columns);
            layouts.push(LaidOut { name: file.name.clone(), layout: Layout::default(), key, remembered: false });
            layouts.len() - 1
        });
        change(&mut layouts[at].layout);
        layouts[at].remembered = false;
    }
}
