"""From the rows of a clean table back to the spreadsheet cells they were made of."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import codebook, store
from evalkit.cleaning.parsers.money import in_yuan
from evalkit.cleaning.sheets import letter
from evalkit.errors import EvalkitError, Problem

COLUMNS = ("village", "year", "address", "column", "header", "value")
INCOME = ("household_size", "amount")


def trace(
    table: str,
    *,
    village: str | None = None,
    year: int | None = None,
    columns: list[str] | None = None,
    root: Path | None = None,
) -> pd.DataFrame:
    """Return every value of a clean table with the spreadsheet cell that it was read from.

    Parameters
    ----------
    table : str
        Name of a table in `params/tables.csv`.
    village : str, optional
        12-digit code.
    year : int, optional
        Year of the rows.
    columns : list of str, optional
        Codebook columns; all that hold no personal data when omitted.
    root : Path, optional
        Folder of clean tables; the project's own when omitted.

    Returns
    -------
    DataFrame
        village, year, address (`file!sheet!D4`), column (for amounts of income their item and period), header (as the
        sheet has it), value (text; money in yuan). Values taken from titles and file names stand in no cell and are
        left out.

    Raises
    ------
    EvalkitError
        One problem for each unknown table, village or year, unknown column and personal column, all at once.

    Notes
    -----
    What is traced is restricted like the ledgers themselves. Pseudonyms and their cells are never shown. Where two
    columns of a sheet feed one codebook column, both cells are named.

    Examples
    --------
    >>> trace("income", village="990101100201", year=2024)                      # doctest: +SKIP
    """
    book = codebook.load()
    _check(book, table, village, year, columns, root)
    rows = store.read(table, village=village, year=year, root=root)
    places = _files(store.side("_sources", root))
    heads = store.side("_columns", root)
    heads = heads[heads["table"] == table]
    parts = [pd.DataFrame({name: [] for name in COLUMNS})]
    for name in columns or open_columns(book, table):
        if (table, name) == ("income", "amount"):
            parts.append(_amounts(rows, heads, places))
        else:
            parts.append(_column(rows, heads, places, book.tables[table].column(name)))
    found = pd.concat([part.astype("str") for part in parts]).sort_index(kind="stable").reset_index(drop=True)
    return found.astype({"year": "int32"})


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


def _check(book, table: str, village: str | None, year: int | None, columns: list[str] | None, root) -> None:
    if table not in book.tables:
        raise EvalkitError(Problem("table", "unknown ledger", f"one of {', '.join(book.tables)}", table[:40]))
    problems = []
    allowed = open_columns(book, table)
    known = store.places(root)
    for name, value, existing in (("village", village, known["village"]), ("year", year, known["year"])):
        if value is not None and value not in set(existing):
            expected = f"one of {', '.join(map(str, sorted(set(existing))))}"
            problems.append(Problem(name, f"no ledger of this {name} in data/processed", expected, str(value)[:40]))
    for name in columns or ():
        if name not in allowed:
            problems.append(Problem(f"column {name[:40]}", "cannot be traced", f"one of {', '.join(allowed)}"))
    if problems:
        raise EvalkitError(problems)


def _files(sources: pd.DataFrame) -> pd.Series:
    """Return `file!sheet` by sheet number."""
    sheets = sources.dropna(subset="sheet_id")
    return (sheets["path"] + "!" + sheets["sheet"]).set_axis(sheets["sheet_id"].astype("int64"))


def _column(rows: pd.DataFrame, heads: pd.DataFrame, places: pd.Series, column: codebook.Column) -> pd.DataFrame:
    """Return the values of one column that the rows share with the sheet: one line per sheet row with a value."""
    name = column.name
    heads = heads[(heads["column"] == name) & (heads["letter"] != "")]
    heads = heads.drop_duplicates(["sheet_id", "letter", "row"]).rename(columns={"row": "own_row"})
    filled = rows[rows[name].notna()]
    if "col" in rows:
        filled = filled.drop_duplicates(["sheet_id", "row"])
    met = filled.assign(at=filled.index).merge(heads, on="sheet_id", how="inner")
    at_row = met["own_row"].fillna(met["row"]).astype("int64").astype("str")
    met = met.assign(cell=met["letter"] + at_row)
    both = met.groupby("at", sort=False).agg(cell=("cell", " or ".join), header=("header", " or ".join))
    filled = filled.loc[both.index]
    shown = filled[name].map(in_yuan if column.type == "money" else str)
    return _lines(filled, places, both["cell"], both["header"], name, shown)


def _amounts(rows: pd.DataFrame, heads: pd.DataFrame, places: pd.Series) -> pd.DataFrame:
    """Return the amounts of the income table, whose rows know their own column."""
    cells = pd.Series([letter(col - 1) for col in rows["col"]], index=rows.index, dtype="str")
    heads = heads.drop_duplicates(["sheet_id", "letter"]).set_index(["sheet_id", "letter"])["header"]
    header = heads.reindex(pd.MultiIndex.from_arrays([rows["sheet_id"], cells])).fillna("").set_axis(rows.index)
    what = [
        f"{item} {year}" + {"month": f"-{month:02}", "quarter": f"-Q{month // 3 + 1}"}.get(kind, "")
        for item, year, kind, month in rows[["item", "year", "period_kind", "month"]].itertuples(index=False)
    ]
    return _lines(rows, places, cells + rows["row"].astype("str"), header, what, rows["amount"].map(in_yuan))


def _lines(
    rows: pd.DataFrame, places: pd.Series, cell: pd.Series, header: pd.Series, what: object, value: pd.Series
) -> pd.DataFrame:
    sheet = places.reindex(rows["sheet_id"].astype("int64")).set_axis(rows.index)
    columns = {"village": rows["village"], "year": rows["year"], "address": sheet + "!" + cell, "column": what}
    return pd.DataFrame(columns | {"header": header, "value": value}, index=rows.index)[list(COLUMNS)]
