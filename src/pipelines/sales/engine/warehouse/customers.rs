//! Customers: those with a purchase row.

use super::orders::Orders;
use super::rank_bits;
use super::segment::{self, Segment};
use crate::base::date::{Day, Month, month_of};
use crate::engine::order::by_day_then;
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
        for order in 0..orders.len() {
            if orders.is_return[order] {
                continue;
            }
            let (customer, day) = (orders.customer_id[order] as usize, orders.day[order]);
            first[customer] = first[customer].min(day);
            // Order keys run by date: a later day is a new one.
            purchase_days[customer] += u32::from(day != last[customer]);
            last[customer] = day;
            order_count[customer] += 1;
        }
        let (mut spent, mut returned, mut transactions) = (vec![0.0; count], vec![0.0; count], vec![0u32; count]);
        for (row, &customer) in rows.customers.iter().enumerate() {
            let (customer, amount) = (customer as usize, rows.amounts[row]);
            spent[customer] += amount;
            if amount > 0.0 {
                transactions[customer] += 1;
            } else {
                returned[customer] -= amount;
            }
        }
        let id = by_day_then(count, |rank| first[rank], |_| 0);
        let mut by_id = vec![0u32; count];
        for (key, rank) in id.iter().enumerate() {
            by_id[*rank as usize] = key as u32;
        }
        orders.customer = orders.customer_id.iter().map(|rank| by_id[*rank as usize]).collect();

        fn by_key<T: Copy>(id: &[u32], values: &[T]) -> Vec<T> {
            id.iter().map(|rank| values[*rank as usize]).collect()
        }
        let mut customers = Self {
            first_day: by_key(&id, &first),
            last_day: by_key(&id, &last),
            transactions: by_key(&id, &transactions),
            orders: by_key(&id, &order_count),
            spent: by_key(&id, &spent),
            returned: by_key(&id, &returned),
            purchase_days: by_key(&id, &purchase_days),
            cohort: id.iter().map(|rank| month_of(first[*rank as usize])).collect(),
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
        let mut ranked: Vec<(u64, u32)> = self.by_id.iter().enumerate().map(|(rank, key)| (!rank_bits(self.spent[*key as usize]), rank as u32)).collect();
        ranked.sort_unstable();
        let by_value: Vec<u32> = ranked.iter().map(|(_, rank)| self.by_id[*rank as usize]).collect();
        self.ltv_rank = vec![0; self.len()];
        for (rank, key) in by_value.iter().enumerate() {
            self.ltv_rank[*key as usize] = rank as u32 + 1;
        }
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
