"""Where things are: the project folder and the folders in it."""

from __future__ import annotations

import os
from pathlib import Path

from evalkit.errors import EvalkitError, Problem

MARKER = Path("params") / "codebook.csv"


def root() -> Path:
    """Return the project folder: EVALKIT_HOME, or the nearest folder upward that has params/codebook.csv.

    Raises
    ------
    EvalkitError
        When neither is found.
    """
    if home := os.environ.get("EVALKIT_HOME"):
        return Path(home)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
    raise EvalkitError(
        Problem("working folder", "not inside an evalkit project", f"a folder with {MARKER.as_posix()}", here.name)
    )


def params() -> Path:
    """Return the folder of reviewed decisions."""
    return root() / "params"


def raw() -> Path:
    """Return the folder of ledgers as received."""
    return root() / "data" / "raw"


def processed() -> Path:
    """Return the folder of clean tables: EVALKIT_PROCESSED, or data/processed."""
    return Path(os.environ.get("EVALKIT_PROCESSED") or root() / "data" / "processed")


def notebooks() -> Path:
    """Return the folder of study notebooks."""
    return root() / "notebooks"


def runs() -> Path:
    """Return the folder of executed notebooks: EVALKIT_RUNS, or runs."""
    return Path(os.environ.get("EVALKIT_RUNS") or root() / "runs")


def reports() -> Path:
    """Return the folder of what may be handed over: EVALKIT_REPORTS, or reports."""
    return Path(os.environ.get("EVALKIT_REPORTS") or root() / "reports")
