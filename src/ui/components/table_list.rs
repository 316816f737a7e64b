//! Every table of the run, by layer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::base::{Phase, format};
use crate::pipelines;
use crate::pipelines::spec::PipelineSpec;
use crate::protocol::TableInfo;
use crate::ui::routes::{Page, View};
use crate::ui::state::{AppState, Run};

/// The list; each entry is a link to its table.
#[component]
pub fn TableList(run: Arc<Run>) -> impl IntoView {
    let spec = pipelines::spec(&run.report.pipeline);
    let groups = Phase::ALL.into_iter().filter_map(|layer| {
        let tables: Vec<TableInfo> = run.report.tables.iter().filter(|table| table.layer == layer).cloned().collect();
        (!tables.is_empty()).then(|| view! { <Group layer tables spec /> })
    });
    view! {
        <nav class="table-list" aria-label="Tables" data-testid="table-list">
            {groups.collect_view()}
        </nav>
    }
}

#[component]
fn Group(layer: Phase, tables: Vec<TableInfo>, spec: Option<&'static PipelineSpec>) -> impl IntoView {
    let name = layer.label();
    view! {
        <section class="table-list__group" data-layer=name.to_lowercase()>
            <h2>{name}</h2>
            <ul>{tables.into_iter().map(|table| view! { <Entry table spec /> }).collect_view()}</ul>
        </section>
    }
}

#[component]
fn Entry(table: TableInfo, spec: Option<&'static PipelineSpec>) -> impl IntoView {
    let view = AppState::get().view();
    let doc = spec.and_then(|spec| spec.table(&table.name)).map(|spec| spec.doc);
    let name = table.name.clone();
    let href = {
        let name = name.clone();
        move || view.with(|view| View { table: Some(name.clone()), ..view.on(Page::Tables) }.href())
    };
    let current = move || view.with(|view| view.table.as_ref() == Some(&name)).then_some("page");
    view! {
        <li>
            <a class="table-list__entry" href=href aria-current=current title=doc>
                <span class="table-list__name">{table.name}</span>
                <span class="table-list__rows">{format::integer(u64::from(table.rows))}</span>
            </a>
        </li>
    }
}
