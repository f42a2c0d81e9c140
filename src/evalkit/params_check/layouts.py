"""Checks of the pinned layouts in `params/layouts/`."""

from __future__ import annotations

from evalkit.errors import Problem
from evalkit.intake import pins
from evalkit.intake.folder import files
from evalkit.params_check.reading import Folder


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in the pinned layouts: keys, tables, columns, rows, and patterns that no ledger has.

    Notes
    -----
    Patterns are compared with the ledgers in `data/raw` beside the parameter folder, when there are any. Without a
    readable codebook nothing can be said.
    """
    from evalkit import codebook

    if folder.unreadable or not (folder.params / pins.FOLDER).is_dir():
        return []
    pinned, found = pins.read(folder.params, codebook.load(folder.params))
    raw = folder.params.parent / "data" / "raw"
    received = [path.relative_to(raw).as_posix() for path in files(raw)] if raw.is_dir() else []
    return found + (pins.without_file(pinned, received) if received else [])
