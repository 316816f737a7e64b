//! What a stores run holds: its tables, its verdicts, and what selections are computed from.

use std::any::Any;
use std::rc::Rc;

use super::business::{
    Activation, Anomalies, Days, DeviceShares, Finding, Groups, Kpis, Performances, Scope, TopProducts, TopStores,
    anomaly_table, customer_table, daily_table, find_insights, group_table, insight_table, kpi_table, performance_table,
    share_table, store_table, top_product_table, top_store_table,
};
use super::quality::{Check, report_table};
use super::settings::Settings;
use super::staging::{by_reason, rejected_table};
use super::warehouse::{Shared, add_tables};
use crate::base::Diagnostic;
use crate::base::date::iso;
use crate::engine::table::Catalog;
use crate::engine::{Outcome, Summary};
use crate::pipelines::stores::SPEC;
use crate::present::dashboard::Filter;
use crate::engine::ingest::RawTable;
use crate::protocol::{InputCount, QualityReport};
use crate::protocol::f64_size::Bytes;

/// What the business steps found for a selection.
pub(super) struct Business {
    pub(super) tops: TopStores,
    pub(super) products: TopProducts,
    pub(super) groups: Groups,
    pub(super) shares: DeviceShares,
    pub(super) activation: Activation,
    pub(super) anomalies: Anomalies,
    pub(super) days: Days,
    pub(super) performances: Performances,
    pub(super) kpis: Kpis,
    pub(super) findings: Rc<Vec<Finding>>,
}

impl Business {
    /// Everything of a scope.
    pub(super) fn new(scope: &Scope, checks: &[Check]) -> Self {
        let tops = TopStores::new(scope);
        let groups = Groups::new(scope);
        let shares = DeviceShares::new(scope);
        let activation = Activation::new(scope);
        let anomalies = Anomalies::new(scope);
        let days = Days::new(scope);
        let performances = Performances::new(scope, &activation);
        let kpis = Kpis::new(scope, &tops, &activation, &performances, &anomalies);
        let findings = find_insights(&super::business::Sources {
            scope,
            groups: &groups,
            shares: &shares,
            activation: &activation,
            anomalies: &anomalies,
            days: &days,
            performances: &performances,
            kpis: &kpis,
            checks,
        });
        let (products, findings) = (TopProducts::new(scope), Rc::new(findings));
        Self { tops, products, groups, shares, activation, anomalies, days, performances, kpis, findings }
    }

    /// Registers the business tables in the order of the registry.
    pub(super) fn add_tables(&self, catalog: &mut Catalog, shared: &Shared) {
        catalog.add(top_store_table(shared, &self.tops));
        catalog.add(top_product_table(shared, &self.products));
        catalog.add(group_table(&self.groups));
        catalog.add(share_table(&self.shares));
        catalog.add(store_table(shared, &self.activation));
        catalog.add(customer_table(shared, &self.activation));
        catalog.add(anomaly_table(&self.anomalies));
        catalog.add(daily_table(&self.days));
        catalog.add(performance_table(shared, &self.performances));
        catalog.add(kpi_table(&self.kpis));
        catalog.add(insight_table(&self.findings));
    }
}

/// A finished stores run.
pub(super) struct StoresOutcome {
    pub(super) shared: Shared,
    pub(super) settings: Rc<Settings>,
    pub(super) checks: Vec<Check>,
    pub(super) as_of: Option<i32>,
    /// What the business steps found for everyone.
    pub(super) business: Business,
    pub(super) catalog: Catalog,
}

impl StoresOutcome {
    pub(super) fn new(shared: Shared, settings: Rc<Settings>, checks: Vec<Check>, scope: &Scope, business: Business) -> Self {
        let mut catalog = Catalog::default();
        catalog.add(rejected_table(&shared.staged.raw, &shared.staged.rejects));
        add_tables(&mut catalog, &shared);
        business.add_tables(&mut catalog, &shared);
        catalog.add(report_table(checks.clone()));
        Self { shared, settings, checks, as_of: scope.as_of, business, catalog }
    }
}

impl Outcome for StoresOutcome {
    fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    fn summary(&self) -> Summary {
        let staged = &self.shared.staged;
        let inputs = SPEC.inputs.iter().zip(staged.raw.all()).enumerate().map(|(index, (input, raw))| {
            let rejected = staged.rejects.iter().filter(|reject| reject.input == index).count();
            InputCount {
                input: input.name.to_owned(),
                files: raw.files.len(),
                bytes: Bytes(raw.bytes()),
                rows_read: raw.rows as u32,
                rows_accepted: (raw.rows - rejected) as u32,
                rows_rejected: rejected as u32,
                rejected_by_reason: by_reason(&staged.rejects, index),
            }
        });
        Summary {
            as_of: self.as_of.map(iso),
            inputs: inputs.collect(),
            quality: None,
            readings: staged.readings.clone(),
            diagnostics: staged.raw.notes.to_vec(),
        }
    }

    fn select(&self, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
        super::select::select(self, filters)
    }

    fn behind(&self, table: &str, filters: &[Filter]) -> Result<Option<Vec<u32>>, Diagnostic> {
        super::select::behind(self, table, filters)
    }

    fn quality(&self) -> QualityReport {
        super::evidence::report(self)
    }

    fn inputs(&self) -> Option<Vec<Rc<RawTable>>> {
        Some(self.shared.staged.raw.read.to_vec())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
