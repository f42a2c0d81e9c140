"""How much poverty there is, in one number: FGT, Watts, Sen and Sen-Shorrocks-Thon."""

from __future__ import annotations

import numpy as np

from evalkit.indicators.design import Estimate, ratio
from evalkit.indicators.inequality import gini
from evalkit.indicators.without_gaps import numbers

AT_LINE = ("strict", "weak")


def fgt(income: np.ndarray, line: float, weight: np.ndarray, alpha: float = 0, *, at_line: str = "strict") -> Estimate:
    """Return the Foster-Greer-Thorbecke index: the mean over all of the poor's relative distance, to the power alpha.

    Parameters
    ----------
    income : ndarray of float
        Of each unit; a negative one counts with its full distance, which is then more than one.
    line : float
        Above zero.
    weight : ndarray of float
        How many each unit stands for.
    alpha : float
        0 is the headcount, 1 the gap, 2 the squared gap. (The R package ineq calls alpha + 1 the parameter.)
    at_line : {"strict", "weak"}
        Who is exactly at the line is not poor (`strict`, as R laeken) or is (`weak`, as R convey). Matters for alpha 0.

    Raises
    ------
    ValueError
        For a rule that is not known or a line not above zero.

    References
    ----------
    Foster, Greer and Thorbecke (1984), Econometrica 52.

    Examples
    --------
    >>> x, w = np.array([100.0, 110, 150, 160]), np.ones(4)
    >>> [round(fgt(x, 125, w, alpha).value, 4) for alpha in (0, 1, 2)]
    [0.5, 0.08, 0.0136]
    """
    income, weight = numbers(income, weight)
    poor, gaps = poor_and_gaps(income, line, at_line)
    parts = np.where(poor, gaps**alpha, 0.0)
    return ratio(parts, np.ones(len(parts)), weight)


def watts(
    income: np.ndarray, line: float, weight: np.ndarray, *, floor: float | None = None, at_line: str = "strict"
) -> Estimate:
    """Return the Watts index: the mean over all of log(line / income) of the poor.

    Parameters
    ----------
    floor : float, optional
        Share of the line that lower incomes count as; without one, an income not above zero leaves the index missing.

    References
    ----------
    Watts (1968), An economic definition of poverty; Zheng (1993), Economics Letters 42.

    Examples
    --------
    >>> round(watts(np.array([50.0, 200]), 100, np.ones(2)).value, 4)
    0.3466
    """
    income, weight = numbers(income, weight)
    poor, _ = poor_and_gaps(income, line, at_line)
    relative = income / line
    relative = relative if floor is None else np.maximum(relative, floor)
    if (relative <= 0).any():
        return Estimate(np.nan, np.zeros(len(relative)))
    return ratio(np.where(poor, -np.log(relative), 0.0), np.ones(len(relative)), weight)


def sen(
    income: np.ndarray, line: float, weight: np.ndarray, *, convention: str = "replication", at_line: str = "strict"
) -> Estimate:
    """Return Sen's index: the gap, larger the more unequally it is spread among the poor.

    Parameters
    ----------
    convention : {"replication", "sen1976"}
        `replication` is H (I + (1 - I) G), unchanged when everybody is counted twice (R ineq); `sen1976` multiplies the
        Gini G of the poor by q / (q + 1), q poor units, as the article's own formula does.

    Notes
    -----
    (1 - I) times the Gini of the poor's incomes equals I times the Gini of their distances, which negative incomes do
    not upset; the influence has that of the ranks.

    References
    ----------
    Sen (1976), Econometrica 44.

    Examples
    --------
    >>> round(sen(np.array([541.0, 1463, 2445, 3438]), 2000, np.ones(4)).value, 5)
    0.30712
    """
    _known(convention, ("replication", "sen1976"))
    poor, gaps = poor_and_gaps(income, line, at_line)
    (w,) = numbers(weight)
    gap = fgt(income, line, w, 1, at_line=at_line)
    if not gap.value > 0:
        return gap
    spread = gini(gaps[poor], w[poor]).inside(poor)
    units = int(poor.sum())
    return gap.plus(gap.times(spread.times(1.0 if convention == "replication" else units / (units + 1))))


def sen_shorrocks_thon(
    income: np.ndarray, line: float, weight: np.ndarray, *, convention: str = "shorrocks"
) -> Estimate:
    """Return the Sen-Shorrocks-Thon index: the gap times one plus the Gini of everybody's gap (zero for the non-poor).

    Parameters
    ----------
    convention : {"shorrocks", "thon"}
        `shorrocks` is unchanged when everybody is counted twice (R ineq); `thon` multiplies the Gini by n / (n + 1), n
        units.

    References
    ----------
    Shorrocks (1995), Econometrica 63; Thon (1979), Review of Income and Wealth 25.

    Examples
    --------
    >>> round(sen_shorrocks_thon(np.array([50.0, 200]), 100, np.ones(2)).value, 4)
    0.375
    """
    _known(convention, ("shorrocks", "thon"))
    poor, gaps = poor_and_gaps(income, line, "strict")
    (w,) = numbers(weight)
    gap = fgt(income, line, w, 1)
    if not gap.value > 0:
        return gap
    n = len(w)
    spread = gini(np.where(poor, gaps, 0.0), w)
    return gap.plus(gap.times(spread.times(1.0 if convention == "shorrocks" else n / (n + 1))))


def poor_and_gaps(income: np.ndarray, line: float, at_line: str) -> tuple[np.ndarray, np.ndarray]:
    """Return who is poor, and everybody's distance to the line as a share of it; zero for those above."""
    _known(at_line, AT_LINE)
    if not line > 0:
        raise ValueError(f"a poverty line is above zero, not {line}")
    (x,) = numbers(income)
    # Nobody's distance is negative: the power of it is only taken for the poor.
    return (x <= line if at_line == "weak" else x < line), np.maximum(line - x, 0.0) / line


def _known(name: str, names: tuple[str, ...]) -> None:
    if name not in names:
        raise ValueError(f"{name!r} is not one of {', '.join(names)}")
