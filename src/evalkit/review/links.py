"""Hyperlinks from a list to the cell of the raw ledger."""

from __future__ import annotations

import os
import re
from pathlib import Path

LINKABLE = re.compile(r"[A-Z]{1,3}[1-9]\d*")
SHEETLESS = {".csv", ".tsv", ".txt"}
ESCAPED = {"%": "%25", "#": "%23", " ": "%20", "[": "%5B", "]": "%5D"}
LONGEST = 2000  # Excel refuses longer addresses


def link(ledger: Path, sheet: str, cell: str, folder: Path) -> str:
    """Return the address of a cell for xlsxwriter, relative to the folder of the list; "" when it would be too long.

    Parameters
    ----------
    ledger : Path
        The raw file.
    sheet, cell : str
        Name of the sheet and address of the cell; `第5行` stands for its first cell. Delimited files have no sheet.
    folder : Path
        Folder the list lies in.

    Examples
    --------
    >>> link(Path("data/raw/a b.xlsx"), "收入's", "B2", Path("data/review/990101100201"))
    "external:../../raw/a%20b.xlsx#'收入''s'!B2"
    """
    try:
        relative = Path(os.path.relpath(ledger.resolve(), folder.resolve())).as_posix()
    except ValueError:  # another drive on Windows
        relative = ledger.resolve().as_posix()
    address = "external:" + "".join(ESCAPED.get(character, character) for character in relative)
    if sheet and ledger.suffix.lower() not in SHEETLESS:
        row = re.fullmatch(r"第(\d+)行", cell)
        at = cell if LINKABLE.fullmatch(cell) else f"A{row[1]}" if row else "A1"
        quoted = sheet.replace("'", "''")
        address += f"#'{quoted}'!{at}"
    return address if len(address) <= LONGEST else ""
