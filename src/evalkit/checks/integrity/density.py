"""A step in a density at a known point, tested exactly on the counts of four bands."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Bands(NamedTuple):
    """Counts of four bands of one width, two on each side of the line, in the order of income."""

    far_below: int
    below: int
    above: int
    far_above: int


def step_at_the_line(counts: Bands) -> tuple[float, float]:
    """Return the chance of at least this many more above than below, and the share above that is expected.

    Parameters
    ----------
    counts : Bands
        How many units lie in each band.

    Returns
    -------
    tuple of float
        One-sided p-value; expected share of the two near bands that lies above the line. Where the counts leave only
        one arrangement, p is 1.

    Notes
    -----
    Null hypothesis: the logarithm of the density is straight through all four bands (Poisson counts). How many there
    are in all and how steep the density is are unknown and are conditioned on (the total and the sum of band numbers),
    so that the uncertainty of the slope is in the p-value, and small counts need no approximation. The statistic is
    the number just above less the number just below. The bend of a log-normal over bands of a tenth of the line is too
    small to matter where the logarithms of incomes have a standard deviation of 0.3 or more, as in most villages; where
    incomes are much more alike and lie well above the line, the test speaks up too often.

    References
    ----------
    McCrary (2008), Journal of Econometrics 142, for the question; Cox and Hinkley (1974), Theoretical Statistics,
    section 5.2, for conditioning on sufficient statistics.

    Examples
    --------
    >>> p, expected = step_at_the_line(Bands(0, 0, 3, 0))
    >>> round(p, 2), round(expected, 2)
    (0.1, 0.6)
    """
    from scipy.special import gammaln

    total = sum(counts)
    position = counts.below + 2 * counts.above + 3 * counts.far_above
    far_below, below = np.meshgrid(np.arange(total + 1), np.arange(total + 1), indexing="ij")
    far_above = position + below + 2 * far_below - 2 * total
    above = total - far_below - below - far_above
    possible = (far_above >= 0) & (above >= 0)
    cells = [band[possible] for band in (far_below, below, above, far_above)]
    weight = -sum(gammaln(cell + 1) for cell in cells)
    weight = np.exp(weight - weight.max())
    weight = weight / weight.sum()
    odd = cells[2] - cells[1] >= counts.above - counts.below
    near = weight @ (cells[1] + cells[2])
    return min(float(weight[odd].sum()), 1.0), float(weight @ cells[2] / near) if near else 0.5
