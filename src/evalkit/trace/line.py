"""One value on its way back to a cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a value may stand: row and column from 1 (no column: the row as a whole), and the header above it."""

    row: int
    col: int | None
    header: str = ""


@dataclass(frozen=True)
class Line:
    """One value with its places.

    Parameters
    ----------
    village, year : str, int
        Of the clean row.
    table, name : str
        Ledger and codebook column; `name` is empty for whole rows.
    label : str
        The column as shown: for amounts of income their item and period.
    sheet_id : int
        Number in `_sources`.
    places : tuple of Place
        Several where two columns of a sheet feed one codebook column; the one that gives the value counts.
    value : object
        The clean value; None where there is none, as for a cell that could not be read.
    shown : str
        The clean value in words.
    hidden : bool
        The column is personal: neither value nor text is ever shown.
    code : str
        Of a whole row its fate's reason, of a point its rule; what was noted about cells is looked up.
    """

    village: str
    year: int
    table: str
    name: str
    label: str
    sheet_id: int
    places: tuple[Place, ...]
    value: object
    shown: str
    hidden: bool = False
    code: str = ""
