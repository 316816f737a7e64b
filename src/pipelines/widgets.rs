//! What dashboards are put together from: widgets, series and figures with what is usual for them. Plain.
//!
//! The functions stay calls: put into a dashboard's code a hundred times they would be a tenth of the page.

use crate::present::dashboard::{Figure, NumberFormat, Series, Widget, WidgetKind, Width};

/// A column of numbers.
#[inline(never)]
pub const fn series(column: &'static str, label: &'static str, format: NumberFormat) -> Series {
    Series { column, label, format }
}

/// A column of texts in a list of rows.
pub const fn text(column: &'static str, label: &'static str) -> Series {
    series(column, label, NumberFormat::Integer)
}

/// A headline figure.
#[inline(never)]
pub const fn figure(column: &'static str, label: &'static str, format: NumberFormat, help: &'static str) -> Figure {
    Figure { column, label, format, help, previous: None, section: None }
}

/// A widget over half the width.
#[inline(never)]
pub const fn half(
    id: &'static str,
    title: &'static str,
    help: &'static str,
    table: &'static str,
    kind: WidgetKind,
    empty: &'static str,
) -> Widget {
    Widget {
        id,
        title,
        help,
        table,
        width: Width::Half,
        kind,
        empty,
        tab: "",
        tabs: Vec::new(),
        opens: None,
        quiet: false,
    }
}

/// The widget over the full width.
#[inline(never)]
pub fn full(widget: Widget) -> Widget {
    Widget { width: Width::Full, ..widget }
}

/// The widget, named among its tabs.
#[inline(never)]
pub fn tabbed(tab: &'static str, widget: Widget, tabs: Vec<Widget>) -> Widget {
    Widget { tab, tabs, ..widget }
}

/// A widget that is another's tab.
#[inline(never)]
pub fn tab(tab: &'static str, widget: Widget) -> Widget {
    Widget { tab, ..widget }
}

/// The figure with its value in the period before.
pub const fn against(figure: Figure, previous: &'static str) -> Figure {
    Figure { previous: Some(previous), ..figure }
}

/// The figure with the section that tells more.
pub const fn leading(figure: Figure, section: &'static str) -> Figure {
    Figure { section: Some(section), ..figure }
}
