"""Figures of programmes in villages and years: limits, the households behind each, reasons, result rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evalkit.indicators import annual, estimates, notes, proportion, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Estimate
from evalkit.indicators.household_income import PLACE_YEAR

NOTHING = notes.both("没有写到户的帮扶记录，或没有完整收入", "no assistance row with a household, or no full income")
BY = [*PLACE_YEAR, "group"]


def figures(
    homes: pd.DataFrame,
    said: pd.DataFrame,
    measure: Callable[[pd.DataFrame], Estimate],
    *,
    behind: str,
    nothing: str,
    scale: str,
    weight: str | None = "members",
) -> pd.DataFrame:
    """Return a figure of every village, year and programme.

    Parameters
    ----------
    homes : DataFrame
        As from `household_benefits`.
    said : DataFrame
        As from `household_benefits.said`.
    measure : callable
        Gets the households of one village, year and programme.
    behind : str
        Column of `homes` that is true for the households behind the figure: `n` counts them.
    nothing : str
        Why there is no figure where there is none.
    scale, weight
        As in `estimates.per_place`.

    Returns
    -------
    DataFrame
        county, village, year, group, value, low, high, n, priced, note. There are no limits where the data hold no
        spread to make them from, or one household carries the figure.
    """
    found = estimates.per_place(homes, measure, weight=weight, scale=scale, by=BY).drop(columns="n")
    size = homes.groupby(BY, sort=True)[behind].sum().rename("n").reset_index()
    found = found.merge(size, on=BY).merge(said, on=BY, how="left").fillna({"note": "", "priced": False})
    flat = ~(found["high"] - found["low"] > 1e-12) | (found["n"] < 2)
    found[["low", "high"]] = found[["low", "high"]].mask(flat)
    small = found["n"].between(1, proportion.SMALL - 1).map({True: proportion.SMALL_NOTE, False: ""})
    why = found["value"].isna().map({True: nothing, False: ""})
    found["note"] = [notes.joined(parts) for parts in zip(why, small, found["note"], strict=True)]
    return found


def unpriced(found: pd.DataFrame) -> pd.DataFrame:
    """Take away the figures of programmes for which the ledger gives no amount at all."""
    columns = ["value", "low", "high"]
    return found.assign(**{name: found[name].where(found["priced"], np.nan) for name in columns})


def rows(
    scope: pd.DataFrame, earned: pd.DataFrame, found: pd.DataFrame, name: str, unit: str, note: str = "",
    problem: pd.Series | str = "", **ledgers: pd.DataFrame,
) -> pd.DataFrame:  # fmt: skip
    """Return the result rows of figures of programmes, and refusals where a ledger or a policy value is missing.

    Parameters
    ----------
    problem : Series of str, optional
        For each line of the scope why it cannot be computed, empty where it can.
    ledgers : DataFrame
        Rows by table name that the figure needs, beside income.
    """
    missing = scopes.missing_ledger(scope, income=earned, **ledgers)
    ready, refused = scopes.split(scope, missing.where(missing != "", problem))
    told = annual.rows(ready, earned, found, name, unit, note=note, nothing=NOTHING, uncertainty=annual.SUPER)
    return result.concat([told, scopes.refusals(refused, name, unit, refused["note"])])
