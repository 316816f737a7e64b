"""Section 8: business_insights. One function per rule or pair of rules; `Facts` holds what they look at."""

from collections import defaultdict
from math import ceil, fsum, sqrt
from types import SimpleNamespace

from . import customers
from .cells import r6
from .formats import count, fixed, forecast, money
from .warehouse import MONTHS, divide

COLUMNS = ["insight_id", "insight_type", "insight_title", "insight_description", "metric_name", "metric_value",
           "recommendation", "priority_level", "severity"]
SEVERITIES = ["critical", "warning", "positive", "info"]


def records(columns, rows):
    """Rows with their cells by name."""
    return [SimpleNamespace(**dict(zip(columns, row))) for row in rows]


class Facts:
    """What the rules look at. `tables` are the finished tables by name, as (columns, rows)."""

    def __init__(self, st, wh, models, churn, tables):
        self.params, self.wh, self.models, self.churn = wh.params, wh, models, churn

        def table(name):
            return records(*tables[name])

        late = st.count("after_as_of")
        self.rows_judged, self.rows_rejected = len(st.rows) - late, len(st.rejects) - late
        self.customers = wh.customers
        self.revenue = fsum(fact.amount for fact in wh.facts)
        self.one_time = sum(len(c.orders) == 1 for c in wh.customers)
        self.complete_months = [m for m in table("monthly_metrics") if not m.is_partial]
        least = self.params.min_cohort_size
        self.first_months = [row for row in table("cohort_analysis")  # C1
                             if row.months_since_acquisition == 1 and not row.is_partial and row.cohort_size >= least]
        self.windows = [row for row in table("cumulative_retention_analysis") if row.is_complete]
        self.at_risk = [c for c in wh.customers if c.segment == "At Risk"]
        self.rfm = table("customer_segmentation")
        self.targets = table("campaign_targets")
        self.seasons = [row for row in table("seasonal_trends")
                        if row.period_type == "monthly" and row.seasonal_index is not None]

    def money(self, value):
        return money(value, self.params.currency)

    def forecast(self, value):
        return forecast(value, self.params.currency)


def business_insights(facts):
    found = [row for rule in RULES for row in rule(facts)]
    return sorted(found, key=lambda row: (row[7], SEVERITIES.index(row[8]), row[0]))


def insight(name, kind, title, text, metric, value, advice, priority, severity):
    return [[name, kind, title, text, metric, value, advice, priority, severity]]


def highest(rows, value):
    """The first of the rows with the highest value."""
    return min(rows, key=lambda row: -r6(value(row)))


def lowest(rows, value):
    return min(rows, key=lambda row: r6(value(row)))


def mean(values):
    return fsum(values) / len(values)


def change_percent(now, before):
    """None when there is nothing to compare with."""
    return 100 * (now - before) / before if r6(before) > 0 else None


def last_and_before(rows):
    """The last three rows and the three before them, or None."""
    return (rows[-3:], rows[-6:-3]) if len(rows) >= 6 else None


# ---- data, conversion, cohorts ---------------------------------------------------------------

def dq_001(f):
    percent = divide(100 * f.rows_rejected, f.rows_judged)
    if percent is None or r6(percent) <= 1:
        return []
    priority, severity = (1, "critical") if r6(percent) > 5 else (3, "warning")
    return insight(
        "DQ_001", "DATA_QUALITY", "Rows were rejected",
        f"{count(f.rows_rejected)} of {count(f.rows_judged)} rows ({fixed(percent, 1)}%) were rejected; "
        "every figure below leaves them out", "reject_percent", percent,
        "Read the rejected rows and correct the export before acting on the figures", priority, severity)


def conv_001(f):
    if not f.customers:
        return []
    percent = 100 * f.one_time / len(f.customers)
    return insight(
        "CONV_001", "CONVERSION", "One-time buyers",
        f"{count(f.one_time)} of {count(len(f.customers))} customers ({fixed(percent, 2)}%) have ordered only once",
        "one_time_percent", percent, "Set up a second-purchase series for first-time buyers", 1,
        "warning" if r6(percent) >= 60 else "info")


def best_cohort(f):
    return highest(f.first_months, lambda row: row.retention_rate_percent) if f.first_months else None


def coh_001(f):
    best = best_cohort(f)
    if best is None:
        return []
    c, r = best.cohort_month, best.retention_rate_percent
    return insight(
        "COH_001", "COHORT", "Best cohort", f"Cohort {c} came back most in month 1: {fixed(r, 1)}%",
        "month_1_retention_percent", r, f"Find out what brought in cohort {c} and repeat it", 2, "positive")


def coh_002(f):
    if len(f.first_months) < 3:
        return []
    worst = lowest(f.first_months, lambda row: row.retention_rate_percent)
    c, r = worst.cohort_month, worst.retention_rate_percent
    return insight(
        "COH_002", "COHORT", "Weakest cohort", f"Cohort {c} came back least in month 1: {fixed(r, 1)}%",
        "month_1_retention_percent", r, f"Check the offers and channels that brought in cohort {c}", 3, "info")


def ret_001(f):
    if not f.windows:
        return []
    window = max(row.retention_window_months for row in f.windows)
    best = highest([row for row in f.windows if row.retention_window_months == window],
                   lambda row: row.cumulative_retention_rate)
    c, rate = best.cohort_month, best.cumulative_retention_rate
    return insight(
        "RET_001", "RETENTION", "Strongest long-term retention",
        f"{fixed(rate, 1)}% of cohort {c} bought again within {window} months", "cumulative_retention_percent", rate,
        f"Use cohort {c} as the target for later cohorts", 2, "positive")


def ret_002(f):
    pair = last_and_before([row.retention_rate_percent for row in f.first_months])
    if pair is None:
        return []
    now, before = mean(pair[0]), mean(pair[1])
    change = change_percent(now, before)
    if change is None or abs(r6(change)) < 10:
        return []
    way, priority, severity, advice = (
        ("falling", 1, "warning", "Review onboarding of new customers") if change < 0
        else ("rising", 4, "positive", "Keep the current onboarding"))
    return insight(
        "RET_002", "RETENTION", f"Month-1 retention is {way}",
        f"The last three cohorts average {fixed(now, 2)}% month-1 retention against {fixed(before, 2)}% "
        "for the three before", "retention_change_percent", change, advice, priority, severity)


# ---- risk, segments, value -------------------------------------------------------------------

def risk_001(f):
    found = [c for c in f.customers
             if customers.predicted_ltv_score(c) >= 4
             and f.churn[c.key].score is not None and r6(f.churn[c.key].score) >= 50]
    if not found:
        return []
    return insight(
        "RISK_001", "CHURN_RISK", "High-value customers at risk",
        f"{count(len(found))} customers with a high LTV score are at risk; they have spent "
        f"{f.money(fsum(c.spent for c in found))}", "high_ltv_at_risk_customers", len(found),
        "Contact these customers personally before they leave", 1, "critical")


def risk_002(f):
    spent = fsum(c.spent for c in f.at_risk)
    percent = divide(100 * spent, f.revenue)
    if not f.at_risk or percent is None:
        return []
    return insight(
        "RISK_002", "CHURN_RISK", "Revenue at risk",
        f"{count(len(f.at_risk))} customers in segment At Risk account for {fixed(percent, 1)}% of revenue "
        f"({f.money(spent)})", "revenue_at_risk_percent", percent, "Start the Retention campaign", 2, "warning")


SEGMENTS = [
    ("SEG_CHA", "Champions", 2, "positive", "Reward champions and ask them for referrals"),
    ("SEG_ATR", "At Risk", 1, "warning", "Win back frequent buyers who have gone quiet"),
    ("SEG_CAN", "Cannot Lose Them", 1, "warning", "Give good spenders a reason to return"),
]


def seg(f):
    rows = []
    for name, segment, priority, severity, advice in SEGMENTS:
        n = sum(row.rfm_segment == segment for row in f.rfm)
        if n:
            percent = 100 * n / len(f.rfm)
            rows += insight(
                name, "SEGMENTATION", f"RFM segment {segment}",
                f"{count(n)} customers ({fixed(percent, 1)}%) are in RFM segment {segment}", "segment_percent", percent,
                advice, priority, severity)
    return rows


def val_001(f):
    n = len(f.customers)
    top = ceil(0.2 * n - 1e-9)
    percent = divide(100 * fsum(c.spent for c in f.customers if c.ltv_rank <= top), f.revenue)
    if n < 5 or percent is None:
        return []
    return insight(
        "VAL_001", "VALUE", "Revenue concentration",
        f"The top 20% of customers bring {fixed(percent, 1)}% of revenue", "top_20_revenue_percent", percent,
        "Protect the top customers and widen the base", 3, "warning" if r6(percent) >= 60 else "info")


def ltv_001(f):
    if f.models.purchase is None:
        return []
    clv = fsum(p.clv for p in f.models.predictions.values())
    return insight(
        "LTV_001", "VALUE", "Expected revenue",
        f"The customer base is expected to bring about {f.forecast(clv)} (discounted) in the next "
        f"{f.params.clv_months} months ({f.models.name} model)", "expected_clv", clv,
        "Use it as the upper bound for retention spend", 3, "info")


# ---- campaigns -------------------------------------------------------------------------------

def camp_001(f):
    groups = defaultdict(list)
    for target in f.targets:
        if target.priority_level <= 2:
            groups[target.campaign_type].append(target.estimated_value)
    if not groups:
        return []
    name = min(groups, key=lambda name: (-r6(fsum(groups[name])), name))
    n = len(groups[name])
    return insight(
        "CAMP_001", "CAMPAIGN", "Top campaign",
        f"{count(n)} customers are ready for campaign {name}, worth {f.money(fsum(groups[name]))}",
        "campaign_customers", n, f"Launch campaign {name} first", 1, "info")


def camp_002(f):
    if not f.targets:
        return []
    n = len(f.targets)
    text = (f"{count(n)} customers qualify for a campaign; together they have spent "
            f"{f.money(fsum(t.estimated_value for t in f.targets))}")
    if f.models.purchase is not None:
        text += f", about {f.forecast(fsum(t.expected_value_180d for t in f.targets))} expected within 180 days"
    return insight("CAMP_002", "CAMPAIGN", "Campaign reach", text, "campaign_targets", n,
                   "Work through the targets by priority", 3, "info")


# ---- seasons, revenue, acquisition -----------------------------------------------------------

def seasonal(f):
    if len(f.seasons) < 2:
        return []

    def row(name, title, season, advice, priority):
        month = MONTHS[int(season.period_value) - 1]
        index = season.seasonal_index
        return insight(
            name, "SEASONAL", title,
            f"{month} sells {fixed(index, 2)} times the average month ({season.trend_direction})", "seasonal_index",
            index, advice.format(month), priority, "info")

    peak = highest(f.seasons, lambda season: season.seasonal_index)
    weak = lowest(f.seasons, lambda season: season.seasonal_index)
    rows = row("SEAS_001", "Peak month", peak, "Plan budget and stock for {}", 2)
    if r6(weak.seasonal_index) < 0.95:
        rows += row("SEAS_002", "Weakest month", weak, "Plan a promotion for {}", 3)
    return rows


def rev_001(f):
    if len(f.complete_months) < 2:
        return []
    before, now = f.complete_months[-2:]
    change = change_percent(now.total_sales, before.total_sales)
    if change is None:
        return []
    word, priority, severity = "held steady", 3, "info"
    if r6(change) <= -5:
        word, priority, severity = "fell", 1, "warning"
    elif r6(change) >= 5:
        word, priority, severity = "rose", 3, "positive"
    advice = ("Look for the cause in customers, orders and order value" if word == "fell"
              else "Keep watching the monthly trend")
    return insight(
        "REV_001", "REVENUE", "Monthly revenue",
        f"Revenue {word} in {now.period_month}: {f.money(now.total_sales)} against {f.money(before.total_sales)} "
        f"in {before.period_month} ({fixed(change, 1)}%)", "revenue_change_percent", change, advice, priority, severity)


def z_score(sales, six):
    """How many sample standard deviations a month lies off the mean of the six before it; None when they are equal."""
    spread = sqrt(fsum((other - mean(six)) ** 2 for other in six) / 5)
    return (sales - mean(six)) / spread if r6(spread) > 0 else None


def rev_002(f):
    """The latest unusual month: section 14's 17 insights hold only when earlier months are looked at too."""
    for at in reversed(range(6, len(f.complete_months))):
        month, six = f.complete_months[at], [m.total_sales for m in f.complete_months[at - 6:at]]
        z = z_score(month.total_sales, six)
        if z is not None and abs(r6(z)) >= r6(f.params.anomaly_z):
            break
    else:
        return []
    return insight(
        "REV_002", "REVENUE", "Unusual month",
        f"{month.period_month} is out of line: {f.money(month.total_sales)} against a six-month mean of "
        f"{f.money(mean(six))} ({fixed(z, 1)} standard deviations)", "revenue_z_score", z,
        f"Check what happened in {month.period_month}", 2, "warning")


def three_months(f, measure):
    """(now, before, change %) of a measure over the last three complete months and the three before, at 5% or more."""
    pair = last_and_before(f.complete_months)
    if pair is None:
        return None
    now, before = measure(pair[0]), measure(pair[1])
    if now is None or before is None:
        return None
    change = change_percent(now, before)
    return None if change is None or abs(r6(change)) < 5 else (now, before, change)


def aov_001(f):
    found = three_months(f, lambda rows: divide(fsum(m.total_sales for m in rows), sum(m.total_orders for m in rows)))
    if found is None:
        return []
    now, before, change = found
    way, priority, severity, advice = (
        ("falling", 2, "warning", "Test bundles and minimum-order offers") if change < 0
        else ("rising", 4, "positive", "Keep the current mix"))
    return insight(
        "AOV_001", "REVENUE", f"Order value is {way}",
        f"Average order value of the last three months is {f.money(now)} against {f.money(before)} in the three "
        f"before ({fixed(change, 1)}%)", "aov_change_percent", change, advice, priority, severity)


def acq_001(f):
    found = three_months(f, lambda rows: mean([m.new_customers for m in rows]))
    if found is None:
        return []
    now, before, change = found
    word, priority, severity, advice = (
        ("Fewer", 2, "warning", "Check acquisition spend and channels") if change < 0
        else ("More", 4, "positive", "Make sure onboarding keeps up"))
    return insight(
        "ACQ_001", "ACQUISITION", f"{word} new customers",
        f"{fixed(now, 1)} new customers a month in the last three months against {fixed(before, 1)} in the three "
        f"before ({fixed(change, 1)}%)", "new_customer_change_percent", change, advice, priority, severity)


RULES = [dq_001, conv_001, coh_001, coh_002, ret_001, ret_002, risk_001, risk_002, seg, val_001, camp_001, camp_002,
         seasonal, rev_001, rev_002, aov_001, acq_001, ltv_001]
