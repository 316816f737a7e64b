//! Columns of a run that can be read in more than one way: the person is asked before the figures are believed.

use std::sync::Arc;

use leptos::prelude::*;

use super::controls::{button, question};
use super::mapping::decide;
use crate::platform::dom::Node;
use crate::protocol::{ColumnReading, Reading};
use crate::ui::actions::run as actions;
use crate::ui::state::{AppState, Run};

/// One question per such column; an answer runs again, as long as the run's files are the ones taken last.
pub fn open_readings(app: AppState, run: &Run) -> Vec<Node> {
    let latest = match (app.inspection.get(), &run.inspection) {
        (Some(now), Some(then)) => Arc::ptr_eq(&now, then),
        _ => false,
    };
    let open = run.report.readings.iter().filter(|reading| !reading.ask.is_empty());
    open.map(|reading| ask(app, reading, latest)).collect()
}

fn ask(app: AppState, column: &ColumnReading, latest: bool) -> Node {
    let answer = |reading: &Reading| {
        let (input, name, reading) = (column.input.clone(), column.column.clone(), *reading);
        let testid = format!("reread-{name}-{}", reading.word());
        let press = move || {
            decide(app, &input, &name, Some(reading));
            actions::chosen(app);
        };
        button(reading.label(), &testid, Box::new(press))
    };
    let text = format!("`{}` {}", column.column, column.how);
    let answers = if latest { column.ask.iter().map(answer).collect() } else { Vec::new() };
    question(&text, &format!("reread-{}", column.column), answers)
}
