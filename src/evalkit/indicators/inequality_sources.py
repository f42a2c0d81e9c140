"""What each source of income adds to inequality: the decomposition of the Gini coefficient by Lerman and Yitzhaki."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate, ratio


@dataclass(frozen=True)
class SourcePart:
    """One source's part in inequality.

    Parameters
    ----------
    income_share : Estimate
        S: the source's share of all income.
    gini : Estimate
        G: the Gini coefficient of the source itself; above one where it can be negative, nan where its total is zero.
    correlation : Estimate
        R: how far the source rises with total income, -1 to 1 (the Gini correlation).
    contribution : Estimate
        S x G x R; over all sources these add up to the Gini coefficient of total income.
    gini_share : Estimate
        The contribution as a share of the Gini coefficient.
    marginal_effect : Estimate
        Change of the Gini coefficient, as a share of itself, when the source grows by one per one everywhere:
        `gini_share` - `income_share`. Below zero the source makes incomes more even.
    """

    income_share: Estimate
    gini: Estimate
    correlation: Estimate
    contribution: Estimate
    gini_share: Estimate
    marginal_effect: Estimate


def by_source(sources: np.ndarray, weight: np.ndarray, total: np.ndarray | None = None) -> list[SourcePart]:
    """Return the part of each source in the Gini coefficient of their sum.

    Parameters
    ----------
    sources : ndarray
        Units by sources, such as income per head from wages, business and so on; a net source may be negative.
    weight : ndarray of float
        How many each unit stands for.
    total : ndarray, optional
        The income that the sources make up, where it is known more exactly than by adding fractions up, which can set
        equal incomes apart.

    Returns
    -------
    list of SourcePart
        In the order of the columns.

    Raises
    ------
    ValueError
        When the sources are no table of numbers, or all income adds up to zero or less.

    Notes
    -----
    Ranks are those of the middle of a unit's weight, so equal incomes share one; covariances have divisor n. The
    contributions then add up exactly to the Gini coefficient with divisor n (`inequality.gini`, `population`).

    References
    ----------
    Lerman and Yitzhaki (1985), Income inequality effects by income source, Review of Economics and Statistics 67.

    Examples
    --------
    >>> wage, pension = np.array([0.0, 2, 4]), np.array([1.0, 1, 1])
    >>> parts = by_source(np.column_stack([wage, pension]), np.ones(3))
    >>> [round(part.contribution.value, 4) for part in parts]
    [0.2963, 0.0]
    """
    sources = np.asarray(sources, dtype=float)
    if sources.ndim != 2 or not np.isfinite(sources).all():
        raise ValueError("expected units by sources without gaps")
    total = sources.sum(axis=1) if total is None else np.asarray(total, dtype=float)
    if not weight @ total > 0:
        raise ValueError("shares of income: expected incomes that add up to more than zero")
    mean, spread = _mean(total, weight), rank_covariance(total, total, weight)
    return [_part(own, total, mean, spread, weight) for own in sources.T]


def rank_covariance(amount: np.ndarray, rank_by: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the covariance of an amount with the rank (0 to 1) of units by something else.

    Notes
    -----
    The influence takes account of the ranks being estimated: a unit also raises the ranks of all above it.

    Examples
    --------
    >>> round(rank_covariance(np.array([1.0, 2, 3]), np.array([1.0, 2, 3]), np.ones(3)).value, 4)
    0.2222
    """
    all_weight = weight.sum()
    _, of = np.unique(rank_by, return_inverse=True)
    people = np.bincount(of, weights=weight) / all_weight
    held = np.bincount(of, weights=weight * amount) / all_weight
    rank = (np.cumsum(people) - people / 2)[of]
    above = (held.sum() - np.cumsum(held) + held / 2)[of]
    product, mean = weight @ (amount * rank) / all_weight, held.sum()
    influence = amount * rank + above - 2 * product - (amount - mean) / 2
    return Estimate(float(product - mean / 2), influence / all_weight)


def _part(own: np.ndarray, total: np.ndarray, mean: Estimate, spread: Estimate, weight: np.ndarray) -> SourcePart:
    with_total, with_own = rank_covariance(own, total, weight), rank_covariance(own, own, weight)
    share = _mean(own, weight).over(mean)
    gini_share = with_total.over(spread)
    return SourcePart(
        income_share=share,
        gini=with_own.times(2).over(_mean(own, weight)),
        correlation=with_total.over(with_own),
        contribution=with_total.times(2).over(mean),
        gini_share=gini_share,
        marginal_effect=gini_share.minus(share),
    )


def _mean(amount: np.ndarray, weight: np.ndarray) -> Estimate:
    return ratio(amount, np.ones(len(amount)), weight)
