"""Figures of a curve known at the ends of intervals only: the share done by a time, the median, each with its room."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Done(NamedTuple):
    """Share done by a time: surely, straight within the innermost interval that holds it, and at most."""

    least: np.ndarray
    value: np.ndarray
    most: np.ndarray


def done_by(left: np.ndarray, right: np.ndarray, mass: np.ndarray, times: np.ndarray | float) -> Done:
    """Return the share done by each time, with its least and greatest value where the curve is not unique.

    Parameters
    ----------
    left, right, mass : ndarray of float
        Of a `Curve`; leading axes of `mass` may be draws of a bootstrap.
    times : ndarray or float
        A time inside an innermost interval gets its least value before, its greatest after the mass of it.

    Notes
    -----
    `value` spreads the mass evenly over its interval, a convention. It is nan where the interval has no end, because
    nothing is known after the last spell followed, unless that interval has no mass.

    Examples
    --------
    >>> found = done_by(np.array([0.0, 6]), np.array([4.0, 7]), np.array([0.5, 0.5]), 1)
    >>> [float(part) for part in found]
    [0.0, 0.125, 0.5]
    """
    times = np.asarray(times, dtype=float)[..., None]
    over, begun = right <= times, (left < times) | (right <= times)
    endless = np.isinf(right) & begun & ~over
    width = np.where((right > left) & np.isfinite(right), right - left, 1.0)
    part = np.where(over, 1.0, np.where(begun & ~endless, (times - left) / width, 0.0))
    lost = mass @ endless.astype(float).T
    value = np.where(lost > 1e-9, np.nan, mass @ part.T)
    return Done(mass @ over.astype(float).T, value, mass @ begun.astype(float).T)


def quantile(
    left: np.ndarray, right: np.ndarray, mass: np.ndarray, share: float = 0.5
) -> tuple[np.ndarray, np.ndarray]:
    """Return between which times the share was reached: in (first, last], last infinite when it was not in sight.

    Parameters
    ----------
    left, right, mass : ndarray of float
        As in `done_by`.

    Notes
    -----
    Where the curve stays at the share for a while, as between two exact times, the whole flat piece belongs to it.

    Examples
    --------
    >>> [float(end) for end in quantile(np.array([0.0, 6]), np.array([4.0, 7]), np.array([0.6, 0.4]))]
    [0.0, 4.0]
    """
    level = np.cumsum(mass, axis=-1)
    reached = (level >= share - 1e-9).argmax(axis=-1)
    passed = (level > share + 1e-9).argmax(axis=-1)
    passed = np.where((level > share + 1e-9).any(axis=-1), passed, reached)
    return left[reached], right[passed]
