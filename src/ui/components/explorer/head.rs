//! The header: of every column its name, kind and share of empty cells, and a small picture of its values. Pressing a
//! name sorts, pressing a part of the picture chooses rows; by keyboard the column's menu does both.

use std::sync::Arc;

use leptos::prelude::*;

use super::body::{ACTIVE_ID, cell_style, columns_in_view, gap};
use super::{is_bar, is_spread, kind_word, names, share_text, table_spec};
use crate::pipelines::spec::TableSpec;
use crate::platform::dom::Node;
use crate::protocol::{ColumnSummary, Condition};
use crate::texts;
use crate::ui::components::controls::icon;
use crate::ui::components::icon::Glyph;
use crate::ui::components::value::about;
use crate::ui::routes::View;
use crate::ui::state::AppState;
use crate::ui::state::grid::Shape;

/// Frequent values in a header.
const VALUES: usize = 3;

/// The header row.
pub(super) fn nodes(app: AppState) -> Vec<Node> {
    let grid = app.grid;
    let view = app.view().get();
    let active = Some(grid.selection.get()).filter(|selection| selection.header).map(|selection| selection.head.column);
    let (spec, aside) = (table_spec(app), grid.aside.get());
    let known = grid.summaries.with(|known| known.known.clone());
    grid.shape.with(|shape| {
        let head = Head { shape, view: &view, known: &known, spec, active };
        let columns = columns_in_view(shape, aside);
        let corner = Node::of("div", "sheet__number sheet__corner").with("role", "columnheader");
        let corner = corner
            .with("aria-colindex", "1")
            .with("style", format!("width:{}px", shape.numbers))
            .say(texts::tables::ROW);
        let row = Node::of("div", "sheet__row").with("role", "row").with("aria-rowindex", "1").child(corner);
        let row = row.all((0..shape.pinned).map(|place| head.cell(place))).child(gap(shape, &columns));
        vec![row.all(columns.map(|place| head.cell(place)))]
    })
}

struct Head<'a> {
    shape: &'a Shape,
    view: &'a View,
    known: &'a [Arc<ColumnSummary>],
    spec: Option<&'static TableSpec>,
    active: Option<usize>,
}

impl Head<'_> {
    fn cell(&self, place: usize) -> Node {
        let Some(column) = self.shape.column(place) else { return Node::new("div") };
        let name = column.name.as_str();
        let (kind, doc) = about(self.spec, name);
        let sorts = &self.view.sort;
        let sort = sorts.iter().position(|key| key.column == name);
        let (aria_sort, arrow) = match sort.map(|place| sorts[place].descending) {
            Some(false) => ("ascending", Some(Glyph::ArrowUp)),
            Some(true) => ("descending", Some(Glyph::ArrowDown)),
            None => ("none", None),
        };
        let order =
            sort.filter(|_| sorts.len() > 1).map(|place| Node::of("span", "sheet__order").say((place + 1).to_string()));
        let act = |class, what| Node::of("button", class).with("tabindex", "-1").with("data-act", what);
        let button = act("sheet__sort", "sort").maybe("title", doc).child(Node::new("span").say(name));
        let menu = act("sheet__menu", "menu").with("aria-label", texts::tables::column(name)).child(icon(Glyph::More));
        let line = Node::of("div", "sheet__name").child(button.all(arrow.map(icon)).all(order)).child(menu);
        let summary = self.known.iter().find(|summary| summary.column == name);
        let mut kind = kind_word(kind, column.numeric).to_owned();
        if let Some(summary) = summary.filter(|summary| summary.nulls > 0) {
            kind.push_str(&texts::tables::and_empty(&share_text(summary.nulls, summary.rows)));
        }
        let condition = self.view.choice.of(name);
        let mut class = String::from("sheet__column");
        if column.numeric {
            class.push_str(" sheet__column--number");
        }
        if place < self.shape.pinned {
            class.push_str(" sheet__cell--pinned");
        }
        if condition.is_some() {
            class.push_str(" sheet__column--chosen");
        }
        let cell = Node::of("div", &class).with("role", "columnheader").with("aria-colindex", (place + 2).to_string());
        let cell = cell.with("aria-label", name).with("aria-sort", aria_sort);
        let cell = cell.with("style", cell_style(self.shape, place, column));
        let cell = cell.maybe("id", (self.active == Some(place)).then_some(ACTIVE_ID));
        let nulls = Node::of("div", "sheet__nulls").with("aria-hidden", "true").all(summary.map(|summary| {
            let share = 100.0 * f64::from(summary.nulls) / f64::from(summary.rows.max(1));
            Node::new("i").with("style", format!("width:{share:.1}%"))
        }));
        let cell = cell.child(line).child(Node::of("div", "sheet__kind").say(kind)).child(nulls);
        cell.all(summary.map(|summary| picture(summary, condition)))
    }
}

/// The values in small. The column's menu has the same for those who do not point at it.
fn picture(summary: &ColumnSummary, condition: Option<&Condition>) -> Node {
    let place = Node::new("div").with("aria-hidden", "true");
    if is_spread(summary) {
        return bars(place.with("class", "sheet__bars"), summary, condition);
    }
    let repeats = summary.top.first().is_some_and(|(_, count)| *count > 1);
    if repeats || summary.top.len() == 1 {
        let most = summary.rows.max(1);
        let values = summary.top.iter().take(VALUES).enumerate().map(|(index, (value, number))| {
            let class = if names(condition, Some(value)) { "sheet__value sheet__value--on" } else { "sheet__value" };
            let value_node = Node::of("span", class).with("data-act", "value").with("data-index", index.to_string());
            let share = 100.0 * f64::from(*number) / f64::from(most);
            let value_node = value_node.with("style", format!("--share:{share:.1}%"));
            value_node.with("title", texts::tables::value_rows(value, *number)).child(Node::new("span").say(value))
        });
        return place.with("class", "sheet__values").all(values);
    }
    let text = summary.distinct.map(texts::tables::different).unwrap_or_default();
    place.with("class", "sheet__kind").say(text)
}

/// A histogram.
pub(super) fn bars(place: Node, summary: &ColumnSummary, condition: Option<&Condition>) -> Node {
    let most = summary.bins.iter().map(|bin| bin.count).max().unwrap_or_default().max(1);
    place.all(summary.bins.iter().enumerate().map(|(index, bin)| {
        let on = is_bar(condition, &bin.least, &bin.most);
        let bar = Node::of("span", if on { "sheet__bar sheet__bar--on" } else { "sheet__bar" });
        let share = 100.0 * f64::from(bin.count) / f64::from(most);
        // A bin with a single row is seen, too.
        let share = if bin.count > 0 { share.max(4.0) } else { 0.0 };
        let bar = bar.with("data-act", "bar").with("data-index", index.to_string());
        let bar = bar.with("title", texts::tables::bar_rows(&bin.least, &bin.most, bin.count));
        bar.with("style", format!("--share:{share:.1}%"))
    }))
}
