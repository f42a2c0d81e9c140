"""A cheap look at a workbook's raw XML: how far each sheet reaches, and which sheets need a slower reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree

from evalkit.intake.limits import Limits
from evalkit.intake.preflight import DAMAGED
from evalkit.intake.refusals import Refused
from evalkit.intake.units import SCALE

GRID = (1048576, 16384)
SPARE = 200_000  # a box of this many cells costs nothing, however empty
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW = re.compile(rb"<row\s[^>]*?\br=\"(\d+)\"")
PREFIXED_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=\"(\d+)\"")
COLUMN = re.compile(rb"\br=\"([A-Z]+)\d+\"")
WIDE = re.compile(rb"r=\"([A-Z]{2,})\d+\"")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
PLACE = re.compile(rb"\br=\"([A-Z]+)(\d+)\"")
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=\"(?:1|true)\"")
FORMULA = rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
UNCALCULATED = re.compile(FORMULA + rb"(?:<(?:\w+:)?v\s*/>|<v></v>)?</(?:\w+:)?c>")
TEXT = re.compile(rb"<(?:\w+:)?(?:t|v)\b[^>]*>([^<]*)<")
ITEM = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)


@dataclass(frozen=True)
class Scan:
    """What the raw XML of one sheet says.

    Parameters
    ----------
    name, part : str
        The sheet's name and the archive part that holds it.
    hidden : bool
        The sheet is hidden.
    special : bool
        It has error cells, number formats with 百, 千, 万 or 亿, hidden rows or comments in its XML, so the exact
        reader is needed.
    uncalculated : int
        Formula cells without a stored result.
    trimmed : bytes or None
        The sheet's XML without its blank cells, when those stretch it far beyond its content.
    """

    name: str
    part: str
    hidden: bool
    special: bool
    uncalculated: int
    trimmed: bytes | None


def scan(parts: dict[str, bytes], limits: Limits) -> list[Scan]:
    """Look at every worksheet of an .xlsx.

    Raises
    ------
    Refused
        When a cell lies beyond the spreadsheet grid or the filled cells span more than the limits.
    """
    wan = _wan_styles(parts.get("xl/styles.xml", b""))
    found = []
    for name, part, hidden in _sheets(parts):
        xml = parts[part]
        trimmed = _trim(name, xml, parts, limits)
        hides = b"hidden=" in xml and bool(HIDDEN_ROW.search(xml))
        special = hides or b't="e"' in xml or b"<!--" in xml or bool(wan and wan.search(xml))
        uncalculated = len(UNCALCULATED.findall(xml)) if b"<f" in xml or b":f" in xml else 0
        found.append(Scan(name, part, hidden, special, uncalculated, trimmed))
    return found


def _sheets(parts: dict[str, bytes]) -> list[tuple[str, str, bool]]:
    book = _tree(parts, "xl/workbook.xml")
    relations = {r.get("Id"): r for r in _tree(parts, "xl/_rels/workbook.xml.rels")}
    sheets = []
    for element in book.iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        name, relation = element.get("name", ""), relations.get(element.get(RELATIONS))
        if relation is None:
            raise Refused("a sheet is listed in the workbook but missing from the file; ask for it again", "", name)
        if not relation.get("Type", "").endswith("/worksheet"):
            continue
        target = relation.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part not in parts:
            raise Refused("a sheet is listed in the workbook but missing from the file; ask for it again", "", name)
        sheets.append((name, part, element.get("state", "visible") != "visible"))
    return sheets


def _tree(parts: dict[str, bytes], name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(parts[name])
    except (KeyError, ElementTree.ParseError, ValueError):
        raise Refused(DAMAGED) from None


def _wan_styles(styles: bytes) -> re.Pattern[bytes] | None:
    """Return a pattern that finds cells whose style has a number format with 百, 千, 万 or 亿; None without any."""
    if b"&#" not in styles and not SCALE.search(styles.decode("utf-8", "replace")):
        return None
    tree = _tree({"styles": styles}, "styles")
    space = tree.tag.partition("}")[0] + "}"
    formats = {f.get("numFmtId") for f in tree.iter(space + "numFmt") if SCALE.search(f.get("formatCode", ""))}
    cells = tree.find(space + "cellXfs")
    uses = [str(i) for i, xf in enumerate(cells if cells is not None else []) if xf.get("numFmtId") in formats]
    return re.compile(rb"<(?:\w+:)?c\b[^>]*\bs=\"(?:" + "|".join(uses).encode() + rb")\"") if uses else None


def _trim(name: str, xml: bytes, parts: dict[str, bytes], limits: Limits) -> bytes | None:
    """Return the XML without blank cells when they stretch the sheet, None when it is compact; refuse huge ones."""
    prefixed = b":row" in xml or b":c " in xml
    rows = max(map(int, (PREFIXED_ROW if prefixed else ROW).findall(xml)), default=xml.count(b"<row"))
    columns = max(map(_number, set(WIDE.findall(xml))), default=26)
    cells = xml.count(b":c " if prefixed else b"<c ") or xml.count(b"<c")
    _check_grid(name, rows, columns)
    if _compact(rows, columns, cells, limits) or (
        8 * cells > SPARE and _compact(rows, max(map(_number, set(COLUMN.findall(xml))), default=1), cells, limits)
    ):
        return None
    blanks = _blank_strings(parts.get("xl/sharedStrings.xml", b""))
    rows = columns = 0
    for match in CELL.finditer(xml):
        if (place := PLACE.search(match[1])) and not _is_blank(match, blanks):
            rows, columns = max(rows, int(place[2])), max(columns, _number(place[1]))
    if rows * columns > limits.cells or columns > limits.columns:
        raise Refused(
            f"sheet {name}: its filled cells reach to {_letters(columns)}{rows}; delete the stray cells and save it",
            f"at most {limits.cells} cells and {limits.columns} columns",
            f"{rows} rows and {columns} columns",
        )
    return CELL.sub(lambda match: b"" if _is_blank(match, blanks) else match[0], xml)


def _compact(rows: int, columns: int, cells: int, limits: Limits) -> bool:
    return rows * columns <= min(max(SPARE, 8 * cells), limits.cells) and columns <= limits.columns


def _check_grid(name: str, rows: int, columns: int) -> None:
    if rows > GRID[0] or columns > GRID[1]:
        raise Refused(
            f"sheet {name}: a cell lies beyond the spreadsheet grid; the file is damaged or made by hand",
            "cells up to XFD1048576",
            f"{_letters(columns)}{rows}",
        )


def _is_blank(cell: re.Match[bytes], blank_strings: set[int]) -> bool:
    attributes, content = cell[1], cell[2]
    if not content:
        return True
    text = b"".join(TEXT.findall(content)).strip()
    if b't="s"' in attributes:
        return text.isdigit() and int(text) in blank_strings
    return not text.decode("utf-8", "replace").strip() and b"<f" not in content


def _blank_strings(shared: bytes) -> set[int]:
    return {
        i
        for i, match in enumerate(ITEM.finditer(shared))
        if not b"".join(TEXT.findall(match[1] or b"")).decode("utf-8", "replace").strip()
    }


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text or "A"
