//! Findings about rows and customers.

use super::words::{about, money, p, percent, q};
use super::{Insight, Severity, Sources};
use crate::base::format::{integer, r6};
use crate::pipelines::sales::engine::business::SEGMENTS;
use crate::pipelines::sales::engine::staging::Reason;
use crate::pipelines::sales::engine::warehouse::Segment;

/// From this share of rows on, in percent, rejects are a finding, and a grave one.
const REJECTS: (f64, f64) = (1.0, 5.0);
/// From this share on, in percent, one-time buyers, or the revenue of the top customers, are a warning.
const MANY: f64 = 60.0;
/// Customers who came back quickly and are at risk nevertheless.
const GOOD_SCORE: u8 = 4;
const SCORE_AT_RISK: f64 = 50.0;
/// The top customers, and how many there must be to speak of them.
const TOP_SHARE: f64 = 0.2;
const TOP_MIN_CUSTOMERS: usize = 5;

/// RFM segments worth a sentence: id, segment, what to do, priority, severity.
const RFM: [(&str, &str, &str, u8, Severity); 3] = [
    ("SEG_CHA", "Champions", "Reward champions and ask them for referrals", 2, Severity::Positive),
    ("SEG_ATR", "At Risk", "Win back frequent buyers who have gone quiet", 1, Severity::Warning),
    ("SEG_CAN", "Cannot Lose Them", "Give good spenders a reason to return", 1, Severity::Warning),
];

pub(super) fn rules(from: &Sources<'_>) -> Vec<Insight> {
    let single = [
        rejected(from),
        one_time(from),
        good_at_risk(from),
        revenue_at_risk(from),
        top_customers(from),
        expected_revenue(from),
    ];
    single.into_iter().flatten().chain(rfm(from)).collect()
}

fn rejected(from: &Sources<'_>) -> Option<Insight> {
    let later = from.staged.tally.of(Reason::AfterAsOf);
    let (rejected, rows) = (from.staged.rejects.len() as u64 - later, from.staged.tally.read - later);
    let share = percent(rejected as f64, rows as f64)?;
    let grave = r6(share) > REJECTS.1;
    (r6(share) > REJECTS.0).then(|| Insight {
        id: "DQ_001",
        pick: String::new(),
        kind: "DATA_QUALITY",
        title: "Rows were rejected".to_owned(),
        description: format!(
            "{} of {} rows ({}%) were rejected; every figure below leaves them out",
            integer(rejected),
            integer(rows),
            p(share)
        ),
        metric: "reject_percent",
        value: share,
        recommendation: "Read the rejected rows and correct the export before acting on the figures".to_owned(),
        priority: if grave { 1 } else { 3 },
        severity: if grave { Severity::Critical } else { Severity::Warning },
    })
}

fn one_time(from: &Sources<'_>) -> Option<Insight> {
    let (one_time, customers) = (from.base.one_time, from.base.customers);
    let share = percent(f64::from(one_time), f64::from(customers))?;
    Some(Insight {
        id: "CONV_001",
        pick: String::new(),
        kind: "CONVERSION",
        title: "One-time buyers".to_owned(),
        description: format!(
            "{} of {} customers ({}%) have ordered only once",
            integer(one_time.into()),
            integer(customers.into()),
            q(share)
        ),
        metric: "one_time_percent",
        value: share,
        recommendation: "Set up a second-purchase series for first-time buyers".to_owned(),
        priority: 1,
        severity: Severity::warning_if(r6(share) >= MANY),
    })
}

fn good_at_risk(from: &Sources<'_>) -> Option<Insight> {
    let at_risk = |customer: &usize| {
        from.prospects.ltv_score(*customer) >= GOOD_SCORE
            && from.prospects.risk[*customer].is_some_and(|risk| r6(risk) >= SCORE_AT_RISK)
    };
    let customers = &from.warehouse.customers;
    let (mut count, mut spent) = (0, 0.0);
    for customer in (0..customers.len()).filter(at_risk) {
        count += 1;
        spent += customers.spent[customer];
    }
    (count > 0).then(|| Insight {
        id: "RISK_001",
        pick: String::new(),
        kind: "CHURN_RISK",
        title: "High-value customers at risk".to_owned(),
        description: format!(
            "{} customers with a high LTV score are at risk; they have spent {}",
            integer(count),
            money(spent, &from.settings.currency)
        ),
        metric: "high_ltv_at_risk_customers",
        value: count as f64,
        recommendation: "Contact these customers personally before they leave".to_owned(),
        priority: 1,
        severity: Severity::Critical,
    })
}

fn revenue_at_risk(from: &Sources<'_>) -> Option<Insight> {
    let (count, spent) = from.base.segment(Segment::AtRisk);
    let share = percent(spent, from.months.revenue()).filter(|_| count > 0)?;
    Some(Insight {
        id: "RISK_002",
        pick: String::new(),
        kind: "CHURN_RISK",
        title: "Revenue at risk".to_owned(),
        description: format!(
            "{} customers in segment At Risk account for {}% of revenue ({})",
            integer(count.into()),
            p(share),
            money(spent, &from.settings.currency)
        ),
        metric: "revenue_at_risk_percent",
        value: share,
        recommendation: "Start the Retention campaign".to_owned(),
        priority: 2,
        severity: Severity::Warning,
    })
}

fn rfm(from: &Sources<'_>) -> impl Iterator<Item = Insight> {
    let customers = from.base.customers;
    let counts = from.base.rfm;
    RFM.into_iter().filter_map(move |(id, name, recommendation, priority, severity)| {
        let count = SEGMENTS.iter().zip(counts).find(|(segment, _)| segment.name == name).map_or(0, |(_, count)| count);
        let share = percent(f64::from(count), f64::from(customers)).filter(|_| count > 0)?;
        Some(Insight {
            id,
            pick: name.to_owned(),
            kind: "SEGMENTATION",
            title: format!("RFM segment {name}"),
            description: format!("{} customers ({}%) are in RFM segment {name}", integer(count.into()), p(share)),
            metric: "segment_percent",
            value: share,
            recommendation: recommendation.to_owned(),
            priority,
            severity,
        })
    })
}

fn top_customers(from: &Sources<'_>) -> Option<Insight> {
    let customers = &from.warehouse.customers;
    let count = customers.len();
    let top = libm::ceil(TOP_SHARE * count as f64 - 1e-9) as u32;
    let spent = (0..count)
        .filter(|customer| customers.ltv_rank[*customer] <= top)
        .map(|customer| customers.spent[customer])
        .sum();
    let share = percent(spent, from.months.revenue()).filter(|_| count >= TOP_MIN_CUSTOMERS)?;
    Some(Insight {
        id: "VAL_001",
        pick: String::new(),
        kind: "VALUE",
        title: "Revenue concentration".to_owned(),
        description: format!("The top 20% of customers bring {}% of revenue", p(share)),
        metric: "top_20_revenue_percent",
        value: share,
        recommendation: "Protect the top customers and widen the base".to_owned(),
        priority: 3,
        severity: Severity::warning_if(r6(share) >= MANY),
    })
}

fn expected_revenue(from: &Sources<'_>) -> Option<Insight> {
    let value = from.prospects.total_clv()?;
    Some(Insight {
        id: "LTV_001",
        pick: String::new(),
        kind: "VALUE",
        title: "Expected revenue".to_owned(),
        description: format!(
            "The customer base is expected to bring about {} (discounted) in the next {} months ({} model)",
            about(value, &from.settings.currency),
            from.settings.outlook.months,
            from.expected.purchase_model()
        ),
        metric: "expected_clv",
        value,
        recommendation: "Use it as the upper bound for retention spend".to_owned(),
        priority: 3,
        severity: Severity::Info,
    })
}
