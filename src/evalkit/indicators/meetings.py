"""Monthly monitoring meetings: in how many months one was held."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.indicators import notes, omissions
from evalkit.indicators import scope as scopes

NOTHING = notes.both("该年没有写明月份的会议", "no meeting with a month in this year")
NO_MONTH = ("{n}次会议没有写明月份，未计入", "{n} meetings without a month left out")


def meeting_months(meetings: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the number of months with at least one monitoring meeting; `n` counts the meetings.

    Notes
    -----
    A meeting without a month is left out and counted in the note, in the year of its date, else of the ledger.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> held = pd.DataFrame({"village": "v", "year": 2024, "date": ["2024-01-05", "2024-01-19", "2024-03"]})
    >>> meeting_months(held, scope.years("v", [2024]))["value"].item()
    2.0
    """
    year = dates.year_of(meetings["date"]).fillna(meetings["year"])
    held = meetings.assign(year=year, month=dates.month_index(meetings["date"]))
    met = scopes.within(held.dropna(subset=["month"]), scope)
    rows = met.groupby(scopes.KEYS, sort=False)["month"].agg(value="nunique", n="size").reset_index()
    rows = rows.assign(value=rows["value"].astype("float64"))
    why = scopes.nothing(scope, NOTHING, meetings=meetings)
    unit, kind = "month with a meeting", "none (census)"
    table = scopes.with_refusals(rows, scope, "meeting_months", unit, why, uncertainty=kind)
    return omissions.noted(table, scope, held[held["month"].isna()], *NO_MONTH)
