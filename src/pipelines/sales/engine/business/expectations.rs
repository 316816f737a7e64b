//! The purchase and value models of a run (spec sales.md, section 6).

use std::rc::Rc;

use crate::engine::models::forecast::Forecast;
use crate::engine::models::value::{ValueModel, frequency_value_correlation};
use crate::engine::models::{self, History, Models, NotFitted};
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::tables::prospects::CLV_MODEL_PARAMETERS;

/// The models kept, or why there are none.
#[derive(Debug)]
pub(crate) struct Expectations {
    pub(crate) models: Result<Models, NotFitted>,
    /// Customers, and those with a purchase day after the first.
    customers: usize,
    repeat_customers: usize,
    pub(crate) correlation: Option<f64>,
}

impl Expectations {
    /// Fits the models to everyone's history.
    pub(crate) fn new(histories: &[History], settings: &Settings) -> Self {
        let models = models::fit(histories, &settings.model);
        Self {
            customers: histories.len(),
            repeat_customers: histories.iter().filter(|history| history.frequency > 0).count(),
            correlation: models.as_ref().ok().and_then(|_| frequency_value_correlation(histories)),
            models,
        }
    }

    /// What the models say of every customer.
    pub(crate) fn forecast(&self, histories: &[History], settings: &Settings) -> Option<Rc<Forecast>> {
        self.models.as_ref().ok().map(|models| Rc::new(models.forecast(histories, &settings.outlook)))
    }

    /// The purchase model's name.
    pub(crate) fn purchase_model(&self) -> &'static str {
        self.models.as_ref().map_or("none", |models| models.purchase.kept.model.name())
    }

    /// The rows of the table: model, parameter, value.
    fn rows(&self) -> Vec<(&'static str, &'static str, Option<f64>)> {
        let mut rows = vec![
            ("data", "customers", Some(self.customers as f64)),
            ("data", "repeat_customers", Some(self.repeat_customers as f64)),
        ];
        let Ok(Models { purchase, value }) = &self.models else { return rows };
        rows.push(("data", "frequency_value_correlation", self.correlation));
        let (purchase, value) = (&purchase.kept, &value.kept);
        let mut add = |model, parameters: Vec<(&'static str, f64)>| {
            rows.extend(parameters.into_iter().map(|(name, value)| (model, name, Some(value))))
        };
        let fit = |log_likelihood, gain: Option<f64>| {
            [("log_likelihood", log_likelihood)].into_iter().chain(gain.map(|gain| ("gain", gain))).collect()
        };
        add(purchase.model.name(), purchase.model.parameters());
        add(purchase.model.name(), fit(purchase.log_likelihood, purchase.gain));
        add(value.model.name(), value.model.parameters());
        if matches!(value.model, ValueModel::GammaGamma { .. }) {
            add(value.model.name(), fit(value.log_likelihood, value.gain));
        }
        rows
    }
}

/// The table `clv_model_parameters`.
pub(crate) fn model_table(expected: &Expectations) -> Table {
    let rows = Rc::new(expected.rows());
    let [a, b, c] = std::array::from_fn(|_| rows.clone());
    Table::new(&CLV_MODEL_PARAMETERS, rows.len())
        .word(move |row| a[row].0)
        .word(move |row| b[row].1)
        .float_opt(move |row| c[row].2)
}
