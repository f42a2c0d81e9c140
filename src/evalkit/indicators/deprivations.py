"""What each household lacked in each year, as the ledgers say: the deprivations multidimensional poverty counts."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators.household_income import KEYS, TEXT
from evalkit.indicators.labour import capable

STATED = {
    "dropout": "dropout",
    "uninsured": "uninsured",
    "housing": "housing_problem",
    "water": "water_problem",
    "job_lost": "job_lost",
}
MEASURES = (*STATED, "no_work")
PERSON = ["county", "village", "year", "person"]


def deprivations(
    guarantees: pd.DataFrame,
    households: pd.DataFrame,
    members: pd.DataFrame,
    jobs: pd.DataFrame,
    public_posts: pd.DataFrame,
) -> pd.DataFrame:
    """Return what each household of the guarantee ledger or the household list lacked in each year.

    Parameters
    ----------
    guarantees, households, members, jobs, public_posts : DataFrame
        Clean tables; empty ones for ledgers that were not received.

    Returns
    -------
    DataFrame
        county, village, year, household; members (persons, missing when neither the household list nor the member list
        tells); household_type (blank is an ordinary farm household); and one column per measure, true, false or
        missing: dropout (a child of school age out of compulsory school), uninsured (a member without medical
        insurance), housing (unsafe), water (unsafe), job_lost (stable work lost), no_work (members who can work, and
        none of them did).

    Notes
    -----
    The guarantee ledger is asked first; where it is silent, the household list tells of housing and water, the member
    list of insurance. Of several rows of one household-year one that says yes is enough. `no_work` is computed: nobody
    who can work has months of work, a job or a public post in the year; own-farm work is in no ledger, and a household
    without members who can work is not deprived of it. Food and clothing are in no ledger.

    Examples
    --------
    >>> from evalkit import store
    >>> here = {"county": "990101", "village": "990101100201", "year": 2024, "household": "h"}
    >>> stated = pd.DataFrame([here | {"dropout": False, "uninsured": True, "water_problem": None}])
    >>> listed = pd.DataFrame([here | {"household_size": 3, "water_safe": False}])
    >>> rest = [store.empty(name) for name in ("members", "jobs", "public_posts")]
    >>> found = deprivations(stated, listed, *rest)
    >>> found[["members", "uninsured", "water", "dropout"]].values.tolist()
    [[3, True, True, False]]
    """
    lists = (guarantees, households)
    homes = pd.concat([table[KEYS].astype(TEXT) for table in lists], ignore_index=True).drop_duplicates(
        ignore_index=True
    )
    found = homes.assign(members=_size(homes, households, members), household_type=_kind(homes, households))
    for measure, column in STATED.items():
        found[measure] = _any(homes, guarantees, column)
    found["housing"] = found["housing"].fillna(_any(homes, households, "housing_unsafe"))
    unsafe = households.assign(unsafe=~_flags(households, "water_safe"))
    found["water"] = found["water"].fillna(_any(homes, unsafe, "unsafe"))
    without = members.assign(without=~_flags(members, "basic_insurance"))
    found["uninsured"] = found["uninsured"].fillna(_any(homes, without, "without"))
    found["no_work"] = _no_work(homes, members, jobs, public_posts)
    return found


def _flags(table: pd.DataFrame, column: str) -> pd.Series:
    if column not in table:
        return pd.Series(pd.NA, index=table.index, dtype="boolean")
    return table[column].astype("boolean")


def _any(homes: pd.DataFrame, table: pd.DataFrame, column: str) -> pd.Series:
    """Whether any row of each household says yes; missing when none says anything."""
    told = table[KEYS].astype(TEXT).assign(told=_flags(table, column)).dropna(subset=["told"])
    of_home = told.groupby(KEYS, sort=False)["told"].max().reset_index()
    return homes.merge(of_home, on=KEYS, how="left")["told"].astype("boolean")


def _size(homes: pd.DataFrame, households: pd.DataFrame, members: pd.DataFrame) -> pd.Series:
    listed = households[[*KEYS, "household_size"]].astype(TEXT)
    listed = listed[(listed["household_size"] >= 1).fillna(False).astype(bool)].groupby(KEYS)["household_size"].max()
    persons = members[KEYS].astype(TEXT).groupby(KEYS).size()
    both = [
        homes.merge(part.rename("n").reset_index(), on=KEYS, how="left")["n"].astype("Int64")
        for part in (listed, persons)
    ]
    return both[0].fillna(both[1])


def _kind(homes: pd.DataFrame, households: pd.DataFrame) -> pd.Series:
    if "household_type" not in households:
        return pd.Series("ordinary", index=homes.index, dtype="str")
    kinds = households[[*KEYS, "household_type"]].astype(TEXT).drop_duplicates(KEYS)
    return homes.merge(kinds, on=KEYS, how="left")["household_type"].fillna("ordinary").astype("str")


def _no_work(homes: pd.DataFrame, members: pd.DataFrame, jobs: pd.DataFrame, public_posts: pd.DataFrame) -> pd.Series:
    """Whether nobody who can work did; missing where there is no member list, or the months of all are not known."""
    hired = jobs[(_flags(jobs, "working").fillna(False) | (jobs["work_months"] > 0).fillna(False)).astype(bool)]
    busy = set(pd.concat([hired[PERSON], public_posts[PERSON]]).itertuples(index=False, name=None))
    able = capable(members)
    employed = pd.Series(
        [key in busy for key in able[PERSON].itertuples(index=False, name=None)], able.index, dtype=bool
    )
    worked = (able["work_months"] > 0).mask(employed, True).astype("boolean")
    state = members.loc[members["labour"].notna(), KEYS].astype(TEXT)
    answers = {"worked": worked.fillna(False), "idle": ~worked.fillna(True), "unsaid": worked.isna()}
    for name, who in answers.items():
        state[name] = who.astype(bool).reindex(state.index, fill_value=False)
    found = state.groupby(KEYS, sort=False)[["worked", "idle", "unsaid"]].any().reset_index()
    found["none"] = (found["idle"] & ~found["worked"]).astype("boolean").mask(found["unsaid"] & ~found["worked"])
    return homes.merge(found[[*KEYS, "none"]], on=KEYS, how="left")["none"].astype("boolean")
