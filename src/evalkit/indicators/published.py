"""Computed figures beside figures that were published: equal or not."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import project

FILE = "params/published_facts.csv"
KEYS = ["village", "indicator", "group", "period"]


def facts(village: str, year: int, params: Path | None = None) -> pd.DataFrame:
    """Return the published figures of a village up to a year.

    Returns
    -------
    DataFrame
        id, village, indicator, group_by, group, year, period, value, unit, source; empty when nothing was published.
    """
    path = (params or project.params()) / Path(FILE).name
    table = pd.read_csv(path, dtype="str", keep_default_na=False).astype({"year": "int64", "value": "float64"})
    return table[(table["village"] == village) & (table["year"] <= year)].reset_index(drop=True)


def compared(facts: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Put each published figure beside the computed one.

    Parameters
    ----------
    facts : DataFrame
        As from `facts`.
    rows : DataFrame
        Result rows.

    Returns
    -------
    DataFrame
        fact, period, unit, published, computed (missing when there is no such row), equal (to the fen).

    Examples
    --------
    >>> from evalkit.indicators import result
    >>> fact = facts("140123100206", 2024).query("id == 'microcredit_total'")
    >>> row = result.row("microcredit_amount", unit="yuan", value=450000, village="140123100206", year=2024)
    >>> bool(compared(fact, row)["equal"].item())
    True
    """
    own = rows[[*KEYS, "value"]].rename(columns={"value": "computed"})
    both = facts.merge(own, on=KEYS, how="left").rename(columns={"id": "fact", "value": "published"})
    equal = (both["computed"] - both["published"]).abs() < 0.005
    return both.assign(equal=equal)[["fact", "period", "unit", "published", "computed", "equal"]]
