"""How much movement noisy reports alone would show: reliability of incomes, and measures when nobody moves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evalkit.indicators.rank_persistence import ranks


def reliability(first: np.ndarray, second: np.ndarray, third: np.ndarray) -> float:
    """Return the share of the variance of incomes that lasts, from three years of the same units.

    Parameters
    ----------
    first, second, third : ndarray of float
        Incomes of three consecutive years; compared by the normal scores of their ranks, so that a single large fall
        does not decide.

    Returns
    -------
    float
        Correlation (1, 2) x correlation (2, 3) / correlation (1, 3), cut at one; nan when a correlation is not
        positive, or with fewer than three units.

    Notes
    -----
    True incomes change a little from year to year; errors of reports and luck of a single year do not last. So the
    correlation over two years falls below that over one year only as far as true incomes changed, and the rest of the
    loss is noise. What is called noise here holds true one-year ups and downs as well as errors of the ledger.

    References
    ----------
    Heise (1969), Separating reliability and stability in test-retest correlation, American Sociological Review 34.

    Examples
    --------
    >>> steady = np.array([1.0, 2, 4, 8])
    >>> reliability(steady, steady * 1.1, steady * 1.2)
    1.0
    """
    if len(first) < 3:
        return float("nan")
    if any(np.ptp(income) == 0 for income in (first, second, third)):
        return float("nan")
    found = np.corrcoef([normal_scores(income) for income in (first, second, third)])
    if min(found[0, 1], found[1, 2], found[0, 2]) <= 0:
        return float("nan")
    return float(min(1.0, round(found[0, 1] * found[1, 2] / found[0, 2], 12)))


def noise_only(
    measure: Callable[[np.ndarray, np.ndarray], np.ndarray],
    income: np.ndarray,
    reliability: float,
    *,
    seed: int,
    draws: int = 100,
) -> np.ndarray:
    """Return what mobility measures show on average when nobody moves and only reports are noisy.

    Parameters
    ----------
    measure : callable
        Gets the incomes of two years, returns one figure or several.
    income : ndarray of float
        Reported incomes of one year.
    reliability : float
        Share of the variance of reports that is true variance, above 0 and at most 1.

    Notes
    -----
    Works on normal scores of the ranks: true standing is drawn so that reports correlate with it as the root of the
    reliability, and two years of reports are drawn from it independently. Each year then has exactly the reported
    incomes, in the order of its scores; nothing is assumed of their distribution, and negative incomes are no matter.
    A measure near this figure shows no more than noise would.

    Raises
    ------
    ValueError
        When the reliability is outside its range.
    """
    if not 0 < reliability <= 1:
        raise ValueError(f"reliability: expected above 0 and at most 1, got {reliability}")
    random, scores, ordered = np.random.default_rng(seed), normal_scores(income), np.sort(income)
    lasting, passing = np.sqrt(reliability), np.sqrt(1 - reliability)
    total = 0.0
    for _ in range(draws):
        true = lasting * scores + passing * random.standard_normal(len(scores))
        reports = lasting * true + passing * random.standard_normal((2, len(scores)))
        pair = (ordered[np.argsort(np.argsort(report, kind="stable"))] for report in reports)
        total = total + np.asarray(measure(*pair))
    return total / draws


def normal_scores(income: np.ndarray) -> np.ndarray:
    """Return the normal quantiles of the ranks, equal incomes at their middle rank (van der Waerden scores).

    Examples
    --------
    >>> normal_scores(np.array([7.0, 1, 3])).round(2).tolist()
    [0.97, -0.97, 0.0]
    """
    from scipy.special import ndtri

    return ndtri(ranks(income, np.ones(len(income))))
