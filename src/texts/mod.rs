//! Every text that the page shows, in English, a file per part of the page: here a translator works, and nowhere else in
//! the page's code.
//!
//! A fixed text is a constant. A sentence with values in it is one function, which also knows the plural: no other place
//! puts sentences together. A translation is another folder with the same names, chosen when the page is built; nothing is
//! loaded while it runs. Names of keys and file formats, commands and what people's files hold stay as they are.
//!
//! Texts that are somewhere else, because they belong to what they are about: a pipeline's titles, names, helps and docs in
//! its folder; the sentences of the engine, which the command line says too, with its errors, notes and reports; names of
//! layers, numbers and days in [`crate::base`]; what is said before the app runs, or where it cannot, in `index.html`,
//! `public/fit.js`, `public/worker_loader.js` and `public/manifest.webmanifest`.

pub mod campaign;
pub mod card;
pub mod charts;
pub mod commands;
pub mod dashboard;
pub mod errors;
pub mod exports;
pub mod files;
pub mod frame;
pub mod keep;
pub mod lineage;
pub mod parameters;
pub mod quality;
pub mod runs;
pub mod start;
pub mod tables;
pub mod values;
pub mod words;

use crate::base::format::integer;

/// “1 file”, “1,234 files”. A language with more forms than two has them here.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", integer(count as u64), if count == 1 { one } else { many })
}
