"""A run counts only when its own record says so, and the record is hard to please."""

import json
import time

import pytest

from evalkit.indicators import result
from evalkit.runs import record
from evalkit.runs.plan import Run

VILLAGE = "990101100201"
ROW = result.row("labour_use", unit="share", value=0.5, county="990101", village=VILLAGE, year=2024, n=40)


def cell(count=1, start="2026-01-01T00:00:00", source="x = 1", **more):
    metadata = {"papermill": {"start_time": start}}
    return {"cell_type": "code", "source": source, "execution_count": count, "outputs": [], "metadata": metadata} | more


@pytest.fixture
def finished(project_folder, tmp_path):
    """A folder as a successful run leaves it, and a function that judges it."""
    folder = tmp_path / "run"
    folder.mkdir()
    run = Run("good", project_folder / "notebooks" / "good.ipynb", VILLAGE, 2024)

    def judge(*cells, rows=ROW, trouble=None):
        about = {"papermill": {"input_path": "/srv/somebody/x.ipynb", "output_path": "/srv/somebody/y.ipynb"}}
        notebook = {"cells": list(cells) or [cell()], "metadata": about}
        (folder / record.NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")
        if rows is not None:
            rows.to_parquet(folder / "indicators.parquet")
        made = record.make(run, folder, trouble, time.time())
        assert record.read(folder / record.FILE) == made
        assert "somebody" not in (folder / record.NOTEBOOK).read_text(encoding="utf-8")
        assert (folder / "indicators.parquet").exists() == made.ok
        return made

    return judge


def test_a_run_with_valid_rows_and_all_cells_executed_is_ok(finished):
    made = finished(cell(1), cell(None, source=" \n"), cell(2))
    assert (made.status, made.rows, made.trouble) == ("ok", 1, None)


def test_a_cell_without_an_execution_count_fails_the_run(finished):
    made = finished(cell(1), cell(None))
    assert (made.trouble.kind, made.trouble.cell) == ("NotExecuted", 2)


def test_a_run_that_saved_nothing_fails(finished):
    assert finished(rows=None).trouble.kind == "NoRows"


def test_rows_that_break_the_contract_fail_the_run(finished):
    assert (
        finished(rows=ROW.assign(value=float("nan"))).trouble.message
        == "labour_use: a missing value needs a reason in note"
    )


def test_rows_of_another_village_fail_the_run(finished):
    made = finished(rows=ROW.assign(village="990101100203"))
    assert made.trouble.message == "rows of another village: 990101100203"


def test_a_failure_says_where_it_stopped(finished):
    trouble = record.Trouble("DeadKernel", "the kernel died")
    made = finished(cell(1), cell(None), cell(None, start=None), trouble=trouble)
    assert str(made) == f"FAILED  good {VILLAGE} 2024  In [2]: DeadKernel: the kernel died"


def test_a_message_with_an_identity_number_is_withheld(finished):
    made = finished(trouble=record.Trouble("ValueError", "row 3\nbad number: 11010519491231002X"))
    assert made.trouble.message == "[message withheld]"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"status": "ok"}'])
def test_half_a_record_is_none(tmp_path, text):
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert record.read(tmp_path / "run.json") is None
