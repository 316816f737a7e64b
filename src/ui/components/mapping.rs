//! Which source column feeds which input column: the engine's match with its evidence, open to correction.

use std::sync::Arc;

use leptos::prelude::*;

use super::evidence::Evidence;
use crate::pipelines;
use crate::pipelines::spec::{InputColumn, InputSpec};
use crate::protocol::{Binding, FileInspection, Inspection};
use crate::ui::state::{AppState, draft};

/// The option value for "no column".
const NONE: &str = "";

/// The mapping of one file: which input it feeds, and one select per input column.
#[component]
pub fn Mapping(file: usize, inspection: Arc<Inspection>) -> impl IntoView {
    let app = AppState::get();
    let inspection = StoredValue::new(inspection);
    let input = Memo::new(move |_| {
        app.draft.with(|all| all.files.iter().find(|one| one.file == file).and_then(|one| one.input.clone()))
    });
    let pipeline = app.draft.with_untracked(|draft| draft.pipeline.clone());
    let spec = pipelines::spec(&pipeline);
    let choose_input = move |event| {
        let name = Some(event_target_value(&event)).filter(|name| name != NONE);
        app.draft.update(|draft| inspection.with_value(|inspection| draft.set_input(inspection, file, name)));
    };
    let inputs = spec.into_iter().flat_map(|spec| spec.inputs).map(move |one| {
        let chosen = move || input.with(|input| input.as_deref() == Some(one.name));
        view! { <option value=one.name prop:selected=chosen>{format!("{} ({})", one.name, one.grain)}</option> }
    });
    let rows = move || {
        let draft = app.draft.with_untracked(|all| all.files.iter().find(|one| one.file == file).cloned());
        input.track();
        let spec = draft.and_then(|draft| draft::input_spec(spec?, &draft))?;
        let inspected = inspection.with_value(|inspection| inspection.files.get(file).cloned())?;
        Some(view! { <ColumnRows file inspected input=spec /> })
    };
    view! {
        <div class="mapping">
            <label class="field">
                <span>"This file is"</span>
                <select on:change=choose_input data-testid=format!("input-{file}")>
                    <option value=NONE prop:selected=move || input.with(Option::is_none)>"left out"</option>
                    {inputs.collect_view()}
                </select>
            </label>
            {rows}
        </div>
    }
}

#[component]
fn ColumnRows(file: usize, inspected: FileInspection, input: &'static InputSpec) -> impl IntoView {
    let found = inspected.matches.iter().find(|found| found.input == input.name);
    let bindings = found.map(|found| found.bindings.clone()).unwrap_or_default();
    let rows = input.columns.iter().map(|column| {
        let binding = bindings.iter().find(|binding| binding.input_column == column.name).cloned();
        view! { <ColumnRow file column sources=inspected.columns.clone() binding /> }
    });
    view! {
        <table class="mapping__table">
            <thead>
                <tr>
                    <th scope="col">"Varve needs"</th>
                    <th scope="col">"Column in the file"</th>
                    <th scope="col">"Why"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn ColumnRow(
    file: usize,
    column: &'static InputColumn,
    sources: Vec<String>,
    binding: Option<Binding>,
) -> impl IntoView {
    let app = AppState::get();
    let source = Memo::new(move |_| {
        app.draft.with(|all| all.files.iter().find(|one| one.file == file)?.columns.get(column.name).copied().flatten())
    });
    let matched = binding.as_ref().and_then(|binding| binding.source);
    let evidence = binding.map(|binding| binding.evidence).unwrap_or_default();
    let why = move || match source.get() {
        source if source == matched => evidence.clone(),
        Some(_) => "chosen by you".to_owned(),
        None => "left out by you".to_owned(),
    };
    let choose = move |event| {
        let source = event_target_value(&event).parse().ok();
        app.draft.update(|draft| draft.set_column(file, column.name, source));
    };
    let options = sources.into_iter().enumerate().map(move |(index, name)| {
        let chosen = move || source.get() == Some(index);
        view! { <option value=index.to_string() prop:selected=chosen>{name}</option> }
    });
    let missing = move || column.required && source.get().is_none();
    view! {
        <tr class="mapping__row" class:mapping__row--missing=missing>
            <th scope="row">
                <span class="mapping__name">{column.name}</span>
                {column.required.then(|| view! { <span class="mapping__required">"required"</span> })}
                <span class="mapping__doc">{column.doc}</span>
            </th>
            <td>
                <select aria-label=format!("Column for {}", column.name) on:change=choose data-testid=format!("map-{file}-{}", column.name)>
                    <option value=NONE prop:selected=move || source.get().is_none()>"not in this file"</option>
                    {options.collect_view()}
                </select>
            </td>
            <td>{move || view! { <Evidence text=why() /> }}</td>
        </tr>
    }
}
