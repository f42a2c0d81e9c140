"""The raw ledgers read again: the very files that were cleaned, or a sentence why not."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

import pandas as pd

from evalkit.errors import Problem
from evalkit.intake import limits
from evalkit.intake.child import Reader
from evalkit.intake.folder import files
from evalkit.intake.layout import Layout
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet
from evalkit.intake.values import Cell

CHANGED = "the file has changed since it was cleaned, or is not there"
AGAIN = "the file as it was: run `evalkit clean` again, or name the folder that was cleaned with --raw"


class RawCells:
    """The files of one cleaning, read as they are asked for; the last one is kept.

    Parameters
    ----------
    folder : Path
        Folder of raw ledgers that was cleaned, or one above it.
    sources : DataFrame
        Side table `_sources`.

    Notes
    -----
    A file is known by its hash, since its path in `_sources` is masked where it names a person. Of a merged range the
    cell that holds the value counts.
    """

    def __init__(self, folder: Path, sources: pd.DataFrame):
        self.folder = Path(folder)
        self.problems: list[Problem] = []
        self.sources = sources.dropna(subset="sheet_id")
        self._reader = Reader(limits.load())
        self._open: dict[int, tuple[Path, list[Layout]]] = {}
        self._lost: set[int] = set()

    def __enter__(self) -> RawCells:
        return self

    def __exit__(self, *_) -> None:
        self._reader.stop()

    def path(self, file_id: int) -> Path | None:
        """Return where a file lies, None when it is not there as it was; the reason is in `problems`."""
        opened = self._file(file_id)
        return opened[0] if opened else None

    def sheet(self, file_id: int, sheet_id: int) -> Layout | None:
        """Return a sheet's cells, None when its file is not there as it was."""
        opened = self._file(file_id)
        own = self.sources.loc[self.sources["file_id"] == file_id, "sheet_id"].tolist()
        return opened[1][own.index(sheet_id)] if opened else None

    def _file(self, file_id: int) -> tuple[Path, list[Layout]] | None:
        if file_id in self._lost:
            return None
        if file_id not in self._open:
            opened = self._read(self.sources[self.sources["file_id"] == file_id])
            self._open = {file_id: opened} if opened else {}
            self._lost |= set() if opened else {file_id}
        return self._open.get(file_id)

    def _read(self, own: pd.DataFrame) -> tuple[Path, list[Layout]] | None:
        name, digest = own["path"].iloc[0], own["sha256"].iloc[0]
        path = self.folder / name
        if not (path.is_file() and _hash(path) == digest):
            path = self._by_hash.get(digest)
        if path is None:
            self.problems.append(Problem(name, CHANGED, AGAIN))
            return None
        sheets = self._reader.read(path, name)
        if isinstance(sheets, Refusal) or len(sheets) != len(own):
            self.problems.append(Problem(name, "the file is read differently than when it was cleaned", AGAIN))
            return None
        return path, [_layout(sheet) for sheet in sheets]

    @cached_property
    def _by_hash(self) -> dict[str, Path]:
        return {_hash(path): path for path in files(self.folder)} if self.folder.is_dir() else {}


def at(layout: Layout, row: int, col: int) -> tuple[Cell, int]:
    """Return what stands in a cell (row and column from 1), and the row of the merged cell it belongs to."""
    if not (0 < row <= len(layout.sheet.cells) and 0 < col <= layout.sheet.width):
        return None, row
    return layout.value(row - 1, col - 1), layout.cell(row - 1, col - 1)[0] + 1


def text(cell: Cell) -> str:
    """Return a cell as cleaning writes it down.

    Examples
    --------
    >>> text(None), text(3000), text(True), text(" 3,000 ")
    ('', '3000', 'TRUE', ' 3,000 ')
    """
    return "" if cell is None else str(cell).upper() if type(cell) is bool else str(cell)


def _layout(sheet: Sheet) -> Layout:
    down = {(r, m[1]): m[0] for m in sheet.merged for r in range(m[0] + 1, m[2] + 1)}
    return Layout(sheet, (), [], origins=down)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
