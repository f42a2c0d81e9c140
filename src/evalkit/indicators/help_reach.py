"""Whether help reached those it is meant for: monitored households with a measure, relief alone, promises kept."""

from __future__ import annotations

import pandas as pd

from evalkit import codebook, dates
from evalkit.indicators import notes, omissions, proportion
from evalkit.indicators import scope as scopes

OWNER = ["village", "household", "year"]
NO_MONITORED = notes.both("没有监测对象", "no monitored household in the list")
RELIEF_ONLY = notes.both("有劳动力但只有救助性措施", "able to work, but relief measures only")
NO_DEADLINE = ("{n}项任务没有写完成时限，未计入", "{n} tasks without a deadline left out")
CREDIT, POST = "finance", "public_post"


def measures(
    assistance: pd.DataFrame, microcredit: pd.DataFrame, public_posts: pd.DataFrame, alerts: pd.DataFrame
) -> pd.DataFrame:
    """Return which measures each household received in each year, from all ledgers that say so.

    Returns
    -------
    DataFrame
        village, household, year, measure (a code of the list `measure`; missing when a programme has none declared in
        `params/codes.csv`).

    Notes
    -----
    A programme stands for the measure named in its note (`measure=...`) in `params/codes.csv`; a loan is finance; a
    month in a public post is a public post; the measures of an alert count in every year from the first measure (else
    the clue) to the clearing, or to the last year of the ledgers.
    """
    programmes = codebook.load().code_lists["programme"]
    meaning = {code: row.note.removeprefix("measure=") for code, row in programmes.items() if "measure=" in row.note}
    ledgers = (assistance, microcredit, public_posts, alerts)
    last = max([int(rows["year"].max()) for rows in ledgers if len(rows)], default=0)
    parts = [
        assistance[OWNER].assign(measure=assistance["programme"].map(meaning)),
        microcredit[OWNER].assign(measure=CREDIT),
        public_posts[OWNER].assign(measure=POST),
        _of_alerts(alerts, last),
    ]
    found = pd.concat([part.astype({"year": "int64", "measure": "str"}) for part in parts], ignore_index=True)
    return found.dropna(subset=["household"]).drop_duplicates(ignore_index=True)


def monitored_with_measure(households: pd.DataFrame, measures: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of monitored households whose risk is open that received at least one measure in the year."""
    own = _open_monitored(households)
    helped = pd.MultiIndex.from_frame(measures[OWNER])
    return proportion.rows(
        scope,
        own.assign(yes=pd.MultiIndex.from_frame(own[OWNER]).isin(helped)),
        "monitored_with_measure",
        nothing=scopes.nothing(scope, NO_MONITORED, households=households),
    )


def labour_relief_only_share(
    households: pd.DataFrame, measures: pd.DataFrame, scope: pd.DataFrame, *, development: list[str]
) -> pd.DataFrame:
    """Return, of monitored households that can work and were helped, the share without any development measure.

    Parameters
    ----------
    development : list of str
        Codes of measures that build income, from the policy file.
    """
    own = _open_monitored(households)
    can_work = (own["labour_count"] > 0).where(own["labour_count"].notna(), ~own["no_labour_household"])
    received = measures.assign(builds=measures["measure"].isin(development))
    builds = received.groupby(OWNER, sort=False)["builds"].any().rename("builds").reset_index()
    own = own.astype({"year": "int64"}).assign(can_work=can_work.fillna(False)).merge(builds, on=OWNER)
    own = own[own["can_work"]]
    return proportion.rows(
        scope,
        own.assign(yes=~own["builds"].astype(bool)),
        "labour_relief_only_share",
        nothing=scopes.nothing(
            scope,
            notes.both("没有已获帮扶且有劳动力的监测对象", "no monitored household that can work and was helped"),
            households=households,
        ),
        caveat=RELIEF_ONLY,
    )


def plan_completion_on_time(plans: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the share of tasks with a deadline that were done by then.

    Notes
    -----
    Days are compared where both dates have one, months otherwise. A task marked done without a date, or adjusted,
    cannot be judged and is left out; one not or partly done counts as late. Tasks without a deadline are no
    part of `n`; the note says how many.

    Examples
    --------
    >>> task = {"village": "v", "year": 2024, "deadline": "2024-05", "done_date": "2024-05-31", "result": "done"}
    >>> plan_completion_on_time(pd.DataFrame([task]), scopes.years("v", [2024]))["value"].item()
    1.0
    """
    due = plans[plans["deadline"].notna()]
    days = dates.days_between(due["deadline"], due["done_date"])
    late_by = days.where(days.notna(), dates.months_between(due["deadline"], due["done_date"]))
    yes = (late_by <= 0).astype("boolean")
    yes = yes.mask(due["result"].isin(["not_done", "partly"]) & due["done_date"].isna(), False)
    rows = proportion.rows(
        scope,
        due[["village", "year"]].assign(yes=yes.mask(due["result"] == "adjusted")),
        "plan_completion_on_time",
        nothing=scopes.nothing(scope, notes.both("没有写完成时限的任务", "no task with a deadline"), plans=plans),
        unknown=notes.both("没有完成时间，或任务已调整", "no date of completion, or the task was adjusted"),
    )
    open_ended = plans[plans["deadline"].isna()]
    return omissions.noted(rows, scope, open_ended, *NO_DEADLINE)


def _of_alerts(alerts: pd.DataFrame, last: int) -> pd.DataFrame:
    own = alerts.dropna(subset=["measures"])
    first = dates.year_of(own["measure_date"].fillna(own["clue_date"]))
    end = dates.year_of(own["cleared_date"]).fillna(last)
    spans = [
        list(range(start, max(start, stop) + 1)) if pd.notna(start) else []
        for start, stop in zip(first, end, strict=True)
    ]
    own = own.assign(year=spans, measure=own["measures"].str.split(";"))
    return own.explode("year").explode("measure")[[*OWNER, "measure"]].dropna(subset=["year"])


def _open_monitored(households: pd.DataFrame) -> pd.DataFrame:
    monitored = households["monitored_type"].notna() & ~households["risk_cleared"].fillna(False).astype(bool)
    return households[monitored].drop_duplicates(OWNER)
