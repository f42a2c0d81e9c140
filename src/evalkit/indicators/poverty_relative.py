"""Poverty at a line that is a share of the median, which is itself estimated."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.inequality_shares import quantile
from evalkit.indicators.poverty_measures import fgt, poor_and_gaps


def fgt_relative(
    income: np.ndarray, weight: np.ndarray, alpha: float = 0, *, share: float = 0.4, at_line: str = "strict"
) -> Estimate:
    """Return the FGT index at a share of the median; its influence has that of the median.

    Returns
    -------
    Estimate
        nan where the median is not above zero.

    References
    ----------
    Berger and Skinner (2003), Applied Statistics 52; Deville (1999), Survey Methodology 25.

    Examples
    --------
    >>> fgt_relative(np.array([1.0, 10, 10, 11]), np.ones(4)).value
    0.25
    """
    x, w = np.asarray(income, dtype=float), np.asarray(weight, dtype=float)
    middle = quantile(x, w, 0.5, convention="average")
    if not middle.value > 0:
        return Estimate(np.nan, np.zeros(len(x)))
    line = middle.times(share)
    at_fixed = fgt(x, line.value, w, alpha, at_line=at_line)
    if alpha == 0:
        steep = density(x, w, line.value)
    else:
        poor, gaps = poor_and_gaps(x, line.value, at_line)
        steep = (w * np.where(poor, alpha * gaps ** (alpha - 1) * x, 0)).sum() / (w.sum() * line.value**2)
    return Estimate(at_fixed.value, at_fixed.influence + steep * line.influence)


def density(income: np.ndarray, weight: np.ndarray, at: float) -> float:
    """Return the density of incomes at a value: a normal kernel of width 0.9 min(sd, IQR/1.349) n^-0.2 (Silverman)."""
    x, w = np.asarray(income, dtype=float), np.asarray(weight, dtype=float)
    order = np.argsort(x)
    steps = (np.cumsum(w[order]) - w[order] / 2) / w.sum()
    quarter, three = np.interp([0.25, 0.75], steps, x[order])
    sd = np.sqrt(np.average((x - np.average(x, weights=w)) ** 2, weights=w))
    spread = min(sd, (three - quarter) / 1.349) if three > quarter else sd
    width = 0.9 * spread * len(x) ** -0.2
    if not width > 0:
        return float("nan")
    return float(np.average(np.exp(-(((at - x) / width) ** 2) / 2), weights=w) / (width * np.sqrt(2 * np.pi)))
