//! Where the money went: from the files to the dashboard, to the cent.

use std::rc::Rc;

use super::of;
use crate::base::format::integer;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::staging::Reason;
use crate::pipelines::sales::engine::warehouse::Warehouse;
use crate::pipelines::sales::tables::breakdowns::RECONCILIATION;

struct Line {
    step: String,
    rows: Option<u64>,
    amount: f64,
    /// Against the amount that it must equal; nothing where there is none.
    difference: Option<f64>,
    why: String,
}

/// Money by layer, of everyone.
#[derive(Debug)]
pub(crate) struct Sums {
    accepted: f64,
    facts: f64,
    orders: f64,
    customers: f64,
}

impl Sums {
    /// Adds each layer up by itself.
    pub(super) fn new(warehouse: &Warehouse) -> Self {
        let amounts = &warehouse.rows.amounts;
        Self {
            accepted: amounts.iter().sum(),
            facts: warehouse.facts.row.iter().map(|row| amounts[*row as usize]).sum(),
            orders: warehouse.orders.amount.iter().sum(),
            customers: warehouse.customers.spent.iter().sum(),
        }
    }
}

/// The view `reconciliation`. `shown`: what the dashboard shows as revenue.
pub(crate) fn reconciliation(outcome: &SalesOutcome, shown: f64) -> Table {
    let (staged, warehouse) = (&outcome.staged, &outcome.warehouse);
    let sums = &outcome.steps().sums;
    let accepted = sums.accepted;
    let rejected: f64 = staged.rejected_money.iter().map(|money| money.sum).sum();
    let count = |rows: usize| Some(rows as u64);
    let mut lines = vec![Line {
        step: "Read from the files".to_owned(),
        rows: Some(staged.tally.read),
        amount: accepted + rejected,
        difference: None,
        why: "All rows of stg_sales_raw whose amount can be read.".to_owned(),
    }];
    for (index, reason) in Reason::ALL.into_iter().enumerate().filter(|(index, _)| staged.tally.rejected[*index] > 0) {
        let money = staged.rejected_money[index];
        let unreadable = if money.unreadable > 0 {
            format!(" Of {} rows the amount cannot be read.", integer(money.unreadable.into()))
        } else {
            String::new()
        };
        let isolated = if reason == Reason::Isolated { ", far from all others" } else { "" };
        lines.push(Line {
            step: format!("Rejected: {}{isolated}", reason.code().replace('_', " ")),
            rows: Some(staged.tally.rejected[index]),
            amount: -money.sum,
            difference: None,
            why: format!("stg_sales_rejected.{unreadable}"),
        });
    }
    let mut equal = |step: &str, rows: Option<u64>, amount: f64, why: &str| {
        let difference = Some(amount - accepted);
        lines.push(Line { step: step.to_owned(), rows, amount, difference, why: why.to_owned() });
    };
    equal("Accepted", count(warehouse.rows.len()), accepted, "sales_amount of stg_sales_cleaned.");
    equal("fact_sales", count(warehouse.facts.row.len()), sums.facts, "Σ sales_amount.");
    equal("dim_order", count(warehouse.orders.len()), sums.orders, "Σ order_amount.");
    equal("dim_customer", count(warehouse.customers.len()), sums.customers, "Σ total_spent.");
    let months = &outcome.business.months;
    equal("monthly_metrics", count(months.calendar.count), months.revenue(), "Σ total_sales.");
    if (shown - accepted).abs() >= 0.005 {
        lines.push(Line {
            step: "Left out by the filters".to_owned(),
            rows: None,
            amount: shown - accepted,
            difference: None,
            why: "Rows that are not of the selection.".to_owned(),
        });
    }
    lines.push(Line {
        step: "This dashboard".to_owned(),
        rows: None,
        amount: shown,
        difference: None,
        why: "Revenue at a glance.".to_owned(),
    });
    let rows = Rc::new(lines);
    Table::new(&RECONCILIATION, rows.len())
        .text(of(&rows, |line| line.step.clone()))
        .int_opt(of(&rows, |line| line.rows.map(|rows| rows as i64)))
        .float(of(&rows, |line| line.amount))
        .float_opt(of(&rows, |line| line.difference.map(cents)))
        .text(of(&rows, |line| line.why.clone()))
}

/// Rounded to cents: sums taken in another order differ by less.
fn cents(value: f64) -> f64 {
    libm::round(value * 100.0) / 100.0 + 0.0
}
