"""What each source of income adds to inequality: the decomposition of the Gini coefficient by Lerman and Yitzhaki."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.place_estimates import Estimates

SHORT = 2**15


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
    parts = by_source_and_place(sources, weight, total, np.zeros(len(weight), dtype=np.int64), 1)
    return [SourcePart(**{name: found.only() for name, found in part.items()}) for part in parts]


def by_source_and_place(
    sources: np.ndarray, weight: np.ndarray, total: np.ndarray, place: np.ndarray, count: int
) -> list[dict[str, Estimates]]:
    """Return what `by_source` gives for every place: for each source the figures of `SourcePart` by name.

    Parameters
    ----------
    place : ndarray of int
        Which place each unit is in, from 0 to `count` - 1; the income of each place adds up to more than zero.
    """
    by_total, mean = _Ranks.of(total, weight, place, count), _means(total, weight, place, count)
    spread = by_total.covariance(total)
    return [_part(own, by_total, mean, spread, weight) for own in sources.T]


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
    ranks = _Ranks.of(rank_by, weight, np.zeros(len(weight), dtype=np.int64), 1)
    return ranks.covariance(np.asarray(amount)).only()


@dataclass(frozen=True)
class _Ranks:
    """Units ranked within their places; those with equal values share a step."""

    share: np.ndarray  # of each unit in the weight of its place
    people: np.ndarray  # the weight of each place
    place: np.ndarray
    step: np.ndarray  # of each unit
    step_place: np.ndarray
    rank: np.ndarray  # of each step: the middle of its weight

    @classmethod
    def of(cls, value: np.ndarray, weight: np.ndarray, place: np.ndarray, count: int) -> _Ranks:
        order = np.argsort(value)  # as good as a stable sort: equal values share a step
        short = place.astype(np.int16 if count < SHORT else np.int64)  # short numbers are sorted by their digits, fast
        order = order[np.argsort(short[order], kind="stable")]
        ordered, own = value[order], place[order]
        starts = np.ones(len(order), dtype=bool)
        starts[1:] = (ordered[1:] != ordered[:-1]) | (own[1:] != own[:-1])
        step = np.empty(len(order), dtype=np.int64)
        step[order] = np.cumsum(starts) - 1
        people = np.bincount(place, weights=weight, minlength=count)
        share = weight / people[place]
        height = np.bincount(step, weights=share)
        return cls(share, people, place, step, own[starts], _running(height, own[starts]) - height / 2)

    def covariance(self, amount: np.ndarray) -> Estimates:
        held = np.bincount(self.step, weights=self.share * amount)
        mean = np.bincount(self.step_place, weights=held)
        above = (mean[self.step_place] - _running(held, self.step_place) + held / 2)[self.step]
        rank = self.rank[self.step]
        product = np.bincount(self.place, weights=self.share * amount * rank)
        influence = amount * rank + above - 2 * product[self.place] - (amount - mean[self.place]) / 2
        return Estimates(product - mean / 2, influence / self.people[self.place], self.place)


def _running(parts: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Return the running total within each place; the parts of a place stand together."""
    running = np.cumsum(parts)
    starts = np.flatnonzero(np.diff(place, prepend=-1))
    return running - np.repeat(np.concatenate([[0.0], running])[starts], np.diff(starts, append=len(parts)))


def _part(
    own: np.ndarray, by_total: _Ranks, mean: Estimates, spread: Estimates, weight: np.ndarray
) -> dict[str, Estimates]:
    place, count = mean.place, len(mean.value)
    with_total, with_own = by_total.covariance(own), _Ranks.of(own, weight, place, count).covariance(own)
    own_mean = _means(own, weight, place, count)
    share, gini_share = own_mean.over(mean), with_total.over(spread)
    return {
        "income_share": share,
        "gini": with_own.times(2).over(own_mean),
        "correlation": with_total.over(with_own),
        "contribution": with_total.times(2).over(mean),
        "gini_share": gini_share,
        "marginal_effect": gini_share.minus(share),
    }


def _means(amount: np.ndarray, weight: np.ndarray, place: np.ndarray, count: int) -> Estimates:
    people = np.bincount(place, weights=weight, minlength=count)
    value = np.bincount(place, weights=weight * amount, minlength=count) / people
    return Estimates(value, (amount - value[place]) / people[place], place)
