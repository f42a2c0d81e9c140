"""How far several raters agree: intraclass correlation and Kendall's W."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import LEVEL

FORMS = ("1,1", "2,1", "3,1", "1,k", "2,k", "3,k")
TESTS = ("chi_square", "permutation")
DRAWS, SEED = 4999, 20240101


@dataclass(frozen=True)
class Agreement:
    """An intraclass correlation and its limits; nan where the scores do not vary."""

    value: float
    low: float
    high: float


def icc(scores: np.ndarray, form: str = "2,1", level: float = LEVEL) -> Agreement:
    """Return the intraclass correlation of scores.

    Parameters
    ----------
    scores : ndarray
        Subjects by raters, without gaps; at least two of each.
    form : {"1,1", "2,1", "3,1", "1,k", "2,k", "3,k"}
        As Shrout and Fleiss name them. 1: every subject has raters of its own; 2: the same raters, drawn from many,
        absolute agreement; 3: these raters only, agreement but for their levels. 1 is one rater's score, k the mean.
    level : float
        Share of intervals that hold the true value when scores are normal.

    Returns
    -------
    Agreement
        Below zero when raters differ more within subjects than subjects differ.

    References
    ----------
    Shrout and Fleiss (1979), Psychological Bulletin 86; McGraw and Wong (1996), Psychological Methods 1.

    Examples
    --------
    >>> scores = np.array([[1, 2], [2, 3], [3, 4]])
    >>> icc(scores, "3,1").value, round(icc(scores, "2,1").value, 3)
    (1.0, 0.667)
    """
    if form not in FORMS:
        raise ValueError(f"form: expected one of {FORMS}, got {form}")
    scores = _table(scores)
    n, k = scores.shape
    between, within, raters, rest = _mean_squares(scores)
    base = within if form[0] == "1" else rest
    extra = (raters - rest) / n if form[0] == "2" else 0.0
    bottom = between + (k - 1) * base + k * extra
    single = (between - base) / bottom if bottom > 0 else math.nan
    if form[0] == "2":
        low, high = _limits_of_two(n, k, between, raters, rest, single, level)
    else:
        low, high = _limits_by_f(n, k, between, base, form[0], level)
    if form[2] == "1":
        return Agreement(single, low, high)
    return Agreement(*(_stepped_up(one, k) for one in (single, low, high)))


def kendall_w(scores: np.ndarray, test: str = "chi_square") -> tuple[float, float]:
    """Return Kendall's coefficient of concordance, with ties, and the p-value of no agreement at all.

    Parameters
    ----------
    scores : ndarray
        Subjects by raters, without gaps; at least two of each.
    test : {"chi_square", "permutation"}
        Where the p-value comes from: `chi_square` is rough with fewer than eight subjects; `permutation` shuffles the
        ranks of every rater 4999 times (seeded) and counts the order found as one of them.

    Returns
    -------
    w, p : float, float
        0 (no agreement in order) to 1 (the same order); nan where every rater gave all the same score.

    Notes
    -----
    Only the order within each rater counts. Ties share their mean rank and leave the denominator.

    References
    ----------
    Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10; Siegel and Castellan (1988), section 9.6.

    Examples
    --------
    >>> kendall_w(np.array([[1, 1], [2, 2], [3, 3]]))[0]
    1.0
    """
    from scipy.stats import chi2, rankdata

    if test not in TESTS:
        raise ValueError(f"test: expected one of {TESTS}, got {test}")
    scores = _table(scores)
    n, m = scores.shape
    ranks = rankdata(scores, axis=0)
    sums = ranks.sum(axis=1)
    ties = sum(float((count**3 - count).sum()) for count in (np.unique(c, return_counts=True)[1] for c in scores.T))
    bottom = m**2 * (n**3 - n) - m * ties
    if bottom <= 0:
        return math.nan, math.nan
    spread = float(((sums - sums.mean()) ** 2).sum())
    w = 12 * spread / bottom
    if test == "permutation":
        return w, _shuffled(ranks, spread)
    return w, float(chi2.sf(m * (n - 1) * w, n - 1))


def _shuffled(ranks: np.ndarray, spread: float) -> float:
    """Return how often the rank sums spread as much when the raters order the subjects at random."""
    rng = np.random.default_rng(SEED)
    orders = np.broadcast_to(ranks, (DRAWS, *ranks.shape))
    sums = rng.permuted(orders, axis=1).sum(axis=2)
    by_chance = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    return float(1 + (by_chance >= spread - 1e-9).sum()) / (DRAWS + 1)


def _table(scores: np.ndarray) -> np.ndarray:
    scores = np.asarray(scores, dtype=float)
    if scores.ndim != 2 or min(scores.shape) < 2 or not np.isfinite(scores).all():
        raise ValueError("expected two or more subjects by two or more raters, without gaps")
    return scores


def _mean_squares(scores: np.ndarray) -> tuple[float, float, float, float]:
    """Return the mean squares between subjects, within subjects, between raters, and what is left."""
    n, k = scores.shape
    mean, by_subject, by_rater = scores.mean(), scores.mean(axis=1), scores.mean(axis=0)
    between = k * ((by_subject - mean) ** 2).sum() / (n - 1)
    within = ((scores - by_subject[:, None]) ** 2).sum() / (n * (k - 1))
    raters = n * ((by_rater - mean) ** 2).sum() / (k - 1)
    rest = ((scores - by_subject[:, None] - by_rater + mean) ** 2).sum() / ((n - 1) * (k - 1))
    return float(between), float(within), float(raters), float(rest)


def _limits_by_f(n: int, k: int, between: float, base: float, model: str, level: float) -> tuple[float, float]:
    from scipy.stats import f

    if not base > 0:
        return math.nan, math.nan
    free = n * (k - 1) if model == "1" else (n - 1) * (k - 1)
    ratio, upper = between / base, (1 + level) / 2
    least, most = ratio / f.ppf(upper, n - 1, free), ratio * f.ppf(upper, free, n - 1)
    return float((least - 1) / (least + k - 1)), float((most - 1) / (most + k - 1))


def _limits_of_two(
    n: int, k: int, between: float, raters: float, rest: float, single: float, level: float
) -> tuple[float, float]:
    from scipy.stats import f

    if not rest > 0:
        return math.nan, math.nan
    ratio, upper = raters / rest, (1 + level) / 2
    lift = n * (1 + (k - 1) * single) - k * single
    free = (k - 1) * (n - 1) * (k * single * ratio + lift) ** 2 / ((n - 1) * (k * single * ratio) ** 2 + lift**2)
    beside = k * raters + (k * n - k - n) * rest
    high, low = f.ppf(upper, n - 1, free), f.ppf(upper, free, n - 1)
    least = n * (between - high * rest) / (high * beside + n * between)
    most = n * (low * between - rest) / (beside + n * low * between)
    return float(least), float(most)


def _stepped_up(single: float, k: int) -> float:
    """Return the reliability of the mean of k raters from that of one (Spearman and Brown)."""
    rest = 1 + (k - 1) * single
    return k * single / rest if rest else -math.inf
