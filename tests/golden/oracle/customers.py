"""Section 7 (churn risk), and of section 5 customer_ltv_analysis and campaign_targets."""

from collections import defaultdict
from math import fsum

from .cells import r6

LTV_COLUMNS = [
    "customer_id", "customer_key", "acquisition_cohort", "customer_segment", "total_orders", "total_spent",
    "avg_order_value", "days_active", "days_to_second_purchase", "predicted_ltv_score", "frequency", "recency_days",
    "age_days", "monetary_value", "p_alive", "expected_purchases_90d", "expected_purchases_180d",
    "expected_purchases_365d", "expected_avg_value", "clv_12m", "churn_recency", "churn_frequency", "churn_value",
    "churn_cohort", "churn_risk_score", "churn_risk_level"]
CAMPAIGN_COLUMNS = [
    "customer_id", "campaign_type", "campaign_family", "priority_level", "priority_label", "estimated_value",
    "expected_value_180d", "days_since_last_order", "churn_risk_score", "customer_segment", "recommended_action"]


def in_id_order(wh):
    return sorted(wh.customers, key=lambda c: wh.customer_id_order(c.id))


# ---- churn -----------------------------------------------------------------------------------

KNOTS = [(0, 0.0), (30, 0.1), (60, 0.3), (90, 0.5), (180, 0.7), (365, 0.9), (730, 1.0)]


def clamp(x):
    return min(1.0, max(0.0, x))


def churn_recency(days):
    for (before, low), (after, high) in zip(KNOTS, KNOTS[1:]):
        if days <= after:
            return low + (high - low) * (days - before) / (after - before)
    return 1.0


def churn_frequency(customer):
    return None if customer.gap is None else clamp((customer.d_last / customer.gap - 1) / 2)


def churn_value(customer):
    """How far the later orders fall behind the earlier ones."""
    amounts = [order.amount for order in customer.orders]
    half = len(amounts) // 2
    if half == 0:
        return None
    earlier, later = amounts[:-half], amounts[-half:]
    before = fsum(earlier) / len(earlier)
    return clamp(1 - fsum(later) / half / before) if r6(before) > 0 else None


def quiet_shares(wh):
    """cohort -> churn_cohort."""
    everybody, members, least = wh.customers, defaultdict(list), wh.params.min_cohort_size
    for customer in everybody:
        members[customer.cohort].append(customer)

    def share(customers):
        return sum(c.d_last > wh.params.recent_activity_days for c in customers) / len(customers)

    overall = share(everybody) if len(everybody) >= least else None
    return {cohort: share(group) if len(group) >= least else overall for cohort, group in members.items()}


class Churn:
    def __init__(self, customer, cohort_share, params):
        self.recency, self.frequency = churn_recency(customer.d_last), churn_frequency(customer)
        self.value, self.cohort = churn_value(customer), cohort_share
        parts = [(params.churn_weight_recency, self.recency), (params.churn_weight_frequency, self.frequency),
                 (params.churn_weight_value, self.value), (params.churn_weight_cohort, self.cohort)]
        known = [(weight, part) for weight, part in parts if part is not None]
        total = fsum(weight for weight, _ in known)
        self.score = 100 * fsum(weight * part for weight, part in known) / total if total > 0 else None
        self.level = self._level(params)

    def _level(self, params):
        if self.score is None:
            return None
        if r6(self.score) >= r6(100 * params.high_priority_threshold):
            return "High"
        return "Medium" if r6(self.score) >= r6(100 * params.medium_risk_threshold) else "Low"


def churn_of_all(wh):
    """customer key -> Churn."""
    shares = quiet_shares(wh) if wh.customers else {}
    return {c.key: Churn(c, shares[c.cohort], wh.params) for c in wh.customers}


# ---- lifetime value --------------------------------------------------------------------------

def days_to_second(customer):
    return customer.orders[1].since_first if len(customer.orders) > 1 else None


def predicted_ltv_score(customer):
    days = days_to_second(customer)
    if days is None:
        return 1
    return 1 + sum(days <= limit for limit in (7, 14, 30, 60))


def customer_ltv_analysis(wh, models, churn):
    rows = []
    for c in in_id_order(wh):
        history, p, risk = models.histories[c.key], models.predictions[c.key], churn[c.key]
        rows.append([
            c.id, c.key, c.cohort, c.segment, len(c.orders), c.spent, c.spent / len(c.orders), c.d_first,
            days_to_second(c), predicted_ltv_score(c), history.x, history.t, history.age, history.m, p.p_alive,
            p.expected_90d, p.expected_180d, p.expected_365d, p.expected_value, p.clv, risk.recency, risk.frequency,
            risk.value, risk.cohort, risk.score, risk.level])
    return rows


# ---- campaigns -------------------------------------------------------------------------------

# campaign_type: (family, recommended_action)
CAMPAIGNS = {
    "Loyalty": ("lifecycle", "Invite to the loyalty tier with early access and premium offers"),
    "Win-Back": ("lifecycle", "Personal win-back offer that recalls past purchases"),
    "Retention": ("lifecycle", "Contact now with a retention offer and ask for feedback"),
    "Cross-Sell": ("lifecycle", "Suggest products that complement earlier orders"),
    "Early Engagement": ("one_time_buyer", "Recommendations based on the first order"),
    "Re-activation": ("one_time_buyer", "15% discount with free shipping"),
    "One-Time Win-Back": ("one_time_buyer", "20% discount for a limited time"),
    "Final Push": ("one_time_buyer", "Short survey with a win-back offer"),
    "Long-term Win-back": ("one_time_buyer", "Last attempt with a 25% discount"),
}
ONE_TIME = ["Early Engagement", "Re-activation", "One-Time Win-Back", "Final Push", "Long-term Win-back"]
LABELS = {1: "High", 2: "High", 3: "Medium", 4: "Low", 5: "Low"}


def campaign_for(c, risk, wh):
    """(campaign_type, priority_level) of the first rule that holds, or None."""
    p, spent = wh.params, r6(c.spent)
    high = risk.level == "High"
    if c.segment == "High Value":
        return "Loyalty", 1 if spent >= r6(p.ltv_high_threshold) else 2
    if c.segment == "Lost" and c.d_last >= p.min_days_for_winback and spent >= r6(wh.cut_high):
        return "Win-Back", 2 if spent >= r6(p.ltv_high_threshold) else 3
    if c.segment == "At Risk" and spent >= r6(p.min_ltv_for_retention):
        return "Retention", 1 if high else 2
    if c.segment == "Regular" and len(c.orders) >= 2 and not high:
        return "Cross-Sell", 3 if spent >= r6(p.ltv_regular_threshold) else 4
    steps = sum(c.d_last >= days for days in p.one_time_days)
    if len(c.orders) == 1 and steps > 0:
        return ONE_TIME[steps - 1], steps
    return None


def campaign_targets(wh, models, churn):
    found = []
    for c in in_id_order(wh):
        campaign = campaign_for(c, churn[c.key], wh)
        if campaign:
            found.append((*campaign, c))
    found.sort(key=lambda target: (target[1], -r6(target[2].spent)))  # stable: then id order
    rows = []
    for name, priority, c in found:
        p = models.predictions[c.key]
        expected = None if p.expected_180d is None else p.expected_180d * p.expected_value
        family, action = CAMPAIGNS[name]
        rows.append([c.id, name, family, priority, LABELS[priority], c.spent, expected, c.d_last,
                     churn[c.key].score, c.segment, action])
    return rows
