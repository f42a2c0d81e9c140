"""Whether people who were trained then started a job: a proxy, with what the dates of the ledgers leave open."""

from __future__ import annotations

import pandas as pd

from evalkit import dates
from evalkit.indicators import notes, proportion, result
from evalkit.indicators import scope as scopes

NAME = "training_to_job"
MONTHS = 6
BOUNDS = ("lower", "upper")
PERSON = ["village", "year", "person"]
PROXY = notes.both(
    "替代指标，不是培训的效果：原有的外出打算、季节、招工形势、年龄和健康都会影响",
    "a proxy, not an effect of training: plans made before, the season, the labour market, age and health move it",
)
NO_TRAINING = notes.both("该年没有写明人员的培训", "no training of a named person in this year")
NOT_FOLLOWED = notes.both("培训后的务工台账不足所需月数", "the job ledger does not reach far enough after the training")


def training_to_job(
    assistance: pd.DataFrame, jobs: pd.DataFrame, scope: pd.DataFrame, *, months: int = MONTHS
) -> pd.DataFrame:
    """Return the share of the persons trained in the year who started a job within some months.

    Parameters
    ----------
    assistance : DataFrame
        Clean table; rows of the programme `training` with a `person` and a `date`.
    jobs : DataFrame
        Clean table, of this year and the years after it: `person`, `start_date`, `end_date`, `working`.
    scope : DataFrame
        Villages and years of the training to report on.
    months : int
        Calendar months after the training in which the job must start; half a year when omitted.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by bound: `lower` counts the persons whose dates leave no doubt, `upper` all
        whose dates allow it. Denominator persons that can be told, n all persons trained.

    Notes
    -----
    Months are calendar months. A date without its day, or without its month, is every day it can mean; a training
    without a date is somewhere in its ledger's year, and a job without a start began some time up to its ledger's year.
    A person counts once a year, and by any of the trainings. Trainings whose months the village's job ledgers do not
    cover, year by year, are left out, whether or not a job followed. A job entered anew each year counts as started, so
    the note counts those who were at work when they were trained.

    Examples
    --------
    >>> trained = pd.DataFrame({"village": "v", "year": 2023, "person": ["a", "b"], "programme": "training"})
    >>> found = pd.DataFrame({"village": "v", "year": 2023, "person": ["a"], "start_date": "2023-05"})
    >>> found = found.assign(end_date=None, working=True)
    >>> here = scopes.years("v", [2023])
    >>> training_to_job(trained.assign(date="2023-03-08"), found, here)["value"].tolist()
    [0.5, 0.5]
    """
    ready, refused = scopes.split(scope, scopes.missing_ledger(scope, True, assistance=assistance, jobs=jobs))
    trained = assistance[assistance["programme"] == "training"]
    events = _persons(_followed(trained[trained["person"].notna()], jobs, months), jobs, months)
    nameless = trained[trained["person"].isna()][["village", "year"]]
    already = events[events["before"] & events["lower"].notna()][["village", "year"]]
    left, working = (
        scopes.within(e, ready).groupby(["village", "period"]).size().to_dict() for e in (nameless, already)
    )
    tables = [scopes.refusals(refused, NAME, "share", refused["note"])]
    texts = {"nothing": NO_TRAINING, "unknown": NOT_FOLLOWED, "caveat": PROXY}
    for bound in BOUNDS:
        rows = proportion.rows(ready, events.assign(yes=events[bound])[["village", "year", "yes"]], NAME, **texts)
        at = list(zip(rows["village"], rows["period"], strict=True))
        counts = [_counts(left.get(key, 0), working.get(key, 0)) for key in at]
        rows["note"] = [notes.joined(pair) for pair in zip(rows["note"], counts, strict=True)]
        tables.append(rows.assign(group_by="bound", group=bound))
    return pd.concat([table for table in tables if len(table)] or [result.empty()], ignore_index=True)


def _followed(trained: pd.DataFrame, jobs: pd.DataFrame, months: int) -> pd.DataFrame:
    """Trainings with their first and last possible month, and whether job ledgers reach far enough after them."""
    own = trained[PERSON].assign(date=trained["date"].fillna(trained["year"].astype("str")))
    own["first"], own["last"] = dates.month_bounds(own["date"])
    known = set(zip(jobs["village"], jobs["year"].astype("int64"), strict=True))
    spans = zip(own["village"], own["first"] // 12, (own["last"] + months) // 12, strict=True)
    reached = [all((v, y) in known for y in range(int(a), int(b) + 1)) for v, a, b in spans]
    own["followed"] = pd.array(reached, dtype="bool")  # an empty list alone would be no mask
    return own.reset_index(drop=True)


def _persons(trained: pd.DataFrame, jobs: pd.DataFrame, months: int) -> pd.DataFrame:
    """Persons trained in a year: whether a job surely (`lower`) or possibly (`upper`) followed; missing if untold."""
    work = jobs[jobs["working"].fillna(True).astype(bool) & jobs["person"].notna()]
    work = work.assign(ledger_year=work["year"].astype("str"))[
        ["village", "person", "start_date", "end_date", "ledger_year"]
    ]
    pairs = trained[trained["followed"]].reset_index(names="training").merge(work, on=["village", "person"])
    first, last = dates.month_bounds(pairs["start_date"].fillna(pairs["ledger_year"]))
    first = first.mask(pairs["start_date"].isna(), 0)
    days = dates.days_between(pairs["date"], pairs["start_date"])
    apart = first > pairs["last"]
    pairs["lower"] = (apart | (days >= 0).fillna(False)) & (last - pairs["first"] <= months)
    in_order = (last >= pairs["first"]) & (days >= 0).fillna(True)
    pairs["upper"] = in_order & (first - pairs["last"] <= months)
    _, ended = dates.month_bounds(pairs["end_date"])
    pairs["before"] = (last < pairs["first"]) & (ended.isna() | (ended >= pairs["first"]).fillna(False))
    columns = [*BOUNDS, "before"]
    found = pairs[["training"]].join(pairs[columns].fillna(False).astype(bool)).groupby("training")[columns].any()
    found = found.reindex(trained.index, fill_value=False)
    told = trained[PERSON].join(found.astype("boolean"))
    for bound in BOUNDS:
        told[bound] = told[bound].mask(~trained["followed"])
    return told.groupby(PERSON, sort=False)[[*BOUNDS, "before"]].max().reset_index()


def _counts(nameless: int, working: int) -> str:
    left = notes.both(
        f"{nameless}行培训没有写明人员，未计入", f"{nameless} lines of training without a person left out"
    )
    already = notes.both(f"其中{working}人培训时已在务工", f"{working} of them were at work when they were trained")
    return notes.joined([already if working else "", left if nameless else ""])
