"""A tiny project: real parameter files, four small studies, two villages."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from evalkit import store
from evalkit.privacy import keys
from evalkit.privacy.known import Known

VILLAGE = "990101100201"
OTHER = "990101100203"
GOOD = """
from evalkit.indicators import result
from evalkit.study import open_study
here = open_study("good", village, year)
here.save(result.row("income_per_head", unit="yuan", value=1000.0 + draws, county=here.county, village=here.village,
                     year=here.year, numerator=40000.0, denominator=40, n=40, uncertainty="none (census)"))
"""
NAME = "欧阳小示"


def write_notebook(path: Path, *cells: str, tags: tuple[str, ...] = ("parameters",)) -> None:
    """Write a notebook of one text cell and the given code cells; the first code cell has the tags."""
    blank = {"cell_type": "code", "execution_count": None, "outputs": []}
    code = [
        blank | {"source": text.strip(), "metadata": {"tags": list(tags) if not number else []}, "id": f"cell{number}"}
        for number, text in enumerate(cells)
    ]
    text = {
        "cell_type": "markdown",
        "metadata": {},
        "id": "text",
        "source": "# Title\n\nWhat we <script>alert(1)</script> do.",
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = {"cells": [text, *code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def study_entry(notebook: str) -> dict:
    """Return a study's entry as in params/studies.yaml."""
    words = {"zh": "收入", "en": "Income"}
    kinds = {"village": "code", "year": "year"}
    return {"notebook": notebook, "title": words, "question": words, "parameters": kinds, "tables": [], "figures": []}


@pytest.fixture
def project_folder(home, tmp_path, monkeypatch) -> Path:
    """The tiny project (EVALKIT_HOME): study `income_trends` works, `broken` raises, `dies` and `hangs` do so."""
    folder = tmp_path / "project"
    shutil.copytree(home / "params", folder / "params")
    (folder / "notebooks").mkdir()
    start = f'village = "{VILLAGE}"\nyear = 2024\ndraws = 10\ncode = "001"'
    write_notebook(folder / "notebooks" / "good.ipynb", start, GOOD)
    write_notebook(folder / "notebooks" / "broken.ipynb", start, "1", "raise ValueError('no such column')")
    write_notebook(folder / "notebooks" / "dies.ipynb", start, "import os; os._exit(3)")
    write_notebook(folder / "notebooks" / "hangs.ipynb", start, "import time; time.sleep(60)")
    names = {"income_trends": "good", "broken": "broken", "dies": "dies", "hangs": "hangs"}
    entries = {name: study_entry(f"{notebook}.ipynb") for name, notebook in names.items()}
    (folder / "params" / "studies.yaml").write_text(json.dumps(entries), encoding="utf-8")
    monkeypatch.setenv("EVALKIT_HOME", str(folder))
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "key"))
    for name in ("PROCESSED", "RUNS", "REPORTS"):
        monkeypatch.delenv(f"EVALKIT_{name}", raising=False)
    write_tables(folder / "data" / "processed")
    return folder


def write_tables(root: Path) -> None:
    """Write clean tables that hold one row of each village and year, and the digest of one known name."""
    places = [(VILLAGE, 2023), (VILLAGE, 2024), (OTHER, 2024)]
    rows = pd.DataFrame([{"county": v[:6], "village": v, "year": y} for v, y in places])
    empty = store.empty("villages")
    rows = pd.concat([rows, empty.reindex(columns=empty.columns)])[empty.columns]
    rows[["file_id", "sheet_id", "row"]] = 1
    known = Known()
    known.add("name", [NAME])
    key = keys.load_key()
    sides = {"_known": known.digests(key)}
    store.write({"villages": rows.astype(empty.dtypes)}, sides, {"key_fingerprint": keys.fingerprint(key)}, root)
