"""Putting lists and marked copies where people find them, losing nothing that people wrote there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from evalkit.errors import EvalkitError, Problem
from evalkit.files import write_whole

INDEX = ".written.json"
EDITED = "（改动过，未采用）"


def put(path: Path, content: bytes) -> None:
    """Write a file all at once, or not at all, for nobody but the user to read.

    Raises
    ------
    EvalkitError
        When the file is open in another program that locks it.
    """
    try:
        write_whole(path, content, private=True)
    except PermissionError:
        where = "/".join(path.parts[-2:])
        raise EvalkitError(Problem(where, "cannot be replaced", "it to be closed in Excel or WPS")) from None


def put_marked(folder: Path, made: Mapping[str, bytes]) -> list[str]:
    """Replace the marked copies in a folder; a copy that somebody edited is kept under another name.

    Parameters
    ----------
    folder : Path
        Folder of marked copies of one village.
    made : mapping of str to bytes
        Path below the folder to content.

    Returns
    -------
    list of str
        Copies found edited, by the names they are now kept under.
    """
    index = folder / INDEX
    written = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
    edited = []
    for name in sorted({*written, *made}):
        path = folder / name
        if path.is_file() and _sha(path.read_bytes()) != written.get(name):
            edited.append(_aside(path).relative_to(folder).as_posix())
        elif path.is_file() and name not in made:
            path.unlink()
    for name, content in made.items():
        put(folder / name, content)
    if made or written:
        text = json.dumps({name: _sha(content) for name, content in made.items()}, ensure_ascii=False, indent=1)
        put(index, text.encode())
    return edited


def _aside(path: Path) -> Path:
    number, kept = 1, path.with_stem(path.stem + EDITED)
    while kept.exists():
        number += 1
        kept = path.with_stem(f"{path.stem}{EDITED}{number}")
    path.rename(kept)
    return kept


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
