"""What is wrong with a pinned layout, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evalkit.codebook import Codebook
from evalkit.errors import Problem

KEYS = {
    "files", "sheet", "table", "header_rows", "first_row", "last_row", "stop", "columns", "unit", "village", "year",
    "same_as_above",
}  # fmt: skip
NEEDED = ("files", "table", "first_row", "columns")
OF_COLUMN = {"column", "unit", "period"}


def problems(where: str, entry: Any, book: Codebook) -> list[Problem]:
    """Return what is wrong with one layout as read from its file.

    Parameters
    ----------
    where : str
        The file it stands in.
    entry : object
        The layout, a mapping if all is well.
    book : Codebook
        The tables and columns that may be named.
    """
    if not isinstance(entry, dict):
        return [Problem(where, "is not a layout", "keys and values: files, table, first_row, columns...")]
    unknown = [str(key) for key in entry if key not in KEYS]
    found = [Problem(where, f"unknown key {key}", ", ".join(sorted(KEYS))) for key in unknown]
    found += [Problem(where, f"lacks {key}") for key in NEEDED if not entry.get(key)]
    if found:
        return found
    table = book.tables.get(str(entry["table"]))
    if table is None:
        return [Problem(where, "unknown table", "a table of params/tables.csv", str(entry["table"]))]
    found += _rows(where, entry)
    columns = entry["columns"]
    if not isinstance(columns, dict):
        return [*found, Problem(where, "columns is no list of letter: column", "such as B: household")]
    names = {column.name for column in table.columns if column.role != "derived"}
    for letters, value in columns.items():
        found += _column(f"{where}, column {letters}", letters, value, names, table.name)
    strange = [text for text in same_columns(entry) if text not in map(str, columns)]
    found += [Problem(where, "same_as_above names another column", "letters of `columns`", text) for text in strange]
    stated = [key for key in ("village", "year") if entry.get(key) is not None]
    found += [Problem(where, f"table {table.name} has no column {key}") for key in stated if key not in names]
    found += [Problem(where, f"says {key} twice", "once") for key in stated if key in _named(columns)]
    year = entry.get("year")
    if year is not None and not (isinstance(year, int) and 1949 <= year <= 2100):
        found.append(Problem(where, "year is no year", "such as 2024", str(year)))
    return found


def _rows(where: str, entry: Mapping) -> list[Problem]:
    found = []
    header = header_rows(entry)
    rows = {"first_row": entry["first_row"], "last_row": entry.get("last_row", entry["first_row"])}
    for key, value in [*rows.items(), *(("header_rows", row) for row in header)]:
        if not (isinstance(value, int) and value > 0):
            found.append(Problem(where, f"{key} is no row", "a row as the spreadsheet counts it", str(value)))
    if not found and rows["last_row"] < rows["first_row"]:
        found.append(
            Problem(where, "last_row stands above first_row", f"{rows['first_row']} or more", str(rows["last_row"]))
        )
    if not found and any(row >= rows["first_row"] for row in header):
        found.append(Problem(where, "a header row stands below first_row", f"less than {rows['first_row']}"))
    return found


def _column(where: str, letters: object, value: object, names: set[str], table: str) -> list[Problem]:
    found = []
    if number(str(letters)) is None:
        found.append(Problem(where, "no column of a spreadsheet", "letters such as A or AB", str(letters)))
    parts = value if isinstance(value, dict) else {"column": value}
    if extra := set(parts) - OF_COLUMN:
        found.append(Problem(where, f"unknown key {', '.join(map(str, extra))}", ", ".join(sorted(OF_COLUMN))))
    if str(parts.get("column")) not in names:
        expected = f"a column of {table} in params/codebook.csv"
        found.append(Problem(where, "unknown column", expected, str(parts.get("column"))))
    if "period" in parts and table != "income":
        found.append(Problem(where, "names a period", "only in an income ledger", str(parts["period"])))
    return found


def header_rows(entry: Mapping) -> list:
    """Return the header rows of a layout as a list, whether one row was written or several."""
    rows = entry.get("header_rows") or []
    return rows if isinstance(rows, list) else [rows]


def same_columns(entry: Mapping) -> list[str]:
    """Return the letters of the columns in which blank cells repeat the cell above, one or several written."""
    letters = entry.get("same_as_above") or []
    return [str(text) for text in (letters if isinstance(letters, list) else [letters])]


def _named(columns: Mapping) -> set[str]:
    return {str(value["column"] if isinstance(value, dict) else value) for value in columns.values()}


def number(letters: str) -> int | None:
    """Return the column that letters name, counted from 0, None when they name none.

    Examples
    --------
    >>> number("A"), number("AB"), number("7")
    (0, 27, None)
    """
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        return None
    total = 0
    for letter in letters.upper():
        total = total * 26 + ord(letter) - 64
    return total - 1
