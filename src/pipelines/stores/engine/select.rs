//! Selections: which transactions the filters pick, and the tables of just these.

use super::business::Scope;
use super::outcome::{Business, StoresOutcome};
use super::views;
use super::warehouse::Fact;
use crate::base::Diagnostic;
use crate::base::date::{iso, month_of, month_text};
use crate::engine::table::Catalog;
use crate::pipelines::stores::dashboard::{COUNTRY, CUSTOMER, DAY, DEVICE, DEVICE_TYPE, MONTH, PRODUCT, STATUS, STORE, TYPOLOGY};
use crate::present::dashboard::Filter;

const FIELDS: [&str; 10] = [STORE, PRODUCT, DEVICE_TYPE, DEVICE, TYPOLOGY, COUNTRY, CUSTOMER, STATUS, MONTH, DAY];

/// What a transaction is under a filter field, as text.
fn value(scope: &Scope, fact: &Fact, field: &str) -> Option<String> {
    let warehouse = &scope.shared.warehouse;
    match field {
        STORE => fact.store.map(|store| warehouse.store_ids.ids.text(store as usize)),
        PRODUCT => fact.product.map(|product| warehouse.sku_ids.ids.text(product as usize)),
        DEVICE => fact.device.map(|device| warehouse.device_ids.ids.text(device as usize)),
        CUSTOMER => fact.customer.map(|customer| warehouse.customer_ids.ids.text(customer as usize)),
        DEVICE_TYPE => Some(scope.device_type(fact.device).to_owned()),
        TYPOLOGY => Some(scope.attribute(fact, 4).to_owned()),
        COUNTRY => Some(scope.attribute(fact, 3).to_owned()),
        STATUS => Some(fact.status.word().to_owned()),
        MONTH => Some(month_text(month_of(fact.day))),
        DAY => Some(iso(fact.day)),
        _ => None,
    }
}

fn check(filters: &[Filter]) -> Result<(), Diagnostic> {
    match filters.iter().find(|filter| !FIELDS.contains(&filter.field.as_str())) {
        None => Ok(()),
        Some(filter) => Err(Diagnostic::error("unknown_filter", format!("There is no filter “{}” here.", filter.field))
            .hint(format!("The filters are {}.", FIELDS.join(", ")))),
    }
}

/// By index among the facts: whether the filters pick the transaction.
fn picked(outcome: &StoresOutcome, filters: &[Filter]) -> Result<Vec<bool>, Diagnostic> {
    check(filters)?;
    let all = Scope::new(&outcome.shared, &outcome.settings, &|_| false);
    let facts = &outcome.shared.warehouse.facts.rows;
    let fits = |fact: &Fact| {
        filters.iter().all(|filter| value(&all, fact, &filter.field).is_some_and(|value| filter.values.contains(&value)))
    };
    Ok(facts.iter().map(fits).collect())
}

/// The tables and views of a selection.
///
/// # Errors
/// A sentence for an unknown filter.
pub(super) fn select(outcome: &StoresOutcome, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
    let picked = picked(outcome, filters)?;
    let scope = Scope::new(&outcome.shared, &outcome.settings, &|index| picked[index]);
    let business = Business::new(&scope, &outcome.checks);
    let mut catalog = Catalog::default();
    business.add_tables(&mut catalog, &outcome.shared);
    views::add(&mut catalog, outcome, &scope, &business);
    Ok(catalog)
}

/// The rows of a table that belong to a selection.
///
/// # Errors
/// A sentence for an unknown filter.
pub(super) fn behind(outcome: &StoresOutcome, table: &str, filters: &[Filter]) -> Result<Option<Vec<u32>>, Diagnostic> {
    let picked = picked(outcome, filters)?;
    let shared = &outcome.shared;
    let facts = shared.warehouse.facts.rows.iter().zip(&picked).filter(|(_, picked)| **picked).map(|(fact, _)| fact);
    let mut stores = vec![false; shared.warehouse.store_ids.len()];
    let mut devices = vec![false; shared.warehouse.devices.len()];
    for fact in facts {
        fact.store.into_iter().for_each(|store| stores[store as usize] = true);
        fact.device.into_iter().for_each(|device| devices[device as usize] = true);
    }
    // A store without transactions has rows too, when it is the one that is picked.
    for value in filters.iter().filter(|filter| filter.field == STORE).flat_map(|filter| &filter.values) {
        if let Some(store) = shared.warehouse.store_ids.ids.find(value) {
            stores[store] = true;
            let held = |device: &super::warehouse::Device| shared.warehouse.store_ids.rank(device.store) == Some(store);
            let places = shared.warehouse.devices.iter().enumerate().filter(|(_, device)| held(device));
            places.for_each(|(place, _)| devices[place] = true);
        }
    }
    let rows = |count: usize, wanted: &dyn Fn(usize) -> bool| -> Option<Vec<u32>> {
        Some((0..count).filter(|row| wanted(*row)).map(|row| row as u32).collect())
    };
    Ok(match table {
        "fact_transaction" => rows(picked.len(), &|row| picked[row]),
        "dim_store" => {
            let versions = &shared.warehouse.history.versions;
            rows(versions.len() + 1, &|row| row > 0 && stores[versions[row - 1].store])
        }
        "dim_device" => rows(devices.len() + 1, &|row| row > 0 && devices[row - 1]),
        "store_performance" => {
            let performances = &outcome.business.performances.0;
            rows(performances.len(), &|row| stores[performances[row].store])
        }
        "time_to_five_store" => {
            let starts = &outcome.business.activation.stores;
            rows(starts.len(), &|row| stores[starts[row].store])
        }
        _ => None,
    })
}
