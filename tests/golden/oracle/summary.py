"""Section 9: executive_summary."""

from math import fsum

from .insights import best_cohort
from .warehouse import divide

COLUMNS = ["kpi_id", "kpi_value", "kpi_text"]
SEGMENTS = ["High Value", "Regular", "New", "At Risk", "Lost", "Low Value"]


def executive_summary(st, wh, facts, score, grade, insight_rows):
    n, models = len(wh.customers), facts.models
    orders = sum(not order.is_return for order in wh.orders)
    repeat = n - facts.one_time
    last = facts.complete_months[-1] if facts.complete_months else None
    risks = [churn for churn in facts.churn.values() if churn.score is not None]
    clv = None if models.purchase is None else fsum(p.clv for p in models.predictions.values())
    best = best_cohort(facts)
    rows = [
        ["rows_read", len(st.rows), None],
        ["rows_accepted", len(st.accepted), None],
        ["rows_rejected", len(st.rejects), None],
        ["quality_score", score, grade],
        ["as_of", None, wh.as_of],
        ["revenue", facts.revenue, None],
        ["orders", orders, None],
        ["customers", n, None],
        ["avg_order_value", divide(facts.revenue, orders), None],
        ["avg_customer_value", divide(facts.revenue, n), None],
        ["one_time_percent", divide(100 * facts.one_time, n), None],
        ["repeat_percent", divide(100 * repeat, n), None],
        ["last_month_revenue", last and last.total_sales, last and last.period_month],
        ["last_month_growth_percent", last and last.sales_growth_percent, None],
    ]
    for segment in SEGMENTS:
        rows.append(["segment_" + segment.lower().replace(" ", "_"), sum(c.segment == segment for c in wh.customers),
                     None])
    rows += [
        ["revenue_at_risk", fsum(c.spent for c in facts.at_risk), None],
        ["high_churn_risk_customers", sum(churn.level == "High" for churn in facts.churn.values()), None],
        ["mean_churn_risk", divide(fsum(churn.score for churn in risks), len(risks)), None],
        ["expected_clv", clv, models.name],
        ["campaign_targets", len(facts.targets), None],
        ["campaign_value", fsum(target.estimated_value for target in facts.targets), None],
        ["campaign_high_priority", sum(target.priority_level <= 2 for target in facts.targets), None],
        ["insights", len(insight_rows), None],
        ["best_cohort", best and best.retention_rate_percent, best and best.cohort_month],
    ]
    return rows
