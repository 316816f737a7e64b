//! Orders: the distinct pairs of customer and order id.

use hashbrown::HashMap;

use super::{for_each_tile, rank_bits};
use crate::base::date::Day;
use crate::engine::order::by_day_then;
use crate::engine::passes;
use crate::pipelines::sales::engine::staging::Cleaned;

/// Orders by order key (0-based here; the tables show it from 1).
#[derive(Debug, Default)]
pub(crate) struct Orders {
    /// Rank of the order id, in id order.
    pub(crate) id: Vec<u32>,
    /// Rank of the customer id, in id order.
    pub(crate) customer_id: Vec<u32>,
    /// Customer key, 0-based.
    pub(crate) customer: Vec<u32>,
    pub(crate) day: Vec<Day>,
    /// Sum of all rows.
    pub(crate) amount: Vec<f64>,
    /// Sum of the purchase rows.
    pub(crate) gross: Vec<f64>,
    pub(crate) lines: Vec<u32>,
    pub(crate) is_return: Vec<bool>,
    /// 1, 2, … within the customer; 0 for return orders.
    pub(crate) sequence: Vec<u32>,
    /// Days since the customer's first order, and since the order before.
    pub(crate) since_first: Vec<i32>,
    pub(crate) since_previous: Vec<Option<i32>>,
    /// 0..4 by amount; 4 for return orders.
    pub(crate) quartile: Vec<u8>,
    /// Order key of each cleaned row.
    pub(crate) of_row: Vec<u32>,
}

impl Orders {
    /// Number of orders, return orders included.
    pub(crate) fn len(&self) -> usize {
        self.id.len()
    }

    pub(super) fn build(rows: &Cleaned) -> Self {
        let (of_row, first_rows) = distinct_pairs(rows);
        let count = first_rows.len();
        // A day of purchase rows, or of any row where none is a purchase.
        let (mut purchase_day, mut any_day) = (vec![Day::MAX; count], vec![Day::MAX; count]);
        let (mut amount, mut gross, mut lines) = (vec![0.0; count], vec![0.0; count], vec![0u32; count]);
        passes::for_each(of_row.len(), |row| {
            let (order, value, day) = (of_row[row] as usize, rows.amounts[row], rows.days[row]);
            amount[order] += value;
            lines[order] += 1;
            any_day[order] = any_day[order].min(day);
            if value > 0.0 {
                gross[order] += value;
                purchase_day[order] = purchase_day[order].min(day);
            }
        });
        let is_return = |order: usize| purchase_day[order] == Day::MAX;
        let day = |order: usize| if is_return(order) { any_day[order] } else { purchase_day[order] };
        let ids = |order: usize| {
            let row = first_rows[order] as usize;
            u64::from(rows.orders[row]) << 32 | u64::from(rows.customers[row])
        };
        let by_key = by_day_then(count, day, ids);
        let mut key_of = vec![0u32; count];
        passes::for_each(count, |key| key_of[by_key[key] as usize] = key as u32);
        let first = |key: usize| first_rows[by_key[key] as usize] as usize;
        let mut orders = Self {
            id: passes::collect(count, |key| rows.orders[first(key)]),
            customer_id: passes::collect(count, |key| rows.customers[first(key)]),
            customer: Vec::new(),
            day: passes::collect(count, |key| day(by_key[key] as usize)),
            is_return: passes::collect(count, |key| is_return(by_key[key] as usize)),
            amount: in_order(amount, &by_key),
            gross: in_order(gross, &by_key),
            lines: in_order(lines, &by_key),
            sequence: vec![0; count],
            since_first: vec![0; count],
            since_previous: vec![None; count],
            quartile: vec![4; count],
            of_row: in_order(key_of, &of_row),
        };
        // Of millions of orders these are hundreds of megabytes.
        drop((first_rows, of_row, purchase_day, any_day, by_key));
        orders.number_within_customers(rows.customer_ids.len());
        orders.rank_amounts();
        orders
    }

    /// Keys run by date and id, so passing over them once meets each customer's orders in sequence.
    fn number_within_customers(&mut self, customers: usize) {
        let mut seen = vec![0u32; customers];
        let (mut first, mut previous) = (vec![0; customers], vec![0; customers]);
        passes::for_each(self.len(), |order| {
            if self.is_return[order] {
                return;
            }
            let (customer, day) = (self.customer_id[order] as usize, self.day[order]);
            if seen[customer] == 0 {
                first[customer] = day;
            } else {
                self.since_previous[order] = Some(day - previous[customer]);
            }
            seen[customer] += 1;
            previous[customer] = day;
            self.sequence[order] = seen[customer];
            self.since_first[order] = day - first[customer];
        });
    }

    fn rank_amounts(&mut self) {
        let mut ranked = Vec::with_capacity(self.len());
        passes::for_each(self.len(), |order| {
            if !self.is_return[order] {
                ranked.push((rank_bits(self.amount[order]), order as u32));
            }
        });
        for_each_tile(&mut ranked, 4, |(_, order), quartile| self.quartile[*order as usize] = quartile as u8);
    }
}

/// The values at these places; they themselves are gone when it returns.
fn in_order<T: Copy>(values: Vec<T>, places: &[u32]) -> Vec<T> {
    passes::pick(&values, places)
}

/// The index of each row's pair of customer and order, in order of first sight, and the first row of each pair.
fn distinct_pairs(rows: &Cleaned) -> (Vec<u32>, Vec<u32>) {
    const NONE: u32 = u32::MAX;
    // Nearly every order id is of one customer: its first pair needs no look-up.
    let mut of_order = vec![NONE; rows.order_ids.len()];
    let mut others: HashMap<(u32, u32), u32> = HashMap::new();
    let mut first_rows: Vec<u32> = Vec::with_capacity(rows.order_ids.len());
    let mut of_row = Vec::with_capacity(rows.len());
    passes::for_each(rows.len(), |row| {
        let (order, customer) = (rows.orders[row], rows.customers[row]);
        let next = first_rows.len() as u32;
        let index = &mut of_order[order as usize];
        if *index == NONE {
            *index = next;
        }
        let mut index = *index;
        if index != next && rows.customers[first_rows[index as usize] as usize] != customer {
            index = *others.entry((order, customer)).or_insert(next);
        }
        if index == next {
            first_rows.push(row as u32);
        }
        of_row.push(index);
    });
    (of_row, first_rows)
}
