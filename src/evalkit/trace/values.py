"""Values of clean tables as lines with the places that the side table `_columns` knows for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from evalkit import codebook
from evalkit.cleaning.parsers.money import in_yuan
from evalkit.trace.line import Line, Place

INCOME = ("household_size", "amount")
READ_FROM = {"birth_band": "person"}  # derived columns, and the column whose cells they were derived from


def open_columns(book: codebook.Codebook, table: str) -> list[str]:
    """Return the codebook columns of a table that are kept and hold no personal data.

    Examples
    --------
    >>> open_columns(codebook.load(), "income")
    ['household_size', 'amount']
    """
    if table == "income":
        return list(INCOME)
    kept = codebook.processed_columns(table)
    return [c.name for c in book.tables[table].columns if c.personal == "none" and c.processed_name in kept]


def lines(rows: pd.DataFrame, table: codebook.Table, names: Sequence[str], heads: pd.DataFrame) -> list[Line]:
    """Return one line for every filled value of some columns, in the order of the rows.

    Parameters
    ----------
    rows : DataFrame
        Rows of the clean table.
    table : Table
        Its ledger.
    names : sequence of str
        Codebook columns that are kept.
    heads : DataFrame
        The ledger's lines of `_columns`.

    Notes
    -----
    Values taken from titles and file names stand in no cell and are left out. A value that several rows share, as the
    size of a household does the months of its income, is one line.
    """
    found = []
    for order, name in enumerate(names):
        amounts = (table.name, name) == ("income", "amount")
        made = _amounts(rows, heads) if amounts else _values(rows, heads, table.column(name))
        found += [(at, order, line) for at, line in made]
    return [line for *_, line in sorted(found, key=lambda item: item[:2])]


def _values(rows: pd.DataFrame, heads: pd.DataFrame, column: codebook.Column) -> Iterator[tuple[int, Line]]:
    fields = _by_sheet(heads, READ_FROM.get(column.name, column.name))
    keys = (rows[name].tolist() for name in ("village", "year", "sheet_id", "row", column.processed_name))
    hidden, seen = column.personal != "none", set()
    for at, (village, year, sheet_id, row, value) in enumerate(zip(*keys, strict=True)):
        if pd.isna(value) or sheet_id not in fields:
            continue
        places = tuple(Place(own or row, col, header) for col, own, header in fields[sheet_id])
        if (sheet_id, places) not in seen:
            seen.add((sheet_id, places))
            shown = "" if hidden else in_yuan(value) if column.type == "money" else str(value)
            known = None if hidden else value
            yield (
                at,
                Line(village, year, column.table, column.name, column.name, sheet_id, places, known, shown, hidden),
            )


def _amounts(rows: pd.DataFrame, heads: pd.DataFrame) -> Iterator[tuple[int, Line]]:
    """Yield the amounts of the income table, whose rows know their own column."""
    keys = ["village", "year", "sheet_id", "row", "col", "amount", "item", "period_kind", "month"]
    headers = {(sheet, number(text)): head for sheet, text, head in _cells(heads)}
    for at, row in enumerate(rows[keys].itertuples(index=False)):
        if row.col > 0 and not pd.isna(row.amount):
            place = Place(row.row, row.col, headers.get((row.sheet_id, row.col), ""))
            label = f"{row.item} {row.year}{_stretch(row.period_kind, row.month)}"
            own = (row.village, row.year, "income", "amount", label, row.sheet_id)
            yield at, Line(*own, (place,), row.amount, in_yuan(row.amount))


def _stretch(kind: str, month: int) -> str:
    named = {"month": f"-{month:02}", "quarter": f"-Q{month // 3 + 1}", "half_year": f"-H{month // 6 + 1}"}
    return named.get(kind, "")


def _cells(heads: pd.DataFrame) -> list[tuple[int, str, str]]:
    own = heads[heads["letter"] != ""].drop_duplicates(["sheet_id", "letter"])
    return list(own[["sheet_id", "letter", "header"]].itertuples(index=False, name=None))


def _by_sheet(heads: pd.DataFrame, name: str) -> dict[int, list[tuple[int, int | None, str]]]:
    """Return column number, own row (of a form) and header of a codebook column, by sheet."""
    own = heads[(heads["column"] == name) & (heads["letter"] != "")].drop_duplicates(["sheet_id", "letter", "row"])
    fields: dict[int, list[tuple[int, int | None, str]]] = {}
    for sheet_id, text, row, header in own[["sheet_id", "letter", "row", "header"]].itertuples(index=False):
        fields.setdefault(sheet_id, []).append((number(text), None if pd.isna(row) else int(row), header))
    return fields


def number(letters: str) -> int:
    """Return the number of a column, from 1.

    Examples
    --------
    >>> number("A"), number("Z"), number("AA")
    (1, 26, 27)
    """
    total = 0
    for character in letters:
        total = total * 26 + ord(character) - 64
    return total
