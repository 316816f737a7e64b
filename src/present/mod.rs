//! How results look: dashboards as data, number and date formats, chart drawing with plotters. Plain: no polars, no web.

#[cfg(any(feature = "engine", feature = "page"))]
pub mod chart;
pub mod dashboard;
pub mod edits;
pub mod find;
pub mod format;
#[cfg(feature = "page")]
pub mod grid;
pub mod hexagons;
pub mod lineage;
