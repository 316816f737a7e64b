//! Sums over the selected customers that sentences, key figures and the dashboard share.

use super::{Level, Prospects, Rfm, SEGMENTS, Selection};
use crate::pipelines::sales::engine::warehouse::{Segment, Warehouse};

/// The selected customers, added up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Base {
    pub(crate) customers: u32,
    /// With exactly one order.
    pub(crate) one_time: u32,
    /// Orders that are no return orders.
    pub(crate) orders: u64,
    /// Customers and what they have spent, by segment as it is declared.
    segments: [(u32, f64); Segment::ALL.len()],
    /// Customers by RFM segment.
    pub(crate) rfm: [u32; SEGMENTS.len()],
    /// Customers whose churn risk is high.
    pub(crate) high_risk: u32,
    /// Sum of the churn risk, and of how many customers.
    risk: (f64, u32),
}

impl Base {
    /// Adds up, in one walk.
    pub(crate) fn new(warehouse: &Warehouse, rfm: &Rfm, prospects: &Prospects, selection: Selection<'_>) -> Self {
        let customers = &warehouse.customers;
        let mut base = Self::default();
        selection.for_each_customer(customers.len(), |customer| {
            base.customers += 1;
            base.one_time += u32::from(customers.orders[customer] == 1);
            base.orders += u64::from(customers.orders[customer]);
            let (count, spent) = &mut base.segments[customers.segment[customer] as usize];
            *count += 1;
            *spent += customers.spent[customer];
            base.rfm[usize::from(rfm.segment[customer])] += 1;
            base.high_risk += u32::from(prospects.level(customer) == Some(Level::High));
            if let Some(risk) = prospects.risk[customer] {
                base.risk.0 += risk;
                base.risk.1 += 1;
            }
        });
        base
    }

    /// Customers of a segment, and what they have spent.
    pub(crate) fn segment(&self, segment: Segment) -> (u32, f64) {
        self.segments[segment as usize]
    }

    /// Mean churn risk, 0-100.
    pub(crate) fn mean_risk(&self) -> Option<f64> {
        super::ratio(self.risk.0, f64::from(self.risk.1))
    }
}
