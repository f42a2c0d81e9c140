"""Several indicators as one score: entropy weights and TOPSIS, scaled on one base year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

NORMALISATIONS = ("vector", "min_max")


def entropy_weights(values: np.ndarray, benefit: np.ndarray, normalisation: str = "proportion") -> np.ndarray:
    """Return weights that are larger the more an indicator differs between places.

    Parameters
    ----------
    values : ndarray
        Places by indicators, without gaps; at least two places.
    benefit : ndarray of bool
        For each indicator whether more is better; only `min_max` turns the others round.
    normalisation : {"proportion", "min_max"}
        `proportion` takes each value's share of its indicator's sum as it is (no negative values); `min_max` first
        brings every indicator to 0 (worst) to 1 (best).

    Returns
    -------
    ndarray
        One weight per indicator; they add up to one.

    Raises
    ------
    ValueError
        When a share cannot be formed, or no indicator differs between places.

    Notes
    -----
    Weight = (1 - e) / sum(1 - e) with e = -sum(p ln p) / ln(places). A zero counts as 0 ln 0 = 0, its limit; nothing is
    added to it. An indicator that is the same everywhere gets weight zero.

    References
    ----------
    Shannon (1948); Hwang and Yoon (1981), Multiple Attribute Decision Making, section 3.2.

    Examples
    --------
    >>> entropy_weights(np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([True, True])).tolist()
    [1.0, 0.0]
    """
    values = checked(values)
    if normalisation not in ("proportion", "min_max"):
        raise ValueError(f"normalisation: expected proportion or min_max, got {normalisation}")
    if normalisation == "min_max":
        values = scale(values, benefit).apply(values)
    total = values.sum(axis=0)
    varied = np.ptp(values, axis=0) > 0
    if (values < 0).any() or (varied & (total <= 0)).any():
        raise ValueError("entropy by proportion: expected no negative value; min_max takes them")
    share = np.divide(values, total, out=np.zeros_like(values), where=total > 0)
    terms = share * np.log(share, out=np.zeros_like(share), where=share > 0)
    spread = np.where(varied, 1 + terms.sum(axis=0) / np.log(len(values)), 0.0)
    if not spread.sum() > 0:
        raise ValueError("entropy weights: expected an indicator that differs between places")
    return spread / spread.sum()


@dataclass(frozen=True)
class Scale:
    """How indicators are brought to one scale, fixed on the places of one base year.

    Parameters
    ----------
    normalisation : {"vector", "min_max"}
        Named as in the literature on TOPSIS.
    best, worst : ndarray
        Most and least desirable value of each indicator in the base year.
    length : ndarray
        Root of the sum of squares of each indicator in the base year; what `vector` divides by.
    """

    normalisation: str
    best: np.ndarray
    worst: np.ndarray
    length: np.ndarray

    def apply(self, values: np.ndarray) -> np.ndarray:
        """Return values on the scale: cut at the base year's best and worst, 0 to 1 where `min_max`.

        Notes
        -----
        Without the cut, a place that has passed the best value would be marked down for its distance from it. An
        indicator that was the same everywhere in the base year tells no places apart and becomes 0.
        """
        kept = np.clip(values, np.minimum(self.best, self.worst), np.maximum(self.best, self.worst))
        if self.normalisation == "vector":
            return np.divide(kept, self.length, out=np.zeros_like(kept), where=self.length > 0)
        reach = self.best - self.worst
        return np.divide(kept - self.worst, reach, out=np.zeros_like(kept), where=reach != 0)

    def beyond(self, values: np.ndarray) -> int:
        """Return how many values `apply` cuts."""
        low, high = np.minimum(self.best, self.worst), np.maximum(self.best, self.worst)
        return int(((values < low) | (values > high)).sum())


def scale(values: np.ndarray, benefit: np.ndarray, normalisation: str = "min_max") -> Scale:
    """Return the scale of a base year.

    Parameters
    ----------
    values : ndarray
        Places by indicators in the base year.
    benefit : ndarray of bool
        For each indicator whether more is better.
    normalisation : {"min_max", "vector"}
        `vector` is that of the textbook, `min_max` the default of some packages; closeness and even ranks differ.

    Examples
    --------
    >>> scale(np.array([[1.0], [3.0]]), np.array([True])).apply(np.array([[2.0], [1.0], [9.0]])).ravel().tolist()
    [0.5, 0.0, 1.0]
    """
    if normalisation not in NORMALISATIONS:
        raise ValueError(f"normalisation: expected one of {NORMALISATIONS}, got {normalisation}")
    values, benefit = checked(values), np.asarray(benefit, dtype=bool)
    top, bottom = values.max(axis=0), values.min(axis=0)
    length = np.sqrt((values**2).sum(axis=0))
    return Scale(normalisation, np.where(benefit, top, bottom), np.where(benefit, bottom, top), length)


def topsis(values: np.ndarray, weights: np.ndarray, base: Scale) -> np.ndarray:
    """Return how close each place is to the best values of the base year: 0 is the worst of all, 1 the best of all.

    Parameters
    ----------
    values : ndarray
        Places by indicators, of any year.
    weights : ndarray
        One per indicator; brought to a sum of one.
    base : Scale
        From `scale` on the base year; the same for every year that is to be compared.

    Returns
    -------
    ndarray
        Closeness, distance from the worst / (distance from the worst + distance from the best); nan where no indicator
        differed in the base year.

    References
    ----------
    Hwang and Yoon (1981), Multiple Attribute Decision Making, section 3.4.

    Examples
    --------
    >>> table = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])
    >>> topsis(table, np.ones(2), scale(table, np.array([True, True]))).tolist()
    [0.0, 0.5, 1.0]
    """
    values, weights = checked(values), np.asarray(weights, dtype=float)
    points = np.vstack([values, base.best, base.worst])
    placed = base.apply(points) * (weights / weights.sum())
    to_best = np.linalg.norm(placed[:-2] - placed[-2], axis=1)
    to_worst = np.linalg.norm(placed[:-2] - placed[-1], axis=1)
    with np.errstate(invalid="ignore"):
        return to_worst / (to_best + to_worst)


def weighted_sum(values: np.ndarray, weights: np.ndarray, base: Scale) -> np.ndarray:
    """Return the weighted mean of the indicators on a `min_max` scale, 0 to 1.

    Examples
    --------
    >>> table = np.array([[0.0, 8.0], [4.0, 4.0], [2.0, 0.0]])
    >>> weighted_sum(table, np.array([1, 1]), scale(table, np.array([True, True]))).tolist()
    [0.5, 0.75, 0.25]
    """
    if base.normalisation != "min_max":
        raise ValueError(f"weighted sum: expected a min_max scale, got {base.normalisation}")
    weights = np.asarray(weights, dtype=float)
    return base.apply(checked(values)) @ (weights / weights.sum())


def checked(values: np.ndarray) -> np.ndarray:
    """Return values as a table of numbers; raise ValueError when it is not one without gaps."""
    values = np.asarray(values, dtype=float)
    if values.ndim != 2 or not np.isfinite(values).all():
        raise ValueError("expected places by indicators without gaps")
    return values
