//! Varve: analytics in one web page.
//!
//! The map of the house, in reading order. **Plain** modules know neither polars nor the web; **data** modules know
//! polars, not the web; **web** modules exist on wasm32 only and know no polars. A test reads the sources and holds this.
//!
//! The feature `engine` brings the data side, `page` the page: each wasm module is built with its own alone, so that the
//! page's cannot link polars.
//!
//! | module | what | colour |
//! | --- | --- | --- |
//! | [`base`] | diagnostics, limits, progress, calendar, number texts | plain |
//! | [`present`] | dashboards as data, formats, chart drawing | plain |
//! | [`protocol`] | what page and worker say to each other | plain |
//! | [`texts`] | what the page says, in English, for translators | plain |
//! | [`engine`] | files to tables, tables to answers | data |
//! | [`pipelines`] | the five domains; each folder's spec is plain, its steps are data | both |
//! | `cli` | the command line twin, native | data |
//! | `platform` | the only home of web-sys | web |
//! | `client` | the page's side of the worker | web |
//! | `ui` | routes, state, actions, pages, components | web |

pub mod base;
#[cfg(feature = "ingest")]
pub mod engine;
pub mod pipelines;
pub mod present;
pub mod protocol;
pub mod texts;

#[cfg(all(feature = "engine", not(target_arch = "wasm32")))]
pub mod cli;

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub mod ui;
