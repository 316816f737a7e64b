"""Special functions that Python's math lacks. lnΓ is math.lgamma."""

from math import exp, log, log1p

# B_2k / 2k and B_2k: the asymptotic series of the two derivatives of lnΓ, good to 1e-16 from 12 on.
_DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12]
_FROM = 12


def digamma(x):
    """ψ(x) = d/dx lnΓ(x) for x > 0."""
    below = 0.0
    while x < _FROM:
        below += 1 / x
        x += 1
    square, series = 1 / (x * x), 0.0
    for factor in reversed(_DIGAMMA):
        series = (series + factor) * square
    return log(x) - 0.5 / x - series - below


def rising_log(x, n):
    """[ln Γ(x+i) − ln Γ(x) for i = 0..n]."""
    sums, total = [0.0], 0.0
    for i in range(n):
        total += log(x + i)
        sums.append(total)
    return sums


def rising_inverse(x, n):
    """[ψ(x+i) − ψ(x) for i = 0..n]: the derivatives of rising_log."""
    sums, total = [0.0], 0.0
    for i in range(n):
        total += 1 / (x + i)
        sums.append(total)
    return sums


def hyp2f1(a, b, c, z):
    """₂F₁(a, b; c; z) for 0 ≤ z < 1: the power series until a term is below 1e-17 of the sum."""
    total = term = 1.0
    k = 0
    while abs(term) >= 1e-17 * abs(total) and term != 0:
        term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z
        total += term
        k += 1
    return total


def log_add(a, b):
    """ln(e^a + e^b)."""
    if a < b:
        a, b = b, a
    return a + log1p(exp(b - a))
