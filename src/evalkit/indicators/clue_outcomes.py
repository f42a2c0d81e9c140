"""What became of clues at several horizons: precision, lead time, and the burden of each channel and risk."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evalkit.indicators import clustered_share, matching, median, monitoring, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.channel_detection import HORIZONS, at_horizon, names, split_by
from evalkit.indicators.matching import AFTER

PRECISION = "detection_precision"


def detection_precision(
    falls: pd.DataFrame,
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    last_month: int | None,
    by: str = "",
    groups: pd.DataFrame | None = None,
    horizons: Sequence[int] = HORIZONS,
) -> pd.DataFrame:
    """Return the share of clues that a realised fall met, at several horizons, clustered by household.

    Parameters
    ----------
    last_month : int or None
        Running number of the last month in which falls can be seen; a clue counts once its whole horizon has passed.
    by : {"", "channel", "kind", "group"}
        `kind`: the first risk named by the clue.

    Returns
    -------
    DataFrame
        Result rows, unit `share`. The rest are not mistaken alerts, and every row says so.
    """
    own = matching.clues(alerts)
    own = own.assign(kind=alerts.loc[own.index, "risk1"].to_numpy())
    tables = []
    for months in horizons:
        hit = own["number"].isin(matching.pairs(falls, own, months, AFTER)["number"]).astype("boolean")
        over = own["month"].notna() & (own["month"] + months <= (last_month or 0))
        found = split_by(own.assign(yes=hit.where(over)), by, groups, months)
        rows = clustered_share.rows(
            scope, found, PRECISION, nothing=scopes.nothing(scope, monitoring.NO_CLUE, alerts=alerts),
            unknown=notes.both("线索没有月份或观察期未满", "clue without a month, or its horizon is not over"),
            caveat=monitoring.HELPED, group_by="" if by == "" else names(by),
        )  # fmt: skip
        tables.append(at_horizon(rows, months))
    return result.concat(tables)


def lead_time_at_horizons(
    falls: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame, *, horizons: Sequence[int] = HORIZONS
) -> pd.DataFrame:
    """Return `alert_lead_time` grouped by `horizon`: a longer one lets earlier clues in."""
    tables = []
    for months in horizons:
        met = matching.pairs(falls, matching.clues(alerts), months, AFTER)
        first = met.groupby(["fall", "village", "year"], sort=False)["lead"].max().rename("number").reset_index()
        rows = median.rows(
            scope, first, "alert_lead_time", "month",
            nothing=scopes.nothing(scope, monitoring.NOT_MET, alerts=alerts),
            unknown=notes.both("只知道下降的年份", "the fall is known by year only"),
        )  # fmt: skip
        tables.append(at_horizon(rows, months))
    return result.concat(tables)


def burden_by(alerts: pd.DataFrame, households: pd.DataFrame, scope: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Return `alert_burden` of each channel or risk: its clues per 100 household-months of the whole village.

    Parameters
    ----------
    by : {"channel", "kind"}
        `kind`: the first risk named by the clue.
    """
    whole = monitoring.alert_burden(alerts, households, scope)
    own = matching.clues(alerts)
    own = own.assign(kind=alerts.loc[own.index, "risk1"].to_numpy())
    told = scopes.within(own.dropna(subset=[by]), scope)
    counts = told.groupby(["village", "period", by], sort=True).size().rename("count").reset_index()
    rows = whole[whole["value"].notna()].merge(counts, on=["village", "period"])
    rows = rows.assign(numerator=rows["count"].astype("float64"), n=rows["count"], group_by=by, group=rows[by])
    rows["value"] = 100 * rows["numerator"] / rows["denominator"]
    return result.concat([rows[result.COLUMNS], whole[whole["value"].isna()]])
