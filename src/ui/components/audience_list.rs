//! The list of people to address: how it came to its length, what it costs and is worth, and its first rows.

use super::controls::table_box;
use super::value::{count, known, money, shown, words};
use crate::pipelines::spec::{AudienceSpec, PipelineSpec};
use crate::platform::dom::Node;
use crate::protocol::{AudienceList, AudiencePlan, TablePage};
use crate::texts;

/// A list to show.
pub struct Shown<'a> {
    pub pipeline: &'static PipelineSpec,
    pub spec: &'static AudienceSpec,
    /// What the people are called.
    pub people: &'a str,
    pub currency: &'a str,
    pub plan: &'a AudiencePlan,
    pub list: &'a AudienceList,
}

impl Shown<'_> {
    /// The steps from all people to those who are addressed; each says how many it leaves out.
    pub fn funnel(&self) -> Node {
        let (counts, plan) = (&self.list.counts, self.plan);
        let others = counts.all.saturating_sub(counts.in_groups);
        let left_out = [
            (!plan.groups.is_empty(), others, texts::campaign::OTHER_GROUPS, texts::campaign::IN_GROUPS),
            (plan.quiet_days > 0, counts.recent, texts::campaign::RECENT, texts::campaign::QUIET_ENOUGH),
            (
                !plan.contacted.trim().is_empty(),
                counts.contacted,
                texts::campaign::CONTACTED_ALREADY,
                texts::campaign::NOT_CONTACTED,
            ),
            (
                plan.budget.is_some(),
                counts.beyond_budget,
                texts::campaign::BEYOND_BUDGET,
                texts::campaign::WITHIN_BUDGET,
            ),
        ];
        let mut left = counts.all;
        let first = self.step(left, &texts::campaign::in_all(self.people), None);
        let mut funnel = Node::of("ol", "funnel").named("audience-funnel").child(first);
        for (used, out, why, what) in left_out {
            left = left.saturating_sub(out);
            if used || out > 0 {
                funnel = funnel.child(self.step(left, what, Some(texts::campaign::left_out(out, why))));
            }
        }
        let held = self.step(counts.holdout, texts::campaign::TO_COMPARE, None).named("audience-held");
        let addressed = self.step(counts.addressed, texts::campaign::TO_ADDRESS, None).named("audience-addressed");
        funnel.child(held).child(addressed)
    }

    fn step(&self, number: u32, what: &str, out: Option<String>) -> Node {
        let share = f64::from(number) / f64::from(self.list.counts.all.max(1));
        let step = Node::of("li", "funnel__step").with("style", format!("--share:{share:.4}"));
        let step = step.child(Node::of("b", "funnel__number").say(count(number)));
        let step = step.child(Node::of("span", "funnel__what").say(what));
        step.all(out.map(|out| Node::of("span", "funnel__out").say(out)))
    }

    /// Cost, and what is expected of both parts.
    pub fn worth(&self) -> Node {
        let (list, counts) = (self.list, &self.list.counts);
        let fact = |name: &str, title: &str, value: String, help: String| {
            let fact = Node::of("div", "fact").named(name).child(Node::new("dt").say(title));
            fact.child(Node::new("dd").say(value)).child(Node::of("dd", "muted").say(help))
        };
        let amount = |value: Option<f64>| {
            value.map_or_else(|| texts::campaign::UNKNOWN.to_owned(), |value| money(value, self.currency))
        };
        let each = format!("{} × {}", count(counts.addressed), money(self.plan.cost, self.currency));
        let value = words(self.spec.value);
        let per_cost = list.value.filter(|_| list.cost > 0.0).map(|value| value / list.cost);
        let held = texts::campaign::value_of(&value, counts.holdout);
        Node::of("dl", "facts").all([
            fact("audience-costs", texts::campaign::TOTAL_COST, amount(Some(list.cost)), each),
            fact(
                "audience-value",
                texts::campaign::EXPECTED,
                amount(list.value),
                texts::campaign::value_per_cost(&value, per_cost),
            ),
            fact("audience-holdout-value", texts::campaign::EXPECTED_HELD_OUT, amount(list.holdout_value), held),
        ])
    }

    /// The first rows.
    pub fn rows(&self) -> Node {
        let page: &TablePage = &self.list.first;
        let head = page.columns.iter().map(|column| {
            let head = Node::new("th").with("scope", "col").maybe("title", known(self.pipeline, &column.name).1);
            head.maybe("class", column.numeric.then_some("grid__number")).say(words(&column.name))
        });
        let rows = page.columns.first().map_or(0, |column| column.cells.len());
        let row = |index: usize| {
            Node::new("tr").all(page.columns.iter().map(|column| {
                let cell = column.cells.get(index).and_then(Option::as_deref);
                let text = shown(cell, known(self.pipeline, &column.name).0, self.currency);
                Node::new("td").maybe("class", column.numeric.then_some("grid__number")).say(text)
            }))
        };
        let title = Node::new("h2").say(texts::campaign::FIRST_ON_LIST);
        let part = Node::of("section", "panel audience__rows").named("audience-first").child(title);
        if rows == 0 {
            return part.child(Node::of("p", "muted").say(texts::campaign::NOBODY));
        }
        part.child(table_box(texts::campaign::FIRST_ROWS, head.collect(), (0..rows).map(row).collect()))
    }
}
