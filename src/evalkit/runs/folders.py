"""A run's folder: made aside, put in place as a whole, swept when a run was killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from evalkit.runs.plan import Run

UNFINISHED = ".unfinished-"


def begin(run: Run, root: Path) -> Path:
    """Make a folder for a run that has not finished, beside where it will be."""
    parent = run.folder(root).parent
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{UNFINISHED}{run.year}-", dir=parent))


def put_in_place(folder: Path, target: Path) -> None:
    """Replace `target` by the finished `folder`, as a whole."""
    folder.chmod(0o755)
    old = folder.with_name(folder.name + "-old")
    if target.exists():
        os.replace(target, old)
    os.replace(folder, target)
    shutil.rmtree(old, ignore_errors=True)


def sweep(root: Path) -> None:
    """Remove what killed runs left behind."""
    for left in root.glob(f"*/*/{UNFINISHED}*"):
        with contextlib.suppress(OSError):
            shutil.rmtree(left)
