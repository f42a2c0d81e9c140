"""Blank ledgers as an Excel workbook: one sheet each, with drop-downs, input checks, notes and print set-up."""

from __future__ import annotations

import io
from pathlib import Path

from evalkit import codebook
from evalkit.cleaning.parsers.dates import FIRST_YEAR, LAST_YEAR
from evalkit.codebook import Codebook, Table
from evalkit.errors import EvalkitError, Problem
from evalkit.files import write_whole
from evalkit.template.sheets import Writer


def write(
    out: Path, tables: list[str] | None = None, *, village: str = "", year: str = "", params: Path | None = None
) -> Path:
    """Write a workbook of blank ledgers.

    Parameters
    ----------
    out : Path
        The workbook, ending in .xlsx; never one that is there already, since it may have been filled in.
    tables : list of str, optional
        Ledgers by name (`income`) or Chinese label (收入台账); all of them when omitted.
    village : str
        Name or 12-digit code of a village in params/villages.csv, to be written into the titles.
    year : str
        Year to be written into the titles.
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    EvalkitError
        All at once: a file that is there already, an ending other than .xlsx, an unknown ledger, village or year.

    Examples
    --------
    >>> import tempfile
    >>> write(Path(tempfile.mkdtemp()) / "收入.xlsx", ["income"], village="990101100201", year="2024").name
    '收入.xlsx'
    """
    out, book = Path(out), codebook.load(params)
    chosen = _tables(tables, book)
    wrong = [*_wrong_target(out), *(found for found in chosen if isinstance(found, Problem))]
    place = _village(village, book)
    wrong += [place] if isinstance(place, Problem) else []
    if year and not (year.isdecimal() and FIRST_YEAR <= int(year) <= LAST_YEAR):
        wrong.append(Problem("--year", "not a year", f"{FIRST_YEAR} to {LAST_YEAR}", year[:40]))
    if wrong:
        raise EvalkitError(wrong)
    return write_whole(out, _content(chosen, book, place, year))


def _tables(names: list[str] | None, book: Codebook) -> list[Table | Problem]:
    """Return the ledgers asked for in the order of the codebook, then a problem for each name that is none."""
    if not names:
        return list(book.tables.values())
    known = {table.name: table for table in book.tables.values()} | {table.zh: table for table in book.tables.values()}
    asked = {known[name].name for name in names if name in known}
    expected = "one of " + ", ".join(book.tables)
    unknown = [Problem("--table", "no such ledger", expected, name[:40]) for name in names if name not in known]
    return [*(table for table in book.tables.values() if table.name in asked), *unknown]


def _wrong_target(out: Path) -> list[Problem]:
    wrong = []
    if out.suffix.lower() != ".xlsx":
        wrong.append(Problem(str(out), "blank ledgers are an Excel workbook", "a name ending in .xlsx"))
    if out.exists():
        wrong.append(Problem(str(out), "is there already and may have been filled in", "a new name"))
    return wrong


def _village(village: str, book: Codebook) -> str | Problem:
    """Return the village as the titles name it: its name, or its code where several villages share the name."""
    rows = book.villages
    found = rows[(rows["village"] == village) | (rows["name_zh"] == village)]
    if village and len(found) != 1:
        what = "an unknown village" if found.empty else "a name that several villages share"
        return Problem("--village", what, "the 12-digit code of a village in params/villages.csv", village[:40])
    if not village:
        return ""
    name = found["name_zh"].iloc[0]
    return name if (rows["name_zh"] == name).sum() == 1 else found["village"].iloc[0]


def _content(tables: list[Table], book: Codebook, village: str, year: str) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    writer = Writer(workbook, book, village, year)
    writer.guide(tables)
    for table in tables:
        writer.ledger(table)
    writer.choices()
    workbook.close()
    return buffer.getvalue()
