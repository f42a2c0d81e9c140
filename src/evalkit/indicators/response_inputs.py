"""What the times from clue to clearing are read from: spans of days, years covered, households gone, first measures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from evalkit import dates
from evalkit.indicators.matching import OWNER

GONE = {"death": "death", "moved_out": "moved", "merged": "moved", "married_out": "moved"}


class Days(NamedTuple):
    """Earliest and latest day a date can mean, as days since 1970-01-01; nan where it is missing."""

    first: np.ndarray
    last: np.ndarray


def days(texts: pd.Series) -> Days:
    """Return the days that each date can mean.

    Examples
    --------
    >>> found = days(pd.Series(["1970-01-05", "1970-02", None]))
    >>> found.first.tolist(), found.last.tolist()
    ([4.0, 31.0, nan], [4.0, 58.0, nan])
    """
    dates.month_bounds(texts)  # refuses what is not a date
    first, last = np.full(len(texts), np.nan), np.full(len(texts), np.nan)
    size = texts.str.len().fillna(0).to_numpy()
    for length, unit in ((4, "Y"), (7, "M"), (10, "D")):
        at = np.flatnonzero(size == length)
        told = texts.iloc[at].to_numpy(dtype=f"datetime64[{unit}]")
        first[at] = told.astype("datetime64[D]").astype(float)
        last[at] = (told + 1).astype("datetime64[D]").astype(float) - 1
    return Days(first, last)


def covered(*ledgers: pd.DataFrame) -> pd.DataFrame:
    """Return from which to which day the ledgers of each village run: whole years of `households`, say.

    Returns
    -------
    DataFrame
        village, opened and closed (days since 1970-01-01), both counted in.

    Examples
    --------
    >>> covered(pd.DataFrame({"village": ["v", "v"], "year": [1970, 1971]}))[["opened", "closed"]].to_numpy().tolist()
    [[0.0, 729.0]]
    """
    years = pd.concat([rows[["village", "year"]] for rows in ledgers], ignore_index=True).dropna()
    span = years.groupby("village", sort=False)["year"].agg(["min", "max"]).astype("int64").reset_index()
    opened = days(span["min"].astype("str")).first
    return pd.DataFrame({"village": span["village"], "opened": opened, "closed": days(span["max"].astype("str")).last})


def household_exits(households: pd.DataFrame, member_changes: pd.DataFrame, cover: pd.DataFrame) -> pd.DataFrame:
    """Return when households left the village for good, and whether by death or by moving.

    Parameters
    ----------
    households, member_changes : DataFrame
        Clean tables.
    cover : DataFrame
        As from `covered`.

    Returns
    -------
    DataFrame
        village, household, date (as the ledger gives it), kind: `death` or `moved` (moved out, merged with another
        household, married out) after the last such change of a household that is no longer listed; `unlisted`, from the
        first day of the next year, when no change says why it is no longer listed.

    Examples
    --------
    >>> homes = pd.DataFrame({"village": "v", "household": ["a", "b", "b"], "year": [2023, 2023, 2024]})
    >>> change = pd.DataFrame({"village": "v", "household": ["a"], "change": ["death"], "date": ["2023-05"]})
    >>> household_exits(homes, change, covered(homes))[["date", "kind"]].to_numpy().tolist()
    [['2023-05', 'death']]
    """
    last = households.groupby(OWNER, sort=False)["year"].max().reset_index()
    end = cover.assign(final=year_of_day(cover["closed"]))
    last = last.merge(end[["village", "final"]], on="village")
    gone = last[last["year"] < last["final"]]
    changes = member_changes[member_changes["change"].isin(GONE) & member_changes["date"].notna()]
    changes = changes[[*OWNER, "date"]].assign(kind=changes["change"].map(GONE), late=days(changes["date"]).last)
    changes = changes.sort_values("late", kind="stable").drop_duplicates(OWNER, keep="last")
    found = gone.merge(changes, on=OWNER, how="left")
    known = (dates.year_of(found["date"].astype("str")) >= found["year"]).fillna(False).to_numpy(dtype=bool)
    found["date"] = found["date"].where(known, (found["year"] + 1).astype("str") + "-01-01")
    return found.assign(kind=found["kind"].where(known, "unlisted"))[[*OWNER, "date", "kind"]]


def first_measures(alerts: pd.DataFrame, assistance: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Return the alerts with the first measure filled in where a village's alert ledger gives none at all.

    Parameters
    ----------
    alerts, assistance, plans : DataFrame
        Clean tables; help delivered, and tasks of plans that were done or partly done.

    Notes
    -----
    The first help or task of the household that can lie on or after its identification. Where the alert ledger does
    give first measures, an alert without one has none yet, and help the household gets anyway is not an answer to it.
    """
    silent = ~alerts["village"].isin(alerts.loc[alerts["measure_date"].notna(), "village"])
    done = plans[plans["result"].isin(["done", "partly"])].rename(columns={"done_date": "date"})
    given = pd.concat([assistance[[*OWNER, "date"]], done[[*OWNER, "date"]]], ignore_index=True).dropna()
    wanted = alerts.loc[silent & alerts["identified_date"].notna(), [*OWNER, "identified_date"]]
    both = wanted.assign(alert=wanted.index).merge(given, on=OWNER)
    late = days(both["date"])
    both = both.assign(late=late.last, early=late.first)[late.last >= days(both["identified_date"]).first]
    first = both.sort_values(["late", "early"], kind="stable").drop_duplicates("alert").set_index("alert")["date"]
    filled = alerts["measure_date"].where(~silent, first.reindex(alerts.index).astype(alerts["measure_date"].dtype))
    return alerts.assign(measure_date=filled)


def year_of_day(day: pd.Series) -> pd.Series:
    """Return the year of each day counted since 1970-01-01.

    Examples
    --------
    >>> year_of_day(pd.Series([364.0, 365.0])).tolist()
    [1970.0, 1971.0]
    """
    return pd.to_datetime(day, unit="D").dt.year.astype("float64")
