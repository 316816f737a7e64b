//! Small tables: the twin of a chart, and widgets that are rows.

use std::sync::Arc;

use leptos::prelude::*;

use crate::base::format::integer;
use crate::present::chart::{Twin, TwinColumn, twin};
use crate::present::dashboard::{Widget, WidgetData};

/// The rows of a `WidgetKind::Rows` widget.
#[component]
pub fn RowsView(
    widget: Widget,
    #[prop(into)] data: Signal<Arc<WidgetData>>,
    #[prop(into)] currency: Signal<String>,
) -> impl IntoView {
    let (title, empty) = (widget.title, widget.empty);
    let table = Memo::new(move |_| data.with(|data| currency.with(|currency| twin(&widget, data, currency))));
    move || {
        if table.with(|table| table.rows == 0) {
            view! { <p class="chart__empty">{empty}</p> }.into_any()
        } else {
            view! { <DataTable table=table.get() title whole=false /> }.into_any()
        }
    }
}

/// A table that scrolls sideways and downwards inside its box. `whole` says that it stands for all of the data, so
/// that rows left out are named.
#[component]
pub fn DataTable(table: Twin, title: &'static str, whole: bool) -> impl IntoView {
    let shown = table.columns.first().map_or(0, |column| column.cells.len());
    let cut = (whole && shown < table.rows).then(|| {
        let text = format!("The first {} of {} rows.", integer(shown as u64), integer(table.rows as u64));
        view! { <p class="chart__note">{text}</p> }
    });
    let heads = table.columns.iter().map(head).collect_view();
    let rows = (0..shown).map(|row| cells(&table.columns, row)).collect_view();
    view! {
        <div class="chart__table" tabindex="0" role="region" aria-label=format!("Table: {title}")>
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {cut}
    }
}

fn head(column: &TwinColumn) -> impl IntoView + use<> {
    view! { <th scope="col" class:chart__number=column.numeric>{column.heading.clone()}</th> }
}

/// One row, its first cell the row's header.
fn cells(columns: &[TwinColumn], row: usize) -> impl IntoView + use<> {
    let cell = |(place, column): (usize, &TwinColumn)| {
        let (text, numeric) = (column.cells[row].clone(), column.numeric);
        if place == 0 {
            view! { <th scope="row" class:chart__number=numeric>{text}</th> }.into_any()
        } else {
            view! { <td class:chart__number=numeric>{text}</td> }.into_any()
        }
    };
    view! { <tr>{columns.iter().enumerate().map(cell).collect_view()}</tr> }
}
