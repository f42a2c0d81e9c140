"""Clues and falls side by side: which clue met which fall, and whether unalerted households could have been seen."""

from __future__ import annotations

import pandas as pd

from evalkit import dates

OWNER = ["village", "household"]
BEFORE, AFTER = 6, 3


def clues(alerts: pd.DataFrame) -> pd.DataFrame:
    """Return the alerts as clues of one household each, with the running month number of the clue.

    Returns
    -------
    DataFrame
        village, household, year (of the clue), month (missing when the ledger gave only a year), channel, outcome.
    """
    own = alerts[[*OWNER, "channel", "outcome"]].assign(
        year=dates.year_of(alerts["clue_date"]), month=dates.month_index(alerts["clue_date"]).astype("Int64")
    )
    return own.dropna(subset=["year"]).assign(number=range(len(own.dropna(subset=["year"]))))


def pairs(falls: pd.DataFrame, clues: pd.DataFrame, before: int = BEFORE, after: int = AFTER) -> pd.DataFrame:
    """Return every fall with every clue of the same household inside the horizon.

    Parameters
    ----------
    falls : DataFrame
        As from `falls.realised`; `first` and `last` bound the month of the fall.
    clues : DataFrame
        As from `clues`; those without a month cannot be placed and meet no fall.
    before, after : int
        A clue meets a fall from `before` months ahead of its first possible month to `after` months past its last.

    Returns
    -------
    DataFrame
        fall and number (row numbers of the two tables), village, year (of the fall), channel, lead (months from clue
        to fall, positive when the clue came first; missing when the fall is not known to the month).

    Examples
    --------
    >>> fell = pd.DataFrame({"village": "v", "household": "h", "year": 2024, "first": [24292], "last": [24292]})
    >>> told = pd.DataFrame({"village": "v", "household": "h", "year": 2024, "month": [24290], "channel": "patrol"})
    >>> pairs(fell, told.assign(number=0))["lead"].item()
    2
    """
    own = falls[[*OWNER, "year", "first", "last"]].assign(fall=range(len(falls))).rename(columns={"year": "fall_year"})
    both = own.merge(clues.dropna(subset=["month"]), on=OWNER)
    near = both["month"].between(both["first"] - before, both["last"] + after)
    met = both[near].drop(columns="year").rename(columns={"fall_year": "year"})
    met["lead"] = (met["first"] - met["month"]).where(met["first"] == met["last"])
    return met[["fall", "number", "village", "year", "channel", "lead"]]


def verifiable(observed: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    """Return whether each village, year and kind of outcome is known for some household that was never alerted.

    Returns
    -------
    DataFrame
        village, year, outcome (`income` or `guarantees`), open (boolean).
    """
    alerted = pd.MultiIndex.from_frame(alerts[OWNER])
    own = observed.assign(open=~pd.MultiIndex.from_frame(observed[OWNER]).isin(alerted))
    return own.groupby(["village", "year", "outcome"], sort=False)["open"].any().reset_index()


def met(falls: pd.DataFrame, clues: pd.DataFrame, before: int, after: int, by_channel: bool) -> pd.DataFrame:
    """Return every fall (times every channel of its village) with `yes`: whether a clue in the horizon met it."""
    met = pairs(falls, clues, before, after)
    events = falls.assign(fall=range(len(falls)))
    if not by_channel:
        return events.assign(yes=events["fall"].isin(met["fall"]))
    channels = clues[["village", "channel"]].dropna().drop_duplicates().rename(columns={"channel": "group"})
    events = events.merge(channels, on="village")
    hits = pd.MultiIndex.from_frame(met[["fall", "channel"]])
    return events.assign(yes=pd.MultiIndex.from_frame(events[["fall", "group"]]).isin(hits))
