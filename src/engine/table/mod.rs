//! Produced tables: their registry entry, and columns that are made when somebody looks.
//!
//! A wide table of a million rows costs hundreds of megabytes as a frame, and nobody looks at all of it at once. So a
//! table keeps one small function per column over the compact arrays of its layer, and becomes a polars frame only
//! for the rows and columns that a page, a query or an export asks for.

mod catalog;
mod part;

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use polars::prelude::{
    Column, DataFrame, DataType, Float64Chunked, Int32Chunked, Int64Chunked, IntoSeries, NamedFrom, NewChunkedArray,
    PlSmallStr, Series, StringChunkedBuilder,
};

pub use catalog::Catalog;
pub use part::Part;

use crate::base::date::Day;
use crate::pipelines::spec::{ColumnSpec, TableSpec};

/// Hands a row's text, or null, to the receiver given.
pub type SharedText = dyn Fn(usize, &mut dyn FnMut(Option<&str>));

/// A column by what it says of each row.
pub fn of<R: 'static, T>(rows: &Rc<Vec<R>>, cell: impl Fn(&R) -> T + 'static) -> impl Fn(usize) -> T + 'static {
    let rows = rows.clone();
    move |row| cell(&rows[row])
}

/// How the cells of a column are had, by row index.
#[derive(Clone)]
pub enum Cells {
    Int(Rc<dyn Fn(usize) -> Option<i64>>),
    Float(Rc<dyn Fn(usize) -> Option<f64>>),
    Text(Rc<dyn Fn(usize) -> Option<Cow<'static, str>>>),
    /// Texts that live in shared storage: written without an allocation per cell.
    Shared(Rc<SharedText>),
    Day(Rc<dyn Fn(usize) -> Option<Day>>),
}

impl fmt::Debug for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Int(_) => "Int",
            Self::Float(_) => "Float",
            Self::Text(_) | Self::Shared(_) => "Text",
            Self::Day(_) => "Day",
        })
    }
}

/// Which rows are wanted, in which order.
#[derive(Debug, Clone, Copy)]
pub enum Rows<'a> {
    Range(usize, usize),
    Picked(&'a [u32]),
}

impl Rows<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Range(start, end) => end - start,
            Self::Picked(rows) => rows.len(),
        }
    }

    fn each(&self, mut visit: impl FnMut(usize)) {
        match self {
            Self::Range(start, end) => (*start..*end).for_each(visit),
            Self::Picked(rows) => rows.iter().for_each(|row| visit(*row as usize)),
        }
    }
}

/// A table of the run: its registry entry, its row count, and its columns. A copy shares what the columns are made from.
#[derive(Debug, Clone)]
pub struct Table {
    pub spec: &'static TableSpec,
    rows: usize,
    columns: Vec<Cells>,
}

/// Verdicts as `true` and `false`, some missing.
pub fn truth(cell: impl Fn(usize) -> Option<bool> + 'static) -> Cells {
    Cells::Text(Rc::new(move |row| cell(row).map(|is| Cow::Borrowed(if is { "true" } else { "false" }))))
}

impl Table {
    /// A table whose columns follow, in the order of its registry entry.
    pub fn new(spec: &'static TableSpec, rows: usize) -> Self {
        Self { spec, rows, columns: Vec::with_capacity(spec.columns.len()) }
    }

    /// The next column: whole numbers.
    #[must_use]
    pub fn int(self, cell: impl Fn(usize) -> i64 + 'static) -> Self {
        self.push(Cells::Int(Rc::new(move |row| Some(cell(row)))))
    }

    /// The next column: whole numbers, some missing.
    #[must_use]
    pub fn int_opt(self, cell: impl Fn(usize) -> Option<i64> + 'static) -> Self {
        self.push(Cells::Int(Rc::new(cell)))
    }

    /// The next column: a 0/1 flag.
    #[must_use]
    pub fn flag(self, cell: impl Fn(usize) -> bool + 'static) -> Self {
        self.int(move |row| i64::from(cell(row)))
    }

    /// The next column: verdicts as `true` and `false`, some missing.
    #[must_use]
    pub fn truth(self, cell: impl Fn(usize) -> Option<bool> + 'static) -> Self {
        self.push(truth(cell))
    }

    /// The next column: floats.
    #[must_use]
    pub fn float(self, cell: impl Fn(usize) -> f64 + 'static) -> Self {
        self.push(Cells::Float(Rc::new(move |row| Some(cell(row)))))
    }

    /// The next column: floats, some missing.
    #[must_use]
    pub fn float_opt(self, cell: impl Fn(usize) -> Option<f64> + 'static) -> Self {
        self.push(Cells::Float(Rc::new(cell)))
    }

    /// The next column: one of a few fixed texts.
    #[must_use]
    pub fn word(self, cell: impl Fn(usize) -> &'static str + 'static) -> Self {
        self.push(Cells::Text(Rc::new(move |row| Some(Cow::Borrowed(cell(row))))))
    }

    /// The next column: texts made for the occasion, some missing.
    #[must_use]
    pub fn text_opt(self, cell: impl Fn(usize) -> Option<Cow<'static, str>> + 'static) -> Self {
        self.push(Cells::Text(Rc::new(cell)))
    }

    /// The next column: texts made for the occasion.
    #[must_use]
    pub fn text(self, cell: impl Fn(usize) -> String + 'static) -> Self {
        self.push(Cells::Text(Rc::new(move |row| Some(Cow::Owned(cell(row))))))
    }

    /// The next column: calendar days.
    #[must_use]
    pub fn day(self, cell: impl Fn(usize) -> Day + 'static) -> Self {
        self.push(Cells::Day(Rc::new(move |row| Some(cell(row)))))
    }

    /// The next column, of any kind.
    #[must_use]
    pub fn push(mut self, cells: Cells) -> Self {
        debug_assert!(
            self.columns.len() < self.spec.columns.len(),
            "table {} has more columns than its entry",
            self.spec.name
        );
        self.columns.push(cells);
        self
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The registry's columns with how their cells are had.
    pub fn columns(&self) -> impl Iterator<Item = (&'static ColumnSpec, &Cells)> {
        debug_assert_eq!(
            self.columns.len(),
            self.spec.columns.len(),
            "table {} lacks columns of its entry",
            self.spec.name
        );
        self.spec.columns.iter().zip(&self.columns)
    }

    /// How the cells of one column are had.
    pub fn cells(&self, name: &str) -> Option<&Cells> {
        self.columns().find(|(spec, _)| spec.name == name).map(|(_, cells)| cells)
    }

    /// The wanted rows of the wanted columns as a polars frame.
    pub fn frame_of(&self, rows: Rows<'_>, wanted: impl Fn(&str) -> bool) -> DataFrame {
        self.columns()
            .filter(|(spec, _)| wanted(spec.name))
            .map(|(spec, cells)| Column::from(cells.series(spec.name, rows)))
            .collect()
    }
}

impl Cells {
    /// The cells of `rows` as a polars series; days become `Date`.
    pub fn series(&self, name: &str, rows: Rows<'_>) -> Series {
        let name = PlSmallStr::from_str(name);
        match self {
            Self::Int(cell) => Int64Chunked::from_iter_options(name, collect(rows, &**cell).into_iter()).into_series(),
            Self::Float(cell) => {
                Float64Chunked::from_iter_options(name, collect(rows, &**cell).into_iter()).into_series()
            }
            Self::Day(cell) => {
                let days =
                    Int32Chunked::from_iter_options(name.clone(), collect(rows, &**cell).into_iter()).into_series();
                days.cast(&DataType::Date).unwrap_or_else(|_| Series::new(name, Vec::<i32>::new()))
            }
            Self::Text(cell) => {
                let mut builder = StringChunkedBuilder::new(name, rows.len());
                rows.each(|row| builder.append_option(cell(row)));
                builder.finish().into_series()
            }
            Self::Shared(cell) => {
                let mut builder = StringChunkedBuilder::new(name, rows.len());
                rows.each(|row| cell(row, &mut |text| builder.append_option(text)));
                builder.finish().into_series()
            }
        }
    }
}

fn collect<T>(rows: Rows<'_>, cell: &dyn Fn(usize) -> Option<T>) -> Vec<Option<T>> {
    let mut out = Vec::with_capacity(rows.len());
    rows.each(|row| out.push(cell(row)));
    out
}
