"""Sensitivity where not everyone was checked: corrected, bounded, and how much unseen it would take to upset it.

Who was checked depends on who was alerted. Households that fell without an alert then go unseen, and the share that
alerts met looks larger than it is (verification bias).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from evalkit.indicators.design import Estimate, ratio

FEWEST_MISSED = 10


@dataclass(frozen=True)
class Accuracy:
    """Sensitivity and specificity."""

    sensitivity: Estimate
    specificity: Estimate


@dataclass(frozen=True)
class Bounds:
    """The least and the most that the unverified leave possible."""

    low: Estimate
    high: Estimate


@dataclass(frozen=True)
class Tipping:
    """How many unseen falls bring sensitivity below a stated value, their share of the unseen, and if there can be."""

    falls: int
    share: float
    possible: bool


def tells_sensitivity(alerted: np.ndarray, verified: np.ndarray) -> bool:
    """Return whether some unit without an alert was verified; without one, sensitivity must be refused.

    Examples
    --------
    >>> tells_sensitivity(np.array([True, False]), np.array([True, False]))
    False
    """
    return bool((~np.asarray(alerted).astype(bool) & np.asarray(verified).astype(bool)).any())


def few_missed(alerted: np.ndarray, verified: np.ndarray, fell: np.ndarray) -> bool:
    """Return whether fewer than ten missed falls were seen: the sensitivity then hangs on a handful."""
    alerted, verified, fell = (np.asarray(part).astype(bool) for part in (alerted, verified, fell))
    return int((~alerted & verified & fell).sum()) < FEWEST_MISSED


def begg_greenes(
    alerted: np.ndarray,
    verified: np.ndarray,
    fell: np.ndarray,
    stratum: np.ndarray | None = None,
    weight: np.ndarray | None = None,
) -> Accuracy:
    """Return sensitivity and specificity corrected for whom verification reached.

    Parameters
    ----------
    alerted, verified : ndarray of bool
        One per unit, all units.
    fell : ndarray of bool
        What verification found; ignored where not verified.
    stratum : ndarray, optional
        Labels (risk group, grid) on which verification depended besides the alert.
    weight : ndarray, optional
        Of each unit; equal when omitted.

    Returns
    -------
    Accuracy
        nan where the alerted or the unalerted of some stratum have nobody verified.

    Notes
    -----
    Right where verification, given alert and stratum, does not depend on the fall itself (ignorable). In each cell the
    share that fell among the verified stands for all of the cell. Each unit counts as that share, plus, if verified,
    its own departure from it times all over verified: the influence then carries the sampling error of the shares and
    that of the cells' sizes. With everybody verified this is the plain sensitivity.

    References
    ----------
    Begg and Greenes (1983), Biometrics 39.

    Examples
    --------
    >>> alerted = np.repeat([True, False], [10, 90])
    >>> verified = np.isin(np.arange(100), [*range(10), *range(10, 40)])
    >>> fell = np.isin(np.arange(100), [*range(6), 10])
    >>> round(begg_greenes(alerted, verified, fell).sensitivity.value, 4)
    0.6667
    """
    alerted, verified, fell = (np.asarray(part).astype(bool) for part in (alerted, verified, fell))
    weight = np.ones(len(alerted)) if weight is None else np.asarray(weight, dtype=float)
    label = np.zeros(len(alerted), int) if stratum is None else np.unique(stratum, return_inverse=True)[1]
    cell = 2 * label + alerted
    every = np.bincount(cell, weights=weight)
    checked = np.bincount(cell, weights=weight * verified, minlength=len(every))
    fallen = np.bincount(cell, weights=weight * (verified & fell), minlength=len(every))
    if ((every > 0) & (checked == 0)).any():
        unknown = Estimate(np.nan, np.full(len(alerted), np.nan))
        return Accuracy(unknown, unknown)
    rate = np.divide(fallen, checked, out=np.zeros(len(every)), where=checked > 0)[cell]
    times = np.divide(every, checked, out=np.zeros(len(every)), where=checked > 0)[cell]
    counts = rate + times * verified * (fell - rate)
    return Accuracy(ratio(alerted * counts, counts, weight), ratio(~alerted * (1 - counts), 1 - counts, weight))


def sensitivity_bounds(
    alerted: np.ndarray,
    verified: np.ndarray,
    fell: np.ndarray,
    most: float = 1.0,
    weight: np.ndarray | None = None,
) -> Bounds:
    """Return the least and most that sensitivity can be, whatever the unverified did.

    Parameters
    ----------
    most : float
        Largest share of the unverified, alerted or not, that can have fallen; one assumes nothing.

    Returns
    -------
    Bounds
        Low: `most` of the unalerted unverified fell and none of the alerted; high: the other way round. The influence
        of each gives the sampling error of the bound itself.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions.

    Examples
    --------
    >>> alerted, verified = np.array([1, 1, 1, 0, 0, 0]), np.array([1, 1, 0, 1, 0, 0])
    >>> found = sensitivity_bounds(alerted, verified, np.array([1, 0, 0, 1, 0, 0]))
    >>> round(found.low.value, 4), round(found.high.value, 4)
    (0.25, 0.6667)
    """
    if not 0 <= most <= 1:
        raise ValueError(f"most: expected a share between 0 and 1, got {most}")
    alerted, verified, fell = (np.asarray(part).astype(bool) for part in (alerted, verified, fell))
    known = 1.0 * (verified & fell)
    least = known + most * (~verified & ~alerted)
    largest = known + most * (~verified & alerted)
    return Bounds(ratio(alerted * least, least, weight), ratio(alerted * largest, largest, weight))


def tipping_point(met: int, missed: int, unseen: int, below: float) -> Tipping:
    """Return how many falls among the unseen would bring sensitivity below a stated value.

    Parameters
    ----------
    met, missed : int
        Falls that an alert met, and falls seen without one.
    unseen : int
        Units without an alert of which nobody knows whether they fell.
    below : float
        The stated value, above 0 and at most 1.

    Returns
    -------
    Tipping
        0 where the sensitivity is below already; not possible where it stays at or above even if all unseen fell.

    Notes
    -----
    The smallest whole u with met / (met + missed + u) < below, in exact fractions.

    Examples
    --------
    >>> tipping_point(met=14, missed=2, unseen=200, below=0.7)
    Tipping(falls=5, share=0.025, possible=True)
    """
    if not 0 < below <= 1:
        raise ValueError(f"below: expected a share above 0 and at most 1, got {below}")
    room = met / Fraction(below).limit_denominator(10**6) - met - missed
    falls = max(0, int(room // 1) + 1) if met else 0
    return Tipping(falls, falls / unseen if unseen else float("nan"), falls <= unseen)
