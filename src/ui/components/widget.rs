//! One widget of the dashboard: its frame here, its drawing in the charts.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::dashboard::{Widget, WidgetData, WidgetKind, Width};
use crate::ui::actions::filter;
use crate::ui::charts::{CardsView, ChartView, FiguresView, RowsView};
use crate::ui::state::{AppState, Appearance};

/// A titled card around figures, a chart or rows. Old data stays, dimmed, until newer data has come.
#[component]
pub fn WidgetCard(widget: Widget, currency: StoredValue<String>) -> impl IntoView {
    let app = AppState::get();
    let (id, title, help) = (widget.id, widget.title, widget.help);
    let half = widget.width == Width::Half;
    let figures = matches!(widget.kind, WidgetKind::Figures(_));
    let data = Memo::new(move |_| app.widgets.with(|widgets| widgets.data.get(id).map(ById::of)));
    let stale = move || app.widgets.with(|widgets| widgets.loading);
    let has_data = move || data.with(Option::is_some);
    let shown = Signal::derive(move || data.get().map(|data| data.0).unwrap_or_default());
    let widget = StoredValue::new(widget);
    let heading = (!figures).then(|| {
        view! {
            <header class="widget__head">
                <h3>{title}</h3>
                <p class="widget__help">{help}</p>
            </header>
        }
    });
    view! {
        <article
            class="widget"
            class:widget--half=half
            class:widget--figures=figures
            aria-label=title
            aria-busy=move || stale().to_string()
            data-testid=format!("widget-{id}")
        >
            {heading}
            <div class="widget__body" class:widget__body--stale=stale>
                <Show when=has_data fallback=|| view! { <div class="widget__skeleton"></div> }>
                    <WidgetBody widget=widget.get_value() data=shown currency />
                </Show>
            </div>
        </article>
    }
}

#[component]
fn WidgetBody(widget: Widget, data: Signal<Arc<WidgetData>>, currency: StoredValue<String>) -> impl IntoView {
    let app = AppState::get();
    let appearance: Appearance = expect_context();
    let currency = Signal::derive(move || currency.get_value());
    match widget.kind {
        WidgetKind::Figures(_) => view! { <FiguresView widget data currency /> }.into_any(),
        WidgetKind::Cards { title, body, advice, tone, .. } => {
            view! { <CardsView data empty=widget.empty columns=[title, body, advice, tone] /> }.into_any()
        }
        WidgetKind::Rows { .. } => view! { <RowsView widget data currency /> }.into_any(),
        _ => {
            let field = widget.kind.field();
            let picked = Signal::derive(move || app.view().with(|view| view.picked(field)));
            let on_pick = Callback::new(move |value: String| {
                if let Some(field) = field {
                    filter::toggle(app, field, &value);
                }
            });
            view! { <ChartView widget data theme=appearance.chart_theme currency picked on_pick /> }.into_any()
        }
    }
}

/// Data compared by identity: equal data keeps its handle, and comparing all rows of all widgets would cost time.
#[derive(Clone)]
struct ById(Arc<WidgetData>);

impl ById {
    fn of(data: &Arc<WidgetData>) -> Self {
        Self(Arc::clone(data))
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
