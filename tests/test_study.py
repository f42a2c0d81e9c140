"""What a notebook gets from `open_study`: every digit, its ledgers, its gaps, its run folder."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit import store, study
from evalkit.errors import EvalkitError
from evalkit.indicators import result

VILLAGE = "990101100201"


@pytest.fixture
def tables(tmp_path, monkeypatch):
    rows = store.empty("meetings")
    given = pd.DataFrame({"village": [VILLAGE] * 3, "year": [2022, 2023, 2025], "county": "990101"})
    filled = given.reindex(columns=rows.columns)
    numbers = {name: 0 for name, kind in rows.dtypes.items() if str(kind) == "int32" and name != "year"}
    store.write({"meetings": filled.assign(**numbers).astype(rows.dtypes)}, {}, {}, tmp_path / "processed")
    monkeypatch.setenv("EVALKIT_PROCESSED", str(tmp_path / "processed"))
    return tmp_path


@pytest.mark.parametrize("village", [VILLAGE, 990101100201, np.int64(990101100201), f" {VILLAGE} "])
def test_a_code_keeps_every_digit_as_text_or_number(tables, village):
    here = study.open_study("monitoring", village, "2023")
    assert (here.village, here.county, here.year) == (VILLAGE, "990101", 2023)
    assert (here.name_zh, here.name_en) == ("东沟村", "Donggou")


def test_rows_after_the_studys_year_are_not_seen(tables):
    here = study.open_study("monitoring", VILLAGE, 2023)
    assert here.table("meetings")["year"].tolist() == [2022, 2023]


def test_what_is_missing_is_remembered_and_told(tables):
    here = study.open_study("monitoring", VILLAGE, 2024)
    here.table("meetings")
    here.table("income")
    assert here.missing == ["income"]
    gaps = here.gaps().set_index("table")
    assert gaps.loc["meetings", ["rows", "first_year", "last_year", "note"]].tolist() == [
        2,
        2022,
        2023,
        "nothing for 2024",
    ]
    assert gaps.loc["income", "note"] == "not received"
    assert gaps.loc["income", "ledger"] == "收入台账"


def test_gaps_before_any_ledger_was_asked_for_are_an_empty_table(tables):
    assert study.open_study("monitoring", VILLAGE, 2024).gaps().empty


def test_everything_wrong_with_the_parameters_is_said_at_once(tables):
    with pytest.raises(EvalkitError) as raised:
        study.open_study("monitoring", "99010110020", "24")
    assert [problem.where for problem in raised.value.problems] == ["parameter village", "parameter year"]


def test_an_unknown_village_names_those_that_are_there(tables):
    with pytest.raises(EvalkitError, match=f"no ledger of village 990101100299.*expected one of {VILLAGE}"):
        study.open_study("monitoring", "990101100299", 2024)


def test_rows_are_saved_only_in_a_run_and_checked_always(tables, monkeypatch):
    here = study.open_study("monitoring", VILLAGE, 2024)
    rows = result.row("labour_use", unit="share", value=0.5, year=2024)
    here.save(rows)
    assert not list(tables.glob("*.parquet"))
    monkeypatch.setenv(study.RUN_FOLDER, str(tables))
    pd.testing.assert_frame_equal(here.save(rows), pd.read_parquet(tables / study.ROWS_FILE).astype(result.DTYPES))
    assert not list(tables.glob("*.partial"))
    with pytest.raises(ValueError, match="result columns"):
        here.save(rows.drop(columns="note"))


def test_an_indicator_that_nobody_declared_is_not_saved(tables):
    here = study.open_study("monitoring", VILLAGE, 2024)
    with pytest.raises(ValueError, match=r"not declared in params/indicators.csv: made_up"):
        here.save(result.row("made_up", unit="share", value=0.5, year=2024))
