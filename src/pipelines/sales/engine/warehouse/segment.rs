//! The groups that a customer falls in at as_of: first rule that holds (spec sales.md, section 4, dim_customer).

use super::customers::Customers;
use crate::base::date::Day;
use crate::base::format::r6;
use crate::engine::passes;
use crate::pipelines::sales::engine::settings::Settings;

/// Days since the last order up to which a customer's status is Active, and At Risk.
const STATUS_DAYS: (i32, i32) = (30, 90);
/// Days since the last order up to which the value groups VIP, Regular and Low Value count as active.
const GROUP_DAYS: (i32, i32, i32) = (30, 60, 90);

/// The exclusive and exhaustive segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Segment {
    Lost,
    New,
    HighValue,
    AtRisk,
    Regular,
    LowValue,
}

impl Segment {
    /// All, in the order of the summary.
    pub(crate) const ALL: [Self; 6] = [Self::HighValue, Self::Regular, Self::New, Self::AtRisk, Self::Lost, Self::LowValue];

    /// The name in the tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lost => "Lost",
            Self::New => "New",
            Self::HighValue => "High Value",
            Self::AtRisk => "At Risk",
            Self::Regular => "Regular",
            Self::LowValue => "Low Value",
        }
    }
}

/// Sets the segments and value groups.
pub(super) fn assign(customers: &mut Customers, as_of: Day, settings: &Settings) {
    let count = customers.len();
    let mean = if count == 0 { 0.0 } else { customers.by_id.iter().map(|key| customers.spent[*key as usize]).sum::<f64>() / count as f64 };
    let (high, low) = (r6(customers.cuts.0), r6(customers.cuts.1));
    let mean = r6(mean);
    customers.segment = passes::collect(count, |customer| segment(customers, customer, as_of, settings, high, low));
    customers.value_group = passes::collect(count, |customer| value_group(customers, customer, as_of, high, mean));
}

fn segment(customers: &Customers, customer: usize, as_of: Day, settings: &Settings, high: f64, low: f64) -> Segment {
    let value = r6(customers.spent[customer]);
    let since_last = as_of - customers.last_day[customer];
    let since_first = as_of - customers.first_day[customer];
    let overdue = || customers.usual_gap(customer).is_some_and(|gap| r6(f64::from(since_last) / gap) >= r6(settings.overdue_factor));
    if since_last > settings.lost_days {
        Segment::Lost
    } else if since_first < settings.new_customer_days {
        Segment::New
    } else if value >= high && since_last <= settings.recent_activity_days {
        Segment::HighValue
    } else if since_last > settings.at_risk_days || (since_last > settings.recent_activity_days && overdue()) {
        Segment::AtRisk
    } else if value >= low {
        Segment::Regular
    } else {
        Segment::LowValue
    }
}

fn value_group(customers: &Customers, customer: usize, as_of: Day, high: f64, mean: f64) -> &'static str {
    let value = r6(customers.spent[customer]);
    let since_last = as_of - customers.last_day[customer];
    let (vip, regular, low) = GROUP_DAYS;
    if value >= high {
        if since_last <= vip { "VIP Active" } else { "VIP At Risk" }
    } else if value >= mean {
        if since_last <= regular { "Regular Active" } else { "Regular At Risk" }
    } else if customers.orders[customer] == 1 {
        "One-Time Buyer"
    } else if since_last <= low {
        "Low Value Active"
    } else {
        "Low Value Inactive"
    }
}

/// Group by days since the first order.
pub(crate) fn vintage(since_first: i32) -> &'static str {
    match since_first {
        ..=30 => "0-30 days",
        31..=90 => "31-90 days",
        91..=180 => "91-180 days",
        181..=365 => "181-365 days",
        _ => "365+ days",
    }
}

/// Status by days since the last order.
pub(crate) fn status(since_last: i32) -> &'static str {
    let (active, at_risk) = STATUS_DAYS;
    if since_last <= active {
        "Active"
    } else if since_last <= at_risk {
        "At Risk"
    } else {
        "Inactive"
    }
}
