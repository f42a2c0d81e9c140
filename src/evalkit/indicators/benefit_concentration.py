"""Who gets the benefits when people stand in order of income: the poor's share, the curve, its index."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate, ratio
from evalkit.indicators.inequality_sources import rank_covariance

NEAR = 0.1


def coady_grosh_hoddinott(poor: np.ndarray, amount: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the poor's share of the benefits over their share of the population.

    Parameters
    ----------
    poor : ndarray of bool
        Below the line, or in the poorest groups.
    amount : ndarray of float
        Benefit per unit of weight (per person where members weigh); of one currency unit and year.

    Returns
    -------
    Estimate
        1 when benefits are spread evenly, above 1 when they favour the poor; nan without poor or without benefits.

    References
    ----------
    Coady, Grosh and Hoddinott (2004), Targeting of Transfers in Developing Countries, World Bank.

    Examples
    --------
    >>> poor = np.array([True, True, False, False, False])
    >>> round(coady_grosh_hoddinott(poor, np.array([30.0, 30, 20, 10, 10]), np.ones(5)).value, 6)
    1.5
    """
    return ratio(poor * amount, amount, weight).over(ratio(np.asarray(poor, dtype=float), np.ones(len(poor)), weight))


def poorest_share(
    rank_by: np.ndarray, amount: np.ndarray, weight: np.ndarray, share: float, near: float = NEAR
) -> Estimate:
    """Return the share of the benefits that the poorest part of the population gets: a point of the curve.

    Parameters
    ----------
    rank_by : ndarray of float
        What units are ordered by, such as income per head before the benefit.
    amount : ndarray of float
        Benefit per unit of weight (per person where members weigh).
    share : float
        The poorest part, above 0 and below 1. Units at its limit count for the part of them inside.
    near : float
        How far from the limit, in ranks, units say what those at the limit get; only the error needs it.

    Notes
    -----
    Over `share` it is the targeting ratio of Coady, Grosh and Hoddinott for the bottom quantile. The influence allows
    for the limit being estimated: whoever moves it brings in, or pushes out, the mean benefit at the limit.

    References
    ----------
    Beach and Davidson (1983), Review of Economic Studies 50; Coady, Grosh and Hoddinott (2004), Targeting of Transfers
    in Developing Countries, World Bank.

    Examples
    --------
    >>> round(poorest_share(np.arange(5), np.array([30.0, 30, 20, 10, 10]), np.ones(5), 0.4).value, 6)
    0.6
    """
    _, of = np.unique(rank_by, return_inverse=True)
    people = np.bincount(of, weights=weight)
    end = np.cumsum(people) / people.sum()
    start = np.concatenate([[0.0], end[:-1]])
    inside = np.clip((share - start) / (end - start), 0, 1)[of]
    total = (weight * amount).sum()
    if not total:
        return Estimate(np.nan, np.full(len(weight), np.nan))
    beside = (end[of] >= share - near) & (start[of] <= share + near)
    mean = (weight * amount)[beside].sum() / weight[beside].sum()
    value = (weight * amount * inside).sum() / total
    return Estimate(float(value), ((amount - mean) * inside + share * mean - value * amount) / total)


def concentration_curve(rank_by: np.ndarray, amount: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the running shares of population and of benefits from the poorest up, both from 0 to 1.

    Parameters
    ----------
    rank_by : ndarray of float
        What units are ordered by, such as income per head before the benefit. Equal units make one straight piece.
    """
    _, of = np.unique(rank_by, return_inverse=True)
    people = np.bincount(of, weights=weight)
    money = np.bincount(of, weights=weight * amount)
    with np.errstate(invalid="ignore", divide="ignore"):
        return tuple(np.concatenate([[0.0], np.cumsum(part) / part.sum()]) for part in (people, money))


def concentration_index(rank_by: np.ndarray, amount: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return one less twice the area under the concentration curve: below zero when benefits favour the poor.

    Returns
    -------
    Estimate
        From -1 to 1; nan when nothing was paid. Ranked by the amount itself it is the Gini coefficient with divisor n.

    Notes
    -----
    Twice the covariance of the amount with the rank, over the mean amount; equal ranks share their middle rank. The
    influence takes account of the ranks being estimated.

    References
    ----------
    Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77.

    Examples
    --------
    >>> round(concentration_index(np.array([1.0, 2, 3]), np.array([3.0, 2, 1]), np.ones(3)).value, 4)
    -0.2222
    """
    if not (weight * amount).sum():
        return Estimate(np.nan, np.full(len(weight), np.nan))
    mean = ratio(amount, np.ones(len(amount)), weight)
    return rank_covariance(amount, rank_by, weight).times(2).over(mean)
