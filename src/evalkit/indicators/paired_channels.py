"""Channels side by side about the same falls: which met more of them, and what each adds to the others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.indicators.design import Estimate, ratio

TESTS = ("exact", "mid_p", "chi_square")


@dataclass(frozen=True)
class Paired:
    """Two channels about the same units: found by one only, by the other only, and the p-value of no difference."""

    first_only: int
    second_only: int
    p: float


@dataclass(frozen=True)
class Catch:
    """What one channel brings: the share it met, the share it alone met, and the share met without it."""

    met: Estimate
    alone: Estimate
    without: Estimate


def mcnemar(first: np.ndarray, second: np.ndarray, test: str = "mid_p") -> Paired:
    """Compare two channels on the same units, by those that only one of them met.

    Parameters
    ----------
    first, second : ndarray of bool
        Whether each channel met each unit (each realised fall).
    test : {"exact", "mid_p", "chi_square"}
        `exact`: two-sided binomial test, never too small and often too large; `mid_p`: half the probability of what was
        seen counts, close to the stated level; `chi_square`: (b - c)^2 / (b + c) without correction, for large numbers.

    Returns
    -------
    Paired
        p is 1 where no unit was met by one channel only.

    Notes
    -----
    The units count as independent. Where a household falls several times, `difference` with the household as cluster
    in `design.error` is the comparison to read.

    References
    ----------
    McNemar (1947), Psychometrika 12; Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13.

    Examples
    --------
    >>> mcnemar(np.array([1, 1, 1, 0, 1]), np.array([0, 0, 0, 1, 1]), "exact")
    Paired(first_only=3, second_only=1, p=0.625)
    """
    from scipy.stats import binom, chi2

    if test not in TESTS:
        raise ValueError(f"test: expected one of {TESTS}, got {test}")
    first, second = np.asarray(first).astype(bool), np.asarray(second).astype(bool)
    one, other = int((first & ~second).sum()), int((second & ~first).sum())
    both = one + other
    if both == 0:
        return Paired(0, 0, 1.0)
    if test == "chi_square":
        return Paired(one, other, float(chi2.sf((one - other) ** 2 / both, 1)))
    least = min(one, other)
    p = 2 * float(binom.cdf(least, both, 0.5))
    if test == "mid_p":
        p -= float(binom.pmf(least, both, 0.5))
    return Paired(one, other, min(1.0, p))


def difference(first: np.ndarray, second: np.ndarray, weight: np.ndarray | None = None) -> Estimate:
    """Return the share that the first channel met less the share that the second met, of the same units.

    Examples
    --------
    >>> difference(np.array([1, 1, 1, 0]), np.array([0, 1, 0, 0])).value
    0.5
    """
    return _share(first, weight).minus(_share(second, weight))


def catch(met: np.ndarray, weight: np.ndarray | None = None) -> list[Catch]:
    """Return what each channel brings beside the others.

    Parameters
    ----------
    met : ndarray of bool
        Realised falls by channels: whether the channel met the fall.
    weight : ndarray, optional
        Of each fall; equal when omitted.

    Returns
    -------
    list of Catch
        One per column. `alone` (the marginal catch) is the share met by all together less the share `without` it.

    Examples
    --------
    >>> brings = catch(np.array([[1, 0], [1, 1], [0, 0], [0, 1]]))
    >>> [(one.met.value, one.alone.value, one.without.value) for one in brings]
    [(0.5, 0.25, 0.5), (0.5, 0.25, 0.5)]
    """
    met = np.asarray(met).astype(bool)
    count = met.sum(axis=1)
    found = []
    for own in met.T:
        others = count - own > 0
        found.append(Catch(_share(own, weight), _share(own & ~others, weight), _share(others, weight)))
    return found


def _share(yes: np.ndarray, weight: np.ndarray | None) -> Estimate:
    yes = np.asarray(yes).astype(bool)
    return ratio(1.0 * yes, np.ones(len(yes)), weight)
