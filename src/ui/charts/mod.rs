//! Widgets on the page: charts with hover, click, keys and a table twin; headline figures; small tables.
//!
//! Geometry and texts come from [`crate::present::chart`]; these components place them, and touch the browser only to
//! measure, to read the theme's colours and to save a file.

pub mod card;
pub mod cards;
pub mod chart;
pub mod explain;
pub mod figures;
pub mod legend;
mod measure;
pub mod overlay;
pub mod save;
pub mod table;
pub mod tabs;
mod theme;
pub mod tools;
pub mod tooltip;

pub use theme::theme_from_css;
