//! The rows of a table, a page at a time. The old page stays, dimmed, while the next is on its way.

use super::controls::icon;
use super::icon::Glyph;
use super::value::{MISSING, about};
use crate::pipelines::spec::TableSpec;
use crate::platform::dom::Node;
use crate::protocol::{PageColumn, SortKey, TablePage};
use crate::ui::actions::{card, table};
use crate::ui::state::AppState;

/// What a grid is about.
pub struct Grid<'a> {
    pub app: AppState,
    pub table: &'a str,
    pub spec: Option<&'static TableSpec>,
    /// The column whose cells open a card.
    pub subject: Option<&'static str>,
    pub sort: Option<&'a SortKey>,
    /// Whether another page is on its way.
    pub loading: bool,
}

impl Grid<'_> {
    /// The rows that are there.
    pub fn node(&self, page: Option<&TablePage>) -> Node {
        let columns = page.map(|page| page.columns.as_slice()).unwrap_or_default();
        let rows = columns.first().map_or(0, |column| column.cells.len());
        let row = |index| Node::new("tr").all(columns.iter().map(|column| self.cell(column, index)));
        let head = Node::new("thead").child(Node::new("tr").all(columns.iter().map(|column| self.header(column))));
        let grid = Node::of("table", "grid").named("table-grid").child(head);
        let grid = grid.child(Node::new("tbody").all((0..rows).map(row)));
        let empty = page.filter(|page| page.rows == 0).map(|page| {
            let text = if page.filtered && page.all > 0 {
                "No row of this table belongs to the selection."
            } else {
                "This table has no rows."
            };
            Node::of("p", "table-box__empty").say(text)
        });
        let place = Node::of("div", "table-box table-box--tall").with("tabindex", "0").with("role", "region");
        let place = place.with("aria-label", format!("Rows of {}", self.table));
        place.with("aria-busy", self.loading.to_string()).child(grid).all(empty)
    }

    fn header(&self, column: &PageColumn) -> Node {
        let (app, name) = (self.app, column.name.clone());
        let order = self.sort.filter(|sort| sort.column == name).map(|sort| sort.descending);
        let (aria_sort, arrow) = match order {
            Some(false) => ("ascending", Some(Glyph::ArrowUp)),
            Some(true) => ("descending", Some(Glyph::ArrowDown)),
            None => ("none", None),
        };
        let button = Node::of("button", "grid__sort").say(&name).all(arrow.map(icon));
        let head = Node::new("th").with("scope", "col").with("aria-sort", aria_sort);
        let head = head.maybe("class", column.numeric.then_some("grid__number"));
        let head = head.maybe("title", about(self.spec, &name).1);
        head.child(button.on_press(Box::new(move || table::sort_by(app, &name))))
    }

    fn cell(&self, column: &PageColumn, row: usize) -> Node {
        let text = column.cells.get(row).and_then(Option::as_deref);
        let class = match (text, column.numeric) {
            (None, true) => "grid__number grid__null",
            (None, false) => "grid__null",
            (Some(_), true) => "grid__number",
            (Some(_), false) => "",
        };
        let cell = Node::of("td", class);
        match text {
            Some(id) if self.subject == Some(column.name.as_str()) => cell.child(card_button(self.app, id)),
            text => cell.say(text.unwrap_or(MISSING)),
        }
    }
}

/// The id of one whom the data is about; a press opens the card.
pub fn card_button(app: AppState, id: &str) -> Node {
    let own = id.to_owned();
    let button = Node::of("button", "link-button grid__card").with("title", "Open the card").say(id);
    button.on_press(Box::new(move || card::open(app, &own)))
}
