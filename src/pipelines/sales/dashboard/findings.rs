//! Sections 5 and 6: insights and the executive summary.

use super::{figure, full, half, series, text};
use crate::present::dashboard::{NumberFormat, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money};

pub(super) fn insights() -> Vec<Widget> {
    vec![
        full(half(
            "insights",
            "What stands out",
            "business_insights, the most urgent first. Of all customers, whatever is selected.",
            "business_insights",
            WidgetKind::Cards {
                title: "insight_title",
                body: "insight_description",
                advice: "recommendation",
                tone: "severity",
            },
            "Nothing stands out.",
        )),
        half(
            "insight_matrix",
            "By type and priority",
            "How many findings there are of each type; priority 1 comes first.",
            "insight_matrix",
            WidgetKind::Heatmap {
                row: "insight_type",
                column: "priority_level",
                value: series("insights", "Insights", Integer),
                row_size: None,
                partial: None,
                outside_scale: None,
                field: None,
            },
            "Nothing stands out.",
        ),
    ]
}

pub(super) fn summary() -> Vec<Widget> {
    vec![
        full(half(
            "outlook",
            "Outlook",
            "What the selected customers are worth, and what is at risk.",
            "outlook",
            WidgetKind::Figures(vec![
                figure(
                    "expected_clv",
                    "Expected value",
                    Money,
                    "Σ clv_12m: expected in the next clv_months months, discounted. Empty without a model.",
                ),
                figure("mean_churn_risk", "Mean churn risk", Decimal, "Mean churn_risk_score, 0 to 100."),
                figure(
                    "high_churn_risk_customers",
                    "High churn risk",
                    Integer,
                    "Customers whose churn_risk_level is High.",
                ),
                figure("at_risk_customers", "At Risk customers", Integer, "Customers of segment At Risk."),
                figure(
                    "revenue_at_risk",
                    "Revenue at risk",
                    Money,
                    "What the customers of segment At Risk have spent.",
                ),
                figure("campaign_targets", "Campaign targets", Integer, "Customers who qualify for a campaign."),
                figure("campaign_value", "Campaign value", Money, "What these customers have spent."),
            ]),
            "There are no customers.",
        )),
        full(half(
            "actions",
            "First actions",
            "The first three findings of priority 1, and the three campaigns of most value.",
            "actions",
            WidgetKind::Rows {
                columns: vec![text("subject", "About"), text("reason", "Why"), text("action", "What to do")],
                limit: 6,
            },
            "Nothing is urgent.",
        )),
    ]
}
