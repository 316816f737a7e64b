//! The parameters as the steps use them.

use std::collections::BTreeSet;

use crate::base::Diagnostic;
use crate::base::date::Day;
use crate::engine::cells::dates::{DateOrder, DateRule};
use crate::engine::cells::numbers::{DecimalMark, NumberRule};
use crate::engine::models;
use crate::engine::models::forecast::Outlook;
use crate::pipelines::values::Values;

/// Checked parameters (spec sales.md, section 11); days and money as there.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) as_of: Option<Day>,
    pub(super) returns: bool,
    pub(super) drop_duplicates: bool,
    pub(super) derive_order_id: bool,
    pub(super) date_order: DateRule,
    pub(super) decimal_mark: NumberRule,
    pub(super) min_date: Day,
    pub(super) max_date: Day,
    pub(super) isolated_gap_days: i32,
    pub(super) isolated_share: f64,
    /// Written before amounts in sentences.
    pub(super) currency: String,
    pub(super) fiscal_year_start_month: i32,
    pub(super) holidays: Vec<Day>,
    pub(super) partial_month_slack_days: i32,
    pub(super) include_partial_months: bool,
    pub(super) min_rows: u64,
    pub(super) min_cohort_size: i64,
    /// Months, rising.
    pub(super) retention_windows: Vec<i64>,
    pub(super) high_value: HighValue,
    pub(super) new_customer_days: i32,
    pub(super) rfm_recency_days: Vec<i64>,
    pub(super) rfm_frequency_orders: Vec<i64>,
    pub(super) recent_activity_days: i32,
    pub(super) at_risk_days: i32,
    pub(super) lost_days: i32,
    pub(super) overdue_factor: f64,
    pub(super) churn: ChurnRules,
    pub(super) campaigns: CampaignRules,
    pub(super) model: models::Rules,
    pub(super) outlook: Outlook,
    pub(super) anomaly_z: f64,
    /// The salt, when customer ids are to be hashed.
    pub(super) hash_salt: Option<String>,
}

/// How the cuts between high, regular and low value are had.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum HighValue {
    Percentile { high_share: f64, low_share: f64 },
    Threshold { high: f64, regular: f64 },
}

/// How the churn risk is made up and told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ChurnRules {
    /// Of recency, frequency, value and cohort; not all 0.
    pub(super) weights: [f64; 4],
    /// Scores, 0-100, from which the risk is high, and medium.
    pub(super) high: f64,
    pub(super) medium: f64,
}

/// Who qualifies for which campaign, and how urgent it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CampaignRules {
    pub(super) high_value: f64,
    pub(super) regular_value: f64,
    pub(super) win_back_days: i32,
    pub(super) retention_value: f64,
    /// Days since the only order from which each campaign for one-time buyers begins.
    pub(super) one_time_days: Vec<i64>,
}

/// Whether settings that a part of the run depends on are the same.
impl Settings {
    /// Of staging: which rows are accepted, and how they are read.
    pub(super) fn stage_alike(&self, other: &Self) -> bool {
        let rows = |s: &Self| (s.as_of, s.returns, s.drop_duplicates, s.derive_order_id, s.min_date, s.max_date);
        let cells = |s: &Self| (s.date_order, s.decimal_mark, s.isolated_gap_days, s.isolated_share);
        rows(self) == rows(other) && cells(self) == cells(other) && self.hash_salt == other.hash_salt
    }

    /// Of the customers' segments and cuts.
    pub(super) fn segment_alike(&self, other: &Self) -> bool {
        let days = |s: &Self| (s.new_customer_days, s.recent_activity_days, s.at_risk_days, s.lost_days);
        days(self) == days(other) && self.high_value == other.high_value && self.overdue_factor == other.overdue_factor
    }

    /// Of the calendar's unfinished months.
    pub(super) fn count_months_alike(&self, other: &Self) -> bool {
        self.partial_month_slack_days == other.partial_month_slack_days
    }

    /// Of the cumulative retention, besides the calendar.
    pub(super) fn retain_alike(&self, other: &Self) -> bool {
        self.retention_windows == other.retention_windows && self.min_cohort_size == other.min_cohort_size
    }

    /// Of the RFM scores.
    pub(super) fn score_alike(&self, other: &Self) -> bool {
        self.rfm_recency_days == other.rfm_recency_days && self.rfm_frequency_orders == other.rfm_frequency_orders
    }

    /// Of the churn risk, besides the segments.
    pub(super) fn churn_alike(&self, other: &Self) -> bool {
        self.churn == other.churn && self.min_cohort_size == other.min_cohort_size
    }
}

impl Settings {
    /// Takes the values apart.
    ///
    /// # Errors
    /// A sentence when parameters contradict each other.
    pub(super) fn new(values: &Values) -> Result<Self, Diagnostic> {
        let days = |name: &str| values.integer(name) as i32;
        let (recent, at_risk, lost) = (days("recent_activity_days"), days("at_risk_days"), days("lost_days"));
        if !(recent < at_risk && at_risk < lost) {
            return Err(Diagnostic::error(
                "bad_parameter",
                format!("recent_activity_days ({recent}), at_risk_days ({at_risk}) and lost_days ({lost}) must rise in this order."),
            )
            .hint("Their defaults are 90, 180 and 365."));
        }
        let (min_date, max_date) = (values.date("min_date").unwrap_or(Day::MIN), values.date("max_date").unwrap_or(Day::MAX));
        if min_date > max_date {
            return Err(Diagnostic::error("bad_parameter", "min_date lies after max_date: every row would be rejected.").hint("Swap them."));
        }
        let weights = ["churn_weight_recency", "churn_weight_frequency", "churn_weight_value", "churn_weight_cohort"].map(|name| values.number(name));
        if weights.iter().all(|weight| *weight == 0.0) {
            return Err(Diagnostic::error("bad_parameter", "The four weights of the churn risk are all 0: one of them must be above.")
                .hint("Their defaults are 40, 25, 15 and 20."));
        }
        let count = |name: &str| usize::try_from(values.integer(name)).unwrap_or(usize::MAX);
        Ok(Self {
            as_of: values.date("as_of"),
            returns: values.text("negative_sales") == "return",
            drop_duplicates: values.text("duplicates") == "drop",
            derive_order_id: values.bool("derive_order_id"),
            date_order: match values.text("date_order") {
                "dmy" => DateRule::Order(DateOrder::DayFirst),
                "mdy" => DateRule::Order(DateOrder::MonthFirst),
                _ => DateRule::Auto,
            },
            decimal_mark: match values.text("decimal_mark") {
                "." => NumberRule::Mark(DecimalMark::Point),
                "," => NumberRule::Mark(DecimalMark::Comma),
                _ => NumberRule::Auto,
            },
            min_date,
            max_date,
            isolated_gap_days: days("isolated_gap_days"),
            isolated_share: values.number("isolated_share"),
            currency: values.text("currency").to_owned(),
            fiscal_year_start_month: days("fiscal_year_start_month"),
            holidays: values.dates("holidays").to_vec(),
            partial_month_slack_days: days("partial_month_slack_days"),
            include_partial_months: values.bool("include_partial_months"),
            min_cohort_size: values.integer("min_cohort_size"),
            retention_windows: values.integers("retention_windows").iter().copied().collect::<BTreeSet<_>>().into_iter().collect(),
            min_rows: values.integer("min_rows").unsigned_abs(),
            high_value: if values.text("high_value_rule") == "threshold" {
                HighValue::Threshold { high: values.number("ltv_high_threshold"), regular: values.number("ltv_regular_threshold") }
            } else {
                HighValue::Percentile { high_share: values.number("high_value_share"), low_share: values.number("low_value_share") }
            },
            new_customer_days: days("new_customer_days"),
            rfm_recency_days: values.integers("rfm_recency_days").to_vec(),
            rfm_frequency_orders: values.integers("rfm_frequency_orders").to_vec(),
            recent_activity_days: recent,
            at_risk_days: at_risk,
            lost_days: lost,
            overdue_factor: values.number("overdue_factor"),
            churn: ChurnRules {
                weights,
                high: 100.0 * values.number("high_priority_threshold"),
                medium: 100.0 * values.number("medium_risk_threshold"),
            },
            campaigns: CampaignRules {
                high_value: values.number("ltv_high_threshold"),
                regular_value: values.number("ltv_regular_threshold"),
                win_back_days: days("min_days_for_winback"),
                retention_value: values.number("min_ltv_for_retention"),
                one_time_days: values.integers("one_time_days").to_vec(),
            },
            model: models::Rules {
                min_customers: count("model_min_customers"),
                min_repeat_customers: count("model_min_repeat"),
                min_gain: values.number("model_min_gain"),
            },
            outlook: Outlook {
                months: values.integer("clv_months") as u32,
                monthly_discount_rate: values.number("monthly_discount_rate"),
            },
            anomaly_z: values.number("anomaly_z"),
            hash_salt: values.bool("hash_customer_ids").then(|| values.text("hash_salt").to_owned()),
        })
    }
}
