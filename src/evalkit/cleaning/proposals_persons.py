"""Persons whose ID number cannot be relied on, beside the persons of the same village they may be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning import proposals_score as score
from evalkit.cleaning.lineage_presence import HOME, PLACE, Presence

MOST = 3
BORN = r"^\d{6}((?:19|20)\d\d)"


def persons(found: Presence) -> pd.DataFrame:
    """Return entries of members without a sound ID number, each beside the persons with one that they may be.

    Parameters
    ----------
    found : Presence
        From `presence`.

    Returns
    -------
    DataFrame
        The doubtful entry's columns, those of the other entry with `other_` before them, score, reasons, rank (1 is
        the likeliest; at most three).

    Notes
    -----
    Held against each other are entries of one household, and entries of one name in a village. Somebody who stands in
    the doubtful entry's own year under another name is somebody else.
    """
    members = found.entries[found.entries["table"] == "members"]
    doubtful = members[~members["sound"] & members["name"].notna()].reset_index(drop=True)
    doubtful["line"] = np.arange(len(doubtful))
    known = members[members["sound"]].drop_duplicates(["person", "year", *HOME])
    pairs = _pairs(doubtful, known)
    if pairs.empty:
        return pairs.assign(score=0.0, reasons="", rank=0)
    parts = pd.DataFrame(
        {
            "name": score.names(pairs["name"], pairs["other_name"]),
            "household": (pairs["household"] == pairs["other_household"]).to_numpy(dtype=float),
            "birth": score.births(born(pairs["written"]), born(pairs["other_person"])),
            "number": score.numbers(pairs["written"], pairs["other_person"]),
        }
    )
    pairs = pairs.assign(score=score.weighted(parts, score.PERSON)[0], reasons=score.reasons(parts))
    pairs = pairs[(pairs["score"] >= score.LEAST) & parts["name"].notna()]
    return _ranked(pairs)


def _pairs(doubtful: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    other = known.rename(columns={name: f"other_{name}" for name in known})
    blocks = (HOME, ["village", "name"])
    pairs = [doubtful.merge(other, left_on=key, right_on=[f"other_{name}" for name in key]) for key in blocks]
    once = ["line", "other_person", "other_year", "other_household"]
    both = pd.concat(pairs, ignore_index=True).drop_duplicates(once)
    seen = pd.MultiIndex.from_frame(known[["person", "village", "year"]])
    there = pd.MultiIndex.from_frame(both[["other_person", "village", "year"]]).isin(seen)
    same = (both["name"] == both["other_name"]).fillna(False).to_numpy(dtype=bool)
    return both[~there | same].reset_index(drop=True)


def _ranked(pairs: pd.DataFrame) -> pd.DataFrame:
    """Keep each person once per entry, from the nearest year, and at most `MOST` persons, the likeliest first."""
    pairs = pairs.assign(apart=(pairs["year"] - pairs["other_year"]).abs())
    place = [f"other_{name}" for name in PLACE]
    pairs = pairs.sort_values(["line", "score", "apart", *place], ascending=[True, False, True, True, True, True])
    pairs = pairs.drop_duplicates(["line", "other_person"])
    pairs = pairs.assign(rank=pairs.groupby("line").cumcount() + 1)
    return pairs[pairs["rank"] <= MOST].drop(columns=["line", "apart"]).reset_index(drop=True)


def born(numbers: pd.Series) -> pd.Series:
    """Return the birth year in ID numbers, also in those of which only the beginning can be read."""
    return pd.to_numeric(numbers.str.extract(BORN, expand=False)).astype("Int64")
