"""A village held against the other villages of its county and year: what is normal there, nobody knows better."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.series import groups, others

HOUSEHOLDS = ("只有{n}户", "{n} households")


class Test(NamedTuple):
    """How households become a figure, and how odd it is beside those of other villages."""

    unit: str
    uncertainty: str
    side: int  # 1 when high figures are odd, -1 when low ones are
    centre: Callable[[pd.Series], float]
    interval: Callable[[pd.Series], tuple[float, float]]
    chance: Callable[[pd.Series, pd.Series], float]
    parts: Callable[[pd.Series], dict[str, float]] = lambda own: {}


def against_others(homes: pd.DataFrame, rule: Rule, by: str, test: Test) -> pd.DataFrame:
    """Return the figure of each village (or grid) and year, with the chance of it beside the other villages.

    Parameters
    ----------
    homes : DataFrame
        county, village, year, group, household and `figure`, one row per household.

    Notes
    -----
    Two chances are worked out and the larger one counts. Household by household (Fisher or rank test): is this village
    unlike the rest? And village by village (`of_villages`): do villages of this county differ as much as that anyway?
    The first alone would speak up wherever villages differ, since households of one village are alike. Only villages
    with the least number of households are compared. Nothing of another village is said in the row.
    """
    tables = []
    for place, own in groups(homes, by):
        rest = _large_enough(others(homes, place), rule)
        n, villages = len(own), rest["village"].nunique()
        if n < rule.number("least_n"):
            tables.append(figures.too_few(rule, place, test.unit, n, HOUSEHOLDS))
        elif villages < rule.number("least_villages"):
            tables.append(figures.alone(rule, place, test.unit, n))
        else:
            tables.append(_row(rule, place, own["figure"], rest, test))
    return figures.stack(tables)


def of_villages(value: float, centres: np.ndarray, side: int) -> float:
    """Return the one-sided chance of a further village at least as far out as this one, given those of others.

    Notes
    -----
    Prediction of one more draw from a normal distribution: (value - mean) / (s x sqrt(1 + 1/k)) against Student's t
    with k - 1 degrees of freedom.

    Examples
    --------
    >>> round(of_villages(9.0, np.array([4.0, 5.0, 6.0]), 1), 3)
    0.037
    """
    from scipy.special import stdtr

    distance = side * (value - centres.mean())
    spread = centres.std(ddof=1) * np.sqrt(1 + 1 / len(centres))
    if spread == 0:
        return 0.0 if distance > 0 else 1.0
    return float(stdtr(len(centres) - 1, -distance / spread))


def _large_enough(rest: pd.DataFrame, rule: Rule) -> pd.DataFrame:
    return rest[rest.groupby("village", sort=False)["village"].transform("size") >= rule.number("least_n")]


def _row(rule: Rule, place: dict[str, object], own: pd.Series, rest: pd.DataFrame, test: Test) -> pd.DataFrame:
    value = test.centre(own)
    centres = np.array([test.centre(each) for _, each in rest.groupby("village", sort=True)["figure"]])
    low, high = test.interval(own)
    p = max(test.chance(own, rest["figure"]), of_villages(value, centres, test.side))
    note = (f"与其他{len(centres)}村相比", f"beside {len(centres)} other villages")
    return figures.row(
        rule, place, unit=test.unit, value=value, low=low, high=high, n=len(own), p=p, uncertainty=test.uncertainty,
        note=note, **test.parts(own),
    )  # fmt: skip
