//! What filters choose: customers, and rows of theirs.

use super::Fields;
use crate::engine::passes;
use crate::base::date::{Month, month_of, month_text};
use crate::pipelines::sales::dashboard::{
    CAMPAIGN, CHURN_RISK, CLV, CLV_LOG, COHORT, CUSTOMER, CUSTOMER_SEGMENT, FREQUENCY_VALUE, LIFETIME_VALUE, LTV_LOG, MOVED, SEGMENT, STAGE,
};
use crate::pipelines::sales::engine::business::{CAMPAIGNS, SEGMENTS, STAGES, Selection, stage};
use crate::pipelines::sales::engine::outcome::SalesOutcome;
use crate::pipelines::sales::engine::staging::Words;
use crate::pipelines::sales::engine::views::{self, NO_VALUE, Top};
use crate::pipelines::sales::engine::warehouse::Segment;
use crate::present::dashboard::Filter;

/// Tells whether a customer has one of a filter's values.
type Test<'a> = Box<dyn Fn(usize) -> bool + 'a>;

/// Flags of customers (by key) and cleaned rows; nothing where all are chosen.
pub(super) struct Chosen {
    /// Of customers, by all filters: those without a purchase row among the rows chosen are out.
    customers: Option<Vec<bool>>,
    /// Of customers, by what is true of them whatever they bought.
    attributes: Option<Vec<bool>>,
    /// Of rows, by what was bought when.
    rows: Option<Vec<bool>>,
    /// Of rows, by what was bought: what stands over months shows all of them.
    bought: Option<Vec<bool>>,
    /// Of months.
    pub(super) months: Option<Vec<bool>>,
}

impl Chosen {
    pub(super) fn new(outcome: &SalesOutcome, fields: &Fields<'_>) -> Self {
        let attributes = attributes(outcome, &fields.attributes);
        let months = fields.months.map(|months| month_flags(outcome, months));
        let bought = bought(outcome, &fields.dimensions);
        let rows = in_months(outcome, months.as_deref(), bought.as_deref());
        let customers = rows.as_ref().map(|rows| buyers(outcome, rows, attributes.as_deref()));
        Self { customers: customers.or_else(|| attributes.clone()), attributes, rows, bought, months }
    }

    /// Whether some filter chooses rows.
    pub(super) fn has_rows(&self) -> bool {
        self.rows.is_some()
    }

    /// The customers chosen, with all their rows.
    pub(super) fn customers(&self) -> Selection<'_> {
        Selection { customers: self.customers.as_deref(), rows: None, ..Selection::EVERYONE }
    }

    /// The rows chosen of the customers chosen.
    pub(super) fn rows(&self) -> Selection<'_> {
        Selection { customers: self.customers.as_deref(), rows: self.rows.as_deref(), ..Selection::EVERYONE }
    }

    /// What was bought by whom, in whatever month.
    pub(super) fn trend(&self) -> Selection<'_> {
        Selection { customers: self.attributes.as_deref(), rows: self.bought.as_deref(), ..Selection::EVERYONE }
    }
}

/// Whether each customer has, for every filter, one of its values.
fn attributes(outcome: &SalesOutcome, filters: &[&Filter]) -> Option<Vec<bool>> {
    let tests: Vec<Test<'_>> = filters.iter().map(|filter| test(outcome, filter)).collect();
    let all = outcome.warehouse.customers.len();
    (!tests.is_empty()).then(|| passes::collect(all, |customer| tests.iter().all(|test| test(customer))))
}

fn test<'a>(outcome: &'a SalesOutcome, filter: &'a Filter) -> Test<'a> {
    let (customers, business) = (&*outcome.warehouse.customers, &outcome.business);
    let prospects = &*business.prospects;
    let as_of = outcome.warehouse.as_of;
    let has = |value: &str| filter.values.iter().any(|wanted| wanted == value);
    let listed = |keys: &mut dyn Iterator<Item = u32>| -> Test<'a> {
        let mut wanted = vec![false; customers.len()];
        keys.for_each(|key| wanted[key as usize] = true);
        Box::new(move |customer| wanted[customer])
    };
    match filter.field.as_str() {
        COHORT => {
            let calendar = &outcome.calendar;
            let wanted = month_flags(outcome, &filter.values);
            Box::new(move |customer| calendar.index(customers.cohort[customer]).is_some_and(|month| wanted[month]))
        }
        SEGMENT => {
            let wanted = SEGMENTS.each_ref().map(|segment| has(segment.name));
            Box::new(move |customer| wanted[usize::from(business.rfm.segment[customer])])
        }
        CUSTOMER_SEGMENT => {
            let wanted: Vec<Segment> = Segment::ALL.into_iter().filter(|segment| has(segment.name())).collect();
            Box::new(move |customer| wanted.contains(&customers.segment[customer]))
        }
        CHURN_RISK => {
            let wanted = views::churn_flags(&filter.values);
            Box::new(move |customer| prospects.risk[customer].is_some_and(|risk| wanted[views::churn_index(risk)]))
        }
        LIFETIME_VALUE | LTV_LOG => {
            let (steps, log) = (outcome.steps(), usize::from(filter.field == LTV_LOG));
            let (wanted, places) = (steps.spent[log].flags(&filter.values), &steps.places.spent[log]);
            Box::new(move |customer| places[customer].is_some_and(|step| wanted[usize::from(step)]))
        }
        CLV | CLV_LOG => {
            let (steps, log) = (outcome.steps(), usize::from(filter.field == CLV_LOG));
            let (wanted, places) = (steps.expected[log].flags(&filter.values), &steps.places.expected[log]);
            Box::new(move |customer| places[customer].is_some_and(|step| wanted[usize::from(step)]))
        }
        FREQUENCY_VALUE => {
            let places = &outcome.steps().places;
            let wanted: Vec<bool> = places.cells.iter().map(|cell| has(&views::cell_name(*cell))).collect();
            Box::new(move |customer| wanted[places.cell[customer] as usize])
        }
        CAMPAIGN => {
            let targets = business.targets.iter().filter(|target| has(CAMPAIGNS[usize::from(target.campaign)].name));
            listed(&mut targets.map(|target| target.customer))
        }
        MOVED => {
            let moves = outcome.moves.iter().flat_map(|moves| &moves.all).filter(|one| has(&one.label()));
            listed(&mut moves.flat_map(|one| one.customers.iter().copied()))
        }
        CUSTOMER => {
            let ids = &outcome.staged.rows.customer_ids;
            listed(&mut filter.values.iter().filter_map(|id| ids.find(id)).map(|rank| customers.by_id[rank]))
        }
        STAGE => {
            let wanted = STAGES.map(has);
            Box::new(move |customer| {
                wanted[stage(customers.orders[customer], as_of - customers.first_day[customer], as_of - customers.last_day[customer])]
            })
        }
        _ => Box::new(|_| true),
    }
}

/// Flags by month of the calendar.
fn month_flags(outcome: &SalesOutcome, months: &[String]) -> Vec<bool> {
    let calendar = &outcome.calendar;
    (0..calendar.count).map(|index| months.contains(&month_text(calendar.first + index as Month))).collect()
}

/// Flags of the rows that have, for every dimension filtered by, one of its values.
fn bought(outcome: &SalesOutcome, dimensions: &[(usize, &Filter)]) -> Option<Vec<bool>> {
    let rows = &outcome.warehouse.rows;
    let mut flags: Option<Vec<bool>> = None;
    for (dimension, filter) in dimensions {
        let words = rows.dimensions()[*dimension].1;
        let wanted = wanted(words, &outcome.steps().tops[*dimension], &filter.values);
        let flags = flags.get_or_insert_with(|| vec![true; rows.len()]);
        passes::for_each(rows.len(), |row| flags[row] &= wanted[words.place(row)]);
    }
    flags
}

/// Whether each word is wanted, and behind them whether rows without one are.
fn wanted(words: &Words, top: &Top, values: &[String]) -> Vec<bool> {
    let has = |value: &str| values.iter().any(|wanted| wanted == value);
    let others = has(&top.others());
    let word = |code: usize| has(&words.words[code]) || (others && !top.shows(code));
    (0..words.words.len()).map(word).chain([has(NO_VALUE)]).collect()
}

/// Flags of the rows in some months, among those that other filters leave.
fn in_months(outcome: &SalesOutcome, months: Option<&[bool]>, bought: Option<&[bool]>) -> Option<Vec<bool>> {
    let Some(months) = months else { return bought.map(<[bool]>::to_vec) };
    let (rows, calendar) = (&outcome.warehouse.rows, &outcome.calendar);
    let is_in = |day| calendar.index(month_of(day)).is_some_and(|index| months[index]);
    let flag = |row: usize| bought.is_none_or(|flags| flags[row]) && is_in(rows.days[row]);
    Some(passes::collect(rows.len(), flag))
}

/// Flags of the customers with a purchase among the rows, of those that the other filters leave.
fn buyers(outcome: &SalesOutcome, rows: &[bool], among: Option<&[bool]>) -> Vec<bool> {
    let warehouse = &outcome.warehouse;
    let mut bought = vec![false; warehouse.customers.len()];
    passes::for_each(rows.len(), |row| {
        if rows[row] && warehouse.rows.amounts[row] > 0.0 {
            bought[warehouse.orders.customer[warehouse.orders.of_row[row] as usize] as usize] = true;
        }
    });
    if let Some(among) = among {
        bought.iter_mut().zip(among).for_each(|(bought, among)| *bought &= among);
    }
    bought
}
