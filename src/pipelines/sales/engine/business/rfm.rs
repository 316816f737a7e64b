//! RFM: recency, frequency and money in scores of 1 to 5, and the segment they make.

use std::rc::Rc;

use crate::engine::passes;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::staging::id_cells;
use crate::pipelines::sales::tables::business::CUSTOMER_SEGMENTATION;
use crate::pipelines::sales::engine::warehouse::{Customers, Warehouse, for_each_tile, rank_bits};

/// Scores run from 1 to this.
const SCORES: usize = 5;

/// A segment: its rule over (recency, frequency, money), and the words for people.
pub(crate) struct RfmSegment {
    pub(crate) name: &'static str,
    rule: fn(u8, u8, u8) -> bool,
    description: &'static str,
    pub(crate) strategy: &'static str,
}

/// The segments in the order of their rules; the last takes who is left.
pub(crate) static SEGMENTS: [RfmSegment; 7] = [
    RfmSegment {
        name: "Champions",
        rule: |r, f, m| r >= 4 && f >= 4 && m >= 4,
        description: "Bought lately, buy often, spend a lot",
        strategy: "Offer new and premium products first; ask for reviews and referrals",
    },
    RfmSegment {
        name: "Loyal Customers",
        rule: |r, f, m| r >= 3 && f >= 3 && m >= 3,
        description: "Steady buyers with good value",
        strategy: "Loyalty rewards and related products",
    },
    RfmSegment {
        name: "New Customers",
        rule: |r, f, _| r >= 4 && f <= 2,
        description: "Bought lately, few orders so far",
        strategy: "Welcome series that leads to the next order",
    },
    RfmSegment {
        name: "At Risk",
        rule: |r, f, _| r <= 3 && f >= 3,
        description: "Frequent buyers who have gone quiet",
        strategy: "Personal reminder with a time-limited offer",
    },
    RfmSegment {
        name: "Cannot Lose Them",
        rule: |r, f, m| r <= 2 && f <= 2 && m >= 3,
        description: "Good spenders who have stayed away",
        strategy: "Personal contact and a strong reason to return",
    },
    RfmSegment {
        name: "Lost Customers",
        rule: |r, _, _| r <= 2,
        description: "Low value and long inactive",
        strategy: "One low-cost win-back attempt, then suppress",
    },
    RfmSegment { name: "Others", rule: |_, _, _| true, description: "No clear pattern", strategy: "Regular newsletter" },
];

/// Scores and segments by customer key.
#[derive(Debug)]
pub(crate) struct Rfm {
    scores: Vec<(u8, u8, u8)>,
    /// Index into [`SEGMENTS`].
    pub(crate) segment: Vec<u8>,
}

impl Rfm {
    /// Scores all customers: segments are a property of the whole base, not of a selection.
    pub(crate) fn new(warehouse: &Warehouse, settings: &Settings) -> Self {
        let customers = &warehouse.customers;
        let spent = |rank: usize| customers.spent[customers.by_id[rank] as usize];
        let mut ranked = passes::collect(customers.len(), |rank| (rank_bits(spent(rank)), rank as u32));
        let mut money = vec![0u8; customers.len()];
        for_each_tile(&mut ranked, SCORES, |(_, rank), tile| money[customers.by_id[*rank as usize] as usize] = tile as u8 + 1);
        let scores = passes::collect(customers.len(), |customer| {
            let since_last = i64::from(warehouse.as_of - customers.last_day[customer]);
            let orders = i64::from(customers.orders[customer]);
            let exceeded = settings.rfm_recency_days.iter().filter(|days| since_last > **days).count();
            let reached = settings.rfm_frequency_orders.iter().filter(|count| orders >= **count).count();
            ((SCORES - exceeded) as u8, 1 + reached as u8, money[customer])
        });
        let segment = passes::collect(scores.len(), |customer| {
            let (r, f, m) = scores[customer];
            SEGMENTS.iter().position(|segment| (segment.rule)(r, f, m)).unwrap_or(SEGMENTS.len() - 1) as u8
        });
        Self { segment, scores }
    }

    /// The least that customers of each monetary score from 2 have spent.
    pub(crate) fn money_borders(&self, customers: &Customers) -> Vec<(usize, f64)> {
        let mut least = [f64::INFINITY; SCORES];
        for ((.., money), spent) in self.scores.iter().zip(&customers.spent) {
            let least = &mut least[usize::from(*money) - 1];
            *least = least.min(*spent);
        }
        (1..).zip(least).skip(1).filter(|(_, value)| value.is_finite()).collect()
    }
}

/// The table `customer_segmentation`, in id order.
pub(crate) fn segmentation_table(warehouse: &Warehouse, rfm: &Rc<Rfm>) -> Table {
    let customers = &warehouse.customers;
    let [a, b, c, d, e, f, g] = std::array::from_fn(|_| (rfm.clone(), customers.clone()));
    let segment = |(rfm, customers): &(Rc<Rfm>, Rc<_>), row: usize| {
        let customers: &Customers = customers;
        &SEGMENTS[usize::from(rfm.segment[customers.by_id[row] as usize])]
    };
    Table::new(&CUSTOMER_SEGMENTATION, customers.len())
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, |row| row))
        .int(move |row| i64::from(a.0.scores[a.1.by_id[row] as usize].0))
        .int(move |row| i64::from(b.0.scores[b.1.by_id[row] as usize].1))
        .int(move |row| i64::from(c.0.scores[c.1.by_id[row] as usize].2))
        .text(move |row| {
            let (r, f, m) = d.0.scores[d.1.by_id[row] as usize];
            format!("{r}{f}{m}")
        })
        .word(move |row| segment(&e, row).name)
        .word(move |row| segment(&f, row).description)
        .word(move |row| segment(&g, row).strategy)
}
