"""Inequality in units of income: what equality would save per person, whatever the level and sign of incomes (Kolm)."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate


def kolm(income: np.ndarray, weight: np.ndarray, kappa: float = 1.0) -> Estimate:
    """Return Kolm's measure: mean income less the equally distributed income that is as good.

    Parameters
    ----------
    income : ndarray of float
        Of each unit, any sign, in a unit that suits `kappa` (in 10,000 yuan, say): kappa x income has no unit.
    weight : ndarray of float
        How many each unit stands for.
    kappa : float
        Aversion to inequality, above zero.

    Returns
    -------
    Estimate
        In the unit of income. Unchanged when everybody gets the same more; defined for negative incomes.

    References
    ----------
    Kolm (1976), Unequal inequalities, Journal of Economic Theory 12 and 13.

    Examples
    --------
    >>> round(kolm(np.array([0.0, np.log(2)]), np.ones(2)).value, 4)
    0.0589
    """
    people = weight.sum()
    if not people > 0:
        return Estimate(np.nan, np.zeros(len(income)))
    mean, least = (weight * income).sum() / people, income.min()
    lack = np.exp(-kappa * (income - least))  # from the least, so nothing overflows
    average = (weight * lack).sum() / people
    value = mean - least + np.log(average) / kappa
    return Estimate(float(value), (income - mean + (lack / average - 1) / kappa) / people)
