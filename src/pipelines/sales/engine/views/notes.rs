//! The models in words.

use std::rc::Rc;

use super::of;
use crate::base::format::{fixed, integer};
use crate::engine::models::purchase::PurchaseModel;
use crate::engine::models::value::ValueModel;
use crate::engine::models::{Choice, Models, NotFitted, Verdict};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::business::Expectations;
use crate::pipelines::sales::tables::overviews::MODEL_NOTES;

/// A correlation of frequency and value beyond this puts the value model in doubt (spec sales.md, section 6).
const CORRELATED: f64 = 0.3;

/// The view `model_notes`: the models kept, and what became of the others.
pub(crate) fn model_notes(expected: &Expectations) -> Table {
    let notes = match &expected.models {
        Ok(models) => fitted(models, expected.correlation),
        Err(reason) => vec![("No model", why_not(*reason))],
    };
    let rows = Rc::new(notes);
    Table::new(&MODEL_NOTES, rows.len()).word(of(&rows, |row| row.0)).text(of(&rows, |row| row.1.clone()))
}

fn fitted(models: &Models, correlation: Option<f64>) -> Vec<(&'static str, String)> {
    let purchase = match models.purchase.kept.model {
        PurchaseModel::Poisson { .. } => "All customers buy at one rate",
        PurchaseModel::Nbd { .. } => "Customers buy at rates of their own, and go on",
        PurchaseModel::BgNbd { .. } => "Customers buy at rates of their own, and may stop after any purchase",
    };
    let value = match models.value.kept.model {
        ValueModel::Pooled { .. } => "One mean amount for all customers",
        ValueModel::GammaGamma { .. } => "Mean amounts differ between customers, whatever their frequency",
    };
    let mut notes = vec![
        (
            "Purchases",
            format!(
                "{purchase} ({}).",
                described(models.purchase.kept.model.name(), &models.purchase.kept.model.parameters())
            ),
        ),
        ("Purchases: why", verdicts(&models.purchase, PurchaseModel::name)),
        (
            "Value",
            format!("{value} ({}).", described(models.value.kept.model.name(), &models.value.kept.model.parameters())),
        ),
        ("Value: why", verdicts(&models.value, ValueModel::name)),
    ];
    if let Some(correlation) = correlation {
        let doubt = if correlation.abs() > CORRELATED {
            "too close for the value model, which takes them to be independent"
        } else {
            "low enough for the value model"
        };
        notes.push(("Frequency and value", format!("Their correlation is {}: {doubt}.", fixed(correlation, 2))));
    }
    notes
}

fn described(name: &str, parameters: &[(&str, f64)]) -> String {
    parameters
        .iter()
        .fold(name.to_owned(), |text, (parameter, value)| format!("{text}, {parameter} {}", fixed(*value, 3)))
}

fn verdicts<M: Copy>(choice: &Choice<M>, name: fn(&M) -> &'static str) -> String {
    let told = choice.trials.iter().map(|trial| {
        let gain = trial.gain.map_or_else(String::new, |gain| format!(" (gain {})", fixed(gain, 2)));
        let verdict = match trial.verdict {
            Verdict::Taken if trial.gain.is_none() => "the simplest",
            Verdict::Taken => "says more",
            Verdict::SmallGain => "says too little more",
            Verdict::NotConverged => "is not determined by these data",
            Verdict::NoMean => "has no mean",
        };
        format!("{} {verdict}{gain}", name(&trial.model))
    });
    format!("{}.", told.collect::<Vec<_>>().join("; "))
}

fn why_not(reason: NotFitted) -> String {
    let count = |customers: usize| integer(customers as u64);
    match reason {
        NotFitted::TooFewCustomers { customers, needed } => {
            format!("There are {} customers; {} are needed.", count(customers), count(needed))
        }
        NotFitted::TooFewRepeatCustomers { customers, needed } => {
            format!("{} customers came back on another day; {} are needed.", count(customers), count(needed))
        }
        NotFitted::NoTime => "Everyone first bought on the day of the analysis.".to_owned(),
        NotFitted::Impossible { .. } => "Some amounts are too large to add up.".to_owned(),
    }
}
