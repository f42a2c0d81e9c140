"""Multidimensional poverty of subgroups, and what each adds to that of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evalkit.indicators.alkire_foster import Poor, adjusted_headcount
from evalkit.indicators.design import Estimate, ratio


@dataclass(frozen=True)
class Subgroup:
    """A figure of a subgroup, the share of all units in it, and its share of the figure of all."""

    figure: Estimate
    population: Estimate
    contribution: Estimate


def by_subgroup(
    found: Poor,
    group: np.ndarray,
    weight: np.ndarray | None = None,
    measure: Callable[[Poor, np.ndarray | None], Estimate] = adjusted_headcount,
) -> dict[object, Subgroup]:
    """Decompose H or M0 by subgroup: the figures, weighted by their share of the population, add up to that of all.

    Parameters
    ----------
    found : Poor
        From `alkire_foster.identify`.
    group : ndarray
        The subgroup of each unit.
    weight : ndarray of float, optional
        How many each unit stands for; equal when omitted.
    measure : callable
        `headcount` or `adjusted_headcount`.

    Returns
    -------
    dict
        By subgroup in order, those in which nobody is known left out; every part is a figure about all units, so that
        errors keep the whole design.

    References
    ----------
    Alkire and Foster (2011), Journal of Public Economics 95, section 5 (decomposability).

    Examples
    --------
    >>> from evalkit.indicators.alkire_foster import identify
    >>> found = identify(np.array([[1, 1], [0, 0], [1, 1], [1, 1]]), np.ones(2), 1)
    >>> parts = by_subgroup(found, np.array(["hill", "hill", "plain", "plain"]))
    >>> [(name, part.figure.value, round(part.contribution.value, 3)) for name, part in parts.items()]
    [('hill', 0.5, 0.333), ('plain', 1.0, 0.667)]
    """
    group, whole, parts = np.asarray(group), measure(found, weight), {}
    for name in np.unique(group[found.known]).tolist():
        own = group == name
        figure = measure(found.of(own), None if weight is None else weight[own]).inside(own)
        population = ratio(own & found.known, found.known, weight)
        parts[name] = Subgroup(figure, population, figure.times(population).over(whole))
    return parts
