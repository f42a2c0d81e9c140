"""`_lineage`: what became of households and persons from year to year, one line per event, without a name or number."""

from __future__ import annotations

import pandas as pd

from evalkit.cleaning.lineage_households import changes
from evalkit.cleaning.lineage_members import comings, goings
from evalkit.cleaning.lineage_presence import PLACE, Presence
from evalkit.cleaning.lineage_stated import registered_twice, stated, without_stated
from evalkit.cleaning.tables import Clean
from evalkit.privacy.pseudonyms import of_households, of_persons

OTHER_PLACE = [f"other_{name}" for name in PLACE]
DTYPES = {
    "kind": "str",
    "county": "str",
    "village": "str",
    "year": "int32",
    "month": "Int32",
    "village_from": "str",
    "household_from": "str",
    "household": "str",
    "person": "str",
    "persons": "int32",
    "evidence": "str",
    **dict.fromkeys([*PLACE, *OTHER_PLACE], "Int32"),
}
COLUMNS = list(DTYPES)
ORDER = ["village", "year", *PLACE, *OTHER_PLACE, "kind"]


def lineage(clean: Clean, found: Presence, key: bytes) -> pd.DataFrame:
    """Return the events of a run's ledgers.

    Parameters
    ----------
    clean : Clean
        All ledgers, still with raw identifiers.
    found : Presence
        From `presence`.
    key : bytes
        The pseudonym key.

    Returns
    -------
    DataFrame
        `COLUMNS`: kind (duplicate, split, merge, move, renumbered, death, birth, marriage, joined, left, other), place
        and year (the first in which it shows), the month where a ledger states it, pseudonyms of the household before
        and after and of the person (missing where it is about a household), how many persons it concerns, the evidence,
        and the row that shows it beside the row it is held against.

    Notes
    -----
    Only ID numbers with the right check character and what a ledger states count; alike names alone are a proposal for
    review and no event. In the order of places, years and rows, whatever the key.
    """
    told = stated(clean)
    parts = [
        registered_twice(clean),
        changes(found),
        told,
        without_stated(comings(found), told, comes=True),
        without_stated(goings(found), told, comes=False),
    ]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in DTYPES.items()})
    rows = pd.concat([part.astype(object) for part in parts], ignore_index=True).reindex(columns=COLUMNS)
    rows = rows.astype(dict.fromkeys(["village", "village_from", "household", "household_from", "person"], "str"))
    rows = rows.assign(
        county=rows["village"].str[:6],
        household_from=of_households(key, rows["village_from"], rows["household_from"]),
        household=of_households(key, rows["village"], rows["household"]),
        person=of_persons(key, rows["village"], rows["household"].fillna(rows["household_from"]), rows["person"]),
    )
    numbers = {name: pd.to_numeric(rows[name]) for name, dtype in DTYPES.items() if dtype != "str"}
    return rows.assign(**numbers).sort_values(ORDER, kind="stable", ignore_index=True).astype(DTYPES)
