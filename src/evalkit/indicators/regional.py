"""How regions differ from the whole: location quotient, shift-share, and how unevenly amounts lie over regions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


def location_quotient(part: np.ndarray, own: float, whole_part: np.ndarray, whole: float) -> np.ndarray:
    """Return the share of an industry in a region over its share in the whole: above 1 the region leans on it.

    Parameters
    ----------
    part, own : ndarray, float
        The region's amount in each industry, and in all industries.
    whole_part, whole : ndarray, float
        The same of the whole area.

    Returns
    -------
    ndarray
        One per industry; nan where the whole has none of the industry.

    References
    ----------
    Farhauer and Kroell (2013), Standorttheorien; locq of the R package REAT.

    Examples
    --------
    >>> location_quotient(np.array([30.0]), 100, np.array([100.0]), 1000).tolist()
    [3.0]
    """
    part, whole_part = np.asarray(part, dtype=float), np.asarray(whole_part, dtype=float)
    expected = whole_part / whole * own
    return np.divide(part, expected, out=np.full_like(expected, np.nan), where=expected > 0)


@dataclass(frozen=True)
class ShiftShare:
    """A region's growth and its parts by industry; the three parts add up to the growth.

    Parameters
    ----------
    growth : ndarray
        Later less earlier amount.
    whole : ndarray
        What it would be at the growth rate of all industries of the whole area (national share).
    mix : ndarray
        What its industries' growing faster or slower than all in the whole area adds (industrial mix).
    own : ndarray
        What the region's industries' growing faster or slower than the same elsewhere adds (regional share).
    """

    growth: np.ndarray
    whole: np.ndarray
    mix: np.ndarray
    own: np.ndarray


def shift_share(
    earlier: np.ndarray, later: np.ndarray, whole_earlier: np.ndarray, whole_later: np.ndarray
) -> ShiftShare:
    """Return the parts of a region's growth between two years.

    Parameters
    ----------
    earlier, later : ndarray
        The region's amount in each industry in both years.
    whole_earlier, whole_later : ndarray
        The same of the whole area.

    Returns
    -------
    ShiftShare
        An industry that the whole area did not have in the earlier year has no rate there; its growth is the region's
        own.

    References
    ----------
    Dunn (1960), Papers in Regional Science 6; shift of the R package REAT.

    Examples
    --------
    >>> found = shift_share([90, 20, 10, 60], [100, 40, 10, 55], [400, 150, 150, 400], [440, 210, 135, 480])
    >>> [round(part.sum()) for part in (found.growth, found.whole, found.mix, found.own)]
    [25, 27, 1, -3]
    """
    earlier, later = np.asarray(earlier, dtype=float), np.asarray(later, dtype=float)
    before, after = np.asarray(whole_earlier, dtype=float), np.asarray(whole_later, dtype=float)
    rate = np.divide(after - before, before, out=np.zeros_like(before), where=before > 0)
    overall = after.sum() / before.sum() - 1
    whole = earlier * overall
    return ShiftShare(later - earlier, whole, earlier * rate - whole, (later - earlier) - earlier * rate)


@dataclass(frozen=True)
class Spread:
    """How unevenly amounts lie over regions; all but `cv` are 0 when they are even.

    Parameters
    ----------
    gini, gini_normalised : float
        0 to 1 - 1/n, and the same over 1 - 1/n, so that one region having all gives 1.
    cv : float
        Standard deviation (divisor n - 1) over the mean.
    theil_t : float
        Theil's first measure, sum of share x ln(n share), 0 to ln n; a region without any counts as 0 ln 0 = 0.
    theil_l : float
        Theil's second measure, mean of ln(mean / amount), which REAT calls `theil`; infinite when a region has none.
    hoover : float
        Share of the total that would have to move to make all regions even.
    """

    gini: float
    gini_normalised: float
    cv: float
    theil_t: float
    theil_l: float
    hoover: float


def spread(amounts: np.ndarray) -> Spread:
    """Return how unevenly an amount lies over regions that count the same.

    Parameters
    ----------
    amounts : ndarray
        One amount of 0 or more for each region; at least two, not all zero.

    Raises
    ------
    ValueError
        When an amount is negative, or there is no total.

    References
    ----------
    Doersam (2004), Portnov and Felsenstein (2010); gini, cv, theil and hoover of the R package REAT.

    Examples
    --------
    >>> round(spread(np.array([10, 10, 10, 20, 50])).theil_l, 7)
    0.2326302
    """
    amounts = np.sort(np.asarray(amounts, dtype=float))
    total, n = amounts.sum(), len(amounts)
    if n < 2 or amounts[0] < 0 or not total > 0:
        raise ValueError("expected two or more amounts of 0 or more with a total")
    share = amounts / total
    gini = float(2 * np.arange(1, n + 1) @ share / n - (n + 1) / n)
    logs = np.log(n * share, out=np.zeros(n), where=share > 0)
    second = float(-logs.mean()) if share[0] > 0 else np.inf
    cv, hoover = float(amounts.std(ddof=1) / amounts.mean()), float(np.abs(share - 1 / n).sum() / 2)
    return Spread(gini, gini * n / (n - 1), cv, float(share @ logs), second, hoover)
