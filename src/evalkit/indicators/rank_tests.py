"""Further rank tests of a series: seasons that move together, when the level changed, and Kendall's tau."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from evalkit.indicators import rank_trend


@dataclass(frozen=True)
class SeasonalTest:
    """Kendall's score over all seasons, its variance with their covariances, normal score and two-sided p-value."""

    score: int
    variance: float
    z: float
    p: float


def correlated_seasonal(values: np.ndarray, season: int) -> SeasonalTest:
    """Return the seasonal Mann-Kendall test that allows for months of one year moving together.

    Parameters
    ----------
    values : array
        One value per period in time order, from the first period of a year; missing periods are NaN.
    season : int
        Periods in a year: 12 for months, 4 for quarters.

    Returns
    -------
    SeasonalTest
        p is 1 when the score has no variance.

    Notes
    -----
    A good year raises all its months; the plain seasonal test takes them as independent and rejects too easily. The
    score is the same; the variance adds the covariance of every two months. No continuity correction is made, as in the
    references. With few years (under ten) the covariances are poorly known and the test is rough.

    References
    ----------
    Dietz and Killeen (1981), JASA 76; Hirsch and Slack (1984), Water Resources Research 20; csmk.test of the R package
    trend.

    Examples
    --------
    >>> correlated_seasonal(np.array([1.0, 5, 2, 6, 3, 8, 4, 9]), 2).score
    12
    """
    values = np.asarray(values, dtype=float)
    years = -(-len(values) // season)
    table = np.full(years * season, np.nan)
    table[: len(values)] = values
    table = table.reshape(years, season)
    signs = np.nan_to_num(np.sign(table[None, :, :] - table[:, None, :]))  # later less earlier, by season
    earlier, later = np.triu_indices(years, 1)
    score = int(signs[earlier, later].sum())
    pairs = signs[earlier, later]
    known = (~np.isnan(table)).sum(axis=0)
    ranks = np.where(np.isnan(table), (known + 1) / 2, (known + 1 + signs.sum(axis=0)) / 2)
    covariance = (pairs.T @ pairs + 4 * ranks.T @ ranks - years * np.outer(known + 1, known + 1)) / 3
    variance = float(covariance.sum())
    z = score / math.sqrt(variance) if variance > 0 else 0.0
    return SeasonalTest(score, variance, z, math.erfc(abs(z) / math.sqrt(2)))


@dataclass(frozen=True)
class Change:
    """After how many values the level changed most clearly, Pettitt's statistic, and its approximate p-value."""

    after: int
    statistic: int
    p: float


def pettitt(values: np.ndarray) -> Change:
    """Return Pettitt's test for one change of level in a series.

    Parameters
    ----------
    values : array
        In time order, without gaps and without seasons; at least two.

    Returns
    -------
    Change
        The first of several equally clear places. The p-value is Pettitt's approximation, at most 1.

    Notes
    -----
    A steady trend looks like a change of level too: read the test beside the trend.

    References
    ----------
    Pettitt (1979), Applied Statistics 28; pettitt.test of the R package trend.

    Examples
    --------
    >>> found = pettitt(np.array([1.0, 2, 1, 2, 9, 8, 9, 8]))
    >>> found.after, found.statistic
    (4, 16)
    """
    values = np.asarray(values, dtype=float)
    if len(values) < 2 or np.isnan(values).any():
        raise ValueError("Pettitt's test: expected two or more values without gaps")
    n = len(values)
    above = np.sign(values[:, None] - values[None, :]).sum(axis=1)
    reach = np.abs(np.cumsum(above)[:-1])
    statistic = int(reach.max())
    return Change(int(reach.argmax()) + 1, statistic, min(1.0, 2 * math.exp(-6 * statistic**2 / (n**3 + n**2))))


def kendall_tau(values: np.ndarray) -> float:
    """Return Kendall's tau-b of a series with time: -1 when it falls throughout, 1 when it rises throughout.

    Notes
    -----
    Pairs of equal values leave the denominator, as in mk.test of the R package trend.

    Examples
    --------
    >>> round(kendall_tau(np.array([10.0, 15, 14, 20])), 4)
    0.6667
    """
    values = np.asarray(values, dtype=float)
    known = values[~np.isnan(values)]
    ties = np.unique(known, return_counts=True)[1]
    pairs = len(known) * (len(known) - 1) / 2
    untied = pairs - float((ties * (ties - 1)).sum()) / 2
    return rank_trend.trend(values).score / math.sqrt(pairs * untied) if untied > 0 else math.nan
