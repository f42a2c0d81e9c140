"""Rank tests of trend: Theil-Sen slope, Mann-Kendall, and both by season."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np


@dataclass(frozen=True)
class Trend:
    """A slope per period, its 95 % limits, Kendall's score with its variance, and the two-sided p-value."""

    slope: float
    low: float
    high: float
    score: int
    variance: float
    p: float

    @property
    def z(self) -> float:
        """Return the normal score with continuity correction; 0 where the score is."""
        return _z(self.score, self.variance)


def trend(values: np.ndarray, season: int = 1) -> Trend:
    """Return the Theil-Sen slope and the Mann-Kendall test of an evenly spaced series.

    Parameters
    ----------
    values : array
        One value per period, in time order; missing periods are NaN.
    season : int
        Periods in a year (12 for months, 4 for quarters): only the same months of different years are compared. 1 for
        a series without seasons.

    Returns
    -------
    Trend
        The slope is per year when there are seasons, otherwise per period.

    Notes
    -----
    The slope is the median of all pairwise slopes; its limits are those of Sen (1968) and Gilbert (1987), from the
    variance of the score with ties. The p-value is the normal one with continuity correction. Both take the periods
    as independent: with lasting shocks the limits are too narrow.

    References
    ----------
    Sen (1968), JASA 63; Hirsch, Slack and Smith (1982), Water Resources Research 18; Gilbert (1987), chapters 16-17.

    Examples
    --------
    >>> trend(np.array([10.0, 15, 14, 20])).score
    4
    """
    values = np.asarray(values, dtype=float)
    parts = [values[start::season] for start in range(season)]
    slopes, score, variance = [], 0, 0.0
    for part in parts:
        own, signs = _pairs(part)
        slopes.append(own)
        score += int(signs.sum())
        variance += _variance(part[~np.isnan(part)])
    ordered = np.sort(np.concatenate(slopes))
    low, high = _limits(ordered, variance)
    slope = float(np.median(ordered)) if len(ordered) else math.nan
    return Trend(slope, low, high, score, variance, _p_value(score, variance))


def _pairs(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    earlier, later = np.triu_indices(len(values), 1)
    step = values[later] - values[earlier]
    known = ~np.isnan(step)
    return (step / (later - earlier))[known], np.sign(step[known])


def _variance(values: np.ndarray) -> float:
    n, ties = len(values), np.unique(values, return_counts=True)[1]
    return float(n * (n - 1) * (2 * n + 5) - np.sum(ties * (ties - 1) * (2 * ties + 5))) / 18


def _limits(ordered: np.ndarray, variance: float) -> tuple[float, float]:
    if not len(ordered):
        return math.nan, math.nan
    half = NormalDist().inv_cdf(0.975) * math.sqrt(variance)
    # Ranks as in scipy.stats.theilslopes: Sen (1968), equation 2.6, kept inside the list.
    upper = min(round((len(ordered) + half) / 2), len(ordered) - 1)
    lower = max(round((len(ordered) - half) / 2) - 1, 0)
    return float(ordered[lower]), float(ordered[upper])


def _z(score: float, variance: float) -> float:
    return 0.0 if score == 0 or variance == 0 else math.copysign(abs(score) - 1, score) / math.sqrt(variance)


def _p_value(score: int, variance: float) -> float:
    return math.erfc(abs(_z(score, variance)) / math.sqrt(2))
