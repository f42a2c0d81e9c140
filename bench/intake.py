"""The whole way from workbooks to clean tables, against the usual way and against a bare read of the same files."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.ledgers import write_county

HOME = Path(__file__).resolve().parents[1]
WORKBOOKS = 200


def results() -> list[dict[str, Any]]:
    """Run each way once in a process of its own over the same 200 workbooks and compare CPU seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_county(folder / "raw", WORKBOOKS)
        ours = cpu([sys.executable, "-m", "evalkit", "clean", folder / "raw", "--out", folder / "clean"], folder)
        usual = cpu([sys.executable, "-m", "bench.usual_way", folder / "raw", folder / "usual"], folder)
        bare = cpu([sys.executable, "-m", "bench.bare_read", folder / "raw"], folder)
    return [line("intake_vs_usual_cpu", usual / ours, ours, usual), line("intake_vs_read_cpu", ours / bare, ours, bare)]


def line(name: str, ratio: float, a: float, b: float) -> dict[str, Any]:
    """Return one line of `build/bench.json`; `a` is evalkit's own time."""
    return {"name": name, "ratio": round(ratio, 2), "a": round(a, 2), "b": round(b, 2), "unit": "CPU s", "runs": 1}


def cpu(command: list[object], folder: Path) -> float:
    """Return the CPU seconds of a command and of every process it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    secrets = {"EVALKIT_KEY_FILE": str(folder / "key"), "EVALKIT_HOME": str(HOME)}
    subprocess.run([str(part) for part in command], cwd=HOME, env=os.environ | secrets, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
