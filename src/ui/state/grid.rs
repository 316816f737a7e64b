//! The table on screen: the rows that have come, where one is in them, and how the columns lie.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::base::Diagnostic;
use crate::platform::{sheet, storage};
use crate::present::dashboard::Filter;
use crate::present::grid::{Arrangement, CHUNK_ROWS, Scroll, Selection, farthest};
use crate::protocol::{ColumnSummary, Condition, PageRequest, RowChoice, SortKey, TablePage};

/// Chunks kept: enough to scroll back a little without asking again.
const CHUNKS_KEPT: usize = 30;

/// What identifies the rows on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowsKey {
    /// The number of the run.
    pub run: u32,
    pub pipeline: String,
    pub table: String,
    pub sort: Vec<SortKey>,
    pub filters: Vec<Filter>,
    pub choice: RowChoice,
}

impl RowsKey {
    /// Asks for some of the rows.
    pub fn request(&self, offset: usize, limit: usize) -> PageRequest {
        PageRequest {
            table: self.table.clone(),
            offset,
            limit,
            sort: self.sort.clone(),
            filters: self.filters.clone(),
            choice: self.choice.clone(),
            columns: Vec::new(),
        }
    }

    /// The same rows in the table's own order: what a summary is about.
    pub fn unsorted(&self) -> Self {
        Self { sort: Vec::new(), ..self.clone() }
    }

    /// Whether it is the same table of the same run.
    pub fn same_table(&self, other: &Self) -> bool {
        self.run == other.run && self.table == other.table
    }
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub numeric: bool,
    /// In CSS pixels.
    pub width: u32,
}

/// The rows that have come.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// What is to be shown, and what is: the old rows stay until the first of the new ones have come.
    pub wanted: Option<RowsKey>,
    pub shown: Option<RowsKey>,
    /// Rows of the selection, and of the whole table.
    pub rows: usize,
    pub all: usize,
    /// Whether the dashboard's filters choose among these rows.
    pub filtered: bool,
    pub columns: Arc<Vec<Column>>,
    chunks: Vec<(usize, Arc<TablePage>)>,
    /// Why what is wanted did not come.
    pub failure: Option<Diagnostic>,
}

impl Rows {
    /// Whether what is on screen is what is wanted.
    pub fn is_current(&self) -> bool {
        self.wanted == self.shown
    }

    pub fn has(&self, chunk: usize) -> bool {
        self.chunks.iter().any(|(own, _)| *own == chunk)
    }

    /// A row that is there: its page and its place on it.
    pub fn row(&self, row: usize) -> Option<(&TablePage, usize)> {
        let chunk = row / CHUNK_ROWS;
        let page = &self.chunks.iter().find(|(own, _)| *own == chunk)?.1;
        Some((page.as_ref(), row % CHUNK_ROWS))
    }

    /// A cell of a row that is there; `None` is null.
    pub fn cell(&self, row: usize, column: usize) -> Option<Option<&str>> {
        let (page, place) = self.row(row)?;
        Some(page.columns.get(column)?.cells.get(place)?.as_deref())
    }

    /// Takes a chunk of the rows wanted; where it is the first of them, it takes the place of all that was there.
    pub fn take(&mut self, chunk: usize, page: Arc<TablePage>, scroll: &Scroll) {
        if !self.is_current() {
            let same = self.shown.as_ref().zip(self.wanted.as_ref()).is_some_and(|(old, new)| old.same_table(new));
            if !same {
                self.columns = Arc::new(columns(&page));
            }
            self.chunks.clear();
            self.shown = self.wanted.clone();
        }
        (self.rows, self.all, self.filtered) = (page.rows as usize, page.all as usize, page.filtered);
        self.chunks.push((chunk, page));
        if self.chunks.len() > CHUNKS_KEPT {
            let places: Vec<usize> = self.chunks.iter().map(|(place, _)| *place).collect();
            farthest(&places, &scroll.window()).into_iter().for_each(|place| drop(self.chunks.remove(place)));
        }
    }
}

/// The columns of a table, wide enough for their names and for the cells of the first rows.
fn columns(page: &TablePage) -> Vec<Column> {
    const LEAST: u32 = 116;
    const MOST: u32 = 330;
    let width = |letters: usize, each: u32, room: u32| (letters as u32).min(100) * each + room;
    let column = |column: &crate::protocol::PageColumn| {
        let letters = column.cells.iter().flatten().map(|cell| cell.len()).max().unwrap_or_default();
        let width = width(letters, 8, 26).max(width(column.name.len(), 8, 68)).clamp(LEAST, MOST);
        Column { name: column.name.clone(), numeric: column.numeric, width }
    };
    page.columns.iter().map(column).collect()
}

/// How the columns lie, the row numbers before them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shape {
    pub columns: Arc<Vec<Column>>,
    /// Which columns are shown, by their place in the table.
    pub shown: Vec<usize>,
    /// How many of them, from the first, stay in sight.
    pub pinned: usize,
    /// Where each begins, from the left edge.
    pub lefts: Vec<u32>,
    /// The width of the row numbers, and of everything.
    pub numbers: u32,
    pub total: u32,
}

impl Shape {
    /// The column shown at a place.
    pub fn column(&self, shown: usize) -> Option<&Column> {
        self.columns.get(*self.shown.get(shown)?)
    }

    /// The width of what stays in sight.
    pub fn kept(&self) -> u32 {
        self.lefts.get(self.pinned).copied().unwrap_or(self.total).min(self.total)
    }
}

/// What lies open over the grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Panel {
    #[default]
    Closed,
    /// What can be done with a column, below its header.
    Column {
        name: String,
        corner: (i32, i32),
    },
    Columns,
    /// The row that one is at.
    Record,
}

/// What is being typed as the condition on a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub least: String,
    pub most: String,
    pub text: String,
}

impl Typed {
    /// The fields that say what a condition says.
    pub fn of(condition: Option<&Condition>) -> Self {
        match condition {
            Some(Condition::Between { least, most }) => Self {
                least: least.clone().unwrap_or_default(),
                most: most.clone().unwrap_or_default(),
                text: String::new(),
            },
            Some(Condition::Contains(text)) => Self { text: text.clone(), ..Self::default() },
            _ => Self::default(),
        }
    }
}

/// What the headers show, and what it is about: kept until newer ones have come.
#[derive(Debug, Clone, Default)]
pub struct Summaries {
    pub of: Option<RowsKey>,
    /// The columns that were asked about since.
    pub asked: Vec<String>,
    pub known: Vec<Arc<ColumnSummary>>,
}

/// The state of the grid. Copies are the same state.
#[derive(Clone, Copy)]
pub struct Grid {
    pub rows: RwSignal<Rows>,
    pub scroll: RwSignal<Scroll>,
    /// How far it is scrolled sideways, and how wide it is.
    pub aside: RwSignal<(f64, f64)>,
    pub selection: RwSignal<Selection>,
    /// By where each is kept.
    pub arrangements: RwSignal<BTreeMap<String, Arrangement>>,
    pub summaries: RwSignal<Summaries>,
    pub panel: RwSignal<Panel>,
    pub typed: RwSignal<Typed>,
    /// The search as it is typed; `None` when it is as the address says.
    pub search: RwSignal<Option<String>>,
    /// What was done last, for those who cannot see it.
    pub said: RwSignal<String>,
    /// Whether a question is on its way to the engine.
    pub asking: StoredValue<bool>,
    pub shape: Memo<Shape>,
}

impl Grid {
    /// A grid without rows, in the scope that owns it.
    pub fn provide() -> Self {
        let (rows, arrangements, aside) =
            (RwSignal::<Rows>::default(), RwSignal::<BTreeMap<String, Arrangement>>::default(), RwSignal::default());
        Self {
            rows,
            scroll: RwSignal::new(Scroll::new(sheet::row_height())),
            aside,
            selection: RwSignal::default(),
            arrangements,
            summaries: RwSignal::default(),
            panel: RwSignal::default(),
            typed: RwSignal::default(),
            search: RwSignal::default(),
            said: RwSignal::default(),
            asking: StoredValue::new(false),
            shape: Memo::new(move |_| rows.with(|rows| arrangements.with(|known| shape(rows, known, aside.get().1)))),
        }
    }

    /// Changes how the columns of the table on screen lie, and keeps that.
    pub fn arrange(self, change: &dyn Fn(&mut Arrangement, &[&str])) {
        let Some((key, columns)) = self
            .rows
            .with_untracked(|rows| rows.shown.as_ref().map(|key| (arrangement_key(key), Arc::clone(&rows.columns))))
        else {
            return;
        };
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        self.arrangements.update(|known| {
            let own = known.entry(key.clone()).or_default();
            change(own, &names);
            if own.is_plain() {
                storage::remove(&key);
            } else {
                storage::save(&key, &own.text());
            }
        });
    }

    /// How the columns of the table on screen lie.
    pub fn arrangement(self) -> Arrangement {
        let key = self.rows.with(|rows| rows.shown.as_ref().map(arrangement_key));
        self.arrangements.with(|known| key.and_then(|key| known.get(&key).cloned()).unwrap_or_default())
    }

    /// Brings back how the columns of a table lay in an earlier visit.
    pub fn recall(self, of: &RowsKey) {
        let key = arrangement_key(of);
        if self.arrangements.with_untracked(|known| !known.contains_key(&key)) {
            let kept = storage::load(&key).map(|text| Arrangement::of_text(&text)).unwrap_or_default();
            self.arrangements.update(|known| drop(known.insert(key, kept)));
        }
    }
}

fn arrangement_key(key: &RowsKey) -> String {
    format!("columns.{}.{}", key.pipeline, key.table)
}

fn shape(rows: &Rows, known: &BTreeMap<String, Arrangement>, width: f64) -> Shape {
    let columns = Arc::clone(&rows.columns);
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let plain = Arrangement::default();
    let own = rows.shown.as_ref().and_then(|key| known.get(&arrangement_key(key))).unwrap_or(&plain);
    let shown = own.shown(&names);
    let numbers = 26 + 8 * crate::base::format::integer(rows.all as u64).len() as u32;
    let mut left = numbers;
    let mut lefts = Vec::with_capacity(shown.len());
    for place in &shown {
        lefts.push(left);
        left += columns[*place].width;
    }
    let named = shown.iter().filter(|place| own.is_pinned(names[**place])).count();
    // On a narrow screen, columns that stay in sight would leave no room for the others.
    let fits = |pinned: &usize| f64::from(lefts.get(*pinned).copied().unwrap_or(left)) <= width * 0.7;
    let pinned = (0..=named).rev().find(fits).unwrap_or_default();
    Shape { shown, pinned, lefts, numbers, total: left, columns }
}
