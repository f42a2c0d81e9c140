"""From clue to clearing as spells of time: dates known to the day, month or year become spans of days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit import dates
from evalkit.indicators.matching import OWNER
from evalkit.indicators.response_inputs import Days, days, year_of_day

STAGES = {
    "clue_to_identified": ("clue_date", "identified_date"),
    "identified_to_measure": ("identified_date", "measure_date"),
    "measure_to_cleared": ("measure_date", "cleared_date"),
    "identified_to_cleared": ("identified_date", "cleared_date"),
}
CLEARING = ("measure_to_cleared", "identified_to_cleared")
KEPT = ["done", "open", "exit"]
COLUMNS = ["county", *OWNER, "year", "risk", "state", "left", "right", "entry", "followed", "month", "cause", "came"]
NO_ENTRY = -np.inf


def spells(alerts: pd.DataFrame, stage: str, cover: pd.DataFrame, exits: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one stage of every alert as a spell, those still open and those that cannot be used too.

    Parameters
    ----------
    alerts : DataFrame
        Clean table `alerts`.
    stage : str
        A key of `STAGES`. Clues found not at risk have no spell.
    cover : DataFrame
        As from `covered`; alerts of villages without ledgers of known years cannot be used.
    exits : DataFrame, optional
        As from `household_exits`.

    Returns
    -------
    DataFrame
        county, village, household; year: of the start, or the ledgers' first if it had begun before; risk;
        state: `done`, `open` or `exit`, else why it cannot be used: `undated` start, `order` (the end comes before the
        start), `before` (over before the ledgers began, or begun after their end); left, right, entry: the days it took
        lie in (left, right], known only because they were more than `entry`; followed: days surely followed;
        month, cause, came: the same in whole calendar months (1 done, 2 household gone, 0 neither), month missing when
        the ledger gives only a year.

    Notes
    -----
    An alert said to be identified or cleared without a date took place some day before the ledgers end. Help before
    identification counts as given on the day itself. Leaving on the day or in the month of the end, the end counts.

    Examples
    --------
    >>> from evalkit import store
    >>> from evalkit.indicators import response_inputs
    >>> alerts = store.empty("alerts").reindex([0]).assign(county="990101", village="990101100201", household="h")
    >>> alerts = alerts.assign(outcome="identified", clue_date="2024-03-01", identified_date="2024-03-11")
    >>> cover = response_inputs.covered(pd.DataFrame({"village": ["990101100201"], "year": [2024]}))
    >>> spells(alerts, "clue_to_identified", cover)[["left", "right"]].to_numpy().tolist()
    [[9.0, 10.0]]
    """
    start_name, end_name = STAGES[stage]
    clue = stage == "clue_to_identified"
    taken = alerts["outcome"].eq("identified") | (alerts["outcome"].isna() & alerts["identified_date"].notna())
    wanted = alerts["outcome"].ne("not_at_risk") if clue else taken
    own = alerts[wanted & (alerts["measure_date"].notna() | (stage != "measure_to_cleared"))]
    own = own.merge(cover, on="village", how="left")
    own["exit_date"], own["exit_kind"] = _exits_of(own, exits)
    start, end = days(own[start_name]), days(own[end_name])
    said = (
        own["cleared"] if end_name == "cleared_date" else own["outcome"].eq("identified") & (start_name == "clue_date")
    )
    undated_end = said.fillna(False).to_numpy(dtype=bool) & np.isnan(end.last)
    timed = _timed(own, start, end, undated_end, early=stage == "identified_to_measure")
    year = np.fmax(dates.year_of(own[start_name]).astype("float64"), year_of_day(own["opened"]))
    months = _months(own, start_name, end_name, timed["state"])
    return own.assign(year=pd.array(year, dtype="Int64"), risk=own["risk1"], **timed, **months)[COLUMNS]


def _exits_of(own: pd.DataFrame, exits: pd.DataFrame | None) -> tuple[pd.Series, pd.Series]:
    if exits is None:
        return pd.Series(None, index=own.index, dtype="str"), pd.Series(None, index=own.index, dtype="str")
    found = own[OWNER].merge(exits, on=OWNER, how="left")
    return found["date"].astype("str"), found["kind"].astype("str")


def _timed(own: pd.DataFrame, start: Days, end: Days, undated_end: np.ndarray, early: bool) -> dict[str, np.ndarray]:
    """Return state, left, right, entry and followed of each spell, in days."""
    opened, closed = own["opened"].to_numpy(float), own["closed"].to_numpy(float)
    gone = days(own["exit_date"])
    ended = end.first <= closed
    after = np.where(early, np.maximum(end.last, start.first), end.last)
    left_first = ~ended & (gone.first <= closed)
    stop = np.where(left_first, np.minimum(gone.first - 1, closed), closed)
    soonest = np.maximum(np.maximum(end.first, np.where(start.first < opened, opened, -np.inf)) - start.last, 0)
    right = np.where(ended, after - start.first, np.where(undated_end, closed - start.first, np.inf))
    left = np.where(ended, soonest - 1, np.where(undated_end, -1, np.maximum(stop - start.last, -1)))
    late = (start.first < opened) & (opened - start.last > 0)
    entry = np.where(late, opened - start.last - 1, NO_ENTRY)
    state = np.select(
        [
            np.isnan(start.first) | np.isnan(opened),
            (ended & (after < start.first)),
            (ended & (end.last < opened)) | (start.first > closed) | (left_first & (gone.first < opened)),
            ended | undated_end,
            left_first,
        ],
        ["undated", "order", "before", "done", "exit"],
        "open",
    )
    left = np.maximum(left, entry)
    return {"state": state, "left": left, "right": right, "entry": entry, "followed": closed - start.last}


def _months(own: pd.DataFrame, start_name: str, end_name: str, state: np.ndarray) -> dict[str, pd.Series]:
    """Return months to the end, cause and months before coming in view, as running numbers subtract."""
    start = dates.month_index(own[start_name]).astype("Float64")
    end, gone = (dates.month_index(own[name]).astype("Float64") for name in (end_name, "exit_date"))
    first, last = (_month(own[name]) for name in ("opened", "closed"))
    stop = end.where(state == "done", gone.where(state == "exit", last))
    cause = np.where(state == "done", 1, np.where((state == "exit") & own["exit_kind"].ne("unlisted").to_numpy(), 2, 0))
    came = (first - start - 1).where((start < first).fillna(False), NO_ENTRY)
    return {"month": (stop - start).astype("Float64").clip(lower=0), "cause": cause, "came": came.astype("Float64")}


def _month(day: pd.Series) -> pd.Series:
    known = pd.to_datetime(day, unit="D")
    return (known.dt.year * 12 + known.dt.month - 1).astype("Float64")
