//! Customers: those with a purchase row.

use super::orders::Orders;
use super::rank_bits;
use super::segment::{self, Segment};
use crate::base::date::{Day, Month, month_of};
use crate::engine::order::by_day_then;
use crate::engine::passes;
use crate::pipelines::sales::engine::settings::{HighValue, Settings};
use crate::pipelines::sales::engine::staging::Cleaned;

/// Customers by customer key (0-based here; the tables show it from 1).
#[derive(Debug, Clone, Default)]
pub(crate) struct Customers {
    /// Rank of the customer id, in id order.
    pub(crate) id: Vec<u32>,
    /// Customer keys in id order.
    pub(crate) by_id: Vec<u32>,
    pub(crate) first_day: Vec<Day>,
    pub(crate) last_day: Vec<Day>,
    /// Purchase rows.
    pub(crate) transactions: Vec<u32>,
    /// Orders that are no return orders.
    pub(crate) orders: Vec<u32>,
    /// Sum of all rows: the customer's lifetime value in the warehouse.
    pub(crate) spent: Vec<f64>,
    /// Minus the sum of the return rows.
    pub(crate) returned: Vec<f64>,
    /// Distinct order days.
    pub(crate) purchase_days: Vec<u32>,
    /// Month of the first order.
    pub(crate) cohort: Vec<Month>,
    /// 1 = highest lifetime value.
    pub(crate) ltv_rank: Vec<u32>,
    pub(crate) segment: Vec<Segment>,
    pub(crate) value_group: Vec<&'static str>,
    /// Lifetime values from which a customer is of high, and of regular, value.
    pub(crate) cuts: (f64, f64),
}

impl Customers {
    /// Number of customers.
    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }

    /// Mean days between purchase days; `None` for one purchase day.
    pub(crate) fn usual_gap(&self, customer: usize) -> Option<f64> {
        let days = self.purchase_days[customer];
        (days > 1).then(|| f64::from(self.last_day[customer] - self.first_day[customer]) / f64::from(days - 1))
    }

    pub(super) fn build(rows: &Cleaned, orders: &mut Orders, as_of: Day, settings: &Settings) -> Self {
        let count = rows.customer_ids.len();
        // By id rank first; keys need the first days.
        let (mut first, mut last) = (vec![Day::MAX; count], vec![Day::MIN; count]);
        let (mut order_count, mut purchase_days) = (vec![0u32; count], vec![0u32; count]);
        passes::for_each(orders.len(), |order| {
            if orders.is_return[order] {
                return;
            }
            let (customer, day) = (orders.customer_id[order] as usize, orders.day[order]);
            first[customer] = first[customer].min(day);
            // Order keys run by date: a later day is a new one.
            purchase_days[customer] += u32::from(day != last[customer]);
            last[customer] = day;
            order_count[customer] += 1;
        });
        let (mut spent, mut returned, mut transactions) = (vec![0.0; count], vec![0.0; count], vec![0u32; count]);
        passes::for_each(rows.len(), |row| {
            let (customer, amount) = (rows.customers[row] as usize, rows.amounts[row]);
            spent[customer] += amount;
            if amount > 0.0 {
                transactions[customer] += 1;
            } else {
                returned[customer] -= amount;
            }
        });
        let id = by_day_then(count, |rank| first[rank], |_| 0);
        let mut by_id = vec![0u32; count];
        passes::for_each(count, |key| by_id[id[key] as usize] = key as u32);
        orders.customer = passes::pick(&by_id, &orders.customer_id);
        let mut customers = Self {
            first_day: passes::pick(&first, &id),
            last_day: passes::pick(&last, &id),
            transactions: passes::pick(&transactions, &id),
            orders: passes::pick(&order_count, &id),
            spent: passes::pick(&spent, &id),
            returned: passes::pick(&returned, &id),
            purchase_days: passes::pick(&purchase_days, &id),
            cohort: passes::collect(count, |key| month_of(first[id[key] as usize])),
            id,
            by_id,
            ..Self::default()
        };
        let by_value = customers.rank_by_value();
        customers.cut(&by_value, settings.high_value);
        segment::assign(&mut customers, as_of, settings);
        customers
    }

    /// The same customers, cut and segmented by other rules.
    pub(super) fn resegmented(&self, as_of: Day, settings: &Settings) -> Self {
        let mut customers = self.clone();
        let mut by_value = vec![0; self.len()];
        for (customer, rank) in self.ltv_rank.iter().enumerate() {
            by_value[*rank as usize - 1] = customer as u32;
        }
        customers.cut(&by_value, settings.high_value);
        segment::assign(&mut customers, as_of, settings);
        customers
    }

    /// Sets `ltv_rank`; returns the keys, the highest value first, ties in id order.
    fn rank_by_value(&mut self) -> Vec<u32> {
        let spent = |rank: usize| self.spent[self.by_id[rank] as usize];
        let mut ranked = passes::collect(self.len(), |rank| (!rank_bits(spent(rank)), rank as u32));
        ranked.sort_unstable();
        let by_value = passes::collect(self.len(), |place| self.by_id[ranked[place].1 as usize]);
        self.ltv_rank = vec![0; self.len()];
        passes::for_each(self.len(), |place| self.ltv_rank[by_value[place] as usize] = place as u32 + 1);
        by_value
    }

    fn cut(&mut self, by_value: &[u32], rule: HighValue) {
        let n = by_value.len();
        self.cuts = match rule {
            HighValue::Threshold { high, regular } => (high, regular),
            HighValue::Percentile { .. } if n == 0 => (0.0, 0.0),
            HighValue::Percentile { high_share, low_share } => {
                // The small term keeps a product like 0.2 · 15 from landing beside the whole number it means.
                let high = libm::ceil(high_share * n as f64 - 1e-9).max(1.0) as usize;
                let low = n.saturating_sub(libm::floor(low_share * n as f64 + 1e-9) as usize).max(1);
                let value = |rank: usize| self.spent[by_value[rank - 1] as usize];
                (value(high), value(low))
            }
        };
    }
}
