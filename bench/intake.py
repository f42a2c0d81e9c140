"""The whole way from workbooks to clean tables, against the usual way and against a bare read of the same files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.ledgers import write_county, write_long_sheet

HOME = Path(__file__).resolve().parents[1]
WORKBOOKS = 200
LONG_SHEET = 200_000
MOST_MB, MOST_MB_LONG = 150, 700  # what the files of a county, and one sheet of 200,000 rows, may take


def results() -> list[dict[str, Any]]:
    """Run each way once in a process of its own over the same 200 workbooks; compare CPU seconds and memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_county(folder / "raw", WORKBOOKS)
        clean = [sys.executable, "-m", "evalkit", "clean", folder / "raw", "--out", folder / "clean", "--no-lists"]
        ours, peak = cost(clean, folder)
        again, _ = cost(clean, folder)
        usual, _ = cost([sys.executable, "-m", "bench.usual_way", folder / "raw", folder / "usual"], folder)
        bare, _ = cost([sys.executable, "-m", "bench.bare_read", folder / "raw"], folder)
        write_long_sheet(folder / "one", LONG_SHEET)
        long = [sys.executable, "-m", "evalkit", "clean", folder / "one", "--out", folder / "long", "--no-lists"]
        _, largest = cost(long, folder)
    return [
        line("intake_vs_usual_cpu", usual / ours, ours, usual, "CPU s"),
        line("intake_vs_read_cpu", ours / bare, ours, bare, "CPU s"),
        line("intake_rerun_cpu", ours / again, again, ours, "CPU s"),
        line("intake_peak_memory", peak / MOST_MB, peak, MOST_MB, "MB"),
        line("intake_long_sheet_memory", largest / MOST_MB_LONG, largest, MOST_MB_LONG, "MB"),
    ]


def line(name: str, ratio: float, a: float, b: float, unit: str) -> dict[str, Any]:
    """Return one line of `build/bench.json`; `a` is evalkit's own cost."""
    return {"name": name, "ratio": round(ratio, 2), "a": round(a, 2), "b": round(b, 2), "unit": unit, "runs": 1}


def cost(command: list[object], folder: Path) -> tuple[float, float]:
    """Return CPU seconds of a command and all it started, and the memory in MB of the largest of these processes."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
    code += "used = resource.getrusage(resource.RUSAGE_CHILDREN); print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    secrets = {"EVALKIT_KEY_FILE": str(folder / "key"), "EVALKIT_HOME": str(HOME)}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, command)],
        cwd=HOME,
        env=os.environ | secrets,
        check=True,
        capture_output=True,
    )
    seconds, kilobytes = done.stdout.split()
    return float(seconds), float(kilobytes) / 1024
