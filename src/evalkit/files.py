"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, content: bytes, *, private: bool = False) -> Path:
    """Write a file under a passing name, then give it its own; a writer that dies leaves the old file as it was.

    Parameters
    ----------
    path : Path
        The file; its folder is made when there is none.
    content : bytes
        All of it.
    private : bool
        Only the user may read it (mode 0600), and only the user may enter folders made for it (0700).

    Returns
    -------
    Path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> write_whole(Path(tempfile.mkdtemp()) / "a" / "b.txt", b"c").read_bytes()
    b'c'
    """
    make_folder(path.parent, private=private)
    partial = path.with_name(f".{path.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with open(os.open(partial, WRITE, 0o600 if private else 0o666), "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def make_folder(folder: Path, *, private: bool = False) -> None:
    """Make a folder and those above it where they are missing; a private one is closed to other users (0700)."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
