//! The score, and what it is made from.

use super::{cell, grid, number, part, rate};
use crate::base::format::fixed;
use crate::platform::dom::Node;
use crate::protocol::{DimensionScore, Quality, QualityReport};
use crate::ui::components::counted;

/// The section.
pub fn score(quality: Option<&Quality>, report: &QualityReport) -> Node {
    let section = part("score", "Score");
    let Some(quality) = quality else {
        return section.child(Node::of("p", "muted").say("No row was read, so there is nothing to score."));
    };
    let failed = counted(quality.failed.len(), "check", "checks");
    let verdict = match quality.failed.len() {
        0 => format!("All {} checks passed or had nothing to look at.", quality.checks),
        _ => format!("{failed} of {} failed.", quality.checks),
    };
    let figure = Node::of("p", "quality__figure").named("quality-figure");
    let figure = figure.child(Node::new("b").say(fixed(quality.score, 1))).say(" of 100");
    let grade = Node::of("p", "quality__grade").with("data-grade", &quality.grade);
    let grade = grade.say("Grade ").child(Node::new("b").say(&quality.grade));
    let scale = Node::of("p", "muted").say("A from 98, B from 90, C from 75, else D.");
    let sum = Node::of("div", "panel quality__sum").child(figure).child(bar(&report.making)).child(grade);
    let sum = sum.child(Node::new("p").say(verdict)).child(scale);
    let rows = report.making.iter().map(row).collect();
    let names = ["Dimension", "Checks", "Mean pass rate", "Weight", "Points"];
    let doc = Node::of("p", "muted").say("The score is the weighted mean of the dimensions. A dimension counts with the mean pass rate of its checks; one without checks is left out, and the others share its weight.");
    let made = Node::of("div", "quality__made").child(grid("How the score is made", &names, rows)).child(doc);
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
            let points = format!("{} of {}", fixed(one.points, 2), fixed(one.most, 2));
            row.child(number(rate(mean))).child(number(fixed(one.weight, 0))).child(number(points))
        }
        None => row.child(number("–")).child(number(fixed(one.weight, 0))).child(cell("left out")),
    }
}
