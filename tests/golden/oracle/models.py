"""Section 6: which models are fitted and kept, what they predict for a customer, and clv_model_parameters."""

from collections import defaultdict
from math import fsum, sqrt

from .cells import r6
from .purchases import BgNbd, Nbd, Poisson
from .values import GammaGamma, Pooled

PARAMETER_COLUMNS = ["model", "parameter", "value"]


class History:
    """What the models know of a customer: frequency x, recency t, age T, monetary value m (None when x = 0)."""

    def __init__(self, customer):
        self.x = customer.purchase_days - 1
        self.t, self.age = (customer.last - customer.first).days, customer.d_first
        self.m = None
        if self.x > 0:
            by_day = defaultdict(list)
            for order in customer.orders:
                if order.date > customer.first:
                    by_day[order.date].append(order.gross)
            self.m = fsum(fsum(amounts) for amounts in by_day.values()) / self.x


class Predictions:
    """The model columns of customer_ltv_analysis; all None without a model."""

    p_alive = expected_90d = expected_180d = expected_365d = expected_value = clv = None


class Models:
    """`purchase` and `value` are the models kept, None without a model."""

    def __init__(self, wh):
        self.params = p = wh.params
        self.histories = {c.key: History(c) for c in wh.customers}
        people = list(self.histories.values())
        self.customers, self.repeaters = len(people), sum(h.x > 0 for h in people)
        self.purchase = self.value = None
        if (self.customers >= p.model_min_customers and self.repeaters >= p.model_min_repeat
                and max(h.age for h in people) > 0):
            self.purchase = self._purchase_model([(h.x, h.t, h.age) for h in people])
            self.value = self._value_model([(h.x, h.m) for h in people if h.x > 0])
        self.predictions = {key: self._predict(h) for key, h in self.histories.items()}

    @property
    def name(self):
        return self.purchase.name if self.purchase else "none"

    def _enough(self, gain):
        return r6(gain) > r6(self.params.model_min_gain)

    def _purchase_model(self, people):
        kept = Poisson(people)
        nbd = Nbd(people)
        for better in (nbd, BgNbd(people, nbd)):
            gain = better.log_likelihood - kept.log_likelihood
            if better.converged and self._enough(gain):
                better.gain = gain
                kept = better
        return kept

    def _value_model(self, repeaters):
        pooled = Pooled(repeaters)
        fitted = GammaGamma(repeaters, pooled)
        keeps = fitted.converged and fitted.q > 1 and self._enough(fitted.gain)
        return fitted if keeps else pooled

    def _predict(self, h):
        out = Predictions()
        if self.purchase is None:
            return out

        def expected(days):
            return self.purchase.expected(h.x, h.t, h.age, days)

        out.p_alive = self.purchase.p_alive(h.x, h.t, h.age)
        out.expected_90d, out.expected_180d, out.expected_365d = expected(90), expected(180), expected(365)
        out.expected_value = self.value.expected_value(h.x, h.m)
        rate = 1 + self.params.monthly_discount_rate
        so_far = [expected(30 * k) for k in range(self.params.clv_months + 1)]
        out.clv = fsum(out.expected_value * (so_far[k] - so_far[k - 1]) / rate**k for k in range(1, len(so_far)))
        return out


def clv_model_parameters(models):
    rows = [["data", "customers", models.customers], ["data", "repeat_customers", models.repeaters]]
    if models.purchase is None:
        return rows
    pairs = [(h.x, h.m) for h in models.histories.values() if h.x > 0]
    rows.append(["data", "frequency_value_correlation", correlation(pairs)])
    for model in (models.purchase, models.value):
        rows += [[model.name, name, value] for name, value in zip(model.parameters, model.values())]
        if model.log_likelihood is not None:
            rows.append([model.name, "log_likelihood", model.log_likelihood])
        if model.gain is not None:
            rows.append([model.name, "gain", model.gain])
    return rows


def correlation(pairs):
    """Pearson's; None when one side does not vary."""
    n = len(pairs)
    mean_x, mean_m = fsum(x for x, _ in pairs) / n, fsum(m for _, m in pairs) / n
    both = fsum((x - mean_x) * (m - mean_m) for x, m in pairs)
    of_x, of_m = fsum((x - mean_x)**2 for x, _ in pairs), fsum((m - mean_m)**2 for _, m in pairs)
    if of_x == 0 or r6(of_m) == 0:
        return None
    return both / sqrt(of_x * of_m)
