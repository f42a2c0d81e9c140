"""An order of households that their own figures give, for whatever draws random numbers in that order."""

from __future__ import annotations

import numpy as np
import pandas as pd


def in_order(earned: pd.DataFrame) -> pd.DataFrame:
    """Return household-years by household, households in the order of their incomes and sizes of all years given.

    Parameters
    ----------
    earned : DataFrame
        Some rows from `household_income.household_years`.

    Notes
    -----
    Figures made from drawing households again then depend neither on the order of a ledger's rows nor on what
    households are called; households alike in all figures may change places, which changes nothing.

    Examples
    --------
    >>> rows = pd.DataFrame({"household": ["x", "a"], "year": 2024, "net": [100, 900], "members": [1, 2]})
    >>> in_order(rows)["household"].tolist(), in_order(rows[::-1])["household"].tolist()
    (['x', 'a'], ['x', 'a'])
    """
    if earned.empty:
        return earned
    figures = earned.assign(members=earned["members"].fillna(0)).astype({"net": "float64", "members": "float64"})
    wide = figures.pivot(index="household", columns="year", values=["net", "members"]).fillna(-np.inf)
    place = pd.Series(np.arange(len(wide)), index=wide.sort_values(list(wide.columns), kind="stable").index)
    return earned.assign(place=earned["household"].map(place)).sort_values(["place", "year"]).drop(columns="place")
