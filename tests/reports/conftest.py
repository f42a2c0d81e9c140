"""The tiny project of the runs' tests, with a finished run in it; no kernel is started."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path

import pytest

from evalkit.indicators import result
from evalkit.runs.record import Record

_spec = importlib.util.spec_from_file_location("tiny_project", Path(__file__).parents[1] / "runs" / "conftest.py")
tiny_project = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(tiny_project)
project_folder = tiny_project.project_folder

VILLAGE = "990101100201"
ORIGIN = {
    "notebook": "good.ipynb",
    "notebook_sha256": "0" * 64,
    "tables_sha256": "1" * 64,
    "evalkit": "0.1.0",
    "python": "3.11",
    "pandas": "3.0",
}


@pytest.fixture
def save(project_folder):
    """A function that saves a run's rows as `evalkit run` would."""

    def saved(*rows, study="income_trends", status="ok", year=2024):
        folder = project_folder / "runs" / study / VILLAGE / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        trouble = {"kind": "DeadKernel", "message": "died", "cell": 3} if status == "failed" else None
        record = asdict(Record(status, study, VILLAGE, year, {}, len(rows), 1.0, origin=ORIGIN))
        (folder / "run.json").write_text(json.dumps(record | {"trouble": trouble}), encoding="utf-8")
        if rows:
            result.concat(list(rows)).to_parquet(folder / "indicators.parquet")

    return saved
