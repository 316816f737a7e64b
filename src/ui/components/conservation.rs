//! No row is lost: every row read is accepted or rejected, and the reasons are counted.

use crate::base::format;
use crate::platform::dom::Node;
use crate::protocol::{InputCount, RunReport};
use crate::texts;

/// The account of rows, one line per input.
pub fn conservation(report: &RunReport) -> Node {
    let panel = Node::of("section", "panel conservation").with("aria-label", texts::words::ROWS).named("conservation");
    panel.child(Node::new("h2").say(texts::words::ROWS)).all(report.inputs.iter().map(account))
}

fn account(input: &InputCount) -> Node {
    let count = |rows: u32| format::integer(u64::from(rows));
    let number = |class: &str, rows| Node::of("span", &format!("account__number{class}")).say(count(rows));
    let share = f64::from(input.rows_accepted) / f64::from(input.rows_read.max(1));
    // A few rejected rows among many would round to nothing; they must be seen.
    let share = if input.rows_rejected > 0 { share.min(0.99) } else { share };
    let equation =
        Node::of("p", "account__equation").child(number("", input.rows_read)).say(texts::dashboard::ROWS_READ);
    let equation =
        equation.child(number(" account__number--accepted", input.rows_accepted)).say(texts::dashboard::ROWS_ACCEPTED);
    let equation =
        equation.child(number(" account__number--rejected", input.rows_rejected)).say(texts::dashboard::ROWS_REJECTED);
    let bar = (input.rows_read > 0).then(|| {
        let width = format!("width:{}%", share * 100.0);
        let accepted = Node::of("div", "account__accepted").with("style", width);
        Node::of("div", "account__bar").with("aria-hidden", "true").child(accepted)
    });
    let files = texts::words::files(input.files);
    let facts = format!("{} · {files} · {}", input.input, format::bytes(input.bytes.0));
    let defect = (!input.conserved())
        .then(|| Node::of("p", "badge").with("data-tone", "danger").say(texts::dashboard::NOT_CONSERVED));
    let reasons = input.rejected_by_reason.iter().map(|(reason, rows)| {
        let text = format!("{} ", reason.replace('_', " "));
        Node::of("li", "chip").say(text).child(Node::new("b").say(count(*rows)))
    });
    let reasons = Node::of("ul", "chip-row").with("aria-label", texts::dashboard::REJECTED_BY_REASON).all(reasons);
    let account = Node::of("div", "account").child(equation).all(bar).child(Node::of("p", "muted").say(facts));
    account.all(defect).child(reasons)
}
