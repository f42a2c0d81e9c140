"""How much of inequality lies between groups and how much inside them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate, ratio
from evalkit.indicators.inequality import ge, gini

SHARES = ("population", "income")


@dataclass(frozen=True)
class Group:
    """One group's size, mean income and inequality, and what it adds to the inequality within groups."""

    name: object
    population_share: Estimate
    income_share: Estimate
    mean: Estimate
    inequality: Estimate
    contribution: Estimate


@dataclass(frozen=True)
class Decomposition:
    """Inequality in all, inside groups, between their means, and what neither holds (zero for entropy measures).

    `total` is `within` + `between` + `overlap`; `within` is the sum of the groups' contributions.
    """

    total: Estimate
    within: Estimate
    between: Estimate
    overlap: Estimate
    groups: list[Group]


def entropy_by_group(income: np.ndarray, group: np.ndarray, weight: np.ndarray, alpha: float) -> Decomposition:
    """Return the decomposition of a generalised entropy measure by groups.

    Parameters
    ----------
    income : ndarray of float
        Of each unit; above zero where `alpha` is 0 or 1.
    group : ndarray
        Label of each unit's group.
    weight : ndarray of float
        How many each unit stands for.
    alpha : float
        0 is the mean log deviation, 1 Theil's T, 2 half the squared coefficient of variation.

    Returns
    -------
    Decomposition
        Exact: nothing overlaps. A group's contribution is its share of people ^ (1 - alpha) x share of income ^ alpha x
        its own inequality.

    References
    ----------
    Shorrocks (1980), The class of additively decomposable inequality measures, Econometrica 48.

    Examples
    --------
    >>> found = entropy_by_group(np.array([1.0, 1, 4, 4]), np.array(list("aabb")), np.ones(4), 1)
    >>> found.within.value, found.total.value == found.between.value
    (0.0, True)
    """
    total = ge(income, weight, alpha)
    groups = []
    for name, own in _masks(group):
        people, share, mean = _shares(income, own, weight)
        inside = ge(income[own], weight[own], alpha).inside(own)
        weighed = _power(people, 1 - alpha).times(_power(share, alpha))
        groups.append(Group(name, people, share, mean, inside, weighed.times(inside)))
    within = _added([one.contribution for one in groups])
    none = Estimate(0.0, np.zeros(len(income)))
    return Decomposition(total, within, total.minus(within), none, groups)


def gini_by_group(income: np.ndarray, group: np.ndarray, weight: np.ndarray) -> Decomposition:
    """Return the decomposition of the Gini coefficient by groups.

    Returns
    -------
    Decomposition
        A group's contribution is its share of people x its share of income x its own coefficient; `between` is the
        coefficient if everybody had the mean of the own group; `overlap` is the rest and zero only when the incomes of
        no two groups overlap.

    References
    ----------
    Lambert and Aronson (1993), Inequality decomposition analysis and the Gini coefficient revisited, Economic Journal
    103.

    Examples
    --------
    >>> found = gini_by_group(np.array([1.0, 3, 5, 7]), np.array(list("aabb")), np.ones(4))
    >>> found.total.value, found.within.value, found.between.value, found.overlap.value
    (0.3125, 0.0625, 0.25, 0.0)
    """
    total = gini(income, weight)
    groups = []
    for name, own in _masks(group):
        people, share, mean = _shares(income, own, weight)
        inside = gini(income[own], weight[own]).inside(own)
        groups.append(Group(name, people, share, mean, inside, people.times(share).times(inside)))
    within = _added([one.contribution for one in groups])
    between = _between(income, group, weight, groups)
    return Decomposition(total, within, between, total.minus(within).minus(between), groups)


def mean_log_deviation_change(before: Decomposition, after: Decomposition) -> dict[str, float]:
    """Return what changed the mean log deviation between two years: inequality inside groups, their sizes, their means.

    Parameters
    ----------
    before, after : Decomposition
        From `entropy_by_group` with alpha 0, of the same groups.

    Returns
    -------
    dict of float
        `within` (inequality inside groups), `size_within` and `size_between` (people moving between groups that are
        more or less unequal, or richer or poorer), `means` (the groups' mean incomes); they add up to the change but
        for the small error of the approximation in `means`.

    Notes
    -----
    The mean of the two years' weights is used, so the order of the years only turns the signs.

    References
    ----------
    Mookherjee and Shorrocks (1982), A decomposition analysis of the trend in UK income inequality, Economic Journal 92.

    Raises
    ------
    ValueError
        When the groups of the two years differ.
    """
    if [one.name for one in before.groups] != [one.name for one in after.groups]:
        raise ValueError("change of inequality: expected the same groups in both years")
    people, share, inside, ratio_to_mean, log_mean = (
        np.array([[pick(one) for one in year.groups] for year in (before, after)])
        for pick in (
            lambda one: one.population_share.value,
            lambda one: one.income_share.value,
            lambda one: one.inequality.value,
            lambda one: one.income_share.value / one.population_share.value,
            lambda one: np.log(one.mean.value),
        )
    )
    half = people.mean(axis=0)
    moved = np.diff(people, axis=0)[0]
    relative, logs = ratio_to_mean.mean(axis=0), np.log(ratio_to_mean).mean(axis=0)
    return {
        "within": float(half @ np.diff(inside, axis=0)[0]),
        "size_within": float(inside.mean(axis=0) @ moved),
        "size_between": float((relative - logs) @ moved),
        "means": float((share.mean(axis=0) - half) @ np.diff(log_mean, axis=0)[0]),
    }


def _masks(group: np.ndarray) -> list[tuple[object, np.ndarray]]:
    names, of = np.unique(np.asarray(group), return_inverse=True)
    return [(name, of == number) for number, name in enumerate(names.tolist())]


def _shares(income: np.ndarray, own: np.ndarray, weight: np.ndarray) -> tuple[Estimate, Estimate, Estimate]:
    ones = np.ones(len(income))
    return ratio(own * 1.0, ones, weight), ratio(own * income, income, weight), ratio(own * income, own * 1.0, weight)


def _power(base: Estimate, exponent: float) -> Estimate:
    if exponent == 0:
        return Estimate(1.0, np.zeros(len(base.influence)))
    return Estimate(base.value**exponent, exponent * base.value ** (exponent - 1) * base.influence)


def _added(parts: list[Estimate]) -> Estimate:
    total = parts[0]
    for part in parts[1:]:
        total = total.plus(part)
    return total


def _between(income: np.ndarray, group: np.ndarray, weight: np.ndarray, groups: list[Group]) -> Estimate:
    """Return the Gini coefficient of the group means; the means are estimated, which the influence has to say."""
    means, people = (np.array([pick(one) for one in groups]) for pick in (_mean_of, _people_of))
    of = np.unique(np.asarray(group), return_inverse=True)[1]
    placed = gini(means[of], weight)
    _, level = np.unique(means, return_inverse=True)
    mass = np.bincount(level, weights=people)
    rank = (np.cumsum(mass) - mass / 2)[level]
    slopes = people * (2 * rank - 1 - placed.value) / (people @ means)
    through_means = sum(slope * one.mean.influence for slope, one in zip(slopes, groups, strict=True))
    return Estimate(placed.value, placed.influence + through_means)


def _mean_of(one: Group) -> float:
    return one.mean.value


def _people_of(one: Group) -> float:
    return one.population_share.value
