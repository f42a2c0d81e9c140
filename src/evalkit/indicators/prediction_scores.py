"""How good forecasts of yes or no turned out: do they rank units rightly, and how near are they to what happened.

Each score is an `Estimate`, so the variance engine gives its limits, and two rules scored on the same units compare by
`minus`: what both get wrong together cancels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Design, Error, Estimate, error, ratio


@dataclass(frozen=True)
class Murphy:
    """Parts of the Brier score: reliability - resolution + uncertainty + within.

    Parameters
    ----------
    reliability : float
        Mean squared distance between what groups of like forecasts say and what happened in them; 0 is best.
    resolution : float
        How far what happened differs between the groups; larger is better.
    uncertainty : float
        p (1 - p) of the share p in which it happened: the score of foretelling p for all.
    within : float
        What forecasts differ inside groups; 0 where each group holds one forecast.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


def auc(score: np.ndarray, outcome: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the area under the ROC curve: how often a unit that fell scored higher than one that did not.

    Parameters
    ----------
    score : ndarray of float
        Higher means more likely; any scale. Ties count half.
    outcome : ndarray of bool
        Whether it happened.
    weight : ndarray of float, optional
        How many units each stands for, as in the design; equal when omitted.

    Returns
    -------
    Estimate
        nan where nothing or everything happened.

    Notes
    -----
    The influence is that of DeLong's placements; `area_error` makes the standard error of it.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; Sun and Xu (2014), IEEE Signal Processing Letters 21.

    Examples
    --------
    >>> auc(np.array([0.9, 0.4, 0.4, 0.1]), np.array([True, True, False, False])).value
    0.875
    """
    score, fell, units = arrays(score, outcome, weight)
    if not fell.any() or fell.all():
        return Estimate(np.nan, np.full(len(score), np.nan))
    above = _placed(score[fell], score[~fell], units[~fell])
    below = 1 - _placed(score[~fell], score[fell], units[fell])
    value = float(np.average(above, weights=units[fell]))
    influence = np.empty(len(score))
    influence[fell] = (above - value) / units[fell].sum()
    influence[~fell] = (below - value) / units[~fell].sum()
    return Estimate(value, influence)


def area_error(area: Estimate, outcome: np.ndarray, design: Design) -> Error:
    """Return the standard error of an area under the curve, or of a difference of areas, and its degrees of freedom.

    Parameters
    ----------
    area : Estimate
        From `auc`, or one of two on the same units less the other.
    outcome : ndarray of bool
        Whether it happened.
    design : Design
        Of the same units; a household seen in several years as cluster.

    Returns
    -------
    Error
        nan with fewer than two units on a side.

    Notes
    -----
    Those that fell and those that did not have a spread of their own, and the few decide how sure it is: degrees of
    freedom by Welch and Satterthwaite, as in the test of Brunner and Munzel. Without clusters the standard error is
    DeLong's. A cluster with units on both sides counts in each as one of its own.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44; Brunner and Munzel (2000), Biometrical Journal 42.

    Examples
    --------
    >>> fell = np.array([True, True, False, False])
    >>> found = area_error(auc(np.array([0.9, 0.4, 0.4, 0.1]), fell), fell, Design(np.ones(4)))
    >>> round(found.se, 4), found.freedom
    (0.1768, 2.0)
    """
    fell = np.asarray(outcome, dtype=bool)
    sides = [error(Estimate(area.value, area.influence[side]), design.of(side)) for side in (fell, ~fell)]
    parts = np.array([side.se**2 for side in sides])
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = parts.sum() ** 2 / (parts**2 / np.array([side.freedom for side in sides])).sum()
    return Error(float(np.sqrt(parts.sum())), float(freedom))


def brier(forecast: np.ndarray, outcome: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the mean squared distance between forecast probabilities and what happened; 0 is best.

    Notes
    -----
    A rule that only says yes or no gets the share it had wrong.

    References
    ----------
    Brier (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.

    Examples
    --------
    >>> round(brier(np.array([0.8, 0.2]), np.array([True, False])).value, 4)
    0.04
    """
    forecast, fell, units = arrays(forecast, outcome, weight)
    return mean((forecast - fell) ** 2, units)


def murphy(
    forecast: np.ndarray,
    outcome: np.ndarray,
    weight: np.ndarray | None = None,
    edges: Sequence[float] | None = None,
) -> Murphy:
    """Split the Brier score into reliability, resolution and uncertainty.

    Parameters
    ----------
    edges : sequence of float, optional
        Limits between groups of forecasts, a forecast at a limit in the upper group; each different forecast is a group
        when omitted. Groups wider than one forecast leave a part `within`, so that the parts add up all the same.

    References
    ----------
    Murphy (1973), Journal of Applied Meteorology 12; Stephenson, Coelho and Jolliffe (2008), Weather and
    Forecasting 23.

    Examples
    --------
    >>> parts = murphy(np.array([0.5, 0.5, 0.0, 0.0]), np.array([True, False, False, False]))
    >>> parts.reliability, parts.resolution, parts.uncertainty
    (0.0, 0.0625, 0.1875)
    """
    forecast, fell, units = arrays(forecast, outcome, weight)
    if not len(forecast):
        return Murphy(np.nan, np.nan, np.nan, np.nan)
    group = np.unique(forecast, return_inverse=True)[1] if edges is None else np.digitize(forecast, edges)
    size = np.bincount(group, weights=units)
    own = size > 0
    said, happened = (np.bincount(group, weights=units * part)[own] / size[own] for part in (forecast, fell))
    share, all_happened = size[own] / units.sum(), np.average(fell, weights=units)
    reliability, resolution = share @ (said - happened) ** 2, share @ (happened - all_happened) ** 2
    uncertainty = all_happened * (1 - all_happened)
    whole = np.average((forecast - fell) ** 2, weights=units)
    within = 0.0 if edges is None else whole - reliability + resolution - uncertainty
    return Murphy(float(reliability), float(resolution), float(uncertainty), float(within))


def arrays(
    score: np.ndarray, outcome: np.ndarray, weight: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return scores, outcomes and weights as arrays; a score that is not a number is an error, not a unit less."""
    score, fell = np.asarray(score, dtype=float), np.asarray(outcome, dtype=bool)
    if np.isnan(score).any():
        raise ValueError("a score is not a number; leave such units out and say how many")
    return score, fell, np.ones(len(score)) if weight is None else np.asarray(weight, dtype=float)


def mean(values: np.ndarray, weight: np.ndarray) -> Estimate:
    """Return the weighted mean with its influence."""
    return ratio(values, np.ones(len(values)), weight)


def _placed(score: np.ndarray, others: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the weighted share of the others with a lower score, equal ones by half."""
    order = np.argsort(others, kind="stable")
    running = np.concatenate([[0.0], np.cumsum(weight[order])])
    lower, upto = (running[np.searchsorted(others[order], score, side)] for side in ("left", "right"))
    return (lower + upto) / 2 / running[-1]
