//! `kpi_summary`.

use std::rc::Rc;

use super::{Activation, Anomalies, Basis, Performances, Scope, TopStores, of, ratio};
use crate::engine::table::Table;
use crate::pipelines::stores::engine::staging::Status;
use crate::pipelines::stores::tables::findings::KPI_SUMMARY;

/// The key figures by name, in the order of the table.
#[derive(Debug)]
pub(crate) struct Kpis(pub(crate) Rc<Vec<(&'static str, Option<f64>)>>);

impl Kpis {
    /// The figures of the transactions in range.
    pub(crate) fn new(
        scope: &Scope,
        tops: &TopStores,
        activation: &Activation,
        performances: &Performances,
        anomalies: &Anomalies,
    ) -> Self {
        let warehouse = &scope.shared.warehouse;
        let count = |status: Status| scope.facts.iter().filter(|fact| fact.status == status).count() as f64;
        let (accepted, refused, cancelled) = (count(Status::Accepted), count(Status::Refused), count(Status::Cancelled));
        let all = accepted + refused + cancelled;
        let amount: f64 = scope.accepted().fold(0.0, |sum, fact| sum + fact.amount);
        let active_stores = performances.0.iter().filter(|row| row.accepted() > 0).count() as f64;
        let mut seen = vec![false; warehouse.devices.len()];
        scope.facts.iter().filter_map(|fact| fact.device).for_each(|device| seen[device as usize] = true);
        let versions = (0..warehouse.store_ids.len()).filter(|store| warehouse.history.of(*store).len() > 1).count();
        let mut figures = vec![
            ("transactions", Some(all)),
            ("accepted", Some(accepted)),
            ("refused", Some(refused)),
            ("cancelled", Some(cancelled)),
            ("acceptance_rate_pct", ratio(100.0 * accepted, all)),
            ("accepted_amount", Some(amount)),
            ("avg_amount", ratio(amount, accepted)),
            ("stores_total", Some(warehouse.store_ids.len() as f64)),
            ("stores_active", Some(active_stores)),
            ("devices_total", Some(warehouse.devices.len() as f64)),
            ("devices_active", Some(seen.iter().filter(|seen| **seen).count() as f64)),
            ("customers_total", Some(warehouse.customer_ids.len() as f64)),
            ("top_stores_share_pct", tops.0.iter().map(|top| top.share).sum::<Option<f64>>().filter(|_| !tops.0.is_empty())),
        ];
        for (basis, names) in [
            (Basis::Accepted, ["stores_with_5_accepted", "avg_days_to_5_accepted", "median_days_to_5_accepted"]),
            (Basis::All, ["stores_with_5_all", "avg_days_to_5_all", "median_days_to_5_all"]),
        ] {
            // The starts come by days.
            let days: Vec<f64> = activation.of(basis).filter_map(|start| start.days()).collect();
            figures.push((names[0], Some(days.len() as f64)));
            figures.push((names[1], ratio(days.iter().sum(), days.len() as f64)));
            figures.push((names[2], median(&days)));
        }
        figures.push(("stores_changed", Some(versions as f64)));
        figures.push(("anomalies", Some(anomalies.found() as f64)));
        Self(Rc::new(figures))
    }

    /// A figure by its name.
    pub(crate) fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(kpi, _)| *kpi == name).and_then(|(_, value)| *value)
    }
}

/// The middle of rising values; the mean of the two middle ones where there are two.
fn median(rising: &[f64]) -> Option<f64> {
    let middle = rising.len() / 2;
    match rising.len() {
        0 => None,
        count if count % 2 == 1 => Some(rising[middle]),
        _ => Some(f64::midpoint(rising[middle - 1], rising[middle])),
    }
}

/// `kpi_summary`.
pub(crate) fn kpi_table(kpis: &Kpis) -> Table {
    let rows = &kpis.0;
    Table::new(&KPI_SUMMARY, rows.len()).word(of(rows, |row| row.0)).float_opt(of(rows, |row| row.1))
}
