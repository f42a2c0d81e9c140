"""The key of the pseudonyms: made on first use, kept outside the project, never printed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from evalkit.errors import EvalkitError, Problem

VARIABLE = "EVALKIT_KEY_FILE"
LENGTH = 32


def key_path() -> Path:
    """Return where the key lies: EVALKIT_KEY_FILE, else evalkit/key in the user's configuration folder."""
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "evalkit" / "key"


def load_key(forbidden: Iterable[Path] = ()) -> bytes:
    """Return the 32 bytes of the key, made and stored (readable by its owner only) when there is none yet.

    Parameters
    ----------
    forbidden : iterable of Path
        Folders whose content is handed on (raw ledgers, clean tables); the key must not lie in one.

    Raises
    ------
    EvalkitError
        When the key lies in a git work tree or in a forbidden folder, or the file is not a key.
    """
    path = key_path()
    _refuse_shared(path, forbidden)
    if not path.exists():
        _make(path)
    key = path.read_bytes()
    if len(key) != LENGTH:
        raise EvalkitError(Problem(str(path), "not a pseudonym key", f"a file of {LENGTH} bytes", f"{len(key)} bytes"))
    return key


def fingerprint(key: bytes) -> str:
    """Return 16 hex digits that tell whether two runs used the same key, and nothing about it."""
    return hashlib.sha256(b"evalkit key fingerprint\0" + key).hexdigest()[:16]


def _refuse_shared(path: Path, forbidden: Iterable[Path]) -> None:
    place = path.resolve()
    expected = f"a file outside; set {VARIABLE} to another path"
    if any((folder / ".git").exists() for folder in place.parents):
        raise EvalkitError(Problem(str(path), "the pseudonym key lies inside a git work tree", expected))
    for folder in forbidden:
        if place.is_relative_to(folder.resolve()):
            raise EvalkitError(Problem(str(path), f"the pseudonym key lies inside {folder.name}", expected))


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        _claim(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _claim(partial: Path, path: Path) -> None:
    """Give the key its name unless another run was quicker, whose key then counts."""
    try:
        os.link(partial, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        partial.replace(path)
