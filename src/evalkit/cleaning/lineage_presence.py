"""Who stands where in which year: every entry of the household list and of the lists of members, still with names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.cleaning.reasons import NUMBER
from evalkit.cleaning.tables import Clean

LISTS = (("members", "person", "name"), ("households", "head_id", "head_name"))
SOUND = (NUMBER["ok"], NUMBER["disability_card"])
PLACE = ["file_id", "sheet_id", "row"]
HOME = ["village", "household"]
COLUMNS = [*HOME, "year", *PLACE, "table", "i", "person", "written", "name", "relation", "sound"]


@dataclass(frozen=True)
class Presence:
    """What the lists say of a run.

    Parameters
    ----------
    entries : DataFrame
        `COLUMNS`: one line per row of a list that names village, household and year; `i` is its place in the ledger,
        `sound` says whether its ID number can be relied on (`person` is missing elsewhere unless the number is only
        doubtful), `written` is the number as the cell has it. Full of personal data: never to be written.
    """

    entries: pd.DataFrame

    @property
    def persons(self) -> pd.DataFrame:
        """Entries with a sound ID number, one per person, household and year."""
        sound = self.entries[self.entries["sound"]]
        return sound.drop_duplicates(["person", "year", *HOME]).reset_index(drop=True)

    @property
    def settled(self) -> pd.DataFrame:
        """`persons` without those who stand in two households of one year: nobody can tell where they are."""
        persons = self.persons
        return persons[~persons.duplicated(["person", "year"], keep=False)].reset_index(drop=True)

    @property
    def unreadable(self) -> pd.DataFrame:
        """Entries whose person cannot be told: the ID number is missing, cut off or wrong."""
        return self.entries[~self.entries["sound"]].reset_index(drop=True)


def presence(clean: Clean) -> Presence:
    """Return what the household list and the lists of members say, the members' entries first."""
    parts = [
        _entries(clean.ledgers[name], clean.codes, person, called)
        for name, person, called in LISTS
        if name in clean.ledgers and "household" in clean.ledgers[name].rows
    ]
    empty = pd.DataFrame({name: pd.Series(dtype=object) for name in COLUMNS})
    types = {"sound": "bool", "year": "int64", "i": "int64"}
    return Presence(pd.concat(parts, ignore_index=True) if parts else empty.astype(types))


def texts(ledger: Ledger, column: str) -> pd.Series:
    """Return the cells of a column as texts without blanks, missing where nothing is written."""
    if column not in ledger.raw:
        return pd.Series(pd.array([None] * len(ledger.rows), dtype="str"))
    raw = ledger.raw[column]
    read = pd.array([*(_text(cell) or None for cell in raw.values), None], dtype="str")
    return pd.Series(read[raw.codes])


def _text(cell: object) -> str:
    """Return a cell's text; of a number only the 15 digits that a spreadsheet keeps, noughts for the rest."""
    if type(cell) in (int, float) and cell == cell:
        return f"{Decimal(f'{cell:.14e}'):.0f}"
    return squeeze(cell)


def _entries(ledger: Ledger, codes: Mapping, person: str, called: str) -> pd.DataFrame:
    own, count = ledger.rows, len(ledger.rows)
    absent = pd.Series(pd.array([None] * count, dtype="str"))
    checked = codes.get((ledger.table.name, person), np.full(count, -1))
    numbers = own.get(person, absent)
    usable = np.isin(ledger.fate, ("kept", "duplicate"))
    table = own[[*HOME, "year", *PLACE]].assign(
        table=ledger.table.name,
        i=np.arange(count),
        person=numbers.to_numpy(),
        written=texts(ledger, person).to_numpy(),
        name=texts(ledger, called).to_numpy(),
        relation=own["relation"].to_numpy() if "relation" in own else ("head" if called == "head_name" else None),
        sound=np.isin(checked, SOUND) & numbers.notna().to_numpy() & usable,
    )
    dropped = (ledger.fate == "subtotal") | (ledger.code == "corrected_drop")
    named = own[[*HOME, "year"]].notna().all(axis=1).to_numpy()
    return table[named & ~dropped].astype({"year": "int64"})
