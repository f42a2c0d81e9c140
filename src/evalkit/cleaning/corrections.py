"""What a person decided about the cells of raw ledgers in params/corrections.csv; the files stay as they are.

One line each, under one of two keys: file (path below the raw folder), sheet (blank for delimited files) and cell
(`C6`); or table, village, household, period and column (see `household_corrections`). Beside the key: found (what
stands there now; blank in personal columns), value (what it should be), action, reason, decided_by and decided_on.
Actions: `replace` puts `value` in the cell, `drop` sets the row aside, `okay` says that the cell is right as it is, so
that it is no longer listed as a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalkit.cleaning import correction_lines
from evalkit.cleaning.correction_lines import CELL, Line
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.parsers.plain import tidy
from evalkit.codebook import Codebook
from evalkit.errors import EvalkitError, Problem
from evalkit.intake.sheet import Sheet


@dataclass(frozen=True)
class Correction:
    """One decision, at a sheet of this run: sheet number, row and column counted from 1."""

    sheet_id: int
    row: int
    col: int
    action: str
    value: str


def of_cells(lines: Sequence[Line], sheets: Sequence[Sheet], book: Codebook) -> list[Correction]:
    """Return the corrections that name a cell of these sheets.

    Parameters
    ----------
    lines : sequence of Line
        From `correction_lines.read`; all are checked, and those that name a household are passed over.
    sheets : sequence of Sheet
        The sheets of this run, in order; lines about files that were not read are passed over.
    book : Codebook
        Ledgers and columns.

    Raises
    ------
    EvalkitError
        All at once: a line that uses both keys, neither or half of one, an unknown action, no such sheet, no such cell,
        or a cell that no longer holds what the correction was made for.
    """
    found, problems = [], [problem for line in lines for problem in correction_lines.problems(line, book)]
    for line in (line for line in lines if not line.by_household):
        of_file = [i for i, sheet in enumerate(sheets) if _is_file(line, sheet)]
        meant = [i for i in of_file if line["sheet"] in ("", sheets[i].name)]
        if of_file and not meant:
            what, names = f"names a sheet that {sheets[of_file[0]].file} lacks", [sheets[i].name for i in of_file]
            problems.append(Problem(line.where, what, ", ".join(names), line["sheet"]))
        for sheet_id in meant:
            result = _check(line, sheet_id, sheets[sheet_id])
            (found if isinstance(result, Correction) else problems).append(result)
    if problems:
        raise EvalkitError(problems)
    return found


def replace_cells(sheets: list[Sheet], decided: Iterable[Correction]) -> None:
    """Put the new values into the cells as read."""
    for change in decided:
        if change.action == "replace":
            sheets[change.sheet_id].cells.replace(change.row - 1, change.col - 1, change.value or None)


def drop_rows(ledger: Ledger, decided: Iterable[Correction]) -> None:
    """Set aside the rows that a correction drops."""
    places = list(zip(ledger.rows["sheet_id"], ledger.rows["row"], strict=True))
    dropped = {(c.sheet_id, c.row) for c in decided if c.action == "drop"}
    ledger.set_fate(np.array([place in dropped for place in places], dtype=bool), "quarantined", "corrected_drop")


def note(decided: Iterable[Correction], file_of: list[int], issues: Issues) -> None:
    """Write down every replaced cell."""
    for change in decided:
        if change.action == "replace":
            issues.place("corrected", file_of[change.sheet_id], change.sheet_id, change.row, change.col)


def without_okayed(noticed: pd.DataFrame, decided: Iterable[Correction]) -> pd.DataFrame:
    """Return what was noticed without the cells a person has found to be right."""
    right = {(c.sheet_id, c.row, c.col) for c in decided if c.action == "okay"}
    if not right:
        return noticed
    places = noticed[["sheet_id", "row", "col"]].itertuples(index=False, name=None)
    return noticed[[place not in right for place in places]].reset_index(drop=True)


def passed_over(lines: Sequence[Line], sheets: Sequence[Sheet]) -> list[str]:
    """Return where the lines stand that name a file that was not read."""
    named = (line for line in lines if not line.by_household)
    return [line.where for line in named if not any(_is_file(line, sheet) for sheet in sheets)]


def _is_file(line: Line, sheet: Sheet) -> bool:
    same = f"/{sheet.file}".endswith(f"/{line['file']}") or f"/{line['file']}".endswith(f"/{sheet.file}")
    return bool(line["file"]) and same


def _check(line: Line, sheet_id: int, sheet: Sheet) -> Correction | Problem:
    cell = CELL.fullmatch(line["cell"].upper())
    row, col = (int(cell[2]), _number(cell[1])) if cell else (0, 0)
    if not (0 < row <= len(sheet.cells) and 0 < col <= sheet.width):
        return Problem(line.where, f"no cell {line['cell']} in {sheet.file}", "a cell such as C6")
    if line["found"] and tidy(sheet.cells[row - 1][col - 1]) != tidy(line["found"]):
        return Problem(line.where, f"cell {line['cell']} of {sheet.file} no longer holds what was to be corrected")
    return Correction(sheet_id, row, col, line["action"], line["value"])


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
