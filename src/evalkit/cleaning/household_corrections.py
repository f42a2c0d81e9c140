"""Corrections that name a household, a period and a column: which cells they mean.

A line is about the cells of one ledger, village and household in one period. Where `found` is given, only cells that
hold it are meant. One cell must be left, or as many as `cells` says: a line never changes more than its writer saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.cleaning import identity, income_cells
from evalkit.cleaning.correction_lines import Line, cells_of, column_of, period_of, table_of
from evalkit.cleaning.corrections import Correction
from evalkit.cleaning.gather import Ledger, gather
from evalkit.cleaning.parse import parse
from evalkit.cleaning.parsers.numbers_of_persons import household_number
from evalkit.cleaning.parsers.periods import Period
from evalkit.cleaning.parsers.plain import tidy
from evalkit.cleaning.period_list import WHOLE_YEAR
from evalkit.cleaning.place import locate_rows
from evalkit.cleaning.sheets import Intake
from evalkit.cleaning.villages import Villages, known_villages
from evalkit.codebook import Codebook
from evalkit.errors import EvalkitError, Problem

IDENTIFYING = {"household", "head_id", "person", "year", "item"}
ALWAYS = ("villages", "households", "members")
MONTH = re.compile(r"(?:\d{4}|-)-(\d\d)")
Place = tuple[int, int, int]


def of_households(lines: Sequence[Line], intake: Intake, book: Codebook) -> list[Correction]:
    """Return the corrections that name a household, at the cells they mean.

    Parameters
    ----------
    lines : sequence of Line
        From `correction_lines.read`; those that name a cell are passed over.
    intake : Intake
        The sheets of this run with their ledgers.
    book : Codebook
        Ledgers and columns.

    Raises
    ------
    EvalkitError
        One problem per line whose village is unknown, whose cells are not there or hold something else, or which
        means another number of cells than it says; all at once.

    Notes
    -----
    A line whose ledger has no row of its village and year in this run is passed over, like one about a file that was
    not received. Rows without a household number are known by their ID numbers, as in cleaning.
    """
    lines = [line for line in lines if line.by_household]
    if not lines:
        return []
    ledgers, villages = _identified(intake, book, {table_of(line, book) for line in lines})
    found, problems = [], []
    for line in lines:
        village, _ = villages.find(line["village"], (), "")
        if village is None:
            problems.append(Problem(line.where, "names an unknown village", "its name or 12-digit code"))
            continue
        result = _resolved(line, village, ledgers, book)
        (problems.append if isinstance(result, Problem) else found.extend)(result)
    if problems:
        raise EvalkitError(problems)
    return found


def _identified(intake: Intake, book: Codebook, names: set[str]) -> tuple[dict[str, Ledger], Villages]:
    """Return the ledgers with village, household and time of each row, as far as their cells say."""
    wanted = [name for name in book.tables if name in names or name in ALWAYS]
    ledgers = {name: gather(book.tables[name], placed) for name in wanted if (placed := intake.of_table(name))}
    villages = known_villages(book.villages, ledgers.get("villages"))
    for ledger in ledgers.values():
        for name in (name for name in ledger.raw if name in IDENTIFYING or name == ledger.table.time):
            ledger.rows[name] = parse(ledger.raw[name], book).values
        locate_rows(ledger, villages)
    if "income" in ledgers:
        ledgers["income"].rows["own_period"] = income_cells.row_periods(ledgers["income"])[0]
    homes = identity.homes(ledgers)
    for ledger in ledgers.values():
        identity.find_households(ledger, homes)
    return ledgers, villages


def _resolved(line: Line, village: str, ledgers: Mapping[str, Ledger], book: Codebook) -> list[Correction] | Problem:
    ledger, when = ledgers.get(table_of(line, book)), period_of(line)
    if ledger is None or not _received(ledger, village, when):
        return []
    number, _ = household_number(line["household"])
    own = (ledger.rows["village"] == village) & (ledger.rows["household"] == number)
    places: dict[Place, object] = {}
    for i in np.flatnonzero(own.fillna(False)):
        places |= dict(_cells(ledger, int(i), column_of(line, book), when))
    if not places:
        return Problem(line.where, "finds no such cell in the ledgers received", "household, period and column")
    if line["found"]:
        places = {place: cell for place, cell in places.items() if tidy(cell) == tidy(line["found"])}
        if not places:
            return Problem(line.where, "its cell no longer holds what was to be corrected")
    if len(places) != cells_of(line):
        expected = f"{cells_of(line)}, as `cells` says" if line["cells"] else "one, or their number in `cells`"
        return Problem(line.where, "means several cells", expected, f"{len(places)}")
    return [Correction(*place, line["action"], line["value"]) for place in places]


def _received(ledger: Ledger, village: str, when: Period) -> bool:
    rows = ledger.rows
    return bool(((rows["village"] == village) & (rows["year"] == when.year)).fillna(False).any())


def _cells(ledger: Ledger, i: int, column: str | None, when: Period) -> Iterator[tuple[Place, object]]:
    """Yield the cells of one row that hold a column in a period, with their content; blank ones too."""
    placed, r = ledger.placed[ledger.rows["block"].iloc[i]], int(ledger.rows["row"].iloc[i]) - 1
    if column is None:
        columns = [max(int(ledger.raw["household"].col[i]) - 1, 0) if "household" in ledger.raw else 0]
        columns = columns if _in_period(ledger, i, when) else []
    elif column in ledger.raw:
        columns = [int(ledger.raw[column].col[i]) - 1] if _in_period(ledger, i, when) else []
    else:
        columns = list(_income_columns(ledger, i, column, when))
    for c in (c for c in columns if c >= 0):
        row, col = placed.layout.cell(r, c)
        if col is not None:
            yield (int(ledger.rows["sheet_id"].iloc[i]), row + 1, col + 1), placed.layout.value(r, c)


def _in_period(ledger: Ledger, i: int, when: Period) -> bool:
    """Return whether a row lies in a period: its year, and its month where the period is shorter than a year."""
    year, time = ledger.rows["year"].iloc[i], ledger.table.time
    if pd.isna(year) or year != when.year:
        return False
    if when.kind == "year":
        return True
    stated = ledger.rows[time].iloc[i] if time in ledger.rows and time != "year" else None
    month = MONTH.match(str(stated))
    return month is not None and when.month <= int(month[1]) < when.month + when.months


def _income_columns(ledger: Ledger, i: int, item: str, when: Period) -> Iterator[int]:
    """Yield the columns (from 0) of an income row that hold an item in exactly this period; stated totals left out."""
    placed, row_item = ledger.placed[ledger.rows["block"].iloc[i]], None
    if "item" in ledger.rows:
        row_item = ledger.rows["item"].iloc[i]
    own = ledger.rows["own_period"].iloc[i]
    for field in placed.fields:
        if not income_cells.is_amount(field) or income_cells.check_of(placed, field):
            continue
        named = field.column.name if field.column and field.column.role == "income_item" else row_item
        period = field.period or own or WHOLE_YEAR
        year = period.year or ledger.rows["year"].iloc[i]
        same_year = pd.notna(year) and year == when.year
        if named == item and same_year and (period.month, period.months) == (when.month, when.months):
            yield field.col
