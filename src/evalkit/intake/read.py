"""A folder of files as received, to sheets and refusals."""

from __future__ import annotations

from pathlib import Path

from evalkit.errors import EvalkitError, Problem
from evalkit.intake import limits as limit_file
from evalkit.intake.child import Reader
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet

TRUTH = "truth"
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx"}


def read_folder(raw: Path, limits: Limits | None = None) -> tuple[list[Sheet], list[Refusal]]:
    """Read every ledger below a folder, in the order of their paths; the files are never changed.

    Parameters
    ----------
    raw : Path
        The folder. Folders named `truth`, hidden and temporary files and README files are passed over.
    limits : Limits, optional
        What one file may cost; by default params/intake.yaml.

    Returns
    -------
    sheets : list of Sheet
    refusals : list of Refusal
        One for every file that gave no sheet.

    Raises
    ------
    EvalkitError
        When there is no such folder or no file in it.

    Examples
    --------
    >>> sheets, refusals = read_folder(Path("data/raw"))                     # doctest: +SKIP
    """
    raw = Path(raw)
    if not raw.is_dir():
        raise EvalkitError(Problem(str(raw), "no such folder", "a folder of ledgers"))
    paths = files(raw)
    if not paths:
        raise EvalkitError(Problem(str(raw), "the folder holds no ledgers", "at least one .xlsx, .xls, .ods or .csv"))
    sheets: list[Sheet] = []
    refusals: list[Refusal] = []
    with Reader(limits or limit_file.load()) as reader:
        for path in paths:
            result = reader.read(path, path.relative_to(raw).as_posix())
            if isinstance(result, Refusal):
                refusals.append(result)
            else:
                sheets += result
    return sheets, refusals


def files(raw: Path) -> list[Path]:
    """Return the files to read below a folder, sorted by path."""
    found = (path for path in raw.rglob("*") if path.is_file())
    return sorted((p for p in found if _wanted(p.relative_to(raw))), key=lambda p: p.relative_to(raw).parts)


def _wanted(path: Path) -> bool:
    names = [part.lower() for part in path.parts]
    if TRUTH in names[:-1] or any(name.startswith((".", "~$")) or name in SYSTEM_FILES for name in names):
        return False
    return not (names[-1].startswith("readme") and path.suffix.lower() in (".md", ".txt", ""))
