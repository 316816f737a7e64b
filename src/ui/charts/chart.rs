//! A chart with its legend, its table twin and its file.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

use super::legend::Legend;
use super::measure::width_of;
use super::overlay::Overlay;
use super::table::DataTable;
use crate::base::Diagnostic;
use crate::platform::{download, error_text};
use crate::present::chart::{Drawing, Options, Theme, draw, standalone, summary, twin};
use crate::present::dashboard::{Widget, WidgetData};

/// Height of a chart in CSS pixels, unless its rows need more.
const DEFAULT_HEIGHT: u32 = 300;

/// A chart of any kind but figures and rows. Draws itself anew when its width, data, theme or picked values change;
/// clicking or entering a mark hands its value to `on_pick`, and what is picked is the caller's to say.
#[component]
pub fn ChartView(
    widget: Widget,
    #[prop(into)] data: Signal<Arc<WidgetData>>,
    #[prop(into)] theme: Signal<Theme>,
    #[prop(into)] currency: Signal<String>,
    #[prop(into)] picked: Signal<Vec<String>>,
    #[prop(into)] on_pick: Callback<String>,
    #[prop(default = DEFAULT_HEIGHT)] height: u32,
) -> impl IntoView {
    let (id, title, empty) = (widget.id, widget.title, widget.empty);
    let widget = StoredValue::new(widget);
    let node = NodeRef::<Div>::new();
    let width = width_of(node);
    let as_table = RwSignal::new(false);
    let options =
        move |width| Options { width, height, theme: theme.get(), currency: currency.get(), picked: picked.get() };
    let drawing = Memo::new(move |_| match width.get() {
        0 => None,
        width => data.with(|data| widget.with_value(|widget| draw(widget, data, &options(width)))).map(Arc::new),
    });
    let told = Memo::new(move |_| {
        data.with(|data| currency.with(|currency| widget.with_value(|widget| summary(widget, data, currency))))
    });
    let table = move || {
        let table =
            data.with(|data| currency.with(|currency| widget.with_value(|widget| twin(widget, data, currency))));
        view! { <DataTable table title whole=true /> }
    };
    let legend = Memo::new(move |_| {
        drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.legend.clone()).unwrap_or_default())
    });
    let is_drawn = Memo::new(move |_| drawing.with(Option::is_some));
    let picture = move || view! { <Picture drawing told title picked on_pick /> };
    let body = move || match (as_table.get(), is_drawn.get()) {
        (_, false) if width.get() > 0 => view! { <p class="chart__empty">{empty}</p> }.into_any(),
        (_, false) => ().into_any(),
        (true, true) => table().into_any(),
        (false, true) => picture().into_any(),
    };
    view! {
        <div class="chart" node_ref=node>
            <Show when=move || is_drawn.get()>
                <div class="chart__bar">
                    {move || view! { <Legend items=legend.get() /> }}
                    <Tools id title drawing theme as_table />
                </div>
            </Show>
            {body}
        </div>
    }
}

/// The drawing with its overlay.
#[component]
fn Picture(
    drawing: Memo<Option<Arc<Drawing>>>,
    told: Memo<String>,
    title: &'static str,
    picked: Signal<Vec<String>>,
    on_pick: Callback<String>,
) -> impl IntoView {
    // Made by our own drawing code, which escapes every text in it: the one place where markup is set from a string.
    let svg = move || drawing.with(|drawing| drawing.as_ref().map(|drawing| drawing.svg.clone()).unwrap_or_default());
    view! {
        <div class="chart__stage">
            <div class="chart__drawing" role="img" aria-label=told inner_html=svg></div>
            <Overlay drawing title picked on_pick />
        </div>
    }
}

/// The buttons above a chart: its table, its file.
#[component]
fn Tools(
    id: &'static str,
    title: &'static str,
    drawing: Memo<Option<Arc<Drawing>>>,
    theme: Signal<Theme>,
    as_table: RwSignal<bool>,
) -> impl IntoView {
    let failure = RwSignal::new(None::<Diagnostic>);
    let export = move |_| {
        let file = drawing.with_untracked(|drawing| {
            drawing.as_ref().map(|drawing| theme.with_untracked(|theme| standalone(drawing, title, theme)))
        });
        failure.set(file.and_then(|file| save(&file, id).err()));
    };
    view! {
        <div class="chart__tools">
            <button
                type="button"
                class="chart__tool"
                aria-pressed=move || as_table.get().to_string()
                aria-label=format!("Show {title} as a table")
                on:click=move |_| as_table.update(|shown| *shown = !*shown)
            >
                "Table"
            </button>
            <button type="button" class="chart__tool" aria-label=format!("Save {title} as an SVG file") on:click=export>
                "SVG"
            </button>
        </div>
        {move || failure.get().map(|failure| view! { <p class="chart__note" role="alert">{failure.to_string()}</p> })}
    }
}

fn save(svg: &str, id: &str) -> Result<(), Diagnostic> {
    let name = format!("{id}.svg");
    let properties = BlobPropertyBag::new();
    properties.set_type("image/svg+xml");
    let parts = js_sys::Array::of1(&JsValue::from_str(svg));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &properties).map_err(|error| {
        Diagnostic::error("download_failed", format!("“{name}” could not be made: {}.", error_text(&error)))
            .hint("Free some memory by closing other tabs and try again.")
    })?;
    download::save(&blob, &name)
}
