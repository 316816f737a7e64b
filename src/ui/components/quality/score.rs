//! The score, and what it is made from.

use super::{cell, grid, number, part, rate};
use crate::base::format::fixed;
use crate::platform::dom::Node;
use crate::protocol::{DimensionScore, Quality, QualityReport};
use crate::texts;

/// The section.
pub fn score(quality: Option<&Quality>, report: &QualityReport) -> Node {
    let section = part("score", texts::quality::SCORE);
    let Some(quality) = quality else {
        return section.child(Node::of("p", "muted").say(texts::quality::NO_ROW));
    };
    let verdict = texts::quality::verdict(quality.failed.len(), quality.checks);
    let figure = Node::of("p", "quality__figure").named("quality-figure");
    let figure = figure.child(Node::new("b").say(fixed(quality.score, 2))).say(texts::quality::OF_HUNDRED);
    let grade = Node::of("p", "quality__grade").with("data-grade", &quality.grade);
    let grade = grade.say(texts::quality::GRADE).child(Node::new("b").say(&quality.grade));
    let scale = Node::of("p", "muted").say(texts::quality::GRADES);
    let sum = Node::of("div", "panel quality__sum").child(figure).child(bar(&report.making)).child(grade);
    let sum = sum.child(Node::new("p").say(verdict)).child(scale);
    let rows = report.making.iter().map(row).collect();
    let names = [
        texts::quality::DIMENSION,
        texts::quality::DIMENSION_CHECKS,
        texts::quality::PASS_RATE,
        texts::quality::WEIGHT,
        texts::quality::POINTS,
    ];
    let doc = Node::of("p", "muted").say(texts::quality::HOW);
    let made = Node::of("div", "quality__made").child(grid(texts::quality::HOW_MADE, &names, rows)).child(doc);
    section.child(Node::of("div", "quality__score").child(sum).child(made))
}

/// The points of each dimension, side by side, out of a hundred.
fn bar(making: &[DimensionScore]) -> Node {
    let parts = making.iter().filter(|one| one.rate.is_some()).map(|one| {
        let share = one.rate.unwrap_or_default();
        Node::of("span", "quality__bar-part").with("style", format!("--most:{:.3};--share:{share:.4}", one.most))
    });
    // The table beside it says the same.
    Node::of("div", "quality__bar").with("aria-hidden", "true").all(parts)
}

fn row(one: &DimensionScore) -> Node {
    let name = Node::new("th").with("scope", "row").say(super::checks::dimension_title(&one.dimension));
    let row = Node::new("tr").child(name).child(number(one.checks.to_string()));
    match one.rate {
        Some(mean) => {
            let points = texts::quality::points(one.points, one.most);
            row.child(number(rate(mean))).child(number(fixed(one.weight, 0))).child(number(points))
        }
        None => row.child(number("–")).child(number(fixed(one.weight, 0))).child(cell(texts::words::LEFT_OUT)),
    }
}
