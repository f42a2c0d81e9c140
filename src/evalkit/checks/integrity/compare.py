"""A village held against the other villages of its county and year: what is normal there, nobody knows better."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.checks.integrity import figures
from evalkit.checks.integrity.series import groups, others
from evalkit.indicators import result

HOUSEHOLDS = ("户数", "households")


class Test(NamedTuple):
    """How households become a figure, and how odd it is beside those of other villages."""

    unit: str
    uncertainty: str
    side: int  # 1 when high figures are odd, -1 when low ones are
    centre: Callable[[pd.Series], float]
    interval: Callable[[pd.Series], tuple[float, float]]
    chance: Callable[[pd.Series, pd.Series], float]


def against_others(homes: pd.DataFrame, rule: Rule, by: str, test: Test) -> pd.DataFrame:
    """Return the figure of each village (or grid) and year, with the chance of it beside the other villages.

    Parameters
    ----------
    homes : DataFrame
        county, village, year, group, household and `figure`, one row per household.

    Notes
    -----
    Households of one village are alike, so a rank or Fisher test alone would speak up wherever villages differ. A
    village is therefore called unusual only when it also lies beyond every other village of the county.
    """
    tables = []
    for place, own in groups(homes, by):
        rest = others(homes, place)
        n, enough = len(own), len(rest) >= rule.number("least_n")
        if n < rule.number("least_n"):
            tables.append(figures.too_few(rule, place, test.unit, n, HOUSEHOLDS))
        elif not enough or rest["village"].nunique() < rule.number("least_villages"):
            tables.append(figures.alone(rule, place, test.unit, n))
        else:
            tables.append(_row(rule, place, own["figure"], rest, test))
    return result.concat(tables)


def _row(rule: Rule, place: dict[str, object], own: pd.Series, rest: pd.DataFrame, test: Test) -> pd.DataFrame:
    value = test.centre(own)
    centres = [test.centre(each) for _, each in rest.groupby("village", sort=True)["figure"]]
    furthest = max(centres) if test.side > 0 else min(centres)
    beyond = (value - furthest) * test.side > 0
    low, high = test.interval(own)
    usual = f"{min(centres):.2f}–{max(centres):.2f}"
    note = (f"其他{len(centres)}村为{usual}", f"the {len(centres)} other villages: {usual}")
    p = test.chance(own, rest["figure"]) if beyond else 1.0
    return figures.row(
        rule, place, unit=test.unit, value=value, low=low, high=high, n=len(own), p=p, uncertainty=test.uncertainty,
        note=note,
    )  # fmt: skip
