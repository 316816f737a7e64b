//! The rows of a table, a page at a time. The old page stays, dimmed, while the next is on its way.

use leptos::prelude::*;

use super::icon::{Glyph, Icon};
use super::pager::Pager;
use crate::pipelines::spec::TableSpec;
use crate::protocol::{PageColumn, TablePage};
use crate::ui::actions::table::{self, PageKey};
use crate::ui::state::AppState;

/// The grid of the table in the URL.
#[component]
pub fn TableGrid(run: u32, table: String, spec: Option<&'static TableSpec>) -> impl IntoView {
    let app = AppState::get();
    let name = table.clone();
    let key = Memo::new(move |_| {
        app.view().with(|view| PageKey { run, table: table.clone(), sheet: view.sheet, sort: view.sort.clone() })
    });
    let fetched = LocalResource::new(move || {
        let key = key.get();
        async move { (key.clone(), table::fetch(app, key).await) }
    });
    let loading = move || fetched.with(|fetched| fetched.as_ref().is_none_or(|(of, _)| key.with(|key| key != of)));
    let page = Memo::new(move |_| fetched.with(|fetched| fetched.as_ref().and_then(|(_, page)| page.clone().ok())));
    let failure = move || fetched.with(|fetched| fetched.as_ref().and_then(|(_, page)| page.clone().err()));
    let columns = Memo::new(move |_| page.with(|page| page.as_ref().map(|page| headers(page)).unwrap_or_default()));
    let rows = Signal::derive(move || page.with(|page| page.as_ref().map_or(0, |page| page.rows as usize)));
    view! {
        {move || failure().map(|failure| view! { <p class="inline-error" role="alert">{failure.to_string()}</p> })}
        <div class="table-box table-box--tall" tabindex="0" role="region" aria-label=format!("Rows of {name}") aria-busy=move || loading().to_string()>
            <table class="grid" data-testid="table-grid">
                <thead>
                    <tr>
                        <For each=move || columns.get() key=|column| column.clone() let:column>
                            <Header name=column.0 numeric=column.1 spec />
                        </For>
                    </tr>
                </thead>
                <tbody>{move || page.get().map(|page| body(&page))}</tbody>
            </table>
            <Show when=move || page.with(|page| page.as_ref().is_some_and(|page| page.rows == 0))>
                <p class="table-box__empty">"This table has no rows."</p>
            </Show>
        </div>
        <Pager rows />
    }
}

#[component]
fn Header(name: String, numeric: bool, spec: Option<&'static TableSpec>) -> impl IntoView {
    let app = AppState::get();
    let doc = spec.and_then(|spec| spec.columns.iter().find(|column| column.name == name)).map(|column| column.doc);
    let (sorted, clicked) = (name.clone(), name.clone());
    let order = Memo::new(move |_| {
        app.view().with(|view| view.sort.as_ref().filter(|sort| sort.column == sorted).map(|sort| sort.descending))
    });
    let aria_sort = move || match order.get() {
        Some(false) => "ascending",
        Some(true) => "descending",
        None => "none",
    };
    let arrow = move || {
        order.get().map(|descending| {
            view! { <Icon glyph=if descending { Glyph::ArrowDown } else { Glyph::ArrowUp } /> }
        })
    };
    view! {
        <th scope="col" class:grid__number=numeric aria-sort=aria_sort title=doc>
            <button class="grid__sort" on:click=move |_| table::sort_by(app, &clicked)>
                {name}
                {arrow}
            </button>
        </th>
    }
}

fn headers(page: &TablePage) -> Vec<(String, bool)> {
    page.columns.iter().map(|column| (column.name.clone(), column.numeric)).collect()
}

fn body(page: &TablePage) -> impl IntoView + use<> {
    let rows = page.columns.first().map_or(0, |column| column.cells.len());
    let row = |index: usize| page.columns.iter().map(|column| cell(column, index)).collect_view();
    (0..rows).map(|index| view! { <tr>{row(index)}</tr> }).collect_view()
}

fn cell(column: &PageColumn, row: usize) -> impl IntoView + use<> {
    let text = column.cells.get(row).cloned().flatten();
    let class = match (&text, column.numeric) {
        (None, true) => "grid__number grid__null",
        (None, false) => "grid__null",
        (Some(_), true) => "grid__number",
        (Some(_), false) => "",
    };
    view! { <td class=class>{text.unwrap_or_else(|| "–".to_owned())}</td> }
}
