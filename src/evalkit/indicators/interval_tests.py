"""Do groups differ in how fast they leave a state, when only spans of time are known? Log-rank scores on one curve."""

from __future__ import annotations

import numpy as np

from evalkit.indicators import interval_censored
from evalkit.indicators.curve_tests import Test, chi_square


def interval_log_rank(left: np.ndarray, right: np.ndarray, group: np.ndarray, entry: np.ndarray | None = None) -> Test:
    """Compare how fast groups leave when only spans of time are known.

    Parameters
    ----------
    left, right, entry : ndarray
        As in `interval_censored.turnbull`.
    group : ndarray
        The group of each.

    Notes
    -----
    Scores of Sun from the curve of all groups together, with the variance of their permutation: the groups must have
    been dated and followed alike. With exact and open spells the scores are those of the log-rank test.

    References
    ----------
    Sun (1996), Statistics in Medicine 15; Fay and Shaw (2010), Journal of Statistical Software 36.

    Examples
    --------
    >>> left = np.arange(6.0)
    >>> round(interval_log_rank(left, left + 1, np.array([0, 0, 0, 1, 1, 1])).statistic, 3)
    3.214
    """
    curve = interval_censored.turnbull(left, right, entry)
    gone = np.concatenate([[0.0], np.cumsum(curve.mass)])
    still = (1 - gone).clip(min=0)
    hazard = np.divide(curve.mass, still[:-1], out=np.zeros_like(curve.mass), where=still[:-1] > 1e-12)
    sum_to = np.concatenate([[0.0], np.cumsum(hazard)])
    upto = [np.searchsorted(curve.right, np.asarray(edge, dtype=float), side="right") for edge in (left, right)]
    exact = np.asarray(left) == np.asarray(right)
    upto[0] = np.where(exact, np.searchsorted(curve.right, np.asarray(left, dtype=float), side="left"), upto[0])
    upto[1] = np.where(np.isinf(right), len(curve.mass), upto[1])
    share = still[upto[0]] - still[upto[1]]
    closed = np.where(upto[1] == len(curve.mass), 0.0, still[upto[1]] * sum_to[upto[1]])
    score = (closed - still[upto[0]] * sum_to[upto[0]]) / share
    if entry is not None:
        score = score + sum_to[np.searchsorted(curve.right, np.asarray(entry, dtype=float), side="right")]
    of = np.unique(group, return_inverse=True)[1]
    size = np.bincount(of)
    spread = np.var(score, ddof=1) * (np.diag(size) - np.outer(size, size) / size.sum())
    return chi_square(np.bincount(of, weights=score - score.mean()), spread)
