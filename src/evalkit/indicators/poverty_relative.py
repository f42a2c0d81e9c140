"""Poverty at a line that is a share of the median, which is itself estimated."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.inequality_shares import density, quantile
from evalkit.indicators.poverty_measures import fgt, poor_and_gaps
from evalkit.indicators.without_gaps import numbers


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
    x, w = numbers(income, weight)
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
