//! Sections 5 and 6: insights and the executive summary.

use super::{INSIGHT, figure, full, half, leading, series, text};
use crate::present::dashboard::{NumberFormat, Widget, WidgetKind};
use NumberFormat::{Decimal, Integer, Money, Percent};

pub(super) fn insights() -> Vec<Widget> {
    vec![
        full(half(
            "insights",
            "What stands out",
            "business_insights, the most urgent first. Of all customers, whatever is selected.",
            "insight_cards",
            WidgetKind::Cards {
                title: "insight_title",
                body: "insight_description",
                advice: "recommendation",
                tone: "severity",
                link: "link",
            },
            "Nothing stands out.",
        )),
        half(
            "insight_matrix",
            "By type and priority",
            "How many findings there are of each type; priority 1 comes first. A click shows those of the type.",
            "insight_matrix",
            WidgetKind::Heatmap {
                row: "insight_type",
                column: "priority_level",
                value: series("insights", "Insights", Integer),
                row_size: None,
                partial: None,
                outside_scale: None,
                field: Some(INSIGHT),
                detail: None,
            },
            "Nothing stands out.",
        ),
    ]
}

/// The key figures of the run, each leading to the section that tells more.
fn tiles() -> Widget {
    full(half(
        "tiles",
        "Key figures of the run",
        "As in executive_summary.",
        "tiles",
        WidgetKind::Figures(vec![
            leading(figure("revenue", "Revenue", Money, "Sum of all accepted rows."), "trends"),
            leading(figure("customers", "Customers", Integer, "Customers with a purchase."), "segments"),
            leading(figure("orders", "Orders", Integer, "Orders that are no return orders."), "trends"),
            leading(figure("avg_order_value", "Average order value", Money, "Revenue divided by orders."), "trends"),
            leading(figure("one_time_percent", "One-time buyers", Percent, "Customers with exactly one order."), "cohorts"),
            leading(
                figure("last_month_revenue", "Last complete month", Money, "total_sales of monthly_metrics."),
                "trends",
            ),
            leading(
                figure("last_month_growth_percent", "Its growth", Percent, "Against the month before it."),
                "trends",
            ),
            leading(figure("expected_clv", "Expected value", Money, "Σ clv_12m; empty without a model."), "segments"),
            leading(figure("quality_score", "Quality score", Decimal, "0 to 100, from data_quality_checks."), "headline"),
        ]),
        "There are no customers.",
    ))
}

pub(super) fn summary() -> Vec<Widget> {
    vec![
        tiles(),
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
                leading(figure("mean_churn_risk", "Mean churn risk", Decimal, "Mean churn_risk_score, 0 to 100."), "segments"),
                figure(
                    "high_churn_risk_customers",
                    "High churn risk",
                    Integer,
                    "Customers whose churn_risk_level is High.",
                ),
                leading(figure("at_risk_customers", "At Risk customers", Integer, "Customers of segment At Risk."), "segments"),
                figure(
                    "revenue_at_risk",
                    "Revenue at risk",
                    Money,
                    "What the customers of segment At Risk have spent.",
                ),
                leading(figure("campaign_targets", "Campaign targets", Integer, "Customers who qualify for a campaign."), "campaigns"),
                figure("campaign_value", "Campaign value", Money, "What these customers have spent."),
            ]),
            "There are no customers.",
        )),
        half(
            "risk",
            "Risk",
            "Mean churn_risk_score of the selected customers; the zones meet at medium_risk_threshold and high_priority_threshold.",
            "risk",
            WidgetKind::Gauge {
                value: series("mean_churn_risk", "Mean churn risk", Decimal),
                max: 100.0,
                borders: ["medium_from", "high_from"],
                zones: ["Low", "Medium", "High"],
            },
            "There are no customers.",
        ),
        full(half(
            "actions",
            "First actions",
            "The first three findings of priority 1, and the three campaigns of most value.",
            "actions",
            WidgetKind::Rows {
                columns: vec![text("subject", "About"), text("reason", "Why"), text("action", "What to do")],
                limit: 6,
                all: None,
                click: None,
            },
            "Nothing is urgent.",
        )),
    ]
}
