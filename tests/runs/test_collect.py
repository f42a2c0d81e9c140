"""All runs' rows in one table, each figure once, and each run finds its own again."""

import json
from dataclasses import asdict

import pandas as pd

from evalkit.indicators import result
from evalkit.runs.collect import collect
from evalkit.runs.record import Record

VILLAGE = "990101100201"


def save(root, study, year, *values, status="ok", village=VILLAGE):
    """Write a run's folder with one row for each (year of the row, value)."""
    folder = root / study / village / str(year)
    folder.mkdir(parents=True)
    rows = [result.row("labour_use", unit="share", value=v, village=village, year=y, n=40) for y, v in values]
    record = Record(status, study, village, year, {}, len(rows), 1.0)
    (folder / "run.json").write_text(json.dumps(asdict(record)), encoding="utf-8")
    if rows and status == "ok":
        result.concat(rows).to_parquet(folder / "indicators.parquet")
    return record


def test_a_figure_saved_by_several_runs_is_taken_from_the_run_of_its_own_year(tmp_path):
    save(tmp_path, "a", 2022, (2022, 0.22))
    save(tmp_path, "a", 2023, (2021, 0.1), (2022, 0.2), (2023, 0.3))
    save(tmp_path, "a", 2024, (2021, 0.15), (2022, 0.25), (2023, 0.35), (2024, 0.4))
    rows = collect(tmp_path).rows
    # 2021 has no run of its own: the latest run's figure stands.
    assert dict(zip(rows["year"], rows["value"], strict=True)) == {2021: 0.15, 2022: 0.22, 2023: 0.3, 2024: 0.4}


def test_a_run_finds_its_own_rows_in_what_was_released(tmp_path):
    first = save(tmp_path, "a", 2023, (2022, 0.2), (2023, 0.3))
    save(tmp_path, "b", 2024, (2024, 0.4))
    found = collect(tmp_path)
    released = found.rows.assign(value=float("nan"), note="withheld")
    own = found.rows_of(first, released)
    assert own["year"].tolist() == [2022, 2023]
    assert own["note"].tolist() == ["withheld"] * 2


def test_failed_runs_and_half_records_give_no_rows(tmp_path):
    save(tmp_path, "a", 2024, (2024, 0.4), status="failed")
    save(tmp_path, "b", 2024, (2024, 0.4))
    (tmp_path / "b" / VILLAGE / "2024" / "run.json").write_text('{"status": "ok"', encoding="utf-8")
    found = collect(tmp_path)
    assert [(record.study, record.status) for record in found.records] == [("a", "failed")]
    assert found.rows.empty


def test_without_runs_there_is_an_empty_table(tmp_path):
    pd.testing.assert_frame_equal(collect(tmp_path).rows, result.empty())
