//! What dashboards are put together from: widgets, series and figures with what is usual for them. Plain.

use crate::present::dashboard::{Figure, NumberFormat, Series, Widget, WidgetKind, Width};

/// A column of numbers.
pub const fn series(column: &'static str, label: &'static str, format: NumberFormat) -> Series {
    Series { column, label, format }
}

/// A column of texts in a list of rows.
pub const fn text(column: &'static str, label: &'static str) -> Series {
    series(column, label, NumberFormat::Integer)
}

/// A headline figure.
pub const fn figure(column: &'static str, label: &'static str, format: NumberFormat, help: &'static str) -> Figure {
    Figure { column, label, format, help, previous: None, section: None }
}

/// A widget over half the width.
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
pub fn full(widget: Widget) -> Widget {
    Widget { width: Width::Full, ..widget }
}

/// The widget, named among its tabs.
pub fn tabbed(tab: &'static str, widget: Widget, tabs: Vec<Widget>) -> Widget {
    Widget { tab, tabs, ..widget }
}

/// A widget that is another's tab.
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
