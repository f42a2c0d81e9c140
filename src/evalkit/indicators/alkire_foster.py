"""Multidimensional poverty by counting deprivations (Alkire and Foster): how many are poor, how deprived, in what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate, ratio

TOLERANCE = 1e-9  # weights such as 1/6 + 1/18 do not add up to a round cut-off in floating point
MISSING = ("drop", "reweight", "not_deprived", "deprived")


@dataclass(frozen=True)
class Poor:
    """Who is deprived in what, and who is poor.

    Parameters
    ----------
    deprived : ndarray of float
        Units by indicators, 1 or 0.
    weights : ndarray of float
        Units by indicators; of each unit they add up to one, or to nothing when the unit is left out.
    poor : ndarray of bool
        Whether the deprivations of the unit weigh at least the cut-off.
    """

    deprived: np.ndarray
    weights: np.ndarray
    poor: np.ndarray

    @property
    def known(self) -> np.ndarray:
        """Which units count."""
        return self.weights.sum(axis=1) > 0

    @property
    def score(self) -> np.ndarray:
        """The weighted share of deprivations of each unit."""
        return (self.weights * self.deprived).sum(axis=1)

    def of(self, units: np.ndarray) -> Poor:
        """Return some of the units, as a mask or as places."""
        return Poor(self.deprived[units], self.weights[units], self.poor[units])


def deprivation_gaps(
    achievements: np.ndarray, cutoffs: Sequence[float], *, power: int = 0, at_cutoff: str = "not_deprived"
) -> np.ndarray:
    """Return how far each achievement falls short of its cut-off: the first of the two cut-offs of the method.

    Parameters
    ----------
    achievements : ndarray
        Units by indicators, higher is better; nan where unknown.
    cutoffs : sequence of float
        One per indicator.
    power : {0, 1, 2}
        0 tells only whether (1 or 0); 1 gives the shortfall as a share of the cut-off, 2 its square.
    at_cutoff : {"not_deprived", "deprived"}
        Whether an achievement exactly at the cut-off is enough (`y < z`), or not (`y <= z`).

    Returns
    -------
    ndarray of float
        Zero where not deprived, nan where unknown.

    Examples
    --------
    >>> deprivation_gaps(np.array([[12.0, 7.0], [13.0, 12.0]]), [13.0, 12.0]).tolist()
    [[1.0, 1.0], [0.0, 0.0]]
    """
    short = np.asarray(achievements, dtype=float)
    line = np.asarray(cutoffs, dtype=float)
    below = short < line if at_cutoff == "not_deprived" else short <= line
    gaps = below.astype(float) if power == 0 else np.where(below, (line - short) / line, 0.0) ** power
    return np.where(np.isnan(short), np.nan, gaps)


def identify(
    deprived: np.ndarray, weights: np.ndarray, k: float, *, missing: str = "drop", tolerance: float = TOLERANCE
) -> Poor:
    """Tell who is poor: those whose weighted deprivations reach the cut-off `k`, the second of the two.

    Parameters
    ----------
    deprived : ndarray
        Units by indicators: 1, 0, or nan where it is not known.
    weights : ndarray
        One per indicator, or units by indicators; positive numbers, divided by their sum.
    k : float
        Poor from this weighted share on; just above 0 means any deprivation, 1 all of them.
    missing : {"drop", "reweight", "not_deprived", "deprived"}
        What an unknown deprivation does: leave the unit out, share its weight among the known ones of the unit, or
        count as not deprived (which gives the least poverty) or as deprived (the most).
    tolerance : float
        A score short of `k` by no more than this reaches it.

    Returns
    -------
    Poor
        Units left out weigh nothing and are not poor.

    References
    ----------
    Alkire and Foster (2011), Counting and multidimensional poverty measurement, Journal of Public Economics 95.

    Examples
    --------
    >>> found = identify(np.array([[1, 1, 0], [1, 0, 0], [1, np.nan, 1]]), np.ones(3), 1 / 3)
    >>> found.poor.tolist(), found.known.tolist()
    ([True, True, False], [True, True, False])
    """
    if missing not in MISSING:
        raise ValueError(f"missing: expected one of {', '.join(MISSING)}, got {missing}")
    given = np.asarray(deprived, dtype=float)
    unknown = np.isnan(given)
    shares = np.broadcast_to(np.asarray(weights, dtype=float), given.shape).copy()
    if missing == "drop":
        shares[(unknown & (shares > 0)).any(axis=1)] = 0
    elif missing == "reweight":
        shares[unknown] = 0
    total = shares.sum(axis=1, keepdims=True)
    shares = np.divide(shares, total, out=np.zeros_like(shares), where=total > 0)
    filled = np.where(unknown, float(missing == "deprived"), given)
    score = (shares * filled).sum(axis=1)
    return Poor(filled, shares, (total[:, 0] > 0) & (score >= k - tolerance))


def headcount(found: Poor, weight: np.ndarray | None = None) -> Estimate:
    """Return H, the share of units that are poor.

    Parameters
    ----------
    weight : ndarray of float, optional
        How many each unit stands for, as in the design of the error; equal when omitted. So in all measures here.

    Examples
    --------
    >>> headcount(identify(np.array([[1, 1], [1, 0], [0, 0]]), np.ones(2), 1)).value.__round__(4)
    0.3333
    """
    return ratio(found.poor, found.known, weight)


def adjusted_headcount(found: Poor, weight: np.ndarray | None = None, gaps: np.ndarray | None = None) -> Estimate:
    """Return M0 = H x A, the deprivations of the poor as a share of all that there could be.

    Parameters
    ----------
    gaps : ndarray, optional
        From `deprivation_gaps`: power 1 gives M1 (depth), power 2 gives M2 (severity), for cardinal achievements. An
        unknown gap is that of the rule for the unknown in `identify`: the whole cut-off (1) where it counts as
        deprived, nothing where it does not, so that M2 <= M1 <= M0 always holds.

    Examples
    --------
    >>> adjusted_headcount(identify(np.array([[1, 1], [1, 0], [0, 0], [0, 0]]), np.ones(2), 1)).value
    0.25
    """
    depth = _depth(found, gaps)
    return ratio(found.poor * (found.weights * depth).sum(axis=1), found.known, weight)


def intensity(found: Poor, weight: np.ndarray | None = None) -> Estimate:
    """Return A, the average weighted share of deprivations of the poor; nan when nobody is poor."""
    return ratio(found.poor * found.score, found.poor, weight)


def uncensored_headcount(found: Poor, indicator: int, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of units deprived in one indicator, poor or not, among those where it counts."""
    counts = found.weights[:, indicator] > 0
    return ratio(counts * found.deprived[:, indicator], counts, weight)


def censored_headcount(found: Poor, indicator: int, weight: np.ndarray | None = None) -> Estimate:
    """Return the share of units that are poor and deprived in one indicator."""
    counts = found.weights[:, indicator] > 0
    return ratio(found.poor * counts * found.deprived[:, indicator], found.known, weight)


def contribution(
    found: Poor,
    indicator: int,
    weight: np.ndarray | None = None,
    gaps: np.ndarray | None = None,
    *,
    part: str = "share",
) -> Estimate:
    """Return what one indicator adds to M0 (or M1, M2 with `gaps`).

    Parameters
    ----------
    part : {"share", "absolute"}
        As a share of the measure (the shares add up to one), or in its unit (the parts add up to it).
    """
    depth = _depth(found, gaps)
    own = ratio(found.poor * found.weights[:, indicator] * depth[:, indicator], found.known, weight)
    return own if part == "absolute" else own.over(adjusted_headcount(found, weight, gaps))


def _depth(found: Poor, gaps: np.ndarray | None) -> np.ndarray:
    return found.deprived if gaps is None else np.where(np.isnan(gaps), found.deprived, gaps)
