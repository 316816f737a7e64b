//! Rates and shares that are held against each other: they stay whole while one of them is picked.

use std::cmp::Reverse;
use std::rc::Rc;

use crate::base::format::fixed;
use crate::engine::models::rates::{Z_95, wilson};
use crate::engine::table::{Catalog, Table, of};
use crate::pipelines::stores::dashboard::{CUSTOMER, DEVICE, DEVICE_TYPE, STORE};
use crate::pipelines::stores::engine::business::{Anomalies, Anomaly, DeviceShares, Scope, ratio};
use crate::pipelines::stores::engine::outcome::Business;
use crate::pipelines::stores::tables::charts::{ABNORMAL_RATES, ACCEPTANCE_BY_TYPE, DEVICE_SHARES, FUNNELS};

/// Points of a funnel at most.
const POINTS: usize = 2_000;

/// Adds what is drawn without a filter of its own; `without` is the selection without those of a field, where it has some.
pub(in crate::pipelines::stores::engine) fn add(
    catalog: &mut Catalog,
    business: &Business,
    without: &dyn Fn(&str) -> Option<Scope>,
) {
    for (entity, field) in [DEVICE, STORE, CUSTOMER].into_iter().enumerate() {
        let own = without(field).map(|scope| Anomalies::new(&scope));
        let anomalies = own.as_ref().unwrap_or(&business.anomalies);
        (2 * entity..2 * entity + 2).for_each(|place| catalog.add(funnel(place, anomalies)));
    }
    let own = without(DEVICE_TYPE).map(|scope| DeviceShares::new(&scope));
    let shares = own.as_ref().unwrap_or(&business.shares);
    catalog.add(device_shares(shares));
    catalog.add(acceptance(shares));
}

/// The points of an entity type and outcome, by its place in the order of `status_anomalies`.
fn funnel(place: usize, anomalies: &Anomalies) -> Table {
    let name = FUNNELS[place].name;
    let is_own = |row: &&Anomaly| name == format!("funnel_{}_{}", row.entity.word(), row.outcome.word());
    let mut rows: Vec<Anomaly> = anomalies.0.iter().filter(is_own).cloned().collect();
    rows.sort_by_key(|row| (Reverse(row.is_anomaly), Reverse(row.transactions)));
    rows.truncate(POINTS);
    let rows = Rc::new(rows);
    Table::new(&FUNNELS[place], rows.len())
        .text(of(&rows, |row| row.id.clone()))
        .int(of(&rows, |row| i64::from(row.transactions)))
        .int(of(&rows, |row| i64::from(row.count)))
        .float(of(&rows, Anomaly::rate))
        .float(of(&rows, |row| row.overall))
        .word(of(&rows, |row| if row.is_anomaly { "abnormal" } else { "usual" }))
}

/// Those that stand out, the least likely first.
pub(super) fn abnormal(anomalies: &Anomalies) -> Table {
    let mut rows: Vec<Anomaly> = anomalies.0.iter().filter(|row| row.is_anomaly).cloned().collect();
    let q = |row: &Anomaly| row.tested.map_or((1.0, 1.0), |(p, q)| (q, p));
    rows.sort_by(|left, right| {
        let (left, right) = (q(left), q(right));
        left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
    });
    let rows = Rc::new(rows);
    Table::new(&ABNORMAL_RATES, rows.len())
        .word(of(&rows, |row| row.entity.word()))
        .text(of(&rows, |row| row.id.clone()))
        .word(of(&rows, |row| row.outcome.word()))
        .int(of(&rows, |row| i64::from(row.transactions)))
        .int(of(&rows, |row| i64::from(row.count)))
        .float(of(&rows, Anomaly::rate))
        .float(of(&rows, |row| row.overall))
        .text(of(&rows, |row| row.tested.map_or_else(String::new, |(p, _)| small(p))))
        .text(of(&rows, |row| row.tested.map_or_else(String::new, |(_, q)| small(q))))
}

/// A probability to two significant digits or three decimals.
fn small(value: f64) -> String {
    if value >= 0.001 || value == 0.0 { fixed(value, 3) } else { format!("{value:.1e}") }
}

fn device_shares(shares: &DeviceShares) -> Table {
    let total = f64::from(shares.transactions);
    let rows = Rc::new(shares.rows.iter().filter(|share| share.transactions > 0).cloned().collect::<Vec<_>>());
    Table::new(&DEVICE_SHARES, rows.len())
        .text(of(&rows, |share| share.kind.clone()))
        .float(of(&rows, move |share| 100.0 * f64::from(share.transactions) / total))
        .int(of(&rows, |share| i64::from(share.transactions)))
}

fn acceptance(shares: &DeviceShares) -> Table {
    let shares = &shares.rows;
    let (any, accepted) = shares.iter().fold((0, 0), |(any, accepted), row| (any + row.any, accepted + row.accepted));
    let overall = ratio(100.0 * f64::from(accepted), f64::from(any));
    let rows = Rc::new(shares.iter().filter(|row| row.any > 0).cloned().collect::<Vec<_>>());
    let interval = |accepted: u32, any: u32| wilson(u64::from(accepted), u64::from(any), Z_95);
    Table::new(&ACCEPTANCE_BY_TYPE, rows.len())
        .text(of(&rows, |row| row.kind.clone()))
        .float(of(&rows, |row| 100.0 * f64::from(row.accepted) / f64::from(row.any)))
        .float(of(&rows, move |row| 100.0 * interval(row.accepted, row.any).0))
        .float(of(&rows, move |row| 100.0 * interval(row.accepted, row.any).1))
        .float_opt(move |_| overall)
        .int(of(&rows, |row| i64::from(row.any)))
}
