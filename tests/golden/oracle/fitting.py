"""Maximum of a mean log-likelihood over log parameters: a quasi-Newton search (BFGS), then Newton steps.

Both use the analytic gradient; Newton's matrix comes from differences of it. A likelihood without an interior maximum
ends far out (FAR) or when nothing gets better: the caller judges that by the gradient and the size of the parameters.
"""

from math import isfinite

STOP = 1e-10        # largest component of the gradient of the mean log-likelihood
NEAR = 1e-6         # from here on Newton
CONVERGED = 1e-7
INTERIOR = 12       # largest |log parameter| of a maximum that counts as found
FAR = 40
MOST = 2000         # iterations in all


class Fit:
    """Where a search ended: log parameters, mean log-likelihood, its gradient, iterations."""

    def __init__(self, at, value, slope, iterations=0):
        self.at, self.value, self.slope, self.iterations = at, value, slope, iterations

    def steepest(self):
        return max(abs(g) for g in self.slope)

    def converged(self):
        return self.steepest() <= CONVERGED and all(abs(x) <= INTERIOR for x in self.at)


def best_of(objective, starts):
    """The higher of the maxima found from several starts; the earlier one when they are equal."""
    return max((maximise(objective, start) for start in starts), key=lambda fit: fit.value)


def maximise(objective, start):
    """objective(log parameters) -> (value, gradient)."""
    fit = Fit(list(start), *objective(start))
    fit = quasi_newton(objective, fit)
    return newton(objective, fit)


def quasi_newton(objective, fit):
    n = len(fit.at)
    inverse = identity(n)
    fresh = True
    while fit.steepest() > NEAR and fit.iterations < MOST:
        step = [dot(row, fit.slope) for row in inverse]
        if dot(step, fit.slope) <= 0:
            inverse, step, fresh = identity(n), list(fit.slope), True
        found = climb(objective, fit, step)
        if found is None:
            if fresh:
                break
            inverse, fresh = identity(n), True
            continue
        moved = [b - a for a, b in zip(fit.at, found.at)]
        change = [a - b for a, b in zip(fit.slope, found.slope)]  # of the function turned over
        bend = dot(moved, change)
        if bend > 1e-14 * max(abs(c) for c in change) * max(abs(m) for m in moved):
            if fresh:
                inverse = identity(n, bend / dot(change, change))
            inverse = bfgs(inverse, moved, change, bend)
            fresh = False
        fit = found
        if max(abs(x) for x in fit.at) > FAR:
            break
    return fit


def climb(objective, fit, step):
    """A point along the step that is clearly higher, or None."""
    longest = max(abs(s) for s in step)
    scale = min(1.0, 2 / longest) if longest > 0 else 0.0
    gain = dot(step, fit.slope)
    for _ in range(60):
        at = [x + scale * s for x, s in zip(fit.at, step)]
        found = evaluate(objective, at, fit.iterations + 1)
        if found and found.value >= fit.value + 1e-4 * scale * gain and found.value > fit.value:
            return found
        scale /= 2
    return None


def newton(objective, fit):
    while fit.steepest() > STOP and fit.iterations < MOST and max(abs(x) for x in fit.at) <= FAR:
        matrix = curvature(objective, fit.at)
        step = uphill(matrix, fit.slope)
        found = closer(objective, fit, step)
        if found is None:
            break
        fit = found
    return fit


def closer(objective, fit, step):
    """A point along the step that has a smaller gradient and is not lower but for rounding, or None."""
    longest = max(abs(s) for s in step)
    scale = min(1.0, 2 / longest) if longest > 0 else 0.0
    for _ in range(30):
        at = [x + scale * s for x, s in zip(fit.at, step)]
        found = evaluate(objective, at, fit.iterations + 1)
        if found and found.value >= fit.value - 1e-13 * (1 + abs(fit.value)) and found.steepest() < fit.steepest():
            return found
        scale /= 2
    return None


def evaluate(objective, at, iterations):
    if max(abs(x) for x in at) > 2 * FAR:
        return None
    value, slope = objective(at)
    if not isfinite(value) or not all(isfinite(g) for g in slope):
        return None
    return Fit(at, value, slope, iterations)


def curvature(objective, at):
    """Minus the second derivatives, by central differences of the gradient, made symmetric."""
    n, h = len(at), 1e-4
    rows = []
    for i in range(n):
        up, down = list(at), list(at)
        up[i] += h
        down[i] -= h
        above, below = objective(up)[1], objective(down)[1]
        rows.append([(b - a) / (2 * h) for a, b in zip(above, below)])
    return [[(rows[i][j] + rows[j][i]) / 2 for j in range(n)] for i in range(n)]


def uphill(matrix, slope):
    """The Newton step; the matrix is damped until it is positive definite."""
    n = len(slope)
    damping, size = 0.0, max(abs(matrix[i][i]) for i in range(n)) or 1.0
    while True:
        damped = [[matrix[i][j] + (damping if i == j else 0.0) for j in range(n)] for i in range(n)]
        lower = cholesky(damped)
        if lower is not None:
            return solve(lower, slope)
        damping = max(10 * damping, 1e-12 * size)


# ---- small matrices --------------------------------------------------------------------------

def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def identity(n, scale=1.0):
    return [[scale if i == j else 0.0 for j in range(n)] for i in range(n)]


def bfgs(inverse, moved, change, bend):
    """The updated inverse of the curvature."""
    n = len(moved)
    along = [dot(row, change) for row in inverse]
    factor = (1 + dot(change, along) / bend) / bend
    return [[inverse[i][j] + factor * moved[i] * moved[j] - (along[i] * moved[j] + moved[i] * along[j]) / bend
             for j in range(n)] for i in range(n)]


def cholesky(matrix):
    """The lower factor, or None when the matrix is not positive definite."""
    n = len(matrix)
    lower = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i][j] - dot(lower[i][:j], lower[j][:j])
            if i == j:
                if not rest > 1e-14 * abs(matrix[i][i]) or not isfinite(rest):
                    return None
                lower[i][i] = rest**0.5
            else:
                lower[i][j] = rest / lower[j][j]
    return lower


def solve(lower, right):
    n = len(right)
    middle = []
    for i in range(n):
        middle.append((right[i] - dot(lower[i][:i], middle)) / lower[i][i])
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (middle[i] - sum(lower[j][i] * out[j] for j in range(i + 1, n))) / lower[i][i]
    return out
