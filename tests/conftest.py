"""What every test may ask for: clean tables of the shipped ledgers, and reference cases when they are at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[1]
SHIPPED = ("guanzhuang", "sample")


@pytest.fixture(scope="session")
def home() -> Path:
    """The project folder."""
    return HOME


@pytest.fixture(scope="session")
def processed(tmp_path_factory) -> Path:
    """Clean tables of the shipped ledgers: the folder EVALKIT_PROCESSED names, else made once in a temporary folder."""
    if named := os.environ.get("EVALKIT_PROCESSED"):
        return Path(named)
    folder = tmp_path_factory.mktemp("ledgers")
    for ledgers in SHIPPED:
        shutil.copytree(HOME / "data" / "raw" / ledgers, folder / "raw" / ledgers)
    command = [sys.executable, "-m", "evalkit.cli", "clean", str(folder / "raw"), "--out", str(folder / "processed")]
    environment = os.environ | {"EVALKIT_KEY_FILE": str(folder / "key")}
    done = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "processed"


@pytest.fixture(scope="session")
def refs() -> Path:
    """The folder of reference cases: EVALKIT_REFS, else `../shared` beside the project; tests skip without it."""
    folder = Path(os.environ.get("EVALKIT_REFS") or HOME.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no reference cases: {folder} is not there; EVALKIT_REFS names another folder")
    return folder
