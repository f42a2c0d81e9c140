"""What ledgers say themselves: the ledger of member changes, and things registered twice."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.cleaning.duplicates import KEYS
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.lineage_presence import HOME, PLACE
from evalkit.cleaning.tables import Clean

LEDGER = "member_changes"
# What a change is called in the lineage, and whether the person comes (to a household) or goes (from one).
KINDS = {
    "death": ("death", "goes"),
    "birth": ("birth", "comes"),
    "married_in": ("marriage", "comes"),
    "married_out": ("marriage", "goes"),
    "moved_in": ("move", "comes"),
    "moved_out": ("move", "goes"),
    "split": ("split", "goes"),
    "merged": ("merge", "goes"),
    "other": ("other", "goes"),
}


def stated(clean: Clean) -> pd.DataFrame:
    """Return the deaths, births, marriages and moves of persons that the ledger of member changes states.

    Returns
    -------
    DataFrame
        kind, comes, year, month (where the ledger tells it), village, household or household_from, person, row.
    """
    ledger = clean.ledgers.get(LEDGER)
    if ledger is None:
        return pd.DataFrame({name: [] for name in ("kind", "comes", "village", "person")})
    rows = ledger.rows[ledger.kept].reset_index(drop=True)
    comes = rows["change"].map({code: way == "comes" for code, (_, way) in KINDS.items()}).astype(bool)
    dates = rows["date"] if "date" in rows else pd.Series(pd.NA, index=rows.index, dtype="str")
    return rows[["village", "year", *PLACE]].assign(
        kind=rows["change"].map({code: kind for code, (kind, _) in KINDS.items()}),
        comes=comes,
        month=pd.to_numeric(dates.str.extract(r"^\d{4}-(\d\d)", expand=False)).astype("Int64"),
        household=rows["household"].where(comes),
        household_from=rows["household"].where(~comes),
        village_from=rows["village"],
        person=rows.get("person"),
        persons=1,
        evidence="member_changes",
    )


def without_stated(inferred: pd.DataFrame, told: pd.DataFrame, *, comes: bool) -> pd.DataFrame:
    """Return what lists only let one infer, without the persons of whom the ledger of changes says why."""
    known = told.loc[told["comes"].astype(bool) == comes, ["village", "person"]].dropna()
    known = pd.MultiIndex.from_frame(known)
    return inferred[~pd.MultiIndex.from_frame(inferred[["village", "person"]]).isin(known)].reset_index(drop=True)


def registered_twice(clean: Clean) -> pd.DataFrame:
    """Return every row set aside as a duplicate in a ledger with a key, beside the entry that counts.

    Returns
    -------
    DataFrame
        kind `duplicate`, year, village, household (of the entry that counts), household_from (of the row set aside),
        person, evidence (`same_household_number` or `same_id_number`), and the rows of both.
    """
    parts = [_twice(ledger, KEYS[name]) for name, ledger in clean.ledgers.items() if "household" in KEYS.get(name, ())]
    if "members" in clean.ledgers:
        parts.append(_twice(clean.ledgers["members"], KEYS["members"]))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _twice(ledger: Ledger, key: list[str]) -> pd.DataFrame:
    by_person = "person" in key
    rows = ledger.rows.assign(person=ledger.rows["person"] if by_person else None)
    rows = rows[[*dict.fromkeys([*key, *HOME, "year", "person"]), *PLACE]]
    names = {name: f"other_{name}" for name in PLACE}
    first = rows[ledger.kept].drop_duplicates(key).rename(columns=names)
    again = rows[ledger.fate == "duplicate"].rename(columns={"household": "household_from"})
    on = [name if name != "household" else "household_from" for name in key]
    both = again.merge(first[[*dict.fromkeys([*key, "household"]), *names.values()]], left_on=on, right_on=key)
    evidence = "same_id_number" if by_person else "same_household_number"
    return both.assign(kind="duplicate", village_from=both["village"], persons=np.int64(by_person), evidence=evidence)
