"""Monthly monitoring meetings: in how many months one was held."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

NOTHING = notes.both("该年没有写明月份的会议", "no meeting with a month in this year")


def meeting_months(meetings: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the number of months with at least one monitoring meeting; `n` counts the meetings.

    Examples
    --------
    >>> from evalkit.indicators import scope
    >>> held = pd.DataFrame({"village": "v", "year": 2024, "date": ["2024-01-05", "2024-01-19", "2024-03"]})
    >>> meeting_months(held, scope.years("v", [2024]))["value"].item()
    2.0
    """
    held = meetings.assign(year=dates.year_of(meetings["date"]), month=dates.month_index(meetings["date"]))
    met = scopes.within(held.dropna(subset=["month"]), scope)
    rows = met.groupby(scopes.KEYS, sort=False)["month"].agg(value="nunique", n="size").reset_index()
    rows = rows.assign(value=rows["value"].astype("float64"))
    why = scopes.nothing(scope, NOTHING, meetings=meetings)
    return scopes.with_refusals(rows, scope, "meeting_months", "month with a meeting", why, uncertainty="none (census)")
