"""Small words the rules are written in: sure answers, whether a sheet has a column, the last day a case was open."""

from __future__ import annotations

import pandas as pd

from evalkit import dates


def sure(condition: pd.Series) -> pd.Series:
    """Return a condition as plain true and false; what is not known is not held against anybody.

    Examples
    --------
    >>> sure(pd.Series([True, None], dtype="boolean")).tolist()
    [True, False]
    """
    return condition.astype("boolean").fillna(False).astype(bool)


def kept_on_sheet(lines: pd.DataFrame, column: str) -> pd.Series:
    """Return whether the sheet of each line fills the column at all; else a blank says nothing about the line."""
    return lines[column].notna().groupby(lines["sheet_id"]).transform("any").astype(bool)


def open_in(cases: pd.DataFrame, year: pd.Series) -> pd.Series:
    """Return whether each case was open at some time in the year beside it."""
    begun = dates.year_of(cases["identified_date"]).fillna(dates.year_of(cases["clue_date"]))
    ended = dates.year_of(cases["cleared_date"])
    return sure(begun <= year) & sure(ended.isna() | (ended >= year))
