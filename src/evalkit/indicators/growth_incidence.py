"""Who grew: the growth of income at each place of the income order, whoever stands there or the same households."""

from __future__ import annotations

import numpy as np

SLACK = 1e-12  # p x total of whole weights can miss a whole number by rounding


def quantiles(income: np.ndarray, weight: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the smallest incomes at or below which are at least the given shares of persons (left inverse).

    Parameters
    ----------
    income : ndarray of float
        Of each unit.
    weight : ndarray of float
        How many each stands for; several rows of weights (draws x units) allowed.
    shares : ndarray of float
        Between 0 and 1.

    Returns
    -------
    ndarray
        shares, or draws x shares.

    Examples
    --------
    >>> quantiles(np.array([4.0, 1, 2, 3]), np.ones(4), np.array([0.5, 0.51])).tolist()
    [2.0, 3.0]
    """
    order = np.argsort(income, kind="stable")
    below = np.cumsum(np.asarray(weight, dtype=float)[..., order], axis=-1)
    total = below[..., -1:] * (1 - SLACK)
    places = [(below < share * total).sum(axis=-1) for share in shares]
    return np.asarray(income)[order][np.stack(places, axis=-1)]


def growth_incidence(
    before: np.ndarray, weight_before: np.ndarray, after: np.ndarray, weight_after: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    """Return the growth of income at each place of the order, whoever stands there: the anonymous curve.

    Parameters
    ----------
    before, after, weight_before, weight_after
        Incomes and weights of the two years, as in `quantiles`.
    shares : ndarray of float
        Places in the order: 0.1 is the poorest tenth's upper end.

    Returns
    -------
    ndarray
        Later over earlier quantile less one, over the whole span; nan where a quantile is not above zero.

    References
    ----------
    Ravallion and Chen (2003), Economics Letters 78.

    Examples
    --------
    >>> growth_incidence(np.array([1.0, 2]), np.ones(2), np.array([2.0, 3]), np.ones(2), np.array([0.5, 1])).tolist()
    [1.0, 0.5]
    """
    return _growth(quantiles(before, weight_before, shares), quantiles(after, weight_after, shares))


def mean_between(
    income: np.ndarray, weight: np.ndarray, low: float, high: float, rank: np.ndarray | None = None
) -> np.ndarray:
    """Return the mean income of the persons between two shares of the order; a unit at an end counts in part.

    Parameters
    ----------
    low, high : float
        Shares between 0 and 1; 0 and 0.2 for the poorest fifth.
    rank : ndarray, optional
        What orders the units; the income itself when omitted.

    Examples
    --------
    >>> round(float(mean_between(np.array([1.0, 5]), np.ones(2), 0, 0.75)), 4)
    2.3333
    """
    order = np.argsort(income if rank is None else rank, kind="stable")
    w = np.asarray(weight, dtype=float)[..., order]
    upper, total = np.cumsum(w, axis=-1), w.sum(axis=-1, keepdims=True)
    part = (np.minimum(upper, high * total) - np.maximum(upper - w, low * total)).clip(min=0)
    return (part * np.asarray(income)[order]).sum(axis=-1) / part.sum(axis=-1)


def growth_by_first_rank(before: np.ndarray, after: np.ndarray, weight: np.ndarray, groups: int = 5) -> np.ndarray:
    """Return the growth of the same households, grouped by their place in the earlier order: not anonymous.

    Parameters
    ----------
    before, after : ndarray of float
        Incomes of the same units in the two years.
    weight : ndarray of float
        How many each stands for, as in `quantiles`.
    groups : int
        Groups of as many persons each, from the poorest.

    Returns
    -------
    ndarray
        Later over earlier mean income of each group less one; nan where a mean is not above zero.

    Notes
    -----
    Whoever had a bad year stands low and is likely to do better the next: the poorest group's growth holds errors and
    luck of the first year too.

    References
    ----------
    Grimm (2007), Journal of Economic Inequality 5; Bourguignon (2011), Journal of Economic Inequality 9.

    Examples
    --------
    >>> growth_by_first_rank(np.array([1.0, 2]), np.array([3.0, 2]), np.ones(2), groups=2).tolist()
    [2.0, 0.0]
    """
    ends = [(k / groups, (k + 1) / groups) for k in range(groups)]
    pairs = [[mean_between(y, weight, *end, rank=before) for y in (before, after)] for end in ends]
    return np.stack([_growth(*pair) for pair in pairs], axis=-1)


def growth_of_poorest(
    before: np.ndarray, weight_before: np.ndarray, after: np.ndarray, weight_after: np.ndarray, share: float = 0.2
) -> np.ndarray:
    """Return the growth of the mean income of the poorest share of persons, whoever they are in each year.

    Examples
    --------
    >>> float(growth_of_poorest(np.array([1.0, 9]), np.ones(2), np.array([2.0, 9]), np.ones(2), 0.5))
    1.0
    """
    return _growth(mean_between(before, weight_before, 0, share), mean_between(after, weight_after, 0, share))


def _growth(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((before > 0) & (after > 0), after / before - 1, np.nan)
