//! Orders against money: a point per customer, or a hexagon for many.

use std::rc::Rc;

use super::of;
use crate::base::format::r6;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::{Level, Selection};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::warehouse::Customers;
use crate::pipelines::sales::tables::histograms::FREQUENCY_VALUE;
use crate::present::hexagons::{self, Span};

/// Above so many customers hexagons stand for points (spec sales.md, section 12).
const MOST_POINTS: usize = 5_000;

/// The area that all customers lie in; the same for every selection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    orders: Span,
    /// Logarithmic where all have spent more than nothing.
    spent: Span,
}

impl Field {
    pub(super) fn new(customers: &Customers) -> Self {
        let most_orders = customers.orders.iter().copied().max().unwrap_or(0);
        let spent = || customers.spent.iter().map(|spent| r6(*spent));
        let (from, to) = (spent().fold(f64::INFINITY, f64::min), spent().fold(f64::NEG_INFINITY, f64::max));
        Self {
            orders: Span { from: 0.0, to: f64::from(most_orders) + 1.0, log: false },
            spent: Span { from, to, log: from > 0.0 },
        }
    }

    /// The hexagon that a customer lies in.
    pub(super) fn cell(&self, customers: &Customers, customer: usize) -> (i32, i32) {
        let (orders, spent) = (f64::from(customers.orders[customer]), r6(customers.spent[customer]));
        hexagons::cell(self.orders.share(orders), self.spent.share(spent))
    }
}

/// A hexagon's name.
pub(crate) fn name((column, row): (i32, i32)) -> String {
    format!("{column}·{row}")
}

struct Dot {
    orders: f64,
    spent: f64,
    count: u32,
    level: &'static str,
    key: String,
}

/// The view `frequency_value`.
pub(crate) fn frequency_value(outcome: &SalesOutcome, selection: Selection<'_>) -> Table {
    let (customers, field) = (&*outcome.warehouse.customers, outcome.steps().field);
    let selected = || customers.by_id.iter().map(|key| *key as usize).filter(|customer| selection.has(*customer));
    let few = selected().nth(MOST_POINTS).is_none();
    let level = |customer: usize| outcome.business.prospects.level(customer);
    let dots: Vec<Dot> = if few {
        let ids = &outcome.staged.rows.customer_ids;
        let point = |customer: usize| Dot {
            orders: f64::from(customers.orders[customer]),
            spent: customers.spent[customer],
            count: 1,
            level: level(customer).map_or("unknown", Level::name),
            key: ids.text(customers.id[customer] as usize),
        };
        selected().map(point).collect()
    } else {
        // Cell, then how many customers of each level it holds, unknown last.
        let places = &outcome.steps().places;
        let mut cells: Vec<((i32, i32), [u32; 4])> = places.cells.iter().map(|cell| (*cell, [0; 4])).collect();
        selection.for_each_customer(customers.len(), |customer| {
            cells[places.cell[customer] as usize].1[level(customer).map_or(3, |level| level as usize)] += 1;
        });
        cells.retain(|(_, counts)| *counts != [0; 4]);
        let hexagon = |(cell, counts): ((i32, i32), [u32; 4])| {
            let (u, v) = hexagons::center(cell);
            let (orders, spent) = (field.orders.at(u), field.spent.at(v));
            let most = (0..counts.len()).rev().max_by_key(|level| counts[*level]).unwrap_or(3);
            let level = Level::ALL.get(most).map_or("unknown", |level| level.name());
            Dot { orders, spent, count: counts.iter().sum(), level, key: name(cell) }
        };
        cells.into_iter().map(hexagon).collect()
    };
    let shape = if few { "point" } else { "hexagon" };
    let rows = Rc::new(dots);
    Table::new(&FREQUENCY_VALUE, rows.len())
        .float(of(&rows, |dot| dot.orders))
        .float(of(&rows, |dot| dot.spent))
        .int(of(&rows, |dot| i64::from(dot.count)))
        .word(of(&rows, |dot| dot.level))
        .text(of(&rows, |dot| dot.key.clone()))
        .word(move |_| shape)
        .word(move |_| if field.spent.log { "log" } else { "linear" })
        .float(move |_| field.orders.from)
        .float(move |_| field.orders.to)
        .float(move |_| field.spent.from)
        .float(move |_| field.spent.to)
}
