//! What the orders tell of each customer: one walk over them.

use crate::base::date::Day;
use crate::base::format::r6;
use crate::engine::models::History;
use crate::engine::passes;
use crate::pipelines::sales::engine::warehouse::{Customers, Warehouse};

/// Sums over the orders by customer key.
#[derive(Debug)]
pub(crate) struct Purchases {
    /// Days from the first order to the second.
    pub(crate) to_second: Vec<Option<i32>>,
    /// Gross amounts of the orders on days after the first.
    later_gross: Vec<f64>,
    /// Amounts of the earlier half of the orders, which is the longer one, and of the later half.
    halves: Vec<(f64, f64)>,
}

impl Purchases {
    /// Walks over the orders, which run by date.
    pub(crate) fn new(warehouse: &Warehouse) -> Self {
        let (orders, customers) = (&warehouse.orders, &warehouse.customers);
        let count = customers.len();
        let mut purchases =
            Self { to_second: vec![None; count], later_gross: vec![0.0; count], halves: vec![(0.0, 0.0); count] };
        passes::for_each(orders.len(), |order| {
            if orders.is_return[order] {
                return;
            }
            let customer = orders.customer[order] as usize;
            let sequence = orders.sequence[order];
            if sequence == 2 {
                purchases.to_second[customer] = Some(orders.since_first[order]);
            }
            if orders.since_first[order] > 0 {
                purchases.later_gross[customer] += orders.gross[order];
            }
            let total = customers.orders[customer];
            let (earlier, later) = &mut purchases.halves[customer];
            *(if sequence <= total - total / 2 { earlier } else { later }) += orders.amount[order];
        });
        purchases
    }

    /// What the models know of each customer.
    pub(crate) fn histories(&self, warehouse: &Warehouse) -> Vec<History> {
        let customers = &warehouse.customers;
        passes::collect(customers.len(), |customer| self.history(customers, warehouse.as_of, customer))
    }

    /// What the models know of a customer (section 6).
    pub(super) fn history(&self, customers: &Customers, as_of: Day, customer: usize) -> History {
        let frequency = customers.purchase_days[customer] - 1;
        let first = customers.first_day[customer];
        History {
            frequency,
            recency: f64::from(customers.last_day[customer] - first),
            age: f64::from(as_of - first),
            monetary: if frequency == 0 { 0.0 } else { self.later_gross[customer] / f64::from(frequency) },
        }
    }

    /// How far the later half of the orders falls short of the earlier, 0..1: nothing for one order, or where the
    /// earlier brought nothing.
    pub(super) fn decline(&self, customers: &Customers, customer: usize) -> Option<f64> {
        let total = customers.orders[customer];
        let (earlier, later) = self.halves[customer];
        let half = total / 2;
        let earlier = earlier / f64::from(total - half);
        (half > 0 && r6(earlier) > 0.0).then(|| (1.0 - later / f64::from(half) / earlier).clamp(0.0, 1.0))
    }

    /// The score by days to the second order: 5 is a quick one, 1 none within two months.
    pub(super) fn ltv_score(&self, customer: usize) -> u8 {
        match self.to_second[customer] {
            Some(..=7) => 5,
            Some(..=14) => 4,
            Some(..=30) => 3,
            Some(..=60) => 2,
            _ => 1,
        }
    }
}
