//! Section 4: campaigns.

use super::{CAMPAIGN, full, half, series, text};
use crate::present::dashboard::{Axis, Click, NumberFormat, Series, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money};

const NOBODY: &str = "Nobody in this selection qualifies for a campaign.";

fn bars(series: Vec<Series>) -> WidgetKind {
    WidgetKind::Bars { category: CAMPAIGN, series, field: Some(CAMPAIGN), detail: Some("recommended_action"), label: None, ring: false }
}

pub(super) fn widgets() -> Vec<Widget> {
    vec![
        half(
            "campaigns",
            "Targets by campaign",
            "Customers of campaign_targets: each is in the first campaign whose condition holds.",
            "campaign_overview",
            bars(vec![series("targets", "Targets", Integer)]),
            NOBODY,
        ),
        half(
            "campaign_value",
            "Value by campaign",
            "At stake: what the targets have spent. Expected: purchases expected within 180 days times the expected amount, where there is a model.",
            "campaign_overview",
            bars(vec![
                series("estimated_value", "At stake", Money),
                series("expected_value_180d", "Expected in 180 days", Money),
            ]),
            NOBODY,
        ),
        full(half(
            "campaign_priorities",
            "Targets by priority",
            "Customers of campaign_targets by priority_level: 1 is the most urgent.",
            "campaign_priorities",
            WidgetKind::ColumnsBy {
                x: "priority_level",
                by: CAMPAIGN,
                value: series("targets", "Targets", Integer),
                stacked: true,
                base: 0.0,
                partial: None,
                field: Some((CAMPAIGN, Axis::By)),
            },
            NOBODY,
        )),
        full(half(
            "campaign_targets",
            "Target list",
            "The first rows of campaign_targets, those of the selection. A click on a row shows all that is known of the customer.",
            "campaign_targets",
            WidgetKind::Rows {
                columns: vec![
                    text("customer_id", "Customer"),
                    text("campaign_type", "Campaign"),
                    series("priority_level", "Priority", Integer),
                    series("estimated_value", "At stake", Money),
                    series("expected_value_180d", "Expected in 180 days", Money),
                    series("days_since_last_order", "Days since last order", Integer),
                    series("churn_risk_score", "Churn risk", Decimal),
                    text("customer_segment", "Segment"),
                    text("recommended_action", "Action"),
                ],
                limit: 20,
                all: Some("campaign_targets"),
                click: Some(Click::Card { column: "customer_id" }),
            },
            NOBODY,
        )),
    ]
}
