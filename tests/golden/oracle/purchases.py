"""Section 6: how often customers buy. The models poisson, nbd and bgnbd: log-likelihoods, fits, predictions.

A customer is (x, t, T): repeat purchase days, first to last, first to as_of. Time is divided by max T while fitting;
x is whole, so lnΓ(r+x) − lnΓ(r) is a sum of x logarithms, exact also for a large r.
"""

from collections import Counter
from math import exp, fsum, log, log1p

from .fitting import best_of, maximise
from .special import hyp2f1, log_add, rising_inverse, rising_log


class Poisson:
    name, parameters = "poisson", ("rate",)

    def __init__(self, people):
        self.rate = sum(x for x, _, _ in people) / sum(age for _, _, age in people)
        self.log_likelihood = sum(x for x, _, _ in people) * (log(self.rate) - 1)
        self.gain = None

    def values(self):
        return [self.rate]

    def p_alive(self, _x, _t, _age):
        return 1.0

    def expected(self, _x, _t, _age, days):
        return self.rate * days


class Fitted:
    """A model with a numerical fit; `fit` is in scaled time, `r` and `alpha` in days."""

    gain = None

    def finish(self, people, scale):
        self.converged = self.fit.converged()
        in_days = fsum(x for x, _, _ in people) * log(scale)
        self.log_likelihood = self.fit.value * len(people) - in_days
        self.r, self.alpha = exp(self.fit.at[0]), exp(self.fit.at[1]) * scale


class Nbd(Fitted):
    name, parameters = "nbd", ("r", "alpha")

    def __init__(self, people):
        scale = max(age for _, _, age in people)
        groups = Counter((x, age / scale) for x, _, age in people)
        self.fit = maximise(lambda at: nbd_mean(groups, len(people), at), [0.0, 0.0])
        self.finish(people, scale)

    def values(self):
        return [self.r, self.alpha]

    def p_alive(self, _x, _t, _age):
        return 1.0

    def expected(self, x, _t, age, days):
        return (self.r + x) / (self.alpha + age) * days


def nbd_mean(groups, n, at):
    """Mean of lnΓ(r+x) − lnΓ(r) + r ln α − (r+x) ln(α+T), and its gradient by ln r and ln α."""
    r, alpha = exp(at[0]), exp(at[1])
    most = max(x for x, _ in groups)
    logs, inverses = rising_log(r, most), rising_inverse(r, most)
    value, by_r, by_alpha = [], [], []
    for (x, age), weight in groups.items():
        grown = log1p(age / alpha)  # ln(α+T) − ln α
        value.append(weight * (logs[x] - r * grown - x * (grown + at[1])))
        by_r.append(weight * (inverses[x] - grown))
        by_alpha.append(weight * (r * age - x * alpha) / (alpha + age))
    return fsum(value) / n, [r * fsum(by_r) / n, fsum(by_alpha) / n]


class BgNbd(Fitted):
    name, parameters = "bgnbd", ("r", "alpha", "a", "b")

    def __init__(self, people, nbd):
        scale = max(age for _, _, age in people)
        groups = Counter((x, t / scale, age / scale) for x, t, age in people)
        starts = [[0.1] * 4, [*nbd.fit.at, 0.0, 1.4]]
        self.fit = best_of(lambda at: bgnbd_mean(groups, len(people), at), starts)
        self.finish(people, scale)
        self.a, self.b = exp(self.fit.at[2]), exp(self.fit.at[3])
        self.known = {}

    def values(self):
        return [self.r, self.alpha, self.a, self.b]

    def gone(self, x, t, age):
        """a/(b+x−1) · ((α+T)/(α+t))^(r+x): the odds of being gone; 0 for x = 0."""
        if x == 0:
            return 0.0
        power = (self.r + x) * log((self.alpha + age) / (self.alpha + t))
        odds = log(self.a / (self.b + (x - 1))) + power
        return exp(odds) if odds < 700 else float("inf")

    def p_alive(self, x, t, age):
        return 1 / (1 + self.gone(x, t, age))

    def expected(self, x, t, age, days):
        key = (x, t, age, days)
        if key not in self.known:
            self.known[key] = self.active(x, age, days) / (1 + self.gone(x, t, age)) if days else 0.0
        return self.known[key]

    def active(self, x, age, days):
        """Expected purchases in the next days of one who is still there."""
        a = self.a if abs(self.a - 1) >= 1e-6 else 1 + 1e-6
        c = a + self.b + x - 1
        end = self.alpha + age + days
        power = exp((a - 1) * log((self.alpha + age) / end))
        return c / (a - 1) * (1 - power * hyp2f1(a + self.b - self.r - 1, a - 1, c, days / end))


def bgnbd_mean(groups, n, at):
    """Mean of A1 + A2 + ln(e^A3 + [x>0] e^A4), and its gradient by ln r, ln α, ln a, ln b."""
    r, alpha, a, b = (exp(x) for x in at)
    most = max(x for x, _, _ in groups)
    logs, inverses = rising_log(r, most), rising_inverse(r, most)
    logs_b, inverses_b = rising_log(b, most), rising_inverse(b, most)
    logs_ab, inverses_ab = rising_log(a + b, most), rising_inverse(a + b, most)
    value, slope = [], [[], [], [], []]
    for (x, t, age), weight in groups.items():
        grown = log1p(age / alpha)
        one = logs[x] + logs_b[x] - logs_ab[x] - x * at[1]
        if x == 0:
            both, alive = -r * grown, 1.0
            grown_t = 0.0
        else:
            grown_t = log1p(t / alpha)
            stays = -(r + x) * grown
            leaves = at[2] - log(b + (x - 1)) - (r + x) * grown_t
            both = log_add(stays, leaves)
            alive = exp(stays - both)
        value.append(weight * (one + both))
        gone = 1 - alive
        by_r = inverses[x] - alive * grown - gone * grown_t
        by_alpha = -x + (r + x) * (alive * age / (alpha + age) + gone * t / (alpha + t))
        by_a = gone - a * inverses_ab[x]
        by_b = b * (inverses_b[x] - inverses_ab[x] - (gone / (b + (x - 1)) if x else 0.0))
        for part, g in zip(slope, (r * by_r, by_alpha, by_a, by_b)):
            part.append(weight * g)
    return fsum(value) / n, [fsum(part) / n for part in slope]
