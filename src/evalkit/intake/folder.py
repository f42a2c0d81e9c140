"""Which files below a folder of ledgers are read."""

from __future__ import annotations

from pathlib import Path

TRUTH = "truth"
SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx"}


def files(raw: Path) -> list[Path]:
    """Return the files to read below a folder, sorted by path."""
    found = (path for path in raw.rglob("*") if path.is_file())
    return sorted((p for p in found if _wanted(p.relative_to(raw))), key=lambda p: p.relative_to(raw).parts)


def _wanted(path: Path) -> bool:
    names = [part.lower() for part in path.parts]
    if TRUTH in names[:-1] or any(name.startswith((".", "~$")) or name in SYSTEM_FILES for name in names):
        return False
    return not (names[-1].startswith("readme") and path.suffix.lower() in (".md", ".txt", ""))
