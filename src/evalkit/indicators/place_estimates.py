"""One figure of many places at once, with the influence of every unit on that of its own place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate
from evalkit.indicators.limits import errors, limits


@dataclass(frozen=True)
class Estimates:
    """The figures of several places and the influence of each unit; `design.Estimate` is that of one place.

    Parameters
    ----------
    value : ndarray of float
        One per place.
    influence : ndarray of float
        One per unit.
    place : ndarray of int
        Which place each unit is in.
    """

    value: np.ndarray
    influence: np.ndarray
    place: np.ndarray

    def minus(self, other: Estimates) -> Estimates:
        """Return the difference of two figures about the same units."""
        return Estimates(self.value - other.value, self.influence - other.influence, self.place)

    def times(self, number: float) -> Estimates:
        """Return the product with a number."""
        return Estimates(self.value * number, self.influence * number, self.place)

    def over(self, other: Estimates) -> Estimates:
        """Return the quotient of two figures about the same units; nan where the other is zero."""
        below = np.where(other.value != 0, other.value, np.nan)
        value = self.value / below
        influence = (self.influence - value[self.place] * other.influence) / below[self.place]
        return Estimates(value, influence, self.place)

    def only(self) -> Estimate:
        """Return the figure of the one place there is."""
        return Estimate(float(self.value[0]), self.influence)

    def limits(self, weight: np.ndarray | None = None, scale: str = "identity") -> tuple[np.ndarray, np.ndarray]:
        """Return the 95 % limits of every place, units drawn independently; `weight` and `scale` as in `design`."""
        parts = self.influence if weight is None else weight * self.influence
        return limits(self.value, *errors(parts, self.place, len(self.value)), scale)


def totals(part: np.ndarray, place: np.ndarray, count: int) -> np.ndarray:
    """Return the total of each place; whole numbers are added as such.

    Examples
    --------
    >>> totals(np.array([9, 66, 5]), np.array([0, 0, 1]), 2).tolist()
    [75, 5]
    """
    total = np.zeros(count, dtype="float64" if part.dtype.kind == "f" else "int64")
    np.add.at(total, place, part)
    return total


def quotients(top: np.ndarray, bottom: np.ndarray, place: np.ndarray, count: int) -> Estimates:
    """Return the quotient of two totals of every place: `design.ratio` of each.

    Parameters
    ----------
    top, bottom : ndarray
        What each unit adds to the totals.

    Examples
    --------
    >>> quotients(np.array([9, 66]), np.array([1, 4]), np.array([0, 0]), 1).value.tolist()
    [15.0]
    """
    parts = [Estimates(totals(part, place, count), part.astype(float), place) for part in (top, bottom)]
    return parts[0].over(parts[1])
