"""Cleaning the same ledgers twice: the second time, the first answer stands.

Beside the clean tables lies a record of what they were made from. It is made of hashes alone: of every ledger, of
`params/`, of the lists that came back, of evalkit's own code and of the pseudonym key.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from evalkit import project
from evalkit.files import write_whole
from evalkit.intake.folder import files
from evalkit.privacy.keys import fingerprint, key_path

FILE = "_unchanged.json"
READERS = ("numpy", "openpyxl", "pandas", "pyarrow", "python-calamine", "xlrd")


def earlier(raw: Path, out: Path, review: Path | None, skip_bad: bool) -> str:
    """Return what was said when these tables were made, or nothing when something differs since.

    Parameters
    ----------
    raw, out : Path
        Ledgers as received, and clean tables.
    review : Path or None
        Folder of the villages' lists.
    skip_bad : bool
        Whether files that cannot be used were left out.

    Returns
    -------
    str
        The summary of that cleaning; empty when ledgers, decisions, lists, code or key differ, when a table was taken
        away or its size changed, or when nothing was recorded.
    """
    try:
        record = json.loads((out / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    same = record["made_from"] == _made_from(raw, out, review, skip_bad) and record["tables"] == _sizes(out)
    return record["said"] if same else ""


def remember(raw: Path, out: Path, review: Path | None, skip_bad: bool, said: str) -> None:
    """Write down what the tables in `out` were made from and what was said about it."""
    record = {"made_from": _made_from(raw, out, review, skip_bad), "tables": _sizes(out), "said": said}
    write_whole(out / FILE, json.dumps(record, ensure_ascii=False).encode())


def _made_from(raw: Path, out: Path, review: Path | None, skip_bad: bool) -> str:
    """Return one hash of everything the clean tables and lists depend on."""
    code = Path(__file__).parent
    parts = [
        str((sys.version_info, [version(name) for name in READERS])),
        str((str(out.resolve()), str(review and review.resolve()), skip_bad)),
        _of_key(),
        _of_files(code, sorted(p for p in code.rglob("*") if p.is_file() and p.suffix != ".pyc")),
        _of_files(project.params(), sorted(p for p in project.params().rglob("*") if p.is_file())),
        _of_files(raw, files(raw) if raw.is_dir() else []),
    ]
    if review is not None and review.is_dir():
        parts.append(_of_files(review, sorted(p for p in review.rglob("*") if p.is_file())))
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _of_key() -> str:
    path = key_path()
    return fingerprint(path.read_bytes()) if path.is_file() else ""


def _of_files(folder: Path, paths: Iterable[Path]) -> str:
    """Return a hash of the files' names and contents."""
    whole = hashlib.sha256()
    for path in paths:
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()}\0{content}\n".encode())
    return whole.hexdigest()


def _sizes(out: Path) -> dict[str, int]:
    found = sorted(path for path in out.rglob("*") if path.is_file() and path.name != FILE)
    return {path.relative_to(out).as_posix(): path.stat().st_size for path in found}
