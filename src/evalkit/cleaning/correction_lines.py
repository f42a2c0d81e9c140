"""The lines of params/corrections.csv: what each must hold, and which of the two keys it uses."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evalkit import project
from evalkit.cleaning.parsers.numbers_of_persons import household_number
from evalkit.cleaning.parsers.periods import Period, period
from evalkit.codebook import Codebook, normal_form
from evalkit.errors import Problem

FILE = "corrections.csv"
CELL = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
ACTIONS = ("replace", "drop", "okay")
BY_CELL = ("file", "sheet", "cell")
BY_HOUSEHOLD = ("table", "village", "household", "period", "cells")
ONE_KEY = "file and cell, or table, village, household, period and column"
PERIODS = "a year, a quarter or a month with its year, such as 2023, 2023-Q1 or 2023-05"


@dataclass(frozen=True)
class Line:
    """One line: its place in the file, and its columns as text; a column that the file lacks is blank."""

    where: str
    columns: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return (self.columns.get(name) or "").strip()

    @property
    def by_household(self) -> bool:
        """Whether the line names a household, and not a cell."""
        return any(self[name] for name in BY_HOUSEHOLD)


def read(params: Path | None = None) -> list[Line]:
    """Return the lines of params/corrections.csv; none when there is no such file."""
    path = (params or project.params()) / FILE
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return [Line(f"params/{FILE}, line {n}", row) for n, row in enumerate(csv.DictReader(handle), start=2)]


def problems(line: Line, book: Codebook) -> list[Problem]:
    """Return what is wrong with the key of a line and with its action; the household itself is never repeated.

    Examples
    --------
    >>> from evalkit import codebook
    >>> half = Line("line 2", {"file": "a.xlsx", "cell": "C6", "village": "石门村", "action": "drop"})
    >>> [problem.what for problem in problems(half, codebook.load())]
    ['uses both keys']
    """
    known = line["action"] in ACTIONS
    found = [] if known else [Problem(line.where, "unknown action", ", ".join(ACTIONS), line["action"] or "nothing")]
    return [*found, *key_problems(line, book)]


def key_problems(line: Line, book: Codebook) -> list[Problem]:
    """Return what is wrong with the key of a line: one of the two, never both, never neither, and complete."""
    by_cell = any(line[name] for name in BY_CELL)
    if by_cell and line.by_household:
        return [Problem(line.where, "uses both keys", f"either {ONE_KEY}")]
    if not by_cell and not line.by_household:
        return [Problem(line.where, "says not what it corrects", ONE_KEY)]
    if by_cell:
        halves = [name for name in ("file", "cell") if not line[name]]
        return [Problem(line.where, f"names no {name}", ONE_KEY) for name in halves]
    return list(_household_problems(line, book))


def table_of(line: Line, book: Codebook) -> str | None:
    """Return the ledger a line names by its table name or its title."""
    name = line["table"]
    titles = {normal_form(table.zh): table.name for table in book.tables.values()}
    return name if name in book.tables else titles.get(normal_form(name))


def column_of(line: Line, book: Codebook) -> str | None:
    """Return the codebook column a line names by its name or its header; of the income ledger also an income item."""
    table, name = table_of(line, book), line["column"]
    columns = book.tables[table].columns if table else ()
    if any(column.name == name for column in columns):
        return name
    headers = {normal_form(word): column.name for column in columns for word in (*column.aliases, column.zh)}
    item = book.code("income_item", name) if table == "income" else None
    return headers.get(normal_form(name)) or item


def period_of(line: Line) -> Period | None:
    """Return the year, quarter or month a line speaks of; None when it does not name one with its year."""
    found = period(line["period"])
    return found if found and found.year and found.kind != "span" else None


def cells_of(line: Line) -> int | None:
    """Return how many cells a line is about: one, unless it says otherwise."""
    text = line["cells"] or "1"
    return int(text) if text.isdecimal() and int(text) else None


def _household_problems(line: Line, book: Codebook) -> Iterator[Problem]:
    if table_of(line, book) is None:
        yield Problem(line.where, "names an unknown ledger", "a table of params/tables.csv", line["table"] or "nothing")
    elif all(column.name != "household" for column in book.tables[table_of(line, book)].columns):
        yield Problem(line.where, "names a ledger without households", "a ledger of households", line["table"])
    elif column_of(line, book) is None and (line["column"] or line["action"] != "drop"):
        expected = "a column of params/codebook.csv; blank only to drop a whole row"
        yield Problem(line.where, "names an unknown column", expected, line["column"] or "nothing")
    if not line["village"]:
        yield Problem(line.where, "names no village", "its name or 12-digit code")
    if household_number(line["household"])[0] is None:
        yield Problem(line.where, "names no household", "its number as the ledger writes it")
    if period_of(line) is None:
        yield Problem(line.where, "names no period", PERIODS, line["period"] or "nothing")
    if cells_of(line) is None:
        yield Problem(line.where, "says not how many cells are meant", "a number from 1; blank means 1", line["cells"])
