"""What happened between clue, identification and clearing: in time, too early, below the line, back again."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.indicators import clustered_share, notes, omissions
from evalkit.indicators import scope as scopes

OWNER = ["village", "household"]
RELAPSE_MONTHS = 12
NO_RULE = notes.both("没有适用该规定的消除", "no clearing to which the rule applies")
UNDATED = (
    "到该年为止的线索有{n}条标为已消除而没有消除时间，不知属于哪一年，未计入",
    "{n} alerts up to this year marked as cleared without a date, so of an unknown year, left out",
)
NO_CLEARING = notes.both("没有消除风险的户", "no clearing")


def cleared(alerts: pd.DataFrame) -> pd.DataFrame:
    """Return the alerts whose risk was cleared, by the year of clearing.

    Returns
    -------
    DataFrame
        village, household, year, month (running number, missing when only a year is known), identified_date,
        cleared_date, cleared_income_per_head (fen).
    """
    own = alerts[alerts["cleared_date"].notna()]
    month = dates.month_index(own["cleared_date"]).astype("Int64")
    columns = [*OWNER, "identified_date", "cleared_date", "cleared_income_per_head"]
    return own[columns].assign(year=dates.year_of(own["cleared_date"]), month=month)


def identification_in_time(alerts: pd.DataFrame, scope: pd.DataFrame, *, days_max: int) -> pd.DataFrame:
    """Return the share of identified alerts that took at most `days_max` days from clue to identification.

    Notes
    -----
    Only alerts with both days known count; a ledger that gives months cannot tell and the number is stated.
    """
    own = alerts[(alerts["outcome"] == "identified") & alerts["clue_date"].notna()]
    days = dates.days_between(own["clue_date"], own["identified_date"])
    events = own[OWNER].assign(year=dates.year_of(own["clue_date"]), yes=days <= days_max)
    return clustered_share.rows(
        scope,
        events,
        "identification_in_time",
        nothing=scopes.nothing(scope, notes.both("没有纳入监测的线索", "no identified alert"), alerts=alerts),
        unknown=notes.both("线索或识别只有月份", "the day of the clue or of the identification is not known"),
        caveat=notes.both(f"不超过{days_max}天", f"at most {days_max} days"),
    )


def early_clearing_share(alerts: pd.DataFrame, scope: pd.DataFrame, *, months_min: int, since: str) -> pd.DataFrame:
    """Return the share of clearings that came less than `months_min` calendar months after identification.

    Parameters
    ----------
    months_min : int
        Months a household has to stay stable, from the policy file.
    since : str
        Month or year from which the rule holds, such as `2022-04`; earlier clearings are not judged.

    Notes
    -----
    Alerts marked as cleared without a date of clearing are left out. They may have been cleared in any year from that
    of their ledger row on, so the note of each of these years counts them.

    Examples
    --------
    >>> case = {"village": "v", "year": 2023, "household": "h", "cleared": True, "cleared_income_per_head": 800000}
    >>> alerts = pd.DataFrame([case | {"identified_date": "2023-01", "cleared_date": "2023-05"}])
    >>> early_clearing_share(alerts, scopes.years("v", [2023]), months_min=6, since="2022-04")["value"].item()
    1.0
    """
    own = cleared(alerts)
    start = dates.month_bounds(pd.Series([str(since)]))[0].item()
    own = own[own["month"].isna() | (own["month"] >= start)]
    events = own.assign(yes=dates.months_between(own["identified_date"], own["cleared_date"]) < months_min)
    rows = clustered_share.rows(
        scope,
        events,
        "early_clearing_share",
        nothing=scopes.nothing(scope, NO_RULE, alerts=alerts),
        unknown=notes.both("识别或消除的月份不明", "the month of identification or of clearing is not known"),
        caveat=notes.both(f"不足{months_min}个月", f"less than {months_min} months"),
    )
    return _undated(rows, alerts, scope)


def cleared_below_line(alerts: pd.DataFrame, lines: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of clearings at which the stated income per head was below the line of that year."""
    own = cleared(alerts)
    own = own.assign(county=alerts.loc[own.index, "county"])
    own = own.astype({"year": "int64"}).merge(lines, on=["county", "year"], how="left")
    events = own.assign(yes=own["cleared_income_per_head"] < own["fen"])
    rows = clustered_share.rows(
        scope,
        events,
        "cleared_below_line",
        nothing=scopes.nothing(scope, NO_CLEARING, alerts=alerts),
        unknown=notes.both(
            "没有写收入，或该年没有监测线", "no income stated, or no monitoring line for the year of clearing"
        ),
    )
    return _undated(rows, alerts, scope)


def relapse_share(
    alerts: pd.DataFrame, falls: pd.DataFrame, scope: pd.DataFrame, *, last_month: int | None
) -> pd.DataFrame:
    """Return the share of clearings after which the household fell, or was identified again, within 12 months.

    Parameters
    ----------
    last_month : int or None
        Running number of the last month that the ledgers cover; a clearing counts once 12 months have passed.
    """
    own = cleared(alerts).assign(case=range(int(alerts["cleared_date"].notna().sum())))
    back = alerts[alerts["outcome"] == "identified"]
    back = back[OWNER].assign(first=dates.month_index(back["clue_date"]).astype("Int64"))
    both = own[[*OWNER, "case", "month"]].merge(pd.concat([falls[[*OWNER, "first"]], back]), on=OWNER)
    after = both["first"] - both["month"]
    again = own["case"].isin(both.loc[after.between(1, RELAPSE_MONTHS).fillna(False), "case"])
    followed = own["month"].notna() & (own["month"] + RELAPSE_MONTHS <= (last_month or 0))
    rows = clustered_share.rows(
        scope,
        own.assign(yes=again.astype("boolean").where(followed)),
        "relapse_share",
        nothing=scopes.nothing(scope, NO_CLEARING, alerts=alerts),
        unknown=notes.both(
            "距台账末期不足12个月，或月份不明", "cleared less than 12 months before the ledgers end, or without a month"
        ),
    )
    return _undated(rows, alerts, scope)


def _undated(rows: pd.DataFrame, alerts: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    marked = alerts["cleared"].fillna(False).astype(bool) & alerts["cleared_date"].isna()
    return omissions.noted(rows, scope.assign(since=0), alerts[marked], *UNDATED)
