"""The amounts the tests look at: those somebody wrote down, not those a rate sets."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalkit.checks.inputs import OWNER, PLACE

WRITTEN = ("wage", "business", "business_cost")
SET_BY_RATE = "wage_public_post"
GROUP = [*PLACE, "group"]
SERIES = [*OWNER, "group", "item"]
LEAST_MONTHS = 6


def located(rows: pd.DataFrame, households: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return the rows with `group`: empty for whole villages, else the grid of the household in that year."""
    if by == "village":
        return rows.assign(group="")
    grid = households[[*OWNER, "grid"]].dropna().drop_duplicates(OWNER).rename(columns={"grid": "group"})
    return rows.merge(grid, on=OWNER)


def written(income: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts above zero of wages and business, without public posts, whose pay is set by a rate."""
    own = income["source"].isin(WRITTEN) & ~income["item"].str.startswith(SET_BY_RATE)
    return income[own & (income["amount"] > 0).fillna(False).astype(bool)]


def monthly(income: pd.DataFrame, source: str | None = None) -> pd.DataFrame:
    """Return the written amounts of single months, in order, of series with at least `LEAST_MONTHS` of them."""
    own = written(income)
    own = own[(own["months"] == 1) & (own["source"].eq(source) if source else own["source"].isin(WRITTEN[:2]))]
    own = own.groupby([*SERIES, "month"], sort=False)["amount"].sum().reset_index()
    long = own.groupby(SERIES, sort=False)["amount"].transform("size") >= LEAST_MONTHS
    return own[long].sort_values("month", kind="stable", ignore_index=True)


def groups(rows: pd.DataFrame, by: str) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    """Yield the place and time keys of each village (or grid) and year, with its rows."""
    for (county, village, year, group), own in rows.groupby(GROUP, sort=True):
        keys = {"group_by": "grid" if by == "grid" else "", "group": group}
        yield {"county": county, "village": village, "year": int(year), **keys}, own


def others(rows: pd.DataFrame, place: dict[str, object]) -> pd.DataFrame:
    """Return the rows of the other villages of the same county in the same year."""
    same = (rows["county"] == place["county"]) & (rows["year"] == place["year"])
    return rows[same & (rows["village"] != place["village"])]


def median_interval(values: np.ndarray) -> tuple[float, float, float]:
    """Return the median and its 95 % interval from order statistics.

    Examples
    --------
    >>> median_interval(np.arange(1.0, 11.0))
    (5.5, 2.0, 9.0)
    """
    from scipy.stats import quantile_test

    interval = quantile_test(values, p=0.5).confidence_interval(confidence_level=0.95)
    return float(np.median(values)), float(interval.low), float(interval.high)
