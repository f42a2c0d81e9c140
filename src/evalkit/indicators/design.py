"""How the units behind a figure were drawn, and the variance that follows for every linearised figure.

A measure gives its value and its influence: what each unit adds to the value's error, so that the error is about
sum(weight x influence). One engine then serves all measures, their differences, ratios and changes. Two years of a
panel are one design: the household-years stacked, the household as cluster, each year's figure put `inside` the whole.
What the two years share then counts once, and households seen in one year only are in it all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from evalkit.indicators.limits import LEVEL, limits


@dataclass(frozen=True)
class Design:
    """How units were drawn.

    Parameters
    ----------
    weight : ndarray of float
        How many units each stands for; members of the household where persons count.
    cluster : ndarray, optional
        What was drawn as one (household, village); each unit by itself when omitted.
    stratum : ndarray, optional
        Within what clusters were drawn; one stratum when omitted.
    population : ndarray of float, optional
        For each unit the number of clusters in its stratum's population (finite-population correction); as good as
        infinite when omitted. With as many clusters as the population has there is no sampling error.
    """

    weight: np.ndarray
    cluster: np.ndarray | None = None
    stratum: np.ndarray | None = None
    population: np.ndarray | None = None

    def of(self, units: np.ndarray) -> Design:
        """Return the design of some units, as a mask or as places."""
        parts = {name: getattr(self, name) for name in ("weight", "cluster", "stratum", "population")}
        return replace(self, **{name: None if part is None else part[units] for name, part in parts.items()})


@dataclass(frozen=True)
class Estimate:
    """A figure and the influence of each unit on it.

    Parameters
    ----------
    value : float
        The figure.
    influence : ndarray of float
        One per unit of the design.
    """

    value: float
    influence: np.ndarray

    def minus(self, other: Estimate) -> Estimate:
        """Return the difference of two figures about the same units, as between two years of a panel."""
        return Estimate(self.value - other.value, self.influence - other.influence)

    def plus(self, other: Estimate) -> Estimate:
        """Return the sum of two figures about the same units."""
        return Estimate(self.value + other.value, self.influence + other.influence)

    def times(self, other: Estimate | float) -> Estimate:
        """Return the product with another figure about the same units, or with a number."""
        if not isinstance(other, Estimate):
            return Estimate(self.value * other, self.influence * other)
        return Estimate(self.value * other.value, self.influence * other.value + self.value * other.influence)

    def over(self, other: Estimate) -> Estimate:
        """Return the quotient of two figures about the same units."""
        value = float(self.value / other.value) if other.value else np.nan
        with np.errstate(divide="ignore", invalid="ignore"):
            return Estimate(value, (self.influence - value * other.influence) / other.value)

    def inside(self, units: np.ndarray) -> Estimate:
        """Return a figure computed from some units (a mask) as one about all units of the design: a domain."""
        influence = np.zeros(len(units))
        influence[units] = self.influence
        return Estimate(self.value, influence)


def ratio(top: np.ndarray, bottom: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the quotient of two totals, such as income over members; a mean where `bottom` is one.

    Parameters
    ----------
    top, bottom : ndarray
        What each unit adds to the totals; whole numbers are added as such.
    weight : ndarray of float, optional
        How many units each stands for, as in the design; equal when omitted.

    Examples
    --------
    >>> ratio(np.array([9, 66]), np.array([1, 4])).value
    15.0
    """
    parts = (np.asarray(part) for part in (top, bottom))
    totals = [Estimate((part if weight is None else weight * part).sum(), part.astype(float)) for part in parts]
    return totals[0].over(totals[1])


@dataclass(frozen=True)
class Error:
    """Standard error of a figure, and the degrees of freedom of its interval; nan when it cannot be told."""

    se: float
    freedom: float


def error(estimate: Estimate, design: Design) -> Error:
    """Return the standard error of a linearised figure.

    Notes
    -----
    Clusters are taken as drawn with replacement within strata, then corrected for the share drawn: the sum over strata
    of (1 - n/N) n/(n-1) x sum of squares of the cluster totals about their mean. Degrees of freedom are clusters less
    strata. A stratum with one cluster, unless it is the whole of its population, leaves the error untold: nan.

    References
    ----------
    Deville (1999), Variance estimation for complex statistics and estimators, Survey Methodology 25; Cochran (1977),
    Sampling Techniques, sections 5 and 11.

    Examples
    --------
    >>> units = Design(np.ones(4))
    >>> y = np.array([1.0, 2.0, 3.0, 4.0])
    >>> found = error(Estimate(y.mean(), (y - y.mean()) / 4), units)
    >>> round(found.se, 4), found.freedom
    (0.6455, 3.0)
    """
    totals, stratum, population = _cluster_totals(estimate.influence, design)
    count = np.bincount(stratum)
    means = np.bincount(stratum, weights=totals) / count
    squares = np.bincount(stratum, weights=(totals - means[stratum]) ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.ones(len(count)) if population is None else 1 - count / population
        parts = np.where(left <= 0, 0.0, left * count / (count - 1) * squares)
    parts = np.where((count == 1) & (left > 0), np.nan, parts)
    return Error(float(np.sqrt(parts.sum())), float(count.sum() - len(count)))


def _cluster_totals(influence: np.ndarray, design: Design) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Return the weighted total of each cluster, its stratum's number, and the population of each stratum."""
    parts = design.weight * influence
    stratum = _numbers(design.stratum, len(parts))
    cluster = np.arange(len(parts)) if design.cluster is None else _numbers(design.cluster, len(parts))
    pair, first, of = np.unique(
        stratum * (cluster.max(initial=0) + 1) + cluster, return_index=True, return_inverse=True
    )
    totals = np.bincount(of, weights=parts, minlength=len(pair))
    if design.population is None:
        return totals, stratum[first], None
    population = np.zeros(stratum.max(initial=0) + 1)
    population[stratum] = design.population
    return totals, stratum[first], population


def _numbers(labels: np.ndarray | None, count: int) -> np.ndarray:
    if labels is None:
        return np.zeros(count, dtype=np.int64)
    return np.unique(np.asarray(labels), return_inverse=True)[1].astype(np.int64)


def interval(value: float, error: Error, scale: str = "identity", level: float = LEVEL) -> tuple[float, float]:
    """Return the limits of a figure by Student's t.

    Parameters
    ----------
    value : float
        The figure.
    error : Error
        From `error`.
    scale : {"identity", "logit", "log"}
        Where the limits are symmetric: `logit` for shares, `log` for positive figures; they then never leave the range.
    level : float
        Share of intervals that hold the true value.

    Returns
    -------
    low, high : float
        nan where the error cannot be told, or where a share is 0 or 1 and nothing says how sure that is.

    Examples
    --------
    >>> low, high = interval(0.5, Error(0.1, 1e9), "logit")
    >>> round(low, 3), round(high, 3)
    (0.313, 0.687)
    """
    low, high = limits(np.array([value]), np.array([error.se]), np.array([error.freedom]), scale, level)
    return float(low[0]), float(high[0])
