"""params/layouts/*.yaml: where a person says how the sheets of some files are laid out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from evalkit.codebook import Codebook
from evalkit.errors import Problem
from evalkit.intake import pin_problems

FOLDER = "layouts"


@dataclass(frozen=True)
class Pinned:
    """One column of a pinned layout: the codebook's column, its unit and the period it covers, where said."""

    column: str
    unit: str = ""
    period: str = ""


@dataclass(frozen=True)
class Pin:
    """One pinned layout. Rows and columns are counted from 0.

    Parameters
    ----------
    where : str
        The file it stands in, for messages.
    files, sheet : str
        Patterns of the path below the raw folder (or its end) and of the sheet's name.
    table : str
        The ledger.
    header : tuple of int
        Header rows.
    first : int
        First data row.
    last : int or None
        Last data row.
    stop : str
        Word that begins the first row below the data.
    columns : dict of int -> Pinned
        Sheet column -> what it holds.
    unit : str
        Unit of the amounts whose column names none.
    given : dict of str -> str
        `village` and `year`, where the person says them.
    same_as_above : tuple of int
        Columns in which a blank cell has the value of the cell above.
    """

    where: str
    files: str
    sheet: str
    table: str
    header: tuple[int, ...]
    first: int
    last: int | None
    stop: str
    columns: dict[int, Pinned]
    unit: str
    given: dict[str, str]
    same_as_above: tuple[int, ...] = ()

    def matches_file(self, file: str) -> bool:
        """Return whether a path below the raw folder, or its end, has the pattern; `*` stays within one folder."""
        return PurePosixPath(file).match(self.files)

    def matches(self, file: str, sheet: str) -> bool:
        """Return whether this layout is meant for a sheet of a file."""
        return self.matches_file(file) and fnmatchcase(sheet, self.sheet)


def read(params: Path, book: Codebook) -> tuple[list[Pin], list[Problem]]:
    """Return every pinned layout in params/layouts, and what is wrong with those files.

    Parameters
    ----------
    params : Path
        The parameter folder; one without `layouts` has no pinned layout.
    book : Codebook
        The tables and columns that may be named.

    Notes
    -----
    A file holds one layout or a list of them. Nothing of a layout with a problem is used.

    Examples
    --------
    >>> from evalkit import codebook, project
    >>> pins, problems = read(project.params(), codebook.load())
    """
    import yaml

    pins: list[Pin] = []
    problems: list[Problem] = []
    for path in sorted((params / FOLDER).glob("*.y*ml")):
        where = f"params/{FOLDER}/{path.name}"
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(Problem(where, "cannot be read as YAML", got=" ".join(str(error).split())[:200]))
            continue
        entries = content if isinstance(content, list) else [content]
        for number, entry in enumerate(entries, start=1):
            place = where if len(entries) == 1 else f"{where}, layout {number}"
            found = pin_problems.problems(place, entry, book)
            problems += found
            if not found:
                pins.append(_pin(place, entry))
    return pins, problems


def without_file(pins: Iterable[Pin], files: Iterable[str]) -> list[Problem]:
    """Return one problem per layout whose pattern no file has."""
    files = list(files)
    return [
        Problem(pin.where, "no file has this pattern", "a file below the raw folder", pin.files)
        for pin in pins
        if not any(pin.matches_file(file) for file in files)
    ]


def _pin(where: str, entry: Mapping) -> Pin:
    columns = {}
    for letters, value in entry["columns"].items():
        parts = value if isinstance(value, dict) else {"column": value}
        columns[pin_problems.number(str(letters))] = Pinned(
            *(str(parts.get(key, "")) for key in ("column", "unit", "period"))
        )
    return Pin(
        where,
        str(entry["files"]),
        str(entry.get("sheet", "*")),
        str(entry["table"]),
        tuple(row - 1 for row in pin_problems.header_rows(entry)),
        entry["first_row"] - 1,
        entry["last_row"] - 1 if "last_row" in entry else None,
        str(entry.get("stop", "")),
        columns,
        str(entry.get("unit", "")),
        {key: str(entry[key]) for key in ("village", "year") if entry.get(key) is not None},
        tuple(pin_problems.number(letters) for letters in pin_problems.same_columns(entry)),
    )
