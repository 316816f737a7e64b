//! Widgets on the page: charts with hover, click, keys and a table twin; headline figures; small tables.
//!
//! Geometry and texts come from [`crate::present::chart`]; these components place them, and touch the browser only to
//! measure, to read the theme's colours and to save a file.

pub mod cards;
pub mod chart;
pub mod figures;
pub mod legend;
mod measure;
pub mod overlay;
pub mod table;
mod theme;
pub mod tooltip;

pub use cards::CardsView;
pub use chart::ChartView;
pub use figures::FiguresView;
pub use table::RowsView;
pub use theme::theme_from_css;
