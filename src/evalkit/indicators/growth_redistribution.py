"""What moved poverty between two years: growth of the mean, or a change in how incomes are spread around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

REFERENCES = ("shapley", "first", "last")


@dataclass(frozen=True)
class Split:
    """A change of poverty and its parts: growth + redistribution + residual = change.

    Parameters
    ----------
    change, growth, redistribution, residual : ndarray of float
        Single figures, or one per row of weights.
    """

    change: np.ndarray
    growth: np.ndarray
    redistribution: np.ndarray
    residual: np.ndarray


def poverty_split(
    before: np.ndarray, weight_before: np.ndarray, after: np.ndarray, weight_after: np.ndarray, line: float,
    alpha: float = 0, *, reference: str = "shapley",
) -> Split:  # fmt: skip
    """Split the change of a Foster-Greer-Thorbecke measure into growth and redistribution.

    Parameters
    ----------
    before, after : ndarray of float
        Incomes of the two years at the same prices; the units need not be the same.
    weight_before, weight_after : ndarray of float
        How many each unit stands for; several rows of weights (draws x units) give as many splits.
    line : float
        Poverty line, the same for both years.
    alpha : float
        0 headcount, 1 gap, 2 squared gap.
    reference : {"shapley", "first", "last"}
        `first` and `last` are Datt and Ravallion's, with the spread (for growth) and the mean (for redistribution) of
        that year held fixed, and leave a residual; `shapley` is the mean of both and leaves none.

    Returns
    -------
    Split
        nan where a mean is not above zero. The residual of `last` is that of `first` with the sign turned.

    Notes
    -----
    Growth is poverty with the later mean and the reference year's Lorenz curve, less poverty with the earlier mean.
    Incomes at the line are not below it.

    References
    ----------
    Datt and Ravallion (1992), Journal of Development Economics 38; Shorrocks (2013), Journal of Economic Inequality 11;
    Kolenikov and Shorrocks (2005), Review of Development Economics 9.

    Examples
    --------
    >>> found = poverty_split(np.array([1.0, 3]), np.ones(2), np.array([2.0, 6]), np.ones(2), line=2)
    >>> float(found.change), float(found.growth), float(found.redistribution)
    (-0.5, -0.5, 0.0)
    """
    if reference not in REFERENCES:
        raise ValueError(f"expected one of {', '.join(REFERENCES)}, got {reference}")
    means = _mean(before, weight_before), _mean(after, weight_after)
    with np.errstate(divide="ignore", invalid="ignore"):
        times = np.where((means[0] > 0) & (means[1] > 0), means[1] / means[0], np.nan)
        start, end = (_fgt(y, w, line, alpha) for y, w in ((before, weight_before), (after, weight_after)))
        # Rescaling all incomes by a factor is dividing the line by it.
        grown = _fgt(before, weight_before, line / times, alpha)
        spread = _fgt(after, weight_after, line * times, alpha)
    change = np.where(np.isnan(times), np.nan, end - start)
    first, last = (grown - start, spread - start), (end - spread, end - grown)
    growth, redistribution = {
        "first": first, "last": last, "shapley": tuple((a + b) / 2 for a, b in zip(first, last, strict=True))
    }[reference]  # fmt: skip
    rest = np.zeros_like(change) if reference == "shapley" else change - growth - redistribution
    return Split(change, growth, redistribution, rest)


def _mean(income: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return (weight * income).sum(axis=-1) / weight.sum(axis=-1)


def _fgt(income: np.ndarray, weight: np.ndarray, line: float | np.ndarray, alpha: float) -> np.ndarray:
    """Return the measure for one or many rows of weights, each with a line of its own."""
    least = np.asarray(line, dtype=float)[..., None]
    short = np.where(income < least, ((least - income) / least).clip(min=0) ** alpha, 0.0)
    known = np.where(np.isnan(least), np.nan, short)
    return (weight * known).sum(axis=-1) / weight.sum(axis=-1)
