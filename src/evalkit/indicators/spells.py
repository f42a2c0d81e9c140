"""How often households fall below a line, leave it, and fall again: hazards of entry, exit and return."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Hazards(NamedTuple):
    """Share of those above the line that fall below it, and of those below it that leave; nan with nobody at risk."""

    entry: np.ndarray
    exit: np.ndarray


def hazards(below_before: np.ndarray, below_after: np.ndarray, weight: np.ndarray) -> Hazards:
    """Return how likely those at risk were to cross the line between two years.

    Parameters
    ----------
    below_before, below_after : ndarray of bool
        One per unit: below the line of the earlier and of the later year.
    weight : ndarray of float
        How many each unit stands for, on the last axis; leading axes are draws of a bootstrap.

    Examples
    --------
    >>> found = hazards(np.array([False, False, True, True]), np.array([True, False, False, False]), np.ones(4))
    >>> float(found.entry), float(found.exit)
    (0.5, 1.0)
    """
    entry = _share(below_after, ~below_before, weight)
    return Hazards(entry, _share(~below_after, below_before, weight))


def returns(below: np.ndarray, seen: np.ndarray, horizon: int) -> tuple[np.ndarray, ...]:
    """Tell who left and fell again, spell by spell.

    Parameters
    ----------
    below, seen : ndarray of bool
        Units by consecutive years: below the line, and whether that is known.
    horizon : int
        Years after the year of leaving in which falling again counts.

    Returns
    -------
    unit, at, back, known : ndarray
        One per time a unit left (below in one year, not in the next): its place, the place of its last year below,
        whether it was below again within the horizon, and whether that can be told: all years of the horizon are known.

    Notes
    -----
    A spell whose horizon has not been seen to its end cannot be told, also when the unit fell again in the part seen:
    keeping only those would overstate the share that returns.

    Examples
    --------
    >>> below = np.array([[True, False, True], [True, False, False]])
    >>> unit, at, back, known = returns(below, np.ones((2, 3), bool), 1)
    >>> unit.tolist(), back.tolist()
    ([0, 1], [True, False])
    """
    low = below & seen
    left = low[:, :-1] & ~below[:, 1:] & seen[:, 1:]
    unit, at = np.nonzero(left)
    units, years = below.shape
    late = at[:, None] + 2 + np.arange(horizon)[None, :]
    inside = late < years
    late = np.minimum(late, years - 1)
    back = (low[unit[:, None], late] & inside).any(axis=1)
    whole = (seen[unit[:, None], late] & inside).all(axis=1)
    return unit, at, back, whole


def _share(so: np.ndarray, at_risk: np.ndarray, weight: np.ndarray) -> np.ndarray:
    top, bottom = weight @ (so & at_risk).astype(float), weight @ at_risk.astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(bottom > 0, np.divide(top, bottom), np.nan)
