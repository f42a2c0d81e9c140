"""How many were never seen by anyone: two lists by Chapman, several by a lower bound; log-linear models stand apart.

Each list is one channel that can find a household at risk. What the lists found in common tells how much of the whole
each of them reaches, and so how many none of them reached, if the assumptions hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators import notes
from evalkit.indicators.design import LEVEL

FEWEST_SHARED = 7
ASSUMPTIONS = (
    notes.both("期间内对象不增不减", "nobody joins or leaves those at risk in the period"),
    notes.both("同一户在各渠道能对上", "a household found by two channels is recognised as the same"),
    notes.both("每户被同一渠道发现的机会相近", "one channel is about as likely to find any household at risk"),
    notes.both(
        "渠道之间相互独立，或其关联已由模型估计；只记首个渠道的台账不符合",
        "channels find independently, or the model holds their dependence; ledgers of first channels only do not fit",
    ),
)


@dataclass(frozen=True)
class Size:
    """How many there are in all.

    Parameters
    ----------
    value, se, low, high : float
        The number, its standard error and limits; the limits never fall below `seen`.
    seen : int
        Found by at least one list.
    sparse : bool
        Some pair of lists has fewer than seven in common: the number is biased and its error uncertain.
    """

    value: float
    se: float
    low: float
    high: float
    seen: int
    sparse: bool


def chapman(first: int, second: int, both: int, level: float = LEVEL) -> Size:
    """Return how many there are in all from two independent lists.

    Parameters
    ----------
    first, second, both : int
        On the first list, on the second, on both.
    level : float
        Share of intervals that hold the true number.

    Returns
    -------
    Size
        (first + 1)(second + 1) / (both + 1) - 1, with the log-normal limits of `lognormal`.

    Notes
    -----
    Nearly free of bias from seven in common on (Robson and Regier 1964). Lists that tend to find the same households
    give too small a number, lists that avoid each other too large a one.

    References
    ----------
    Chapman (1951), University of California Publications in Statistics 1; Seber (1970), Biometrics 26 (variance).

    Examples
    --------
    >>> found = chapman(first=39, second=24, both=9)
    >>> found.value, round(found.se ** 2, 4)
    (99.0, 409.0909)
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"both: expected 0 to {min(first, second)}, got {both}")
    value = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    seen = first + second - both
    low, high = lognormal(value, variance**0.5, seen, level)
    return Size(value, variance**0.5, low, high, seen, both < FEWEST_SHARED)


def lower_bound(caught: np.ndarray, level: float = LEVEL) -> Size:
    """Return at least how many there are in all, when households differ in how easily they are found.

    Parameters
    ----------
    caught : ndarray of bool
        Those found by any list, by lists: whether each list found each.
    level : float
        Share of intervals that hold the bound.

    Returns
    -------
    Size
        Seen plus the sum over pairs of lists of (found by the one only x by the other only) / (found by two + 1). With
        two lists this is Chapman's number.

    Notes
    -----
    Lists may differ in reach. A bound from below only if lists do not avoid each other: households easy to find by one
    are easy for others too. The error is that of the linearised number.

    References
    ----------
    Chao (1989), Biometrics 45; Rivest and Baillargeon (2007), Biometrics 63.

    Examples
    --------
    >>> lists = np.repeat([[1, 0], [0, 1], [1, 1]], [30, 15, 9], axis=0)
    >>> lower_bound(lists).value
    99.0
    """
    caught = _lists(caught)
    times = caught.sum(axis=1)
    alone, twice = caught[times == 1].sum(axis=0).astype(float), float((times == 2).sum())
    products = (alone.sum() ** 2 - (alone**2).sum()) / 2
    unseen = products / (twice + 1)
    gain = np.concatenate([1 + (alone.sum() - alone) / (twice + 1), [1 - unseen / (twice + 1), 1.0]])
    counts = np.concatenate([alone, [twice, float((times > 2).sum())]])
    value = len(caught) + unseen
    variance = max(0.0, float(gain**2 @ counts - (gain @ counts) ** 2 / value)) if value else 0.0
    low, high = lognormal(value, variance**0.5, len(caught), level)
    return Size(float(value), variance**0.5, low, high, len(caught), least_shared(caught) < FEWEST_SHARED)


def least_shared(caught: np.ndarray) -> int:
    """Return how many the two lists with the least in common share.

    Examples
    --------
    >>> least_shared(np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1]]))
    1
    """
    caught = _lists(caught).astype(int)
    shared = caught.T @ caught
    return int(shared[np.triu_indices(len(shared), 1)].min())


def lognormal(value: float, se: float, seen: int, level: float = LEVEL) -> tuple[float, float]:
    """Return limits that take the number unseen as log-normal, so that the lower one stays above those seen.

    References
    ----------
    Chao (1987), Biometrics 43.

    Examples
    --------
    >>> low, high = lognormal(99.0, 20.226, 54)
    >>> round(low, 1), round(high, 1)
    (73.4, 158.3)
    """
    from scipy.special import ndtri

    unseen = value - seen
    if not unseen > 0:
        return float(seen), float(seen)
    factor = float(np.exp(ndtri((1 + level) / 2) * np.sqrt(np.log1p((se / unseen) ** 2))))
    return seen + unseen / factor, seen + unseen * factor


def _lists(caught: np.ndarray) -> np.ndarray:
    caught = np.asarray(caught).astype(bool)
    if caught.ndim != 2 or caught.shape[1] < 2:
        raise ValueError("expected households by two or more lists")
    return caught[caught.any(axis=1)]
