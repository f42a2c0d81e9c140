"""The tolerance of `pytest --nbval`: float noise passes, a changed result does not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from evalkit.nbval_plugin import TolerantText, mask

HOME = Path(__file__).resolve().parents[1]
TRENDS = HOME / "notebooks" / "02_income_trends.ipynb"
RAISE_INCOME = """
    import pathlib

    if pathlib.Path.cwd().name == "changed":
        from evalkit.indicators import income

        plain = income.income_per_head

        def income_per_head(*tables, **options):
            rows = plain(*tables, **options)
            return rows.assign(value=rows["value"] * 1.001)

        income.income_per_head = income_per_head
"""


@pytest.mark.parametrize(
    ("stored", "computed"),
    [
        ("人均收入12345.678900000001元", "人均收入12345.6789元"),
        ("slope 1e-15", "slope -2e-16"),
        ("<td>0.3000000001</td>", "<td>0.3</td>"),
        ("2021-2024: 12 households", "2021-2024: 12 households"),
    ],
)
def test_float_noise_is_the_same_text(stored, computed):
    assert (TolerantText(stored) == TolerantText(computed)) is True
    assert (TolerantText(stored) != TolerantText(computed)) is False


@pytest.mark.parametrize(
    ("stored", "computed"),
    [
        ("share 0.1000", "share 0.1001"),
        ("12 households", "13 households"),
        ("12 households", "12.0 households"),
        ("990101100201", "990101100202"),
        ("rising by 1.5", "falling by 1.5"),
        ("1.5", "1.5 2.5"),
        ("x1", "x2"),
        ("value nan", "value 0.0"),
    ],
)
def test_a_changed_result_is_another_text(stored, computed):
    assert (TolerantText(stored) == TolerantText(computed)) is False
    assert (TolerantText(stored) != TolerantText(computed)) is True


def test_only_what_differs_between_any_two_runs_is_masked():
    noisy = "<Axes at 0x7f3a5c21d0> 2024-05-14T10:11:12.5Z 10:11:12 3.21it/s /tmp/ipykernel_12/3.py:4 on 2024-05-14"
    assert mask(noisy) == "<Axes at ADDRESS> TIME TIME SPEED TEMPORARY on 2024-05-14"


def notebook(folder: Path, name: str, source: str, outputs: list) -> None:
    cell = v4.new_code_cell(source, execution_count=1, outputs=outputs)
    nbformat.write(v4.new_notebook(cells=[cell]), folder / name)


def shown(text: str) -> list:
    return [v4.new_output("execute_result", {"text/plain": text}, execution_count=1)]


def validate(folder: Path, **environment: str) -> dict[str, str]:
    """Run `pytest --nbval` as a user would and return the outcome of each notebook's worst cell."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-rA", "-p", "no:cacheprovider", "--rootdir", folder, folder]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    outcomes: dict[str, str] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) (?:\S*/)?([\w-]+)\.ipynb::", done.stdout, re.MULTILINE):
        outcomes[name] = outcome if outcomes.get(name, "PASSED") == "PASSED" else outcomes[name]
    assert outcomes, done.stdout + done.stderr
    return outcomes


def test_nbval_passes_noise_and_silent_figures_but_fails_a_changed_number(tmp_path):
    notebook(tmp_path, "noise.ipynb", "0.1 + 0.2", shown("0.3"))
    notebook(tmp_path, "changed.ipynb", "100.1 / 100", shown("1.0"))
    notebook(tmp_path, "semicolon.ipynb", "object();", [])
    notebook(tmp_path, "address.ipynb", "object()", shown("<object at 0x7f0000000000>"))
    assert validate(tmp_path) == {"noise": "PASSED", "changed": "FAILED", "semicolon": "PASSED", "address": "PASSED"}


@pytest.mark.slow
def test_a_changed_indicator_makes_nbval_fail(tmp_path, processed):
    # Both copies of the shipped notebook read the same tables; only in the folder `changed` is every income per head
    # 0.1 % too high, from the moment its kernel starts.
    for name in ("same", "changed"):
        (tmp_path / name).mkdir()
        shutil.copy(TRENDS, tmp_path / name / f"{name}.ipynb")
    (tmp_path / "start").mkdir()
    (tmp_path / "start" / "sitecustomize.py").write_text(textwrap.dedent(RAISE_INCOME), encoding="utf-8")
    outcomes = validate(
        tmp_path,
        EVALKIT_HOME=str(HOME),
        EVALKIT_PROCESSED=str(processed),
        PYTHONPATH=os.pathsep.join([str(tmp_path / "start"), os.environ.get("PYTHONPATH", "")]),
    )
    assert outcomes == {"same": "PASSED", "changed": "FAILED"}
