//! Selections: which transactions the filters pick, and the tables of just these.

use super::business::Scope;
use super::outcome::{Business, StoresOutcome};
use super::views;
use super::warehouse::Fact;
use crate::base::Diagnostic;
use crate::base::date::{iso, month_of, month_text, parse_iso};
use crate::engine::table::Catalog;
use crate::pipelines::stores::dashboard::{
    COUNTRY, CUSTOMER, DAY, DEVICE, DEVICE_TYPE, MONTH, PRODUCT, REASON, STATUS, STORE, TYPOLOGY,
};
use crate::present::dashboard::Filter;

const FIELDS: [&str; 11] =
    [STORE, PRODUCT, DEVICE_TYPE, DEVICE, TYPOLOGY, COUNTRY, CUSTOMER, STATUS, MONTH, DAY, REASON];

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

/// Whether a value is one of those asked for; days are also asked for from one to another: `2024-01-03..2024-01-09`.
fn is_wanted(value: &str, wanted: &[String]) -> bool {
    wanted.iter().any(|wanted| match wanted.split_once("..") {
        Some((from, to)) if parse_iso(from).is_some() && parse_iso(to).is_some() => (from..=to).contains(&value),
        _ => value == wanted,
    })
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
        // No transaction has a reason to be rejected.
        let mut asked = filters.iter().filter(|filter| filter.field != REASON);
        asked.all(|filter| value(&all, fact, &filter.field).is_some_and(|value| is_wanted(&value, &filter.values)))
    };
    Ok(facts.iter().map(fits).collect())
}

/// The tables and views of a selection.
///
/// # Errors
/// A sentence for an unknown filter.
pub(super) fn select(outcome: &StoresOutcome, filters: &[Filter]) -> Result<Catalog, Diagnostic> {
    let scope = |filters: &[Filter]| {
        let picked = picked(outcome, filters)?;
        Ok(Scope::new(&outcome.shared, &outcome.settings, &|index| picked[index]))
    };
    let without = |field: &str| {
        let others: Vec<Filter> = filters.iter().filter(|filter| filter.field != field).cloned().collect();
        if others.len() < filters.len() { scope(&others).ok() } else { None }
    };
    let scope: Scope = scope(filters)?;
    let business = Business::new(&scope, &outcome.checks);
    let mut catalog = Catalog::default();
    business.add_tables(&mut catalog, &outcome.shared);
    views::add(&mut catalog, outcome, &scope, &business, filters);
    views::add_rates(&mut catalog, &business, &without);
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
        "rejected" => {
            let rejects = &shared.staged.rejects;
            rows(rejects.len(), &|row| views::is_picked_reject(&rejects[row], filters))
        }
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
