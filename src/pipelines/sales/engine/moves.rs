//! Who has moved between segments since the run before, whose parameters were others.

use super::business::{CAMPAIGNS, SEGMENTS};
use super::outcome::SalesOutcome;
use super::warehouse::Customers;
use crate::engine::cells::ids::Ids;

/// What customers are told apart by: a name, and what each customer has.
type Attribute = (&'static str, fn(&SalesOutcome) -> Vec<&'static str>);

const ATTRIBUTES: [Attribute; 4] = [
    ("Customer segment", |outcome| outcome.warehouse.customers.segment.iter().map(|segment| segment.name()).collect()),
    ("RFM segment", |outcome| outcome.business.rfm.segment.iter().map(|segment| SEGMENTS[usize::from(*segment)].name).collect()),
    ("Churn risk", |outcome| {
        let level = |customer| outcome.business.prospects.level(customer).map_or("unknown", |level| level.name());
        (0..outcome.warehouse.customers.len()).map(level).collect()
    }),
    ("Campaign", |outcome| {
        let mut campaigns = vec!["none"; outcome.warehouse.customers.len()];
        for target in outcome.business.targets.iter() {
            campaigns[target.customer as usize] = CAMPAIGNS[usize::from(target.campaign)].name;
        }
        campaigns
    }),
];

/// What a customer is called who was not there before.
const NOBODY: &str = "not there";

/// One way in which customers moved.
#[derive(Debug)]
pub(super) struct Move {
    pub(super) attribute: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    /// Customer keys, rising.
    pub(super) customers: Vec<u32>,
}

impl Move {
    /// Its name, which is also what it is filtered by.
    pub(super) fn label(&self) -> String {
        format!("{}: {} → {}", self.attribute, self.from, self.to)
    }
}

/// All moves against the run before: by attribute, the most customers first.
#[derive(Debug)]
pub(super) struct Moves {
    pub(super) all: Vec<Move>,
    /// Customers of the run before who are there no more.
    pub(super) gone: usize,
}

impl Moves {
    /// Compares two runs customer by customer.
    pub(super) fn new(before: &SalesOutcome, now: &SalesOutcome) -> Self {
        let was = keys_before(before, now);
        let mut all = Vec::new();
        for (attribute, of) in ATTRIBUTES {
            let (old, new) = (of(before), of(now));
            let mut moves: Vec<Move> = Vec::new();
            for (customer, to) in new.into_iter().enumerate() {
                let from = was[customer].map_or(NOBODY, |key| old[key as usize]);
                if from == to {
                    continue;
                }
                match moves.iter_mut().find(|one| (one.from, one.to) == (from, to)) {
                    Some(one) => one.customers.push(customer as u32),
                    None => moves.push(Move { attribute, from, to, customers: vec![customer as u32] }),
                }
            }
            moves.sort_by(|a, b| b.customers.len().cmp(&a.customers.len()).then((a.from, a.to).cmp(&(b.from, b.to))));
            all.extend(moves);
        }
        let stayed = was.iter().filter(|key| key.is_some()).count();
        Self { all, gone: before.warehouse.customers.len() - stayed }
    }
}

/// The key that each customer had in the run before.
fn keys_before(before: &SalesOutcome, now: &SalesOutcome) -> Vec<Option<u32>> {
    let (old, new): (&Customers, &Customers) = (&before.warehouse.customers, &now.warehouse.customers);
    let (old_ids, new_ids) = (&before.staged.rows.customer_ids, &now.staged.rows.customer_ids);
    let mut was = vec![None; new.len()];
    for (rank, key) in new.by_id.iter().enumerate() {
        was[*key as usize] = rank_of(old_ids, new_ids, rank).map(|rank| old.by_id[rank]);
    }
    was
}

/// The rank that an id has among others.
fn rank_of(among: &Ids, ids: &Ids, rank: usize) -> Option<usize> {
    match (among, ids) {
        (Ids::Integers(among), Ids::Integers(ids)) => among.binary_search(&ids[rank]).ok(),
        _ => among.find(&ids.text(rank)),
    }
}
