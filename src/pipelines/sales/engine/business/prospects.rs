//! What is expected of each customer: purchases and value by the models, and the risk of losing them.

use std::rc::Rc;

use super::churn::{self, Components, Level};
use super::{Calendar, Purchases};
use crate::base::date::{Day, Month, month_text};
use crate::engine::models::forecast::Forecast;
use crate::engine::passes;
use crate::engine::table::Table;
use crate::pipelines::sales::engine::settings::Settings;
use crate::pipelines::sales::engine::staging::id_cells;
use crate::pipelines::sales::engine::warehouse::{Customers, Warehouse};
use crate::pipelines::sales::tables::prospects::CUSTOMER_LTV_ANALYSIS;

/// By customer key.
#[derive(Debug)]
pub(crate) struct Prospects {
    customers: Rc<Customers>,
    as_of: Day,
    pub(crate) purchases: Rc<Purchases>,
    /// Nothing without a model.
    pub(crate) forecast: Option<Rc<Forecast>>,
    /// The inactive share of each cohort from this month on.
    first_cohort: Month,
    cohort_shares: Vec<Option<f64>>,
    /// Churn risk, 0-100; nothing where no component with a weight is known.
    pub(crate) risk: Vec<Option<f64>>,
    levels: Vec<Option<Level>>,
}

impl Prospects {
    /// Puts together what orders and models tell, and scores the risk.
    pub(crate) fn new(
        warehouse: &Warehouse,
        calendar: &Calendar,
        purchases: Rc<Purchases>,
        forecast: Option<Rc<Forecast>>,
        settings: &Settings,
    ) -> Self {
        let customers = warehouse.customers.clone();
        let mut prospects = Self {
            forecast,
            as_of: warehouse.as_of,
            purchases,
            first_cohort: calendar.first,
            cohort_shares: churn::cohort_shares(warehouse, calendar, settings),
            risk: Vec::new(),
            levels: Vec::new(),
            customers,
        };
        let score = |customer| churn::score(&prospects.components(customer), &settings.churn.weights);
        prospects.risk = passes::collect(prospects.customers.len(), score);
        let level = |customer: usize| prospects.risk[customer].map(|score| Level::of(score, &settings.churn));
        prospects.levels = passes::collect(prospects.risk.len(), level);
        prospects
    }

    /// Those whom this is about.
    pub(crate) fn customers(&self) -> &Customers {
        &self.customers
    }

    /// Days since the last order.
    pub(crate) fn since_last(&self, customer: usize) -> i32 {
        self.as_of - self.customers.last_day[customer]
    }

    fn components(&self, customer: usize) -> Components {
        let since_last = self.since_last(customer);
        let cohort = usize::try_from(self.customers.cohort[customer] - self.first_cohort);
        [
            Some(churn::recency(since_last)),
            self.customers.usual_gap(customer).map(|gap| churn::overdue(since_last, gap)),
            self.purchases.decline(&self.customers, customer),
            cohort.ok().and_then(|cohort| self.cohort_shares.get(cohort).copied().flatten()),
        ]
    }

    /// How high the risk is.
    pub(crate) fn level(&self, customer: usize) -> Option<Level> {
        self.levels[customer]
    }

    /// 1 … 5 by days to the second order.
    pub(crate) fn ltv_score(&self, customer: usize) -> u8 {
        self.purchases.ltv_score(customer)
    }

    /// Value expected over the outlook's months.
    pub(crate) fn clv(&self, customer: usize) -> Option<f64> {
        self.forecast.as_ref().map(|forecast| forecast.value[customer])
    }

    /// Value expected within 180 days, not discounted.
    pub(crate) fn half_year(&self, customer: usize) -> Option<f64> {
        self.forecast.as_ref().map(|forecast| forecast.purchases[1][customer] * forecast.amount[customer])
    }

    /// Σ clv_12m; nothing without a model.
    pub(crate) fn total_clv(&self) -> Option<f64> {
        self.forecast.as_ref().map(|forecast| forecast.value.iter().sum())
    }

    fn monetary(&self, customer: usize) -> Option<f64> {
        let history = self.purchases.history(&self.customers, self.as_of, customer);
        (history.frequency > 0).then_some(history.monetary)
    }
}

/// The table `customer_ltv_analysis`, in id order.
pub(crate) fn ltv_table(warehouse: &Warehouse, prospects: &Rc<Prospects>) -> Table {
    /// A column by what it says of a customer.
    fn of<T: 'static>(prospects: &Rc<Prospects>, cell: fn(&Prospects, usize) -> T) -> impl Fn(usize) -> T + 'static {
        let prospects = prospects.clone();
        move |row| cell(&prospects, prospects.customers.by_id[row] as usize)
    }
    /// A column by what the model says of a customer.
    fn by_model(
        prospects: &Rc<Prospects>,
        cell: fn(&Forecast, usize) -> f64,
    ) -> impl Fn(usize) -> Option<f64> + 'static {
        let prospects = prospects.clone();
        move |row| prospects.forecast.as_ref().map(|forecast| cell(forecast, prospects.customers.by_id[row] as usize))
    }
    let all = prospects;
    Table::new(&CUSTOMER_LTV_ANALYSIS, warehouse.customers.len())
        .push(id_cells(&warehouse.rows, |rows| &rows.customer_ids, |row| row))
        .int(of(all, |_, customer| customer as i64 + 1))
        .text(of(all, |all, customer| month_text(all.customers.cohort[customer])))
        .word(of(all, |all, customer| all.customers.segment[customer].name()))
        .int(of(all, |all, customer| i64::from(all.customers.orders[customer])))
        .float(of(all, |all, customer| all.customers.spent[customer]))
        .float(of(all, |all, customer| all.customers.spent[customer] / f64::from(all.customers.orders[customer])))
        .int(of(all, |all, customer| i64::from(all.as_of - all.customers.first_day[customer])))
        .int_opt(of(all, |all, customer| all.purchases.to_second[customer].map(i64::from)))
        .int(of(all, |all, customer| i64::from(all.ltv_score(customer))))
        .int(of(all, |all, customer| i64::from(all.customers.purchase_days[customer]) - 1))
        .int(of(all, |all, customer| i64::from(all.customers.last_day[customer] - all.customers.first_day[customer])))
        .int(of(all, |all, customer| i64::from(all.as_of - all.customers.first_day[customer])))
        .float_opt(of(all, Prospects::monetary))
        .float_opt(by_model(all, |model, customer| model.p_alive[customer]))
        .float_opt(by_model(all, |model, customer| model.purchases[0][customer]))
        .float_opt(by_model(all, |model, customer| model.purchases[1][customer]))
        .float_opt(by_model(all, |model, customer| model.purchases[2][customer]))
        .float_opt(by_model(all, |model, customer| model.amount[customer]))
        .float_opt(by_model(all, |model, customer| model.value[customer]))
        .float_opt(of(all, |all, customer| all.components(customer)[0]))
        .float_opt(of(all, |all, customer| all.components(customer)[1]))
        .float_opt(of(all, |all, customer| all.components(customer)[2]))
        .float_opt(of(all, |all, customer| all.components(customer)[3]))
        .float_opt(of(all, |all, customer| all.risk[customer]))
        .text_opt(of(all, |all, customer| all.level(customer).map(|level| level.name().into())))
}
