//! The tables page: every table of every layer, and its export.

use std::sync::Arc;

use leptos::prelude::*;

use crate::pipelines;
use crate::pipelines::spec::TableSpec;
use crate::protocol::{ExportFormat, TableInfo};
use crate::ui::actions::export::Subject;
use crate::ui::components::counted;
use crate::ui::components::empty_state::EmptyState;
use crate::ui::components::export_button::ExportButton;
use crate::ui::components::table_grid::TableGrid;
use crate::ui::components::table_list::TableList;
use crate::ui::pages::dashboard::SessionBanner;
use crate::ui::state::{AppState, Run};

/// The tables page.
#[component]
pub fn TablesPage() -> impl IntoView {
    let app = AppState::get();
    view! {
        <div class="page page--wide">
            {move || match app.run.get() {
                Some(run) => view! { <Explorer run /> }.into_any(),
                None => {
                    let text = "Tables are made by a run, and a run's data stays in the tab that made it. Bring the files to make them here.";
                    view! { <EmptyState title="No tables in this tab yet" text /> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Explorer(run: Arc<Run>) -> impl IntoView {
    let app = AppState::get();
    let tables = run.report.tables.clone();
    // Without a table in the link, the first of the last layer: what most people came for.
    let fallback = tables.iter().max_by_key(|table| table.layer).map(|last| last.layer);
    let fallback = tables.iter().find(|table| Some(table.layer) == fallback).cloned();
    let shown = Memo::new(move |_| {
        app.view().with(|view| match &view.table {
            Some(name) => tables.iter().find(|table| table.name == *name).cloned(),
            None => fallback.clone(),
        })
    });
    let (number, pipeline) = (run.number, run.report.pipeline.clone());
    let all: Signal<Subject> = Signal::stored(None);
    view! {
        <header class="page__head">
            <div>
                <h1>"Tables"</h1>
                <p class="lead">{counted(run.report.tables.len(), "table", "tables")} ", from raw rows to results"</p>
            </div>
            <div class="button-row" role="group" aria-label="All tables">
                <ExportButton subject=all format=ExportFormat::Csv label="All as ZIP of CSV" testid="export-zip-csv" />
                <ExportButton subject=all format=ExportFormat::Parquet label="All as ZIP of Parquet" testid="export-zip-parquet" />
            </div>
        </header>
        <SessionBanner />
        <div class="explorer">
            <TableList run />
            {move || match shown.get() {
                Some(table) => view! { <Table table number pipeline=pipeline.clone() /> }.into_any(),
                None => view! { <p class="lead">"This run has no table of that name. Choose one from the list."</p> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Table(table: TableInfo, number: u32, pipeline: String) -> impl IntoView {
    let spec: Option<&'static TableSpec> = pipelines::spec(&pipeline).and_then(|spec| spec.table(&table.name));
    let about = spec.map(|spec| {
        let made_of = (!spec.sources.is_empty()).then(|| format!("Made from {}. ", spec.sources.join(", ")));
        let key = format!("Key: {}.", spec.primary_key.join(", "));
        view! {
            <p class="table-view__doc">{spec.doc}</p>
            <p class="muted">{format!("One row per {}. ", spec.grain.trim_start_matches("one row per "))} {made_of} {key}</p>
        }
    });
    let name = table.name.clone();
    let subject: Signal<Subject> = Signal::stored(Some(table.name.clone()));
    view! {
        <section class="table-view" aria-label=format!("Table {name}")>
            <div class="table-view__head">
                <div>
                    <h2>{table.name.clone()}</h2>
                    {about}
                </div>
                <div class="button-row" role="group" aria-label="Export this table">
                    <ExportButton subject format=ExportFormat::Csv label="CSV" testid="export-csv" />
                    <ExportButton subject format=ExportFormat::Parquet label="Parquet" testid="export-parquet" />
                </div>
            </div>
            <TableGrid run=number table=table.name spec />
        </section>
    }
}
