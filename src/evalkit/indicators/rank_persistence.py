"""How far households keep their place in the ranking of incomes.

Weights may have leading axes, one set of weights for each draw of a bootstrap; figures then have them too.
"""

from __future__ import annotations

import numpy as np


def ranks(income: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return each unit's place from 0 to 1, equal incomes at the middle of their weight.

    Parameters
    ----------
    income : ndarray of float
        One per unit.
    weight : ndarray of float
        How many each unit stands for, on the last axis.

    Examples
    --------
    >>> ranks(np.array([5.0, 1, 5]), np.array([1.0, 2, 1])).tolist()
    [0.75, 0.25, 0.75]
    """
    weight = np.asarray(weight, dtype=float)
    order = np.argsort(income, kind="stable")
    ordered = income[order]
    first = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
    mass = np.add.reduceat(weight[..., order], first, axis=-1)
    middle = (np.cumsum(mass, axis=-1) - mass / 2) / mass.sum(axis=-1, keepdims=True)
    place = np.empty(weight.shape)
    place[..., order] = np.repeat(middle, np.diff(np.append(first, len(income))), axis=-1)
    return place


def rank_slope(before: np.ndarray, after: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the slope of later rank on earlier rank; nan when all earlier incomes are equal.

    References
    ----------
    Chetty, Hendren, Kline and Saez (2014), Quarterly Journal of Economics 129.
    """
    first, _, both = _moments(before, after, weight)
    return _over(both, first)


def spearman(before: np.ndarray, after: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the correlation of ranks in the two years; nan when all incomes of a year are equal.

    Examples
    --------
    >>> float(spearman(np.array([1.0, 2, 3]), np.array([9.0, 8, 7]), np.ones(3)))
    -1.0
    """
    first, second, both = _moments(before, after, weight)
    return _over(both, np.sqrt(first * second))


def _moments(before: np.ndarray, after: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, ...]:
    # Ranks have the weighted mean one half whatever the ties.
    first, second = (ranks(income, weight) - 0.5 for income in (before, after))
    return tuple((weight * pair).sum(axis=-1) for pair in (first**2, second**2, first * second))


def _over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(bottom > 0, np.divide(top, bottom), np.nan)
