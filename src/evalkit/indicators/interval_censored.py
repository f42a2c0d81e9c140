"""How long something took when only a span is known: the Turnbull curve, its median, and how sure it is.

Each spell has a time in (left, right]: `right` infinite when it was still open at `left`, `left` equal to `right` when
the time is known exactly. A spell that was already running when watching began is known only because it had lasted
longer than `entry` (delayed entry).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evalkit.indicators import cluster_bootstrap
from evalkit.indicators.interval_fit import TOLERANCE, by_draw, climb, pattern_weights, span_of


class Curve(NamedTuple):
    """Mass put on each innermost interval (left, right]; where inside it the mass lies, the data cannot tell.

    `loglik` is the log-likelihood; `gap` the largest distance from the conditions of a maximum per unit of weight (the
    derivative is nought where there is mass, not above it elsewhere); `converged` whether that is within the tolerance.
    """

    left: np.ndarray
    right: np.ndarray
    mass: np.ndarray
    loglik: float
    gap: float
    converged: bool


def innermost(left: np.ndarray, right: np.ndarray, entry: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the intervals that can hold mass: a left end followed at once by a right end.

    Notes
    -----
    With delayed entry the times of entry count as right ends: mass just before one makes that spell no less likely.
    At one and the same time the order is: exact time, right end, left end; so (1, 2] and (2, 3] do not meet.

    References
    ----------
    Peto (1973), Applied Statistics 22; Frydman (1994), JRSS B 56; Alioum and Commenges (1996), Biometrics 52.

    Examples
    --------
    >>> found = innermost(np.array([0.0, 1, 4]), np.array([2.0, 3, np.inf]))
    >>> [part.tolist() for part in found]
    [[1.0, 4.0], [2.0, inf]]
    """
    left, right, entry = _checked(left, right, entry)
    shut = right if entry is None else np.concatenate([right, entry[np.isfinite(entry)]])
    times = np.concatenate([left, shut])
    kind = np.concatenate([np.where(left == right, 0, 2), np.ones(len(shut), dtype=int)])
    order = np.lexsort((kind, times))
    times, opens = times[order], kind[order] != 1
    starts = np.flatnonzero(opens[:-1] & ~opens[1:])
    return times[starts], times[starts + 1]


def turnbull(
    left: np.ndarray,
    right: np.ndarray,
    entry: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    *,
    tolerance: float = TOLERANCE,
) -> Curve:
    """Return the curve of greatest likelihood without any assumption on its shape.

    Parameters
    ----------
    left, right : ndarray of float
        The time lies in (left, right]; see the top of this file.
    entry : ndarray of float, optional
        The spell is known only because it lasted longer than this; none when omitted.
    weight : ndarray of float, optional
        How many spells each stands for.
    tolerance : float
        Largest `gap` taken as a maximum.

    Raises
    ------
    ValueError
        When a right end comes before its left end, or a spell was not yet watched at its left end.

    Notes
    -----
    EM on the hazards of the innermost intervals (spells still open and delayed entry need no filling in, so with exact
    and open spells alone it is Kaplan-Meier at once), then Newton steps among the intervals with mass, intervals
    without mass brought back whenever their derivative is positive. Where all who were watched at some time were done
    before others entered, the curve is at one from there on, as Kaplan-Meier is.

    References
    ----------
    Turnbull (1976), JRSS B 38; Gentleman and Geyer (1994), Biometrika 81.

    Examples
    --------
    >>> found = turnbull(np.array([0.0, 1, 4]), np.array([2.0, 3, np.inf]))
    >>> found.mass.round(4).tolist()
    [0.6667, 0.3333]
    """
    left, right, entry = _checked(left, right, entry)
    shut, ends = innermost(left, right, entry)
    span = span_of(shut, ends, left, right, entry)
    weight = np.ones(len(left)) if weight is None else np.asarray(weight, dtype=float)
    mass, loglik, gap = climb(span, pattern_weights(span, weight[None, :])[0], tolerance)
    return Curve(shut, ends, mass, loglik, gap, bool(gap <= tolerance))


def limits(
    left: np.ndarray,
    right: np.ndarray,
    figures: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
    cluster: np.ndarray,
    *,
    seed: int,
    entry: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    draws: int = cluster_bootstrap.DRAWS,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the bootstrap limits of figures of the curve, whole clusters drawn again.

    Parameters
    ----------
    figures : callable
        Gets left, right and mass (draws x intervals) as `done_by` does, returns draws, or draws x figures.
    cluster : ndarray
        What was drawn as one: the household.
    seed, draws : int
        As in `cluster_bootstrap.limits`.

    Returns
    -------
    low, high : ndarray
        One per figure.

    Notes
    -----
    Sound where the times fall on a grid, such as days or months, so that the curve has a fixed number of steps. For
    freely varying spans without any exact time the curve converges too slowly for a bootstrap to be trusted.

    Examples
    --------
    >>> from evalkit.indicators.interval_figures import done_by
    >>> days = np.arange(9.0)
    >>> low, high = limits(days, days + 1, lambda *curve: done_by(*curve, 4).value, days, seed=1, draws=99)
    >>> bool(0 < low < 4 / 9 < high < 1)
    True
    """
    left, right, entry = _checked(left, right, entry)
    shut, ends = innermost(left, right, entry)
    span = span_of(shut, ends, left, right, entry)
    weight = np.ones(len(left)) if weight is None else np.asarray(weight, dtype=float)

    def measure(drawn: np.ndarray) -> np.ndarray:
        return figures(shut, ends, by_draw(span, pattern_weights(span, drawn)))

    return cluster_bootstrap.limits(measure, weight, cluster, seed=seed, draws=draws)


def _checked(
    left: np.ndarray, right: np.ndarray, entry: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    left, right = np.asarray(left, dtype=float), np.asarray(right, dtype=float)
    if np.isnan(left).any() or not (left <= right).all():
        raise ValueError("a spell ends before it can begin to end: left must not be above right")
    if entry is None:
        return left, right, None
    entry = np.asarray(entry, dtype=float)
    if (np.where(left == right, left <= entry, left < entry)).any():
        raise ValueError("a spell was not yet watched at its left end: entry must not be above left")
    return left, right, entry
