"""Lines with what their cells hold and what cleaning wrote down about them; where the two differ, an error."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalkit.cleaning.sheets import letter
from evalkit.errors import EvalkitError, Problem
from evalkit.intake.values import Cell
from evalkit.privacy.names import MASK
from evalkit.trace import raw_cells
from evalkit.trace.agreement import Agreement
from evalkit.trace.decisions import Decision, Decisions
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.line import Line, Place
from evalkit.trace.masks import Masks
from evalkit.trace.raw_cells import RawCells

COLUMNS = ("village", "year", "table", "address", "column", "header", "value", "raw", "code", "correction")
OKAY, CORRECTED = "okay", "corrected"
NOTED = ["sheet_id", "row", "col", "column", "code", "before", "after"]


@dataclass(frozen=True)
class Source:
    """A sheet of `_sources`."""

    file_id: int
    path: str
    sheet: str


@dataclass(frozen=True)
class Found:
    """A raw cell: its file and sheet by their real names, where it was looked for, and the row where it stands."""

    path: Path
    sheet: str
    place: Place
    row: int
    cell: Cell

    @property
    def address(self) -> str:
        """Return the cell's own address: of a merged range that of its first row."""
        return f"{letter(self.place.col - 1)}{self.row}"


@dataclass(frozen=True)
class Shown:
    """One line as it is shown, and the real cell for a hyperlink (None when its path names a person, or has none)."""

    fields: tuple
    target: tuple[Path, str, str] | None = None


class Evidence:
    """Sets lines beside their raw cells.

    Parameters
    ----------
    ledgers : Ledgers
        Clean tables and side tables.
    cells : RawCells
        The raw files.
    """

    def __init__(self, ledgers: Ledgers, cells: RawCells):
        self.cells, self.book = cells, ledgers.book
        self.masks, self.agrees, self.decisions = Masks(ledgers.root), Agreement(ledgers.book), Decisions(ledgers.book)
        self.problems: list[Problem] = []
        kept = ledgers.side("_sources").dropna(subset="sheet_id")[["sheet_id", "file_id", "path", "sheet"]]
        self.sources = {int(sheet): Source(*rest) for sheet, *rest in kept.itertuples(index=False, name=None)}
        self.noted: dict[tuple[int, int, int], list[tuple[str, str, str, str]]] = {}
        for name in ("_repairs", "_problems"):
            side = ledgers.side(name).dropna(subset=["sheet_id", "row", "col"]).reindex(columns=NOTED, fill_value="")
            for sheet_id, row, col, *note in side.itertuples(index=False, name=None):
                self.noted.setdefault((int(sheet_id), int(row), int(col)), []).append(tuple(note))

    def show(self, lines: list[Line]) -> list[Shown]:
        """Return the lines as they are shown, in their order.

        Raises
        ------
        EvalkitError
            One problem for each file that is not there as it was cleaned, and each cell that no longer gives its value.
        """
        by_sheet = sorted(range(len(lines)), key=lambda i: lines[i].sheet_id)  # each file is read once
        shown = {i: self._line(lines[i]) for i in by_sheet}
        if problems := self.cells.problems + self.problems:
            raise EvalkitError(problems)
        return [shown[i] for i in range(len(lines))]

    def _line(self, line: Line) -> Shown | None:
        source, place = self.sources[line.sheet_id], line.places[0]
        if place.col is None:
            return Shown(_fields(line, f"{source.path}!{source.sheet}!{place.row}:{place.row}", "", "", line.code, ""))
        path = self.cells.path(source.file_id)
        if path is None:
            return None
        layout = self.cells.sheet(source.file_id, line.sheet_id)
        for place in line.places:
            cell, row = raw_cells.at(layout, place.row, place.col)
            found = Found(path, layout.sheet.name, place, row, cell)
            decided = self._decided(line, found)
            if self._fits(line, found, decided):
                return self._shown(line, source, found, decided)
        where = f"{source.path}!{source.sheet}!{found.address}"
        wanted = "raw ledgers, corrections and clean tables of one cleaning"
        self.problems.append(Problem(where, f"the cell does not give the clean value of {line.name}", wanted))
        return None

    def _decided(self, line: Line, found: Found) -> Decision | None:
        names = (self.sources[line.sheet_id].path, found.path.relative_to(self.cells.folder).as_posix())
        by_cell = (self.decisions.of_cell(name, found.sheet, found.address) for name in names)
        decided = next(filter(None, by_cell), None)
        corrected = any(code == CORRECTED for code, *_ in self._notes(line, found))
        if decided is None and corrected and line.value is not None:
            text = raw_cells.text(found.cell)
            column = self.book.tables[line.table].column(line.name)
            decided = self.decisions.of_household(line, text, lambda new: self.agrees(column, new, line.value))
        return decided

    def _fits(self, line: Line, found: Found, decided: Decision | None) -> bool:
        """Return whether a cell, with what was decided and repaired about it, gives the clean value."""
        if line.hidden or line.value is None:
            return True
        replaced = decided is not None and decided.action == "replace"
        if replaced and not decided.value:
            return True
        cell = decided.value if replaced else found.cell
        text = raw_cells.text(cell)
        for code, before, after in self._notes(line, found):
            if code != CORRECTED and before and before != text and MASK not in before:
                return False
            if code != CORRECTED and before == text and after in ("", str(line.value)):
                return True
        return self.agrees(self.book.tables[line.table].column(line.name), cell, line.value)

    def _shown(self, line: Line, source: Source, found: Found, decided: Decision | None) -> Shown:
        codes = [*filter(None, [line.code]), *(code for code, *_ in self._notes(line, found))] or ["ok"]
        raw = MASK if line.hidden else self._text(line, found.cell)
        said = "" if decided is None or line.hidden else self.masks.shown(_words(decided, raw))
        address = f"{source.path}!{source.sheet}!{found.address}"
        header = self.masks.shown(found.place.header)
        fields = _fields(line, address, header, raw, ";".join(dict.fromkeys(codes)), said)
        named = found.path.as_posix().endswith(source.path) and found.sheet == source.sheet
        return Shown(fields, (found.path, found.sheet, found.address) if named else None)

    def _text(self, line: Line, cell: Cell) -> str:
        """Return the raw text; of one in which names were masked the clean value, which is all of it that is kept."""
        return line.shown if MASK in line.shown else self.masks.shown(raw_cells.text(cell))

    def _notes(self, line: Line, found: Found) -> list[tuple[str, str, str]]:
        noted = self.noted.get((line.sheet_id, found.row, found.place.col), ())
        return [tuple(note) for column, *note in noted if column in (line.name, "")]


def table(shown: list[Shown]) -> pd.DataFrame:
    """Return shown lines as a table of `COLUMNS`, all text but the year."""
    found = pd.DataFrame([one.fields for one in shown], columns=list(COLUMNS))
    return found.astype(dict.fromkeys(COLUMNS, "str") | {"year": "int32"})


def _fields(line: Line, address: str, header: str, raw: str, code: str, correction: str) -> tuple:
    value = MASK if line.hidden else line.shown
    return (line.village, line.year, line.table, address, line.label, header, value, raw, code, correction)


def _words(decided: Decision, raw: str) -> str:
    made = "" if decided.action == OKAY or not decided.value else f"{raw} → {decided.value}: "
    return f"{decided.action}: {made}{decided.reason}"
