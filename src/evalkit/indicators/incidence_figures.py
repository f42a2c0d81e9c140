"""Figures of curves of leaving: the share that left by a time with its influences, and the mean time until leaving."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.competing_risks import Incidence, at, checked, incidence
from evalkit.indicators.design import Estimate


def share_by(
    time: np.ndarray,
    cause: np.ndarray,
    when: float,
    entry: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    which: int = 1,
) -> Estimate:
    """Return the share that left by one cause by a time, with each one's influence on it.

    Parameters
    ----------
    time, cause, entry, weight
        As in `incidence`.
    when : float
        The time asked about; nan where nobody who could still leave was followed that long.
    which : int
        The cause.

    Notes
    -----
    The influences serve limits by household, or by village: several spells of one household are not independent.

    Examples
    --------
    >>> share_by(np.array([1, 2, 2, 3]), np.array([1, 2, 0, 1]), 2).value
    0.25
    """
    time, cause, entry, weight = checked(time, cause, entry, weight)
    curve = incidence(time, cause, entry, weight, max(which, int(cause.max(initial=1))))
    value = at(curve.time, curve.share[:, which - 1], when)
    if when > curve.last and at(curve.time, curve.survival, when, 1.0) > 1e-12:
        return Estimate(np.nan, np.full(len(time), np.nan))
    upto = curve.time <= when
    steps, risk, events = curve.time[upto], curve.at_risk[upto], curve.events[upto]
    gone = events.sum(axis=1) / risk
    before = np.concatenate([[1.0], curve.survival[upto][:-1]])
    beyond = value - curve.share[upto, which - 1]
    after = np.divide(beyond, 1 - gone, out=np.zeros_like(beyond), where=gone < 1)
    seen = (entry[:, None] < steps) & (time[:, None] >= steps)
    left = (time[:, None] == steps) & (cause[:, None] > 0)
    own = left & (cause[:, None] == which)
    parts = before * (own - events[:, which - 1] / risk) - after * (left - gone)
    return Estimate(value, (np.where(seen, parts, 0.0) / risk).sum(axis=1))


def restricted_mean(curve: Incidence, horizon: float) -> tuple[float, float]:
    """Return the mean time spent in the state up to a horizon, and its standard error.

    Returns
    -------
    mean, se : float
        In the unit of time; nan when the horizon lies beyond the time followed and some are still there.

    References
    ----------
    Klein and Moeschberger (2003), Survival Analysis, section 4.5.

    Examples
    --------
    >>> restricted_mean(incidence(np.array([1, 2, 3, 4]), np.array([1, 1, 1, 1])), 4)[0]
    2.5
    """
    if horizon > curve.last and at(curve.time, curve.survival, horizon, 1.0) > 1e-12:
        return np.nan, np.nan
    upto = curve.time < horizon
    times = np.concatenate([[0.0], curve.time[upto], [horizon]])
    areas = np.concatenate([[1.0], curve.survival[upto]]) * np.diff(times)
    rest = areas[::-1].cumsum()[::-1][1:]
    risk, gone = curve.at_risk[upto], curve.events[upto].sum(axis=1)
    parts = np.divide(rest**2 * gone, risk * (risk - gone), out=np.zeros_like(rest), where=risk > gone)
    return float(areas.sum()), float(np.sqrt(parts.sum()))
