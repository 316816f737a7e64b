//! Small tables of what the engine tells about runs.

use crate::platform::dom::Node;
use crate::protocol::{Cell, Sheet};

/// The sheets, one below the other.
pub fn sheets(sheets: &[Sheet]) -> Vec<Node> {
    sheets.iter().map(sheet).collect()
}

fn sheet(sheet: &Sheet) -> Node {
    let lead = (!sheet.lead.is_empty()).then(|| Node::of("p", "muted").say(&sheet.lead));
    let place = Node::of("section", "run-sheet").child(Node::new("h3").say(&sheet.title)).all(lead);
    if sheet.rows.is_empty() {
        return place;
    }
    let number = |at: usize| sheet.columns.get(at).is_some_and(|column| column.1);
    let class = |at: usize| number(at).then_some("grid__number");
    let heads = sheet.columns.iter().enumerate();
    let heads = heads.map(|(at, column)| Node::new("th").with("scope", "col").maybe("class", class(at)).say(&column.0));
    let rows = sheet.rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        Node::new("tr").all(cells.map(|(at, one)| cell(one).maybe("class", class(at))))
    });
    let head = Node::new("thead").child(Node::new("tr").all(heads));
    let table = Node::of("table", "grid grid--compact").child(head).child(Node::new("tbody").all(rows));
    let scroll = Node::of("div", "table-box").with("tabindex", "0").with("role", "region");
    place.child(scroll.with("aria-label", &sheet.title).child(table))
}

fn cell(cell: &Cell) -> Node {
    let bar = cell.bar.map(|share| {
        Node::of("span", "run-bar-cell").with("style", format!("--share:{share:.4}")).with("aria-hidden", "true")
    });
    Node::new("td").all(bar).say(&cell.text)
}
