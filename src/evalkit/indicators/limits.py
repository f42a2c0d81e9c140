"""Standard errors and limits of one figure in many places at once, the units of each place drawn independently."""

from __future__ import annotations

import numpy as np

LEVEL = 0.95
ROUNDING = 1e-12


def errors(parts: np.ndarray, place: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the standard error of a linearised figure of every place, and its degrees of freedom.

    Parameters
    ----------
    parts : ndarray of float
        weight x influence of each unit.
    place : ndarray of int
        Which place each unit is in, from 0 to `count` - 1.

    Returns
    -------
    se, freedom : ndarray of float
        One per place: what `design.error` gives for a design of weights alone; nan where a place has one unit.

    Examples
    --------
    >>> y = np.array([1.0, 2.0, 3.0, 4.0])
    >>> se, freedom = errors((y - y.mean()) / 4, np.zeros(4, dtype=int), 1)
    >>> round(float(se[0]), 4), float(freedom[0])
    (0.6455, 3.0)
    """
    units = np.bincount(place, minlength=count).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = parts - (np.bincount(place, weights=parts, minlength=count) / units)[place]
        spread = np.bincount(place, weights=away**2, minlength=count)
        return np.sqrt(np.where(units > 1, units / (units - 1), np.nan) * spread), units - 1


def limits(
    value: np.ndarray, se: np.ndarray, freedom: np.ndarray, scale: str = "identity", level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits of figures by Student's t; see `design.interval`.

    Notes
    -----
    Where all units are alike (no standard error but that of rounding) the data hold no spread to make limits from: nan.

    Examples
    --------
    >>> low, high = limits(np.array([0.5]), np.array([0.1]), np.array([1e9]), "logit")
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.313], [0.687])
    """
    from scipy.special import expit, logit, stdtrit

    value, freedom = np.asarray(value, dtype=float), np.asarray(freedom, dtype=float)
    known = np.where((freedom > 0) & (se > ROUNDING * np.maximum(np.abs(value), 1e-300)), freedom, np.nan)
    reach = stdtrit(known, (1 + level) / 2) * se
    if scale == "identity":
        return value - reach, value + reach
    if scale == "log":
        value = np.where(value > 0, value, np.nan)
        return value * np.exp(-reach / value), value * np.exp(reach / value)
    value = np.where((value > 0) & (value < 1), value, np.nan)
    steep = reach / (value * (1 - value))
    return expit(logit(value) - steep), expit(logit(value) + steep)
