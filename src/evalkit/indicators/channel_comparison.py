"""What each channel and each monthly meeting adds: falls met by it alone, pairs of channels compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from evalkit import dates
from evalkit.indicators import meetings, monitoring, notes, row_lines
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import Design, error, interval
from evalkit.indicators.detection import share_limits
from evalkit.indicators.matching import AFTER, BEFORE, OWNER
from evalkit.indicators.paired_channels import catch, difference, mcnemar

PARTS = {"alone": "channel_catch_alone", "without": "catch_without_channel"}
DIFFERENCE, MEETING = "channel_difference", "meeting_catch"
ONE_CHANNEL = notes.both("不足两个渠道有线索", "fewer than two channels gave a clue")
FIRST_ONLY = notes.both(
    "若台账只记首个渠道，单独发现的比例偏高",
    "where the ledger keeps the first channel only, the share met alone is too high",
)


def channel_catch(met: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return for each channel the share of falls that it alone met, and the share met without it.

    Parameters
    ----------
    met : DataFrame
        As from `channel_detection.falls_met` by channel: fall, village, household, year, group (channel), yes.

    Returns
    -------
    DataFrame
        Result rows `channel_catch_alone` and `catch_without_channel`, unit `share`, grouped by `channel`, with Wilson
        limits by the effective size (household as cluster). A line without falls or channels has one row each saying
        so.
    """
    lines = []
    for line, own in _lines(met, scope):
        table, cluster = _matrix(own)
        if not len(table):
            lines += [row_lines.refusal(name, line, monitoring.NO_FALL) for name in PARTS.values()]
            continue
        units = Design(np.ones(len(table)), cluster)
        for channel, brings in zip(table.columns, catch(table.to_numpy()), strict=True):
            for part, name in PARTS.items():
                found = getattr(brings, part)
                counts = (round(found.value * len(table)), len(table), len(table))
                said = {"group_by": "channel", "group": channel, "note": FIRST_ONLY}
                lines.append(row_lines.figure(name, line, found.value, share_limits(found, units), counts, **said))
    return row_lines.table(lines)


def channel_difference(met: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Compare every two channels on the same falls.

    Returns
    -------
    DataFrame
        Result rows, unit `share`: the share met by the first channel less that met by the second, grouped by
        `channel/channel`, limits clustered by household; the mid-p value of McNemar's test is in the note. Numerator
        and denominator are that test's numbers: falls met by the first only, and by just one of the two.
    """
    lines = []
    for line, own in _lines(met, scope):
        table, cluster = _matrix(own)
        if table.shape[1] < 2 or not len(table):
            reason = ONE_CHANNEL if len(table) else monitoring.NO_FALL
            lines.append(row_lines.refusal(DIFFERENCE, line, reason))
            continue
        units = Design(np.ones(len(table)), cluster)
        for one, other in combinations(table.columns, 2):
            first, second = table[one].to_numpy(), table[other].to_numpy()
            found, test = difference(first, second), mcnemar(first, second)
            only = (test.first_only, test.first_only + test.second_only, len(table))
            spread = error(found, units)
            # Two falls of one household can cancel out, which says nothing of how sure the difference is.
            limits = interval(found.value, spread) if spread.se > 0 else (np.nan, np.nan)
            chance = notes.both(f"McNemar中点p值{test.p:.3f}", f"McNemar mid-p {test.p:.3f}")
            said = {"group_by": "channel/channel", "group": f"{one}/{other}", "note": chance}
            lines.append(row_lines.figure(DIFFERENCE, line, found.value, limits, only, **said))
    return row_lines.table(lines)


def meeting_catch(
    falls: pd.DataFrame, alerts: pd.DataFrame, meetings_held: pd.DataFrame, scope: pd.DataFrame
) -> pd.DataFrame:
    """Return for each month with a meeting the realised falls first identified in that month.

    Returns
    -------
    DataFrame
        Result rows, unit `fall`, grouped by `month` (such as 2024-03); `denominator` is the falls of the line.

    Notes
    -----
    The meeting ledger names no household. A fall counts for the month of its first identification within the default
    horizon; identified in a month without a meeting, it counts for none.
    """
    identified = _first_identified(falls, alerts)
    year, month = dates.year_of(meetings_held["date"]), dates.month_index(meetings_held["date"])
    held = meetings_held[["village"]].assign(year=year, month=month).dropna().drop_duplicates()
    met = scopes.within(held, scope)
    counts = identified.groupby(["village", "month"]).size().rename("value").reset_index()
    rows = met.astype({"month": "int64"}).merge(counts, on=["village", "month"], how="left")
    fell = scopes.within(falls, scope).groupby(scopes.KEYS, sort=False).size().rename("denominator").reset_index()
    rows = rows.merge(fell, on=scopes.KEYS, how="left").fillna({"value": 0, "denominator": 0})
    rows = rows.assign(value=rows["value"].astype("float64"), n=rows["denominator"].astype("int64"), group_by="month")
    rows["numerator"], rows["group"] = rows["value"], [f"{at // 12}-{at % 12 + 1:02d}" for at in rows["month"]]
    lacking = scopes.missing_ledger(scope, any_year=True, alerts=alerts, meetings=meetings_held)
    why = lacking.where(lacking != "", meetings.NOTHING)
    rows = rows[rows["village"].isin(scope.loc[lacking == "", "village"])]
    return scopes.with_refusals(rows, scope, MEETING, "fall", why, uncertainty="none (census)")


def _first_identified(falls: pd.DataFrame, alerts: pd.DataFrame) -> pd.DataFrame:
    own = alerts.loc[alerts["outcome"] == "identified", OWNER]
    own = own.assign(month=dates.month_index(alerts.loc[own.index, "identified_date"]).astype("Int64")).dropna()
    events = falls[[*OWNER, "first", "last"]].assign(fall=range(len(falls)))
    both = events.merge(own, on=OWNER)
    near = both[both["month"].between(both["first"] - BEFORE, both["last"] + AFTER)]
    first = near.groupby(["fall", "village"], sort=False)["month"].min().reset_index()
    return first.astype({"month": "int64"})


def _lines(met: pd.DataFrame, scope: pd.DataFrame) -> Iterator[tuple[Any, pd.DataFrame]]:
    told = scopes.within(met[met["yes"].notna()].astype({"yes": "bool"}), scope)
    own = dict(iter(told.groupby(["village", "period"], sort=False)))
    for line in scope.itertuples(index=False):
        yield line, own.get((line.village, line.period), told.iloc[:0])


def _matrix(own: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Return falls by channels, and the household of each fall."""
    table = own.pivot(index=["household", "fall"], columns="group", values="yes")
    return table, table.index.get_level_values("household").to_numpy()
