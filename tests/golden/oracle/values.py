"""Section 6: how much customers spend on a purchase day. The models pooled and gamma_gamma.

A repeat customer is (x, m): repeat purchase days and their mean amount. Money is divided by μ = Σxm / Σx while fitting.
"""

from math import exp, fsum, inf, lgamma, log, log1p

from .fitting import best_of
from .special import digamma


class Pooled:
    """One Gamma for all: mean μ, shape px."""

    name, parameters = "pooled", ("mean",)
    gain = log_likelihood = None  # of this model the table shows the mean only

    def __init__(self, repeaters):
        self.mean = fsum(x * m for x, m in repeaters) / sum(x for x, _ in repeaters)
        self.level = -len(repeaters) * log(self.mean)  # from scaled money back to money
        self.height = pooled_height([(x, m / self.mean) for x, m in repeaters]) + self.level

    def values(self):
        return [self.mean]

    def expected_value(self, _x, _m):
        return self.mean


def pooled_height(repeaters):
    """The log-likelihood at the best p; infinite when all amounts are equal. μ is 1."""
    spread = -fsum(x * log(m) for x, m in repeaters)
    total = sum(x for x, _ in repeaters)
    if spread <= 1e-13 * total:
        return inf

    def slope(at):  # by p: falls from infinity to −spread
        p = exp(at)
        return fsum(x * (log(p * x) - digamma(p * x)) for x, _ in repeaters) - spread

    low, high = -50.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        if slope(middle) > 0:
            low = middle
        else:
            high = middle
    p = exp(low)
    return fsum(p * x * log(p * x) - lgamma(p * x) + (p * x - 1) * log(m) - p * x * m for x, m in repeaters)


class GammaGamma:
    name, parameters = "gamma_gamma", ("p", "q", "v")

    def __init__(self, repeaters, pooled):
        n, mean = len(repeaters), pooled.mean
        scaled = [(x, m / mean) for x, m in repeaters]
        starts = [[0.1, 0.1, 0.1 - log(mean)], [0.0, 1.0, 0.0]]
        self.fit = best_of(lambda at: gamma_gamma_mean(scaled, at), starts)
        self.converged = self.fit.converged()
        self.log_likelihood = self.fit.value * n + pooled.level
        self.gain = self.log_likelihood - pooled.height
        self.p, self.q = exp(self.fit.at[0]), exp(self.fit.at[1])
        self.v = exp(self.fit.at[2]) * mean

    def values(self):
        return [self.p, self.q, self.v]

    def expected_value(self, x, m):
        weight = self.p * x / (self.p * x + self.q - 1)
        return (1 - weight) * self.p * self.v / (self.q - 1) + (weight * m if x else 0.0)


def gamma_gamma_mean(repeaters, at):
    """Mean log-likelihood of (x, m), and its gradient by ln p, ln q, ln v."""
    p, q, v = (exp(z) for z in at)
    counts = {x for x, _ in repeaters}
    heights = {x: lgamma(p * x + q) - lgamma(p * x) - lgamma(q) for x in counts}
    low, at_q = {x: digamma(p * x) for x in counts}, digamma(q)
    high = {x: digamma(p * x + q) for x in counts}
    value, by_p, by_q, by_v = [], [], [], []
    for x, m in repeaters:
        spent = x * m
        grown = log1p(spent / v)        # ln(xm+v) − ln v
        share = log(spent) - at[2] - grown  # ln(xm) − ln(xm+v)
        value.append(heights[x] - q * grown + p * x * share - log(m))
        by_p.append(p * x * (high[x] - low[x] + share))
        by_q.append(q * (high[x] - at_q - grown))
        by_v.append((q * spent - p * x * v) / (spent + v))
    n = len(repeaters)
    return fsum(value) / n, [fsum(by_p) / n, fsum(by_q) / n, fsum(by_v) / n]
