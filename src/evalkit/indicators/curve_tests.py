"""Do groups differ in how fast they leave a state? The log-rank test and Gray's test."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from evalkit.indicators.competing_risks import checked


class Test(NamedTuple):
    """Chi-square statistic, its degrees of freedom, the p-value, and by group how many more left than expected."""

    statistic: float
    freedom: int
    p: float
    excess: np.ndarray

    # Not a test of this project's: keeps a test runner from collecting it.
    __test__ = False


def log_rank(
    time: np.ndarray,
    left: np.ndarray,
    group: np.ndarray,
    entry: np.ndarray | None = None,
    weight: np.ndarray | None = None,
) -> Test:
    """Compare how fast groups leave, by the log-rank test.

    Parameters
    ----------
    time, left : ndarray
        When each was last seen, and whether it left then; for one of several causes, leaving by another counts as no
        longer followed, so that the rates of the cause itself are compared.
    group : ndarray
        The group of each; `excess` follows their sorted order.
    entry, weight : ndarray, optional
        As in `competing_risks.incidence`.

    Notes
    -----
    Variance of the hypergeometric distribution at each time, ties counted together; spells taken as independent.

    References
    ----------
    Mantel (1966); Peto and Peto (1972), JRSS A 135.

    Examples
    --------
    >>> found = log_rank(np.array([1, 2, 3, 4]), np.ones(4, bool), np.array([0, 0, 1, 1]))
    >>> round(found.statistic, 4), found.freedom
    (2.8824, 1)
    """
    time, left, entry, weight = checked(time, np.asarray(left).astype(int), entry, weight)
    of = np.unique(group, return_inverse=True)[1]
    steps = np.unique(time[(left > 0) & (weight > 0)])
    inside = np.arange(of.max(initial=0) + 1)[:, None] == of
    seen = ((entry[:, None] < steps) & (time[:, None] >= steps)) * weight[:, None]
    risk, gone = inside @ seen, inside @ ((time[:, None] == steps) * (left * weight)[:, None])
    all_risk, all_gone = risk.sum(axis=0), gone.sum(axis=0)
    rate = all_gone / all_risk
    scale = np.divide(rate * (all_risk - all_gone), all_risk - 1, out=np.zeros_like(rate), where=all_risk > 1)
    spread = np.diag(risk @ scale) - (risk * scale / all_risk) @ risk.T
    return chi_square((gone - risk * rate).sum(axis=1), spread)


def gray(time: np.ndarray, cause: np.ndarray, group: np.ndarray, which: int = 1) -> Test:
    """Compare the share that leaves by one cause between groups, the others leaving by other causes too.

    Parameters
    ----------
    time, cause : ndarray
        As in `competing_risks.incidence`; without delayed entry.
    group : ndarray
        The group of each.
    which : int
        The cause compared.

    Notes
    -----
    Gray's test with rho = 0 and his variance, ties counted together. Those who left by other causes stay among those
    counted, in the measure in which they would still have been followed.

    References
    ----------
    Gray (1988), Annals of Statistics 16, sections 2 and 3.

    Examples
    --------
    >>> time, group = np.array([1, 2, 3, 4, 5, 6]), np.array([0, 0, 0, 1, 1, 1])
    >>> round(gray(time, np.array([1, 1, 2, 1, 2, 0]), group).statistic, 3) > 0
    True
    """
    time, cause, _, _ = checked(time, cause, None, None)
    of = np.unique(group, return_inverse=True)[1]
    size = int(of.max(initial=0)) + 1
    steps = np.unique(time[cause > 0])
    inside = np.arange(size)[:, None] == of
    risk = inside @ (time[:, None] >= steps).astype(float)
    own = inside @ ((time[:, None] == steps) & (cause == which)[:, None]).astype(float)
    other = inside @ ((time[:, None] == steps) & ((cause > 0) & (cause != which))[:, None]).astype(float)
    score, spread = np.zeros(size), _Spread(size)
    survival, share, pooled = np.ones(size), np.zeros(size), 0.0
    for at in range(len(steps)):
        watched = risk[:, at] > 0
        scaled = np.divide(risk[:, at], survival, out=np.zeros(size), where=watched & (survival > 0))
        total, held = scaled.sum(), scaled * (1 - share)
        later = survival * (1 - (own[:, at] + other[:, at]) / risk[:, at].clip(min=1))
        reached = pooled + own[:, at].sum() / total
        score += own[:, at] - own[:, at].sum() * held / held.sum()
        spread.add(scaled, survival, later, own[:, at].sum(), other[:, at], risk[:, at], pooled, reached)
        share += np.divide(survival * own[:, at], risk[:, at], out=np.zeros(size), where=watched)
        survival, pooled = later, reached
    return chi_square(score, spread.total())


class _Spread:
    """Gray's variance as it adds up over time: `weight` is his c, the others the three integrals of section 3."""

    def __init__(self, size: int) -> None:
        self.weight, self.own = np.zeros((size, size)), np.zeros((size, size))
        self.cross, self.square = np.zeros((size, size)), np.zeros(size)

    def add(
        self,
        scaled: np.ndarray,
        before: np.ndarray,
        after: np.ndarray,
        events: float,
        others: np.ndarray,
        risk: np.ndarray,
        pooled: float,
        reached: float,
    ) -> None:
        """Add one time: events of the cause in all groups, events of other causes by group."""
        total, watched = scaled.sum(), scaled > 0
        share = np.diag(scaled) - np.outer(scaled, scaled) / total
        self.weight += share * events / (total * (1 - pooled))
        stay = np.divide(1 - reached, after, out=np.zeros_like(after), where=after > 0)
        ties = 1 - (events - 1) / (total * before - 1).clip(min=events - 1) if events > 1 else np.ones_like(before)
        each = np.divide(ties * before * events, total * risk, out=np.zeros_like(before), where=watched)
        self._step(share - self.weight * (1 - stay), 1 - stay, each)
        ties = np.where(others > 1, 1 - (others - 1) / (risk - 1).clip(min=1), 1.0)
        each = np.divide(ties * before**2 * others, risk**2, out=np.zeros_like(before), where=watched & (after > 0))
        self._step(self.weight * stay, -stay, each)

    def _step(self, lines: np.ndarray, turn: np.ndarray, each: np.ndarray) -> None:
        self.own += (lines * each) @ lines.T
        self.cross += lines * turn * each
        self.square += turn**2 * each

    def total(self) -> np.ndarray:
        """Return the covariance of the scores."""
        mixed = self.cross @ self.weight.T
        return self.own + (self.weight * self.square) @ self.weight.T + mixed + mixed.T


def chi_square(excess: np.ndarray, spread: np.ndarray) -> Test:
    """Return the test of scores that are nought on average, from their covariance; nan when they cannot vary."""
    from scipy.stats import chi2

    freedom = int(np.linalg.matrix_rank(spread, tol=1e-9 * max(1.0, float(np.abs(spread).max(initial=0)))))
    if freedom == 0:
        return Test(np.nan, 0, np.nan, excess)
    statistic = float(excess @ np.linalg.pinv(spread, rcond=1e-9, hermitian=True) @ excess)
    return Test(statistic, freedom, float(chi2.sf(statistic, freedom)), excess)
