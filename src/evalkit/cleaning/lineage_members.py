"""Persons and households that a village's lists of members begin or cease to name from one year to the next."""

from __future__ import annotations

import pandas as pd

from evalkit.cleaning.lineage_presence import HOME, PLACE, Presence

BIRTH, JOINED, LEFT = "birth", "joined", "left"
BEFORE, AFTER = "not_listed_before", "not_listed_after"


def comings(found: Presence) -> pd.DataFrame:
    """Return who is named for the first time although the village's list of the year before was received.

    Parameters
    ----------
    found : Presence
        From `presence`.

    Returns
    -------
    DataFrame
        kind (`birth`: the ID number says that the person was born since; `joined`: the lists do not say why), year,
        village, household, person (missing where the whole household is new), persons, evidence, row.

    Notes
    -----
    Nobody is said to have come whom the lists named in any earlier year, in any village, or whose name stands beside an
    unreadable ID number in the village's list of the year before. A household of which only the members are missing was
    not sent whole, and says nothing; a household list that goes on to name a head who is no longer among the members
    does not keep the person there.
    """
    came = _fresh(found, forward=True)
    born = pd.to_numeric(came["person"].str[6:10]).astype("Int64")
    is_birth = (born > came["neighbour"]).fillna(False).to_numpy(dtype=bool)
    came = came.assign(kind=pd.Series(JOINED, index=came.index).where(~is_birth, BIRTH), evidence=BEFORE)
    came.loc[is_birth, "evidence"] = "birth_date_in_id_number"
    return _whole_households(came, found, JOINED, BEFORE)


def goings(found: Presence) -> pd.DataFrame:
    """Return who is no longer named although the village's next list was received; why, these lists do not say.

    Returns
    -------
    DataFrame
        As `comings`, with kind `left`, the year of the next list, the household as `household_from` and the row of the
        last entry as `other_file_id`, `other_sheet_id`, `other_row`.
    """
    went = _fresh(found, forward=False).assign(kind=LEFT, evidence=AFTER)
    went = _whole_households(went, found, LEFT, AFTER)
    went = went.assign(year=went["neighbour"], village_from=went["village"])
    names = {"household": "household_from"} | {name: f"other_{name}" for name in PLACE}
    return went.rename(columns=names)


def _fresh(found: Presence, *, forward: bool) -> pd.DataFrame:
    """Return the first (or last) entry of members, with the year of the list beyond it that does not name them."""
    members = found.entries[found.entries["table"] == "members"]
    years = members[["village", "year"]].drop_duplicates().sort_values(["village", "year"])
    years["neighbour"] = years.groupby("village")["year"].shift(1 if forward else -1)
    years = years.dropna().astype({"neighbour": "int64"})
    known = _known(found, members).groupby("person", sort=False)["year"].agg(["min", "max"])
    rows = members[members["sound"]].drop_duplicates(["person", "year", *HOME]).merge(years, on=["village", "year"])
    rows = rows[rows["year"] == rows["person"].map(known["min" if forward else "max"])]
    unsure = members.loc[~members["sound"], ["village", "year", "name"]].dropna()
    unsure = pd.MultiIndex.from_frame(unsure)
    rows = rows[~pd.MultiIndex.from_frame(rows[["village", "neighbour", "name"]]).isin(unsure)]
    key = [*HOME, "year"]
    without = found.entries[key].drop_duplicates().merge(members[key].drop_duplicates(), how="left", indicator="has")
    without = pd.MultiIndex.from_frame(without.loc[without["has"] == "left_only", key])
    rows = rows[~pd.MultiIndex.from_frame(rows[[*HOME, "neighbour"]]).isin(without)]
    return rows.drop_duplicates(["person", "year"]).reset_index(drop=True)


def _known(found: Presence, members: pd.DataFrame) -> pd.DataFrame:
    """Return where persons are known; not where the household list goes on to name a head of the same household."""
    persons = found.persons
    at_home = pd.MultiIndex.from_frame(members.loc[members["sound"], ["person", *HOME]])
    kept_on = (persons["table"] != "members") & pd.MultiIndex.from_frame(persons[["person", *HOME]]).isin(at_home)
    return persons[~kept_on]


def _whole_households(rows: pd.DataFrame, found: Presence, kind: str, evidence: str) -> pd.DataFrame:
    """Put one line in place of all members of a household that the list beyond does not name at all."""
    key = [*HOME, "year"]
    sizes = found.persons.groupby(key, sort=False).size().rename("size").reset_index()
    named = found.entries[key].drop_duplicates().rename(columns={"year": "neighbour"}).assign(named=True)
    rows = rows.merge(sizes, on=key, how="left").merge(named, on=[*HOME, "neighbour"], how="left")
    rows = rows.sort_values(PLACE, kind="stable").assign(persons=1)
    count = rows.groupby(key, sort=False)["person"].transform("size")
    whole = (rows["named"].isna() & (count == rows["size"])).to_numpy()
    homes = rows[whole].assign(persons=count[whole], person=None, kind=kind, evidence=evidence).drop_duplicates(key)
    return pd.concat([homes, rows[~whole]], ignore_index=True).drop(columns=["size", "named"])
