"""How far two judgements of the same units agree beyond chance: Cohen's kappa, and kappa at even shares."""

from __future__ import annotations

import math

import numpy as np

from evalkit.indicators.agreement import Agreement
from evalkit.indicators.design import LEVEL, Design, Estimate, error, interval

CONVENTIONS = ("linearised", "null")


def kappa(first: np.ndarray, second: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return Cohen's kappa: agreement of two judgements beyond what their shares alone would give.

    Parameters
    ----------
    first, second : ndarray
        The judgements (any labels) about the same units.
    weight : ndarray, optional
        Of each unit; equal when omitted.

    Returns
    -------
    Estimate
        1 is full agreement, 0 no more than by chance; nan when both gave all units one and the same judgement. With
        `design.error` its variance is that of Fleiss, Cohen and Everitt times n/(n-1).

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20; Fleiss, Cohen and Everitt (1969), Psychological
    Bulletin 72.

    Examples
    --------
    >>> kappa(np.array(list("aabb")), np.array(list("aaba"))).value
    0.5
    """
    kinds, codes = np.unique(np.concatenate([first, second]), return_inverse=True)
    a, b = codes[: len(first)], codes[len(first) :]
    weight = np.ones(len(a)) if weight is None else np.asarray(weight, dtype=float)
    total = weight.sum()
    share_a, share_b = (np.bincount(one, weights=weight, minlength=len(kinds)) / total for one in (a, b))
    seen, chance = float(weight @ (a == b) / total), float(share_a @ share_b)
    if chance >= 1:
        return Estimate(math.nan, np.full(len(a), math.nan))
    by_chance = share_b[a] + share_a[b] - 2 * chance
    influence = ((a == b) - seen) / (1 - chance) - (1 - seen) / (1 - chance) ** 2 * by_chance
    return Estimate((seen - chance) / (1 - chance), influence / total)


def kappa_interval(
    first: np.ndarray, second: np.ndarray, convention: str = "linearised", level: float = LEVEL
) -> Agreement:
    """Return Cohen's kappa of units that were drawn one by one, with its limits.

    Parameters
    ----------
    first, second : ndarray
        The judgements about the same units.
    convention : {"linearised", "null"}
        Standard error behind the limits: by `design.error`, with Student's t (the large-sample error of Fleiss, Cohen
        and Everitt times the root of n/(n-1)); or the one that holds only where the true kappa is zero and that the R
        package epiR puts into its limits, with the normal distribution.
    level : float
        Share of intervals that hold the true value.

    References
    ----------
    Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72; epi.kappa of the R package epiR.

    Examples
    --------
    >>> found = kappa_interval(np.repeat([0, 0, 1, 1], [35, 6, 5, 10]), np.repeat([0, 1, 0, 1], [35, 6, 5, 10]), "null")
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.5096, 0.2479, 0.7712)
    """
    from scipy.special import ndtri

    if convention not in CONVENTIONS:
        raise ValueError(f"convention: expected one of {CONVENTIONS}, got {convention}")
    found = kappa(first, second)
    if convention == "linearised":
        units = Design(np.ones(len(found.influence)))
        return Agreement(found.value, *interval(found.value, error(found, units), level=level))
    reach = float(ndtri((1 + level) / 2)) * _null_error(first, second)
    return Agreement(found.value, found.value - reach, found.value + reach)


def pabak(first: np.ndarray, second: np.ndarray, level: float = LEVEL) -> Agreement:
    """Return kappa as it would be if every judgement were as frequent: for two kinds, 2 x agreement - 1.

    Notes
    -----
    The limits are the exact binomial ones (Clopper and Pearson) of the share of agreement.

    References
    ----------
    Byrt, Bishop and Carlin (1993), Journal of Clinical Epidemiology 46.

    Examples
    --------
    >>> pabak(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 0])).value
    0.5
    """
    from scipy.special import betaincinv

    kinds, n = max(len(np.union1d(first, second)), 2), len(first)
    same = int((np.asarray(first) == np.asarray(second)).sum())
    tail = (1 - level) / 2
    low = betaincinv(same, n - same + 1, tail) if same else 0.0
    high = betaincinv(same + 1, n - same, 1 - tail) if same < n else 1.0
    return Agreement(*(float((kinds * share - 1) / (kinds - 1)) for share in (same / n, low, high)))


def _null_error(first: np.ndarray, second: np.ndarray) -> float:
    kinds, n = np.union1d(first, second), len(first)
    a, b = (np.array([(np.asarray(one) == kind).mean() for kind in kinds]) for one in (first, second))
    chance = float(a @ b)
    if chance >= 1:
        return math.nan
    return math.sqrt((chance + chance**2 - float((a * b) @ (a + b))) / n) / (1 - chance)
