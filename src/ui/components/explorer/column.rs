//! What can be done with one column: read what it means, sort, choose rows by its values, hide, pin, move.

use std::sync::Arc;

use leptos::prelude::*;

use super::panel::Content;
use super::{head, is_spread, kind_word, names, share_text, table_spec};
use crate::pipelines::spec::ColumnKind;
use crate::platform::dom::Node;
use crate::protocol::{ColumnSummary, Condition};
use crate::texts;
use crate::ui::actions::{choice, grid};
use crate::ui::components::controls::{button, checkbox};
use crate::ui::components::value::{about, count};
use crate::ui::state::AppState;

pub(super) fn content(app: AppState, name: &str) -> Option<Content> {
    let numeric = app.grid.shape.with(|shape| {
        let columns = &shape.columns;
        columns.iter().find(|column| column.name == name).map(|column| column.numeric)
    })?;
    let (kind, doc) = about(table_spec(app), name);
    let summary = app.grid.summaries.with(|known| known.known.iter().find(|summary| summary.column == name).cloned());
    let view = app.view().get();
    let (condition, filled) = (view.choice.of(name), Some(kind_word(kind, numeric)));
    let mut facts = vec![filled.unwrap_or_default().to_owned()];
    facts.extend(summary.iter().flat_map(|summary| told(summary)));
    let mut body: Vec<Node> = doc.into_iter().map(|doc| Node::new("p").say(doc)).collect();
    body.push(Node::of("p", "muted").say(facts.join(" · ")));
    body.push(sorts(app, name, view.sort.iter().any(|sort| sort.column != name)));
    body.push(lies(app, name));
    let date = kind == Some(ColumnKind::Date);
    let spread = summary.as_ref().filter(|summary| is_spread(summary));
    if let Some(summary) = spread {
        body.push(histogram(app, summary, condition));
        body.push(typed(app, name, numeric, date));
    }
    let is_spread = spread.is_some();
    body.push(values(app, name, summary, condition));
    if !is_spread {
        body.push(typed(app, name, numeric, date));
    }
    Some(Content { title: name.to_owned(), tools: Vec::new(), body })
}

/// The column in figures.
fn told(summary: &ColumnSummary) -> Vec<String> {
    let mut facts = vec![texts::words::rows(summary.rows as usize)];
    if summary.nulls > 0 {
        facts.push(texts::tables::empty_cells(summary.nulls, &share_text(summary.nulls, summary.rows)));
    }
    facts.extend(summary.distinct.map(texts::tables::different));
    let ends = summary.least.as_ref().zip(summary.most.as_ref());
    facts.extend(ends.filter(|_| !summary.bins.is_empty()).map(|(least, most)| texts::tables::range(least, most)));
    facts
}

fn group(title: &str, children: Vec<Node>) -> Node {
    let group = Node::of("section", "sheet-panel__group").with("role", "group").with("aria-label", title);
    group.child(Node::new("h3").say(title)).all(children)
}

fn sorts(app: AppState, name: &str, others: bool) -> Node {
    let sort = |text: &str, id: &str, direction: Option<bool>, add: bool| {
        let own = name.to_owned();
        button(text, id, Box::new(move || choice::sort_to(app, &own, direction, add)))
    };
    let mut row = vec![
        sort(texts::tables::ASCENDING, "sort-up", Some(false), false),
        sort(texts::tables::DESCENDING, "sort-down", Some(true), false),
        sort(texts::tables::NOT_SORTED, "sort-none", None, true),
    ];
    if others {
        row.push(sort(texts::tables::THEN_ASCENDING, "sort-then-up", Some(false), true));
        row.push(sort(texts::tables::THEN_DESCENDING, "sort-then-down", Some(true), true));
    }
    group(texts::tables::SORT, vec![Node::of("div", "button-row").all(row)])
}

/// The histogram, whose bars are pressed or walked through.
fn histogram(app: AppState, summary: &Arc<ColumnSummary>, condition: Option<&Condition>) -> Node {
    let bars = head::bars(Node::of("div", "sheet__bars sheet__bars--large").with("aria-hidden", "true"), summary, None);
    let bins = summary.bins.iter().enumerate().filter(|(_, bin)| bin.count > 0);
    let choices = bins.map(|(index, bin)| (index.to_string(), texts::tables::bar(&bin.least, &bin.most, bin.count)));
    let chosen = summary.bins.iter().position(|bin| super::is_bar(condition, &bin.least, &bin.most));
    let chosen = chosen.map(|index| index.to_string()).unwrap_or_default();
    let all = [(String::new(), texts::tables::ALL.to_owned())];
    let name = summary.column.clone();
    let heard = move |index: String| match index.parse() {
        Ok(index) => choice::press_bar(app, &name, index),
        Err(_) => choice::choose(app, &|rows| rows.set(&name, None)),
    };
    let choices = all.into_iter().chain(choices).collect();
    let select = crate::ui::components::controls::select(
        texts::tables::ROWS_OF_BAR,
        "column-bar",
        choices,
        &chosen,
        Box::new(heard),
    );
    group(texts::tables::SPREAD, vec![bars, select])
}

/// The frequent values, those chosen, and empty or not.
fn values(app: AppState, name: &str, summary: Option<Arc<ColumnSummary>>, condition: Option<&Condition>) -> Node {
    let mut rows: Vec<(Option<String>, Option<u32>)> = Vec::new();
    if let Some(summary) = &summary {
        rows.extend(summary.top.iter().map(|(value, number)| (Some(value.clone()), Some(*number))));
    }
    if let Some(Condition::OneOf(chosen)) = condition {
        for value in chosen {
            if value.is_some() && !rows.iter().any(|(known, _)| known == value) {
                rows.push((value.clone(), None));
            }
        }
    }
    let nulls = summary.as_ref().map(|summary| summary.nulls);
    if nulls.is_some_and(|nulls| nulls > 0) || names(condition, None) {
        rows.push((None, nulls));
    }
    let boxes = rows.into_iter().enumerate().map(|(index, (value, number))| {
        let text = value.clone().unwrap_or_else(|| texts::words::EMPTY.to_owned());
        let text = number.map_or(text.clone(), |number| format!("{text} ({})", count(number)));
        let (own, on) = (name.to_owned(), names(condition, value.as_deref()));
        let heard = move |_| choice::choose(app, &|rows| rows.toggle(&own, value.as_deref()));
        checkbox(&text, &format!("value-{index}"), on, Box::new(heard))
    });
    let list = Node::of("div", "sheet-panel__values").all(boxes);
    let choose = |text: &str, id: &str, condition: Option<Condition>| {
        let own = name.to_owned();
        button(text, id, Box::new(move || choice::choose(app, &|rows| rows.set(&own, condition.clone()))))
    };
    let mut row = vec![
        choose(texts::tables::ONLY_EMPTY, "only-null", Some(Condition::Null)),
        choose(texts::tables::NOT_EMPTY, "not-null", Some(Condition::NotNull)),
    ];
    if let Some(condition) = condition {
        row.push(choose(texts::tables::ANY_VALUE, "any-value", None));
        let said = Node::of("p", "sheet-panel__condition").with("role", "status");
        return group(
            texts::tables::VALUES,
            vec![said.say(format!("{name} {}", condition.words())), list, buttons(row)],
        );
    }
    group(texts::tables::VALUES, vec![list, buttons(row)])
}

fn buttons(row: Vec<Node>) -> Node {
    Node::of("div", "button-row").all(row)
}

/// Conditions that are typed.
fn typed(app: AppState, name: &str, numeric: bool, date: bool) -> Node {
    let now = app.grid.typed.get();
    let kind = if date { "date" } else { "text" };
    let field =
        |label: &str, id: &'static str, value: &str, part: fn(&mut crate::ui::state::grid::Typed) -> &mut String| {
            let own = name.to_owned();
            let ranged = id != "column-text";
            let heard = move |text: String| {
                choice::type_condition(app, own.clone(), &|typed| part(typed).clone_from(&text), ranged);
            };
            let wrong = ranged && numeric && !value.trim().is_empty() && value.trim().parse::<f64>().is_err();
            let input = Node::new("input").with("type", if ranged { kind } else { "text" }).with("id", id).named(id);
            let input = input.with("autocomplete", "off").maybe("inputmode", (ranged && numeric).then_some("decimal"));
            let input = input.maybe("aria-invalid", wrong.then_some("true"));
            let label =
                Node::new("span").say(if wrong { texts::tables::not_a_number(label) } else { label.to_owned() });
            Node::of("label", "field").child(label).child(input.value(value).on_input(Box::new(heard)))
        };
    let range = Node::of("div", "sheet-panel__range");
    let range = range.child(field(texts::tables::FROM, "column-least", &now.least, |typed| &mut typed.least));
    let range = range.child(field(texts::tables::TO, "column-most", &now.most, |typed| &mut typed.most));
    group(
        texts::tables::TYPED,
        vec![range, field(texts::tables::CONTAINS, "column-text", &now.text, |typed| &mut typed.text)],
    )
}

/// Where the column lies.
fn lies(app: AppState, name: &str) -> Node {
    let arrangement = app.grid.arrangement();
    let pinned = arrangement.is_pinned(name);
    let act = |text: &str, id: &str, pressed: fn(AppState, &str)| {
        let own = name.to_owned();
        button(text, id, Box::new(move || pressed(app, &own)))
    };
    let row = vec![
        act(texts::tables::HIDE, "column-hide", |app, name| {
            app.grid.arrange(&|columns, names| columns.hide(names, name, true));
            grid::close(app);
        }),
        act(if pinned { texts::tables::UNPIN } else { texts::tables::PIN }, "column-pin", |app, name| {
            app.grid.arrange(&|columns, _| columns.pin(name, !columns.is_pinned(name)));
        }),
        act(texts::tables::MOVE_LEFT, "column-left", |app, name| {
            app.grid.arrange(&|columns, names| columns.shift(names, name, false));
        }),
        act(texts::tables::MOVE_RIGHT, "column-right", |app, name| {
            app.grid.arrange(&|columns, names| columns.shift(names, name, true));
        }),
    ];
    group(texts::tables::COLUMN, vec![buttons(row)])
}
