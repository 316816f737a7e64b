//! Every address of the app: what the page shows, as a URL and back. All links come from here, because only here is
//! the path known that the app is served under.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::platform::history::{self, Address};
use crate::platform::{page, query};
use crate::present::dashboard::Filter;
use crate::protocol::{RowChoice, SortKey};
use crate::texts;

/// Filters are written as `f.<field>=<value>`, one pair per value.
const FILTER_PREFIX: &str = "f.";
/// Parameters that differ from their defaults: `p.<name>=<value>`.
const PARAMETER_PREFIX: &str = "p.";

/// The pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Start,
    Files,
    Dashboard,
    Tables,
    Quality,
    Lineage,
    Campaign,
    Runs,
    /// What an address leads to that names no page.
    Nowhere,
}

impl Page {
    fn path(self) -> &'static str {
        match self {
            Self::Start => "/",
            Self::Files => "/files",
            Self::Dashboard => "/dashboard",
            Self::Tables => "/tables",
            Self::Quality => "/quality",
            Self::Lineage => "/lineage",
            Self::Runs => "/runs",
            Self::Campaign => "/campaign",
            Self::Nowhere => "/nowhere",
        }
    }

    fn from_path(path: &str) -> Self {
        let path = path.trim_end_matches('/');
        let pages =
            [Self::Files, Self::Dashboard, Self::Tables, Self::Quality, Self::Lineage, Self::Campaign, Self::Runs];
        match path {
            "" => Self::Start,
            _ => pages.into_iter().find(|page| page.path() == path).unwrap_or(Self::Nowhere),
        }
    }

    /// The title of the tab and the heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Start => texts::frame::START,
            Self::Files => texts::frame::FILES,
            Self::Dashboard => texts::frame::DASHBOARD,
            Self::Tables => texts::frame::TABLES,
            Self::Quality => texts::frame::QUALITY,
            Self::Lineage => texts::frame::LINEAGE,
            Self::Runs => texts::frame::RUNS,
            Self::Campaign => texts::frame::CAMPAIGN,
            Self::Nowhere => texts::frame::NOWHERE,
        }
    }
}

/// All that a link holds: the page, and what is looked at on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    pub page: Page,
    pub pipeline: Option<String>,
    pub table: Option<String>,
    /// What the table is sorted by, the first before the others.
    pub sort: Vec<SortKey>,
    /// Which rows of the table, by what is in their cells.
    pub choice: RowChoice,
    pub filters: Vec<Filter>,
    /// The id of the one whose card lies open over the page.
    pub card: Option<String>,
    /// Parameters by name, as texts.
    pub parameters: BTreeMap<String, String>,
}

impl View {
    /// Another page about the same pipeline, with the same filters and parameters.
    pub fn on(&self, page: Page) -> Self {
        let Self { pipeline, filters, parameters, .. } = self.clone();
        Self { page, pipeline, filters, parameters, ..Self::default() }
    }

    /// The link to this view.
    pub fn href(&self) -> String {
        let mut pairs = Vec::new();
        let mut pair = |key: &str, value: &str| pairs.push((key.to_owned(), value.to_owned()));
        if let Some(pipeline) = &self.pipeline {
            pair("pipeline", pipeline);
        }
        if let Some(table) = &self.table {
            pair("table", table);
        }
        for sort in &self.sort {
            pair("sort", &format!("{}{}", if sort.descending { "-" } else { "" }, sort.column));
        }
        if let Some(card) = &self.card {
            pair("card", card);
        }
        for (name, text) in &self.parameters {
            pair(&format!("{PARAMETER_PREFIX}{name}"), text);
        }
        for filter in &self.filters {
            for value in &filter.values {
                pair(&format!("{FILTER_PREFIX}{}", filter.field), value);
            }
        }
        pairs.extend(self.choice.pairs());
        format!("{}{}{}", page::base_path(), self.page.path(), query::write(&pairs))
    }

    /// The view that an address names; what cannot be read is left out.
    pub fn read(path: &str, search: &str) -> Self {
        let base = page::base_path();
        let mut view = Self { page: Page::from_path(path.strip_prefix(&base).unwrap_or(path)), ..Self::default() };
        for (key, value) in query::parse(search) {
            match key.as_str() {
                "pipeline" => view.pipeline = Some(value),
                "table" => view.table = Some(value),
                "sort" => {
                    let descending = value.starts_with('-');
                    let column = value.strip_prefix('-').unwrap_or(&value).to_owned();
                    view.sort.push(SortKey { column, descending });
                }
                "card" => view.card = Some(value),
                _ if view.choice.take_pair(&key, &value) => {}
                _ => {
                    if let Some(field) = key.strip_prefix(FILTER_PREFIX) {
                        view.add_filter(field, value);
                    } else if let Some(name) = key.strip_prefix(PARAMETER_PREFIX) {
                        view.parameters.insert(name.to_owned(), value);
                    }
                }
            }
        }
        view
    }

    /// The view with a filter value added, or taken away where it was set.
    #[must_use]
    pub fn toggled(mut self, field: &str, value: &str) -> Self {
        let had = self.has_filter(field, value);
        if had {
            for filter in self.filters.iter_mut().filter(|filter| filter.field == field) {
                filter.values.retain(|other| other != value);
            }
            self.filters.retain(|filter| !filter.values.is_empty());
        } else {
            self.add_filter(field, value.to_owned());
        }
        self
    }

    /// The values that a field is filtered by.
    pub fn picked(&self, field: Option<&str>) -> Vec<String> {
        let filter = self.filters.iter().find(|filter| Some(filter.field.as_str()) == field);
        filter.map(|filter| filter.values.clone()).unwrap_or_default()
    }

    fn has_filter(&self, field: &str, value: &str) -> bool {
        self.filters.iter().any(|filter| filter.field == field && filter.values.iter().any(|other| other == value))
    }

    fn add_filter(&mut self, field: &str, value: String) {
        if self.has_filter(field, &value) {
            return;
        }
        match self.filters.iter_mut().find(|filter| filter.field == field) {
            Some(filter) => filter.values.push(value),
            None => self.filters.push(Filter { field: field.to_owned(), values: vec![value] }),
        }
    }
}

/// The current view, and the way to another one.
#[derive(Clone, Copy)]
pub struct Router {
    pub view: Memo<View>,
    address: RwSignal<Address>,
}

impl Router {
    /// Follows the address, and takes the links of the page that lead to another view; for as long as the page lives.
    pub fn follow() -> Self {
        let address = RwSignal::new(history::address());
        let view = Memo::new(move |_| address.with(|(path, search)| View::read(path, search)));
        let router = Self { view, address };
        let moved = move || address.set(history::address());
        history::follow(Box::new(moved), Box::new(move |href| router.navigate(href, false)));
        router
    }

    /// Goes to a view as a new step of the history. Within one page the scroll position stays.
    pub fn go(self, view: &View) {
        self.navigate(&view.href(), false);
    }

    /// Goes to a view in place of the current step: where going back to it would make no sense.
    pub fn replace(self, view: &View) {
        self.navigate(&view.href(), true);
    }

    /// Whether the link leads to a view of this app; then it is gone to.
    fn navigate(self, href: &str, replace: bool) -> bool {
        let Some(address) = history::inside(&page::base_path(), href) else { return false };
        if self.address.with_untracked(|current| *current != address) {
            history::write(href, replace);
            let before = self.view.with_untracked(|view| view.page);
            self.address.set(address);
            // A new page is read from its top; a step back is left to the browser, which knows where one was.
            if self.view.with_untracked(|view| view.page) != before {
                page::scroll_up();
            }
        }
        true
    }
}
