"""One file, whatever it is, to sheets; runs inside the reading process."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from evalkit.intake import biff, delimited, html, opendocument, sniff, workbook
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refusal, Refused
from evalkit.intake.sheet import Sheet

READERS = {
    "xlsx": workbook.read,
    "ods": opendocument.read,
    "xls": biff.read,
    "html": html.read,
    "text": delimited.read,
}


def read_file(path: Path, file: str, limits: Limits) -> list[Sheet] | Refusal:
    """Read one file; sheets without a filled cell are left out.

    Parameters
    ----------
    path : Path
        Where the file is.
    file : str
        Its name in results: the path below the raw folder.
    limits : Limits
        What reading may cost.

    Returns
    -------
    list of Sheet, or Refusal
        The filled sheets in their order, or why there are none.
    """
    try:
        return _sheets(path, file, limits)
    except Refused as refused:
        return Refusal(file, refused.what, refused.expected, refused.got)
    except OSError as error:
        return Refusal(file, f"the file cannot be opened ({error.strerror})")


def _sheets(path: Path, file: str, limits: Limits) -> list[Sheet]:
    size = path.stat().st_size
    if size > limits.file_mb * 2**20:
        raise Refused("the file is too large", f"at most {limits.file_mb} MB", f"{size >> 20} MB")
    data = path.read_bytes()
    sheets = [sheet for sheet in READERS[sniff.kind(data)](data, file, limits) if len(sheet.cells)]
    if not sheets:
        raise Refused("the workbook is empty: no sheet has a filled cell", "at least one ledger")
    digest = hashlib.sha256(data).hexdigest()
    return [replace(sheet, sha256=digest) for sheet in sheets]
