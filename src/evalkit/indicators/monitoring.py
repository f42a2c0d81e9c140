"""How well alerts find the households that really fall: met, missed, ahead of time, and at what burden."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.indicators import clustered_share, matching, median, notes, omissions, result
from evalkit.indicators import falls as realised_falls
from evalkit.indicators import scope as scopes
from evalkit.indicators.matching import AFTER, BEFORE, OWNER

NAN = float("nan")
NO_FALL = notes.both("没有实际下降的户", "no realised fall")
NOT_MET = notes.both("没有被线索覆盖的下降", "no realised fall was met by a clue")
UNDATED = ("{n}条线索没有日期，未计入", "{n} clues without a date left out")
NO_CLUE = notes.both("没有线索", "no clue")
HELPED = notes.both(
    "预警后的帮扶可能已避免下降，其余线索不等于误报",
    "help given after an alert may have averted the fall, so the rest are not all mistaken alerts",
)
ONLY_ALERTED = notes.both(
    "只有已预警户的结果记录，看不到漏掉的户，不计算敏感度",
    "outcomes are known only for alerted households: those that fell without an alert cannot be seen",
)


def alert_sensitivity(
    falls: pd.DataFrame,
    observed: pd.DataFrame,
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    unseen: pd.Series | str = realised_falls.NOT_SEEN,
    by_channel: bool = False,
    before: int = BEFORE,
    after: int = AFTER,
) -> pd.DataFrame:
    """Return the share of realised falls that a clue met.

    Parameters
    ----------
    falls, observed : DataFrame
        As from `falls.realised` and `falls.observed`.
    alerts : DataFrame
        Clean table `alerts`.
    unseen : Series or str
        Why no fall could be seen in a line of the scope, as from `falls.unseen`.
    by_channel : bool
        One row for each channel: falls met by that channel, whatever the others did; channels overlap.

    Returns
    -------
    DataFrame
        Result rows, unit `share`. Refused where outcomes are known only for alerted households: then the households
        that fell without an alert cannot be seen and every share looks perfect (verification bias).
    """
    known = matching.verifiable(observed, alerts)
    fit, refused = scopes.split(scope, _refusals(known, alerts, scope, unseen))
    events = matching.met(falls, matching.clues(alerts), before, after, by_channel)
    outcome = np.where(events["kind"] == "income", "income", "guarantees")
    can_tell = events.assign(outcome=outcome).merge(known, how="left")["open"].eq(True)
    events["yes"] = events["yes"].astype("boolean").where(can_tell.to_numpy())
    rows = clustered_share.rows(
        fit,
        events,
        "alert_sensitivity",
        nothing=NO_FALL,
        unknown=ONLY_ALERTED,
        caveat=notes.both(
            f"线索在下降前{before}个月至后{after}个月内", f"clue from {before} months before to {after} after the fall"
        ),
        group_by="channel" if by_channel else "",
    )
    refused = refused.iloc[:0] if by_channel else refused
    return result.concat([rows, scopes.refusals(refused, "alert_sensitivity", "share", refused["note"])])


def missed_falls(
    falls: pd.DataFrame,
    observed: pd.DataFrame,
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    unseen: pd.Series | str = realised_falls.NOT_SEEN,
) -> pd.DataFrame:
    """Count the realised falls that no clue met, in the default horizon of `alert_sensitivity`.

    Returns
    -------
    DataFrame
        Result rows, unit `fall`: the value is the denominator (falls) less the numerator (falls met), so that a count
        of falls met that is too small to publish keeps its complement back as well.
    """
    shares = alert_sensitivity(falls, observed, alerts, scope, unseen=unseen)
    told = shares["value"].notna() | (shares["note"] == NO_FALL)
    rows = shares.assign(value=(shares["denominator"] - shares["numerator"]).where(told), low=NAN, high=NAN)
    return scopes.table(rows, "missed_falls", "fall", uncertainty="none (census)")


def alert_lead_time(
    falls: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame, *, by_channel: bool = False
) -> pd.DataFrame:
    """Return the median months from the first clue in the horizon to the fall; positive when the clue came before.

    Notes
    -----
    Only falls known to the month count; falls known by year only are left out and their number stated.
    """
    group = ["group"] if by_channel else []
    met = matching.pairs(falls, matching.clues(alerts)).rename(columns={"channel": "group"})
    first = met.groupby(["fall", "village", "year", *group], sort=False)["lead"].max().reset_index()
    return median.rows(
        scope,
        first.rename(columns={"lead": "number"}),
        "alert_lead_time",
        "month",
        nothing=scopes.nothing(scope, NOT_MET, alerts=alerts),
        unknown=notes.both("只知道下降的年份", "the fall is known by year only"),
        group_by="channel" if by_channel else "",
    )


def alert_precision(
    falls: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame, *, by_channel: bool = False
) -> pd.DataFrame:
    """Return the share of settled clues that were verified at risk or met a realised fall.

    Notes
    -----
    A clue is settled when verification ended (taken into monitoring, or found not at risk). The complement is not a
    rate of mistaken alerts: the clue may have been answered before the income dropped.
    """
    own = matching.clues(alerts)
    hit = own["number"].isin(matching.pairs(falls, own)["number"])
    settled = own["outcome"].isin(["identified", "not_at_risk"])
    yes = ((own["outcome"] == "identified") | hit).astype("boolean").where(settled | hit)
    return clustered_share.rows(
        scope,
        own.assign(yes=yes, group=own["channel"]),
        "alert_precision",
        nothing=scopes.nothing(scope, NO_CLUE, alerts=alerts),
        unknown=notes.both("尚未核实或没有结果", "verification still open or without a result"),
        caveat=notes.both("核实有风险或确实下降", "verified at risk, or met by a fall"),
        group_by="channel" if by_channel else "",
    )


def alert_followed_by_fall(
    falls: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame, *, last_month: int | None
) -> pd.DataFrame:
    """Return the share of clues that a realised fall met.

    Parameters
    ----------
    last_month : int or None
        Running number of the last month in which falls can be seen; a clue counts once its whole horizon has passed.
    """
    own = matching.clues(alerts)
    hit = own["number"].isin(matching.pairs(falls, own)["number"]).astype("boolean")
    followed = own["month"].notna() & (own["month"] + BEFORE <= (last_month or 0))
    return clustered_share.rows(
        scope,
        own.assign(yes=hit.where(followed)),
        "alert_followed_by_fall",
        nothing=scopes.nothing(scope, NO_CLUE, alerts=alerts),
        unknown=notes.both("线索没有月份或观察期未满", "clue without a month, or its horizon is not over"),
        caveat=HELPED,
    )


def alert_burden(alerts: pd.DataFrame, households: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return clues per 100 household-months: what the village had to look into.

    Returns
    -------
    DataFrame
        Result rows, unit `per 100 household-months`; a household in a year's list counts for 12 months.
    """
    lacking = scopes.missing_ledger(scope, any_year=True, alerts=alerts)
    lacking = lacking.where(lacking != "", scopes.missing_ledger(scope, households=households))
    fit, refused = scopes.split(scope, lacking)
    found = scopes.within(matching.clues(alerts), fit).groupby(scopes.KEYS, sort=False).size().rename("numerator")
    listed = households[[*OWNER, "year"]].drop_duplicates()
    months = scopes.within(listed, fit).groupby(scopes.KEYS, sort=False).size().mul(12).rename("denominator")
    counts = pd.concat([found, months], axis=1).reset_index()
    rows = fit.merge(counts, on=scopes.KEYS, how="left").fillna({"numerator": 0})
    rows = rows.assign(value=100 * rows["numerator"] / rows["denominator"], n=rows["numerator"].astype("int64"))
    name, unit = "alert_burden", "per 100 household-months"
    kept = scopes.table(rows, name, unit, uncertainty="none (census)")
    table = result.concat([kept, scopes.refusals(refused, name, unit, refused["note"])])
    return omissions.noted(table, scope, alerts[alerts["clue_date"].isna()], *UNDATED)


def _refusals(known: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame, unseen: pd.Series | str) -> pd.Series:
    lacking = scopes.missing_ledger(scope, any_year=True, alerts=alerts)
    by_line = scopes.within(known, scope).groupby(["village", "period"], sort=False)["open"].any().to_dict()
    found = [by_line.get(key) for key in zip(scope["village"], scope["period"], strict=True)]
    why = scope.assign(why=unseen)["why"]
    states = zip(lacking, found, why, strict=True)
    reasons = [note or {None: reason, False: ONLY_ALERTED, True: ""}[state] for note, state, reason in states]
    return pd.Series(reasons, index=scope.index, dtype="str")
