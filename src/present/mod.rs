//! How results look: dashboards as data, number and date formats, chart drawing with plotters. Plain: no polars, no web.

#[cfg(feature = "page")]
pub mod chart;
pub mod dashboard;
pub mod find;
pub mod format;
pub mod hexagons;
