"""How far apart rich and poor are: quantiles and income shares, their ratios, and the Lorenz curve."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.without_gaps import numbers

QUANTILES = ("left", "average")
BOUNDARIES = ("split", "whole")


def quantile(income: np.ndarray, weight: np.ndarray, p: float, *, convention: str = "left") -> Estimate:
    """Return a weighted quantile.

    Parameters
    ----------
    income, weight : ndarray of float
        Of each unit, and how many it stands for.
    p : float
        Between 0 and 1.
    convention : {"left", "average"}
        `left` is the smallest income that at least the share `p` of people do not exceed (type 1 of Hyndman and Fan);
        `average` takes the mean with the next one where the share is exactly `p` (type 2; R laeken, Stata).

    Returns
    -------
    Estimate
        The influence needs the density at the quantile: a normal kernel with Silverman's width,
        0.9 min(sd, IQR / 1.34) n^(-1/5), n the effective number of units (Kish).

    References
    ----------
    Hyndman and Fan (1996), American Statistician 50; Osier (2009), Survey Research Methods 3.

    Examples
    --------
    >>> quantile(np.array([1.0, 2, 3, 4]), np.ones(4), 0.5).value
    2.0
    >>> quantile(np.array([1.0, 2, 3, 4]), np.ones(4), 0.5, convention="average").value
    2.5
    """
    if convention not in QUANTILES:
        raise ValueError(f"expected one of {', '.join(QUANTILES)}, got {convention}")
    income, weight = numbers(income, weight)
    if not weight.sum() > 0:
        return Estimate(np.nan, np.zeros(len(income)))
    value = _quantile(income, weight, p, convention)
    steep = density(income, weight, value)
    below = np.asarray(income <= value, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Estimate(value, (p - below) / (steep * weight.sum()))


def quantile_ratio(
    income: np.ndarray, weight: np.ndarray, high: float = 0.9, low: float = 0.1, *, convention: str = "left"
) -> Estimate:
    """Return the quotient of two quantiles, P90/P10 unless told otherwise; nan where the lower is not above zero."""
    top, bottom = (quantile(income, weight, p, convention=convention) for p in (high, low))
    return top.over(bottom) if bottom.value > 0 else Estimate(np.nan, np.zeros(len(income)))


def share_ratio(
    income: np.ndarray, weight: np.ndarray, top: float = 0.2, bottom: float = 0.2, *, boundary: str = "split"
) -> Estimate:
    """Return what the richest receive over what the poorest receive, S80/S20 unless told otherwise.

    Parameters
    ----------
    top, bottom : float
        Shares of people.
    boundary : {"split", "whole"}
        The unit that straddles the boundary is `split` (its people are told apart, so each side is exactly its share of
        people), or counts as a `whole` with the poorer side, like all with an income equal to the quantile (Eurostat,
        R laeken and convey).

    Returns
    -------
    Estimate
        nan where the poorest receive nothing or less. The influence, exact for `split`, needs no density.

    References
    ----------
    Langel and Tille (2011), Statistica Neerlandica 65 (influence).

    Examples
    --------
    >>> share_ratio(np.arange(1.0, 11), np.ones(10)).value
    6.333333333333333
    """
    if boundary not in BOUNDARIES:
        raise ValueError(f"expected one of {', '.join(BOUNDARIES)}, got {boundary}")
    income, weight = numbers(income, weight)
    total = Estimate(float((weight * income).sum()), income)
    poor = _received(income, weight, bottom, boundary)
    rich = total.minus(_received(income, weight, 1 - top, boundary))
    return rich.over(poor) if poor.value > 0 else Estimate(np.nan, np.zeros(len(income)))


def palma(income: np.ndarray, weight: np.ndarray, *, boundary: str = "split") -> Estimate:
    """Return what the richest tenth receives over what the poorest four tenths receive; see `share_ratio`.

    References
    ----------
    Palma (2011), Development and Change 42; Cobham and Sumner (2013).

    Examples
    --------
    >>> palma(np.arange(1.0, 11), np.ones(10)).value
    1.0
    """
    return share_ratio(income, weight, 0.1, 0.4, boundary=boundary)


def lorenz(income: np.ndarray, weight: np.ndarray, p: float) -> Estimate:
    """Return the share of income that the poorest share `p` of people receives: a point of the Lorenz curve.

    Returns
    -------
    Estimate
        On the polygon through the units, so a unit at the boundary is split; nan where total income is not above zero.

    Examples
    --------
    >>> lorenz(np.array([1.0, 3]), np.ones(2), 0.5).value
    0.25
    """
    income, weight = numbers(income, weight)
    total = Estimate(float((weight * income).sum()), income)
    if not total.value > 0:
        return Estimate(np.nan, np.zeros(len(income)))
    return _received(income, weight, p, "split").over(total)


def hoover(income: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the share of income that would have to change hands for all to have the mean (Ricci-Schutz, Pietra).

    Examples
    --------
    >>> hoover(np.array([1.0, 3]), np.ones(2)).value
    0.25
    """
    x, weight = numbers(income, weight)
    people, total = weight.sum(), (weight * x).sum()
    if not total > 0:
        return Estimate(np.nan, np.zeros(len(x)))
    mean = total / people
    value = (weight * (mean - x).clip(min=0)).sum() / total
    poorer = weight[x < mean].sum() / people
    return Estimate(float(value), ((mean - x).clip(min=0) + poorer * (x - mean) - value * x) / total)


def _received(income: np.ndarray, weight: np.ndarray, p: float, boundary: str) -> Estimate:
    """Return what the poorest share `p` of people receives in all."""
    if not weight.sum() > 0:
        return Estimate(np.nan, np.zeros(len(income)))
    edge = _quantile(income, weight, p, "left")
    below = income <= edge
    value = (weight * income)[below].sum()
    if boundary == "split":
        value -= (weight[below].sum() - p * weight.sum()) * edge
    return Estimate(float(value), np.where(below, income - edge, 0.0) + p * edge)


def _quantile(income: np.ndarray, weight: np.ndarray, p: float, convention: str) -> float:
    order = np.argsort(income, kind="stable")
    x, reached = income[order], np.cumsum(weight[order])
    wanted, near = p * reached[-1], 1e-12 * reached[-1]  # sums of weights carry rounding
    place = min(int(np.searchsorted(reached, wanted - near)), len(x) - 1)
    if convention == "average" and abs(reached[place] - wanted) <= near and place + 1 < len(x):
        return float((x[place] + x[place + 1]) / 2)
    return float(x[place])


def density(income: np.ndarray, weight: np.ndarray, at: float) -> float:
    """Return the density of incomes at a value, by a normal kernel; nan where incomes do not vary.

    Notes
    -----
    The kernel's width is 0.9 min(sd, IQR / 1.34) n^-0.2 with n the effective number of units. Of skewed incomes it
    smooths a little too much, so errors that rest on it are about 3 % short.

    References
    ----------
    Silverman (1986), Density Estimation for Statistics and Data Analysis, section 3.4.2.
    """
    people = weight.sum()
    units = people**2 / (weight**2).sum()
    mean = (weight * income).sum() / people
    spread = np.sqrt((weight * (income - mean) ** 2).sum() / people)
    middle = (_quantile(income, weight, 0.75, "left") - _quantile(income, weight, 0.25, "left")) / 1.34
    width = 0.9 * (min(spread, middle) or spread) * units**-0.2
    if not width > 0:
        return np.nan
    return float((weight * np.exp(-(((income - at) / width) ** 2) / 2)).sum() / (people * width * np.sqrt(2 * np.pi)))
