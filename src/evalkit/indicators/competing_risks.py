"""How many have left a state by a time, when they can leave it in several ways: Kaplan-Meier and Aalen-Johansen.

Times are counted in whole steps (months), so many fall together. Order at one and the same time: who entered at it is
not yet at risk, all events of all causes come from one risk set, then those no longer followed leave it. Nothing is
drawn at random to break ties.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from evalkit.indicators.proportion import Z_95


class Incidence(NamedTuple):
    """Curves at the times of events; `events`, `share` and `variance` have one column per cause.

    `survival` is the Kaplan-Meier share still in the state, `spread` its Greenwood variance, `share` the share that
    left by each cause, `last` the last time anybody was followed to: beyond it the curves say nothing.
    """

    time: np.ndarray
    at_risk: np.ndarray
    events: np.ndarray
    survival: np.ndarray
    spread: np.ndarray
    share: np.ndarray
    variance: np.ndarray
    last: float


def incidence(
    time: np.ndarray,
    cause: np.ndarray,
    entry: np.ndarray | None = None,
    weight: np.ndarray | None = None,
    causes: int | None = None,
) -> Incidence:
    """Return the share that left by each cause, and the share still there, over time.

    Parameters
    ----------
    time : ndarray of float
        When each was last seen.
    cause : ndarray of int
        How it left then: 1, 2, ...; 0 when it was still there (no longer followed).
    entry : ndarray of float, optional
        At risk only after this time (delayed entry); always when omitted.
    weight : ndarray of float, optional
        How many each stands for, as if written down that often.
    causes : int, optional
        Number of causes; the largest seen when omitted.

    Raises
    ------
    ValueError
        When one was last seen before it came in view.

    Notes
    -----
    With one cause this is Kaplan-Meier. Variances by the delta method with the multinomial variance of each time:
    Greenwood's for the share still there and, with one cause, for the share gone.

    References
    ----------
    Aalen and Johansen (1978), Scandinavian Journal of Statistics 5; Marubini and Valsecchi (1995), section 10.3.

    Examples
    --------
    >>> found = incidence(np.array([1, 2, 2, 3]), np.array([1, 2, 0, 1]))
    >>> found.share.tolist(), found.survival.tolist()
    ([[0.25, 0.0], [0.25, 0.25], [0.75, 0.25]], [0.75, 0.5, 0.0])
    """
    time, cause, entry, weight = checked(time, cause, entry, weight)
    causes = causes or max(int(cause.max(initial=1)), 1)
    steps = np.unique(time[(cause > 0) & (weight > 0)])
    at_risk = _above(time, weight, steps) - _above(entry, weight, steps)
    at = np.searchsorted(steps, time)
    events = np.zeros((len(steps), causes))
    left = (cause > 0) & (weight > 0)
    np.add.at(events, (at[left], cause[left] - 1), weight[left])
    gone = events.sum(axis=1)
    survival = np.cumprod(1 - gone / at_risk)
    before = np.concatenate([[1.0], survival[:-1]])
    share = np.cumsum(before[:, None] * events / at_risk[:, None], axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.nan_to_num(survival**2 * np.cumsum(gone / (at_risk * (at_risk - gone))), posinf=0.0)
    variance = np.column_stack([_variance(at_risk, gone, events[:, k], before, share[:, k]) for k in range(causes)])
    last = float(time.max(initial=-np.inf))
    return Incidence(steps, at_risk, events, survival, spread, share, variance, last)


def at(time: np.ndarray, curve: np.ndarray, when: float, start: float = 0.0) -> float:
    """Return the value of a curve of steps at a time; `start` before the first step.

    Examples
    --------
    >>> at(np.array([1, 3]), np.array([0.2, 0.7]), 2.5)
    0.2
    """
    place = int(np.searchsorted(time, when, side="right"))
    return float(curve[place - 1]) if place else start


def log_log_limits(share: float, variance: float) -> tuple[float, float]:
    """Return the 95 % limits of a share, symmetric on the scale log(-log(share)).

    Examples
    --------
    >>> low, high = log_log_limits(0.5, 0.01)
    >>> round(low, 3), round(high, 3)
    (0.295, 0.675)
    """
    if not 0 < share < 1 or not variance > 0:
        return np.nan, np.nan
    reach = Z_95 * np.sqrt(variance) / abs(share * np.log(share))
    return float(share ** np.exp(reach)), float(share ** np.exp(-reach))


def checked(
    time: np.ndarray, cause: np.ndarray, entry: np.ndarray | None, weight: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return times, causes, entries and weights as arrays, everybody at risk from the start where none are given."""
    time, cause = np.asarray(time, dtype=float), np.asarray(cause, dtype=np.int64)
    entry = np.full(len(time), -np.inf) if entry is None else np.asarray(entry, dtype=float)
    if not (entry < time).all():
        raise ValueError("one was last seen before it came in view: entry must be below time")
    return time, cause, entry, np.ones(len(time)) if weight is None else np.asarray(weight, dtype=float)


def _above(values: np.ndarray, weight: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Return for each step the weight of those with a value at or above it."""
    order = np.argsort(values, kind="stable")
    rest = np.concatenate([weight[order][::-1].cumsum()[::-1], [0.0]])
    return rest[np.searchsorted(values[order], steps, side="left")]


def _variance(
    at_risk: np.ndarray, gone: np.ndarray, own: np.ndarray, before: np.ndarray, share: np.ndarray
) -> np.ndarray:
    """Sum of the variances of the steps: a square in the share still to come, its parts kept as running sums."""
    stay = np.divide(gone, at_risk * (at_risk - gone), out=np.zeros_like(gone), where=at_risk > gone)
    cross = before * own / at_risk**2
    alone = before**2 * own * (at_risk - own) / at_risk**3
    square = share**2 * stay.cumsum() - 2 * share * (share * stay).cumsum() + (share**2 * stay).cumsum()
    return (square + alone.cumsum() - 2 * (share * cross.cumsum() - (share * cross).cumsum())).clip(min=0)
