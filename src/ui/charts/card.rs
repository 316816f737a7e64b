//! A card of the dashboard as its parts share it: the looks at it, which of them is in front, and what that shows.

use std::sync::Arc;

use leptos::prelude::*;

use crate::base::Diagnostic;
use crate::present::chart::{Drawing, Options, Theme, draw};
use crate::present::dashboard::{Widget, WidgetData, WidgetKind};
use crate::ui::actions::{card as opened, filter, look};
use crate::ui::state::AppState;

/// Height of a chart in CSS pixels, unless its rows need more.
const HEIGHT: u32 = 300;

/// A card; copies are the same card.
#[derive(Clone, Copy)]
pub struct Card {
    pub app: AppState,
    /// The widget's own id; its tabs have others.
    pub id: &'static str,
    pub theme: Memo<Theme>,
    /// Which of the looks is in front.
    pub front: Memo<usize>,
    /// Width of a chart in whole CSS pixels; 0 until it is on the page.
    pub width: RwSignal<u32>,
    /// Whether charts are shown as tables.
    pub as_table: RwSignal<bool>,
    /// Whether it is told how the figures are computed.
    pub explained: RwSignal<bool>,
    /// What is looked for in the rows.
    pub search: RwSignal<String>,
    /// Why a file could not be made.
    pub failure: RwSignal<Option<Diagnostic>>,
    looks: StoredValue<Vec<Arc<Widget>>>,
    data: Memo<Option<ById>>,
}

impl Card {
    /// The card of a widget and its tabs.
    pub fn new(app: AppState, widget: Widget) -> Self {
        let id = widget.id;
        let mut looks = vec![widget];
        let tabs = std::mem::take(&mut looks[0].tabs);
        looks.extend(tabs);
        let looks: Vec<Arc<Widget>> = looks.into_iter().map(Arc::new).collect();
        let ids: Vec<&'static str> = looks.iter().map(|look| look.id).collect();
        let own = ids.clone();
        let front = Memo::new(move |_| {
            let fronts = app.fronts.read();
            let chosen = fronts.iter().find(|(of, _)| *of == id);
            chosen.and_then(|(_, look)| own.iter().position(|own| own == look)).unwrap_or_default()
        });
        let data = Memo::new(move |_| app.widgets.read().data.get(ids[front.get()]).cloned().map(ById));
        Self {
            app,
            id,
            theme: app.appearance.chart_theme,
            front,
            width: RwSignal::new(0),
            as_table: RwSignal::new(false),
            explained: RwSignal::new(false),
            search: RwSignal::new(String::new()),
            failure: RwSignal::new(None),
            looks: StoredValue::new(looks),
            data,
        }
    }

    /// The widget and its tabs, in their order.
    pub fn looks(self) -> Vec<Arc<Widget>> {
        self.looks.get_value()
    }

    /// The widget in front.
    pub fn widget(self) -> Arc<Widget> {
        let front = self.front.get();
        self.looks.with_value(|looks| Arc::clone(&looks[front]))
    }

    /// The data of the widget in front, once it is there.
    pub fn data(self) -> Option<Arc<WidgetData>> {
        self.data.get().map(|data| data.0)
    }

    /// The data of this widget: while another one comes to the front, what was drawn for this one is still on the page.
    pub fn data_of(self, widget: &Widget) -> Arc<WidgetData> {
        self.data().filter(|data| data.widget == widget.id).unwrap_or_default()
    }

    /// The sign before amounts.
    pub fn currency(self) -> String {
        self.app.run.with(|run| run.as_ref().map(|run| run.currency().to_owned()).unwrap_or_default())
    }

    /// Whether none of the looks has anything to show.
    pub fn is_empty(self) -> bool {
        let widgets = self.app.widgets.read();
        self.looks().iter().all(|look| widgets.data.get(look.id).is_none_or(|data| data.rows == 0))
    }

    /// Brings a look to the front.
    pub fn show(self, look: &str) {
        self.explained.set(false);
        self.failure.set(None);
        look::open(self.app, look);
    }

    /// The values of the widget's own field that are filtered by.
    pub fn picked(self, widget: &Widget) -> Vec<String> {
        let field = widget.kind.field();
        self.app.view().with(|view| view.picked(field))
    }

    /// Acts on a click on a mark.
    pub fn pick(self, widget: &Widget, value: &str) {
        let shape = self.data_of(widget).texts("shape").first().cloned().flatten();
        match (&widget.kind, widget.kind.field()) {
            (WidgetKind::Scatter { .. }, _) if shape.as_deref() == Some("point") => opened::open(self.app, value),
            (_, Some(field)) => {
                filter::toggle(self.app, field, value);
                self.lead_on(widget.opens);
            }
            _ => {}
        }
    }

    /// Brings the tab to the front that a click leads to. What had the focus is gone with the tab before.
    pub fn lead_on(self, opens: Option<&'static str>) {
        if let Some(tab) = opens {
            self.show(tab);
            super::tabs::focus(tab);
        }
    }

    /// The chart of a widget, as wide as there is room.
    pub fn drawing(self, widget: &Widget) -> Option<Drawing> {
        let width = self.width.get();
        let data = self.data_of(widget);
        let (theme, currency) = (self.theme.get(), self.currency());
        let options = Options { width, height: HEIGHT, theme, currency, picked: self.picked(widget) };
        if width == 0 { None } else { draw(widget, &data, &options) }
    }
}

/// Whether a widget is drawn, and not written as figures, findings or rows.
pub fn is_chart(kind: &WidgetKind) -> bool {
    !matches!(kind, WidgetKind::Figures(_) | WidgetKind::Cards { .. } | WidgetKind::Rows { .. })
}

/// Data compared by identity: equal data keeps its handle, and comparing all rows of all widgets would cost time.
#[derive(Clone)]
struct ById(Arc<WidgetData>);

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}
