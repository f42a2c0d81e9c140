"""Which realised falls were caught, at several horizons, by channel, kind and group; which quiet years were not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import clustered_share, matching, monitoring, notes, result
from evalkit.indicators import falls as realised_falls
from evalkit.indicators import scope as scopes
from evalkit.indicators.matching import AFTER, OWNER
from evalkit.indicators.verification_bias import FEWEST_MISSED

HORIZONS = (3, 6, 12)
BY = ("", "channel", "kind", "group")
SENSITIVITY, SPECIFICITY = "detection_sensitivity", "detection_specificity"
ALL_FELL = notes.both("看得到结果的户都实际下降", "every household whose outcome is known fell")
FEW_MISSED = notes.both(
    f"看得到的漏报不足{FEWEST_MISSED}例，敏感度取决于少数几例",
    f"fewer than {FEWEST_MISSED} missed falls were seen: the sensitivity hangs on a handful",
)


def household_groups(households: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the group of each household and year from a column of the household ledger, such as `household_type`.

    Returns
    -------
    DataFrame
        village, household, year, group; households without an entry are left out.
    """
    own = households[[*OWNER, "year", column]].dropna().drop_duplicates([*OWNER, "year"])
    return own.rename(columns={column: "group"}).astype({"group": "str"})


def detection_sensitivity(
    falls: pd.DataFrame,
    observed: pd.DataFrame,
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    by: str = "",
    groups: pd.DataFrame | None = None,
    horizons: Sequence[int] = HORIZONS,
    unseen: pd.Series | str = realised_falls.NOT_SEEN,
) -> pd.DataFrame:
    """Return the share of realised falls that a clue met, at several horizons, clustered by household.

    Parameters
    ----------
    falls, observed, alerts, scope, unseen
        As in `monitoring.alert_sensitivity`.
    by : {"", "channel", "kind", "group"}
        `channel`: falls met by that channel, whatever the others did; `kind`: of the fall (income, or the guarantee
        lost); `group`: as in `groups`.
    groups : DataFrame, optional
        As from `household_groups`, for `by="group"`; falls of households in none are left out.
    horizons : sequence of int
        Months ahead of the fall from which a clue counts; to three months after it in each.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by `horizon` or `horizon/channel` and so on. Refused where
        `alert_sensitivity` is.
    """
    fit, refused = _split(falls, observed, alerts, scope, unseen)
    tables = [scopes.refusals(refused.assign(group_by=names(by)), SENSITIVITY, "share", refused["note"])]
    for months in horizons:
        events = falls_met(falls, observed, alerts, months, by == "channel").rename(columns={"group": "channel"})
        found = split_by(events, by, groups, months)
        rows = clustered_share.rows(
            fit, found, SENSITIVITY, nothing=monitoring.NO_FALL, unknown=monitoring.ONLY_ALERTED,
            caveat=_horizon(months), group_by="" if by == "" else names(by),
        )  # fmt: skip
        tables.append(at_horizon(rows, months))
    rows = result.concat(tables)
    few = rows["value"].notna() & (rows["denominator"] - rows["numerator"] < FEWEST_MISSED)
    rows.loc[few, "note"] = [notes.joined([note, FEW_MISSED]) for note in rows.loc[few, "note"]]
    return rows


def missed_at_horizons(sensitivity: pd.DataFrame) -> pd.DataFrame:
    """Return the falls that no clue met, from rows of `detection_sensitivity` (not by channel); unit `fall`."""
    told = sensitivity["value"].notna() | (sensitivity["note"] == monitoring.NO_FALL)
    left = (sensitivity["denominator"] - sensitivity["numerator"]).where(told)
    kind = np.where(told, "none (census)", "")
    rows = sensitivity.assign(value=left, low=np.nan, high=np.nan, indicator="missed_falls", unit="fall")
    return result.validate(rows.assign(uncertainty=kind))


def detection_specificity(
    falls: pd.DataFrame,
    observed: pd.DataFrame,
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    horizons: Sequence[int] = HORIZONS,
    unseen: pd.Series | str = realised_falls.NOT_SEEN,
) -> pd.DataFrame:
    """Return the share of household-years without a fall that no clue pointed to.

    Returns
    -------
    DataFrame
        Result rows, unit `share of household-years`, grouped by `horizon`. A clue of the year that met a fall of a
        neighbouring year within the horizon points to that fall, not to this year.

    Notes
    -----
    The rest are not mistaken alerts: help may have averted the fall.
    """
    fit, refused = _split(falls, observed, alerts, scope, unseen)
    unit = "share of household-years"
    tables = [scopes.refusals(refused, SPECIFICITY, unit, refused["note"])]
    own = matching.clues(alerts)
    years = observed[[*OWNER, "year"]].drop_duplicates()
    fell = pd.MultiIndex.from_frame(years).isin(pd.MultiIndex.from_frame(falls[[*OWNER, "year"]]))
    for months in horizons:
        stray = own[~own["number"].isin(matching.pairs(falls, own, months, AFTER)["number"])]
        pointed = pd.MultiIndex.from_frame(years).isin(pd.MultiIndex.from_frame(stray[[*OWNER, "year"]]))
        rows = clustered_share.rows(
            fit, years.assign(yes=~pointed)[~fell], SPECIFICITY, nothing=ALL_FELL, caveat=monitoring.HELPED, unit=unit
        )
        tables.append(at_horizon(rows, months))
    return result.concat(tables)


def falls_met(
    falls: pd.DataFrame, observed: pd.DataFrame, alerts: pd.DataFrame, months: int, by_channel: bool = False
) -> pd.DataFrame:
    """Return every fall (times every channel in `group`) with `yes`, missing where only the alerted have outcomes."""
    events = matching.met(falls, matching.clues(alerts), months, AFTER, by_channel)
    outcome = np.where(events["kind"] == "income", "income", "guarantees")
    known = matching.verifiable(observed, alerts)
    open_ = events.assign(outcome=outcome).merge(known, how="left")["open"].eq(True)
    return events.assign(yes=events["yes"].astype("boolean").where(open_.to_numpy()))


def _split(falls, observed, alerts, scope, unseen) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines that `alert_sensitivity` judges, and those it refuses with their reasons."""
    told = monitoring.alert_sensitivity(falls, observed, alerts, scope, unseen=unseen)
    refused = told[told["value"].isna() & (told["note"] != monitoring.NO_FALL) & (told["n"] == 0)]
    reasons = dict(zip(zip(refused["village"], refused["period"], strict=True), refused["note"], strict=True))
    keys = zip(scope["village"], scope["period"], strict=True)
    return scopes.split(scope, pd.Series([reasons.get(key, "") for key in keys], index=scope.index, dtype="str"))


def split_by(events: pd.DataFrame, by: str, groups: pd.DataFrame | None, months: int) -> pd.DataFrame:
    """Return the events with `group`, the horizon and what they are grouped by; as they are where by nothing."""
    if by not in BY:
        raise ValueError(f"by: expected one of {BY}, got {by}")
    if by == "":
        return events
    if by == "group":
        events = events.drop(columns="group", errors="ignore").merge(groups, on=[*OWNER, "year"])
    events = events[events[by].notna()]
    return events.assign(group=str(months) + "/" + events[by].astype("str"))


def at_horizon(rows: pd.DataFrame, months: int) -> pd.DataFrame:
    """Return rows grouped by nothing yet as those of one horizon."""
    plain = rows["group_by"] == ""
    horizon = {"group_by": rows["group_by"].mask(plain, "horizon"), "group": rows["group"].mask(plain, str(months))}
    return rows.assign(**horizon)


def names(by: str) -> str:
    """Return what rows are grouped by."""
    return f"horizon/{by}" if by else "horizon"


def _horizon(months: int) -> str:
    return notes.both(
        f"线索在下降前{months}个月至后{AFTER}个月内", f"clue from {months} months before to {AFTER} after the fall"
    )
