"""Households that split, merge, move or get another number, and persons who change household: told by ID numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.lineage_presence import HOME, PLACE, Presence

STEP = ["t0", "t1"]
FROM_PLACE = {name: f"other_{name}" for name in PLACE}


def steps(found: Presence) -> pd.DataFrame:
    """Return each person's step from one year to the next in which the lists know the person.

    Returns
    -------
    DataFrame
        person, a and t0 (household and year before), b and t1 (after), village and household of both, and the rows of
        both in their sheets. A household is a number here: `factorize` of village and household number.
    """
    rows = found.settled
    homes = pd.MultiIndex.from_frame(found.entries[HOME].drop_duplicates())
    home, who = homes.get_indexer(pd.MultiIndex.from_frame(rows[HOME])), pd.factorize(rows["person"])[0]
    rows = rows.assign(home=home, who=who)
    rows = rows.sort_values(["who", "year"], kind="stable", ignore_index=True)
    same = (rows["who"] == rows["who"].shift()).to_numpy()
    before = rows.shift()[same].reset_index(drop=True)
    after = rows[same].reset_index(drop=True)
    made = {"person": after["person"], "a": before["home"], "b": after["home"]}
    made |= {"t0": before["year"], "t1": after["year"]}
    for name in HOME:
        made |= {f"{name}_from": before[name], name: after[name]}
    for name in PLACE:
        made |= {name: after[name], FROM_PLACE[name]: before[name]}
    return pd.DataFrame(made).astype(dict.fromkeys(["a", "b", *STEP], "int64"))


def changes(found: Presence) -> pd.DataFrame:
    """Return the splits, merges, moves and new numbers of households, and the persons who moved by themselves.

    Parameters
    ----------
    found : Presence
        From `presence`.

    Returns
    -------
    DataFrame
        kind, year, village_from, household_from, village, household, person (missing for households), persons (how
        many were seen before and after), evidence and the rows of both years.

    Notes
    -----
    Between two years, a household lives on when one of its persons stays in it, or when none of its ID numbers can be
    read. A household that leaves persons in several households, itself included, splits into those that are new; one
    that does not live on merges into a household where others are too. One that does not live on and whose persons are
    all in one new household moved if that lies in another village, else it got another number. Whatever is left are
    persons who went to another household.
    """
    walked = steps(found)
    if walked.empty:
        return walked.assign(kind="", evidence="", persons=0, year=0).iloc[:0]
    walked = _judged(walked, _blind(found, walked))
    gone = walked[walked["a"] != walked["b"]]
    whole = gone["kind"] != "person"
    persons = gone[~whole].assign(kind="move", persons=1)
    key = ["kind", "a", "b", *STEP]
    homes = gone[whole].sort_values(PLACE, kind="stable")
    homes = homes.assign(persons=homes.groupby(key)["person"].transform("size"), person=None).drop_duplicates(key)
    both = pd.concat([part for part in (homes, persons) if len(part)] or [gone], ignore_index=True)
    return both.assign(year=both["t1"], evidence="id_numbers").drop(columns=["a", "b", *STEP])


def _blind(found: Presence, walked: pd.DataFrame) -> pd.DataFrame:
    """Return home and year of the households that the lists name in a year without one sound ID number."""
    listed = found.entries.groupby([*HOME, "year"], sort=False)["sound"].any().reset_index()
    homes = pd.MultiIndex.from_frame(found.entries[HOME].drop_duplicates())
    listed = listed.assign(home=homes.get_indexer(pd.MultiIndex.from_frame(listed[HOME])))
    return listed.loc[~listed["sound"], ["home", "year"]]


def _judged(walked: pd.DataFrame, blind: pd.DataFrame) -> pd.DataFrame:
    """Add the kind of what happened to each step's household; `person` where it is the person's own doing."""
    pairs = walked[["a", "b", *STEP]].drop_duplicates().reset_index(drop=True)
    unread = set(map(tuple, blind.to_numpy()))
    stay = set(map(tuple, pairs.loc[pairs["a"] == pairs["b"], ["a", *STEP]].to_numpy()))

    def lives_on(side: str, when: str) -> np.ndarray:
        keys = pairs[[side, *STEP, when]].to_numpy()
        return np.array([(h, t0, t1) in stay or (h, t) in unread for h, t0, t1, t in keys], dtype=bool)

    left, grown = lives_on("a", "t1"), lives_on("b", "t0")
    other = (pairs["a"] != pairs["b"]).to_numpy()
    into = pairs.assign(n=other).groupby(["a", *STEP])["n"].transform("sum").to_numpy() + left
    out_of = pairs.assign(n=other).groupby(["b", *STEP])["n"].transform("sum").to_numpy() + grown
    near = pairs.merge(walked.drop_duplicates(["a", "b"]), on=["a", "b"], suffixes=("", "_"), how="left")
    near = (near["village"] == near["village_from"]).to_numpy()
    alone = ~left & ~grown & (into == 1) & (out_of == 1)
    kinds = [
        (alone & near, "renumbered"),
        (alone, "move"),
        (near & ~left & (into == 1), "merge"),
        (near & (into > 1) & ~grown, "split"),
        (near & ~left, "merge"),
    ]
    kind = np.select([mask for mask, _ in kinds], [name for _, name in kinds], "person")
    return walked.merge(pairs.assign(kind=kind), on=["a", "b", *STEP], how="left")
