import shutil
from pathlib import Path

import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.errors import EvalkitError

PARAMS = Path(__file__).resolve().parents[2] / "params"
HEAD = "file,sheet,cell,column,found,value,action,reason,decided_by,decided_on\n"


@pytest.fixture
def decide(tmp_path, monkeypatch):
    """Write corrections into a copy of the project's parameters."""
    shutil.copytree(PARAMS, tmp_path / "home" / "params")
    monkeypatch.setenv("EVALKIT_HOME", str(tmp_path / "home"))

    def write(*lines):
        text = HEAD + "".join(line + ",checked on paper,county,2024-01-05\n" for line in lines)
        (tmp_path / "home" / "params" / "corrections.csv").write_text(text, encoding="utf-8")

    return write


def test_a_replaced_cell_is_used_and_noted(county, tmp_path, decide):
    decide("石门村/收入.xlsx,收入,F7,4-6月,2000-3000,2500元,replace")
    clean(county, tmp_path / "processed")
    rows = store.read("income", root=tmp_path / "processed")
    pension = rows[rows["item"] == "transfer_pension"]
    assert pension["amount"].tolist() == [37500, 250000]
    assert "corrected" in set(store.side("_repairs", tmp_path / "processed")["code"])


def test_a_dropped_row_is_set_aside_with_its_reason(county, tmp_path, decide):
    decide("石门村/预警.xlsx,预警,A3,,,,drop")
    clean(county, tmp_path / "processed")
    fates = store.side("_fates", tmp_path / "processed")
    assert fates.loc[fates["code"] == "corrected_drop", ["table", "row"]].values.tolist() == [["alerts", 3]]


def test_a_cell_found_right_is_no_longer_a_problem(county, tmp_path, decide):
    decide("石门村/成员.xlsx,家庭成员,E4,性别,男,,okay")
    clean(county, tmp_path / "processed")
    assert "sex_differs" not in set(store.side("_problems", tmp_path / "processed")["code"])


def test_corrections_that_fit_no_longer_are_errors_all_at_once(county, tmp_path, decide):
    decide(
        "石门村/收入.xlsx,收入,F7,4-6月,2000-4000,2500,replace",
        "石门村/收入.xlsx,收入,ZZ99,,,1,replace",
        "石门村/收入.xlsx,收入,F7,,,1,delete",
    )
    with pytest.raises(EvalkitError) as raised:
        clean(county, tmp_path / "processed")
    assert len(raised.value.problems) == 3
    assert "2000" not in str(raised.value)


def test_corrections_of_files_not_received_are_passed_over(county, tmp_path, decide):
    decide("东沟村/收入.xlsx,收入,F7,4-6月,1,2,replace")
    said = str(clean(county, tmp_path / "processed"))
    assert "corrected" not in set(store.side("_repairs", tmp_path / "processed")["code"])
    assert "Corrections of files that were not read (1):\n  params/corrections.csv, line 2" in said


def test_a_correction_of_a_sheet_the_file_lacks_is_an_error(county, tmp_path, decide):
    decide("石门村/收入.xlsx,没有表,F7,4-6月,1,2,replace")
    with pytest.raises(EvalkitError) as raised:
        clean(county, tmp_path / "processed")
    (problem,) = raised.value.problems
    assert "names a sheet that 石门村/收入.xlsx lacks; expected 收入, got 没有表" in str(problem)


ROW = ",,,{column},{found},{value},{action},checked on paper,county,2024-01-05,"
ROW += "{table},{village},{household},{period},{cells}"


@pytest.fixture
def decide_by_household(decide, tmp_path):
    """Write corrections that name a household; every column of the key that is not given is blank."""

    def write(*lines, **blank):
        head = HEAD.strip() + ",table,village,household,period,cells\n"
        names = ("column", "found", "value", "action", "table", "village", "household", "period", "cells")
        text = head + "".join(ROW.format(**(dict.fromkeys(names, "") | line)) + "\n" for line in lines)
        (tmp_path / "home" / "params" / "corrections.csv").write_text(text, encoding="utf-8")

    return write


def pension(**changed):
    """Return a line about the pension of household 0002 in the second quarter, which the ledger gives as a range."""
    line = {"table": "income", "village": "石门村", "household": "0002", "period": "2023年二季度", "column": "养老金"}
    return line | {"found": "2000-3000", "value": "2500元", "action": "replace"} | changed


def failures(raw, out):
    with pytest.raises(EvalkitError) as raised:
        clean(raw, out)
    return [str(problem) for problem in raised.value.problems]


def test_a_cell_named_by_household_period_and_item_is_replaced_like_one_named_by_its_address(
    county, tmp_path, decide_by_household
):
    decide_by_household(pension())
    clean(county, tmp_path / "processed")
    rows = store.read("income", root=tmp_path / "processed")
    # 0.0375万元 in the first quarter, 2500元 in the second
    assert rows.loc[rows["item"] == "transfer_pension", "amount"].tolist() == [37500, 250000]
    repairs = store.side("_repairs", tmp_path / "processed")
    assert repairs.loc[repairs["code"] == "corrected", ["row", "col"]].values.tolist() == [[7, 6]]


@pytest.mark.parametrize("words", [{"household": "2"}, {"period": "2023-Q2"}, {"column": "transfer_pension"}])
def test_the_key_may_be_worded_as_the_ledgers_or_the_codebook_do(county, tmp_path, decide_by_household, words):
    decide_by_household(pension(**words))
    clean(county, tmp_path / "processed")
    assert "corrected" in set(store.side("_repairs", tmp_path / "processed")["code"])


def test_a_household_known_by_its_id_number_alone_is_found(county, tmp_path, decide_by_household):
    # An alert names the head by ID number only; the list says that this is household 0001.
    line = {"table": "防返贫监测预警台账", "village": "石门村", "household": "0001", "period": "2023-05"}
    decide_by_household(line | {"column": "channel", "found": "自主申报", "value": "部门预警", "action": "replace"})
    clean(county, tmp_path / "processed")
    alerts = store.read("alerts", root=tmp_path / "processed")
    assert alerts["channel"].tolist()[0] == "department"


def test_a_row_of_a_household_is_dropped_and_a_cell_of_it_found_right(county, tmp_path, decide_by_household):
    key = {"village": "石门村", "period": "2023"}
    decide_by_household(
        key | {"table": "alerts", "household": "2", "period": "2023-08", "action": "drop"},
        key
        | {"table": "members", "household": "0001", "column": "性别", "found": "男", "action": "okay", "cells": "2"},
    )
    clean(county, tmp_path / "processed")
    fates = store.side("_fates", tmp_path / "processed")
    assert fates.loc[fates["code"] == "corrected_drop", ["table", "row"]].values.tolist() == [["alerts", 4]]
    assert "sex_differs" not in set(store.side("_problems", tmp_path / "processed")["code"])


def test_a_line_that_means_several_cells_must_say_how_many(county, tmp_path, decide_by_household):
    # Household 0001 stands in the list twice, with 3人 and 3; `found` tells them apart.
    line = {"table": "households", "village": "石门村", "household": "0001", "period": "2023", "column": "户类型"}
    decide_by_household(line | {"found": "脱贫户", "value": "一般农户", "action": "replace"})
    assert failures(county, tmp_path / "processed") == [
        "params/corrections.csv, line 2: means several cells; expected one, or their number in `cells`, got 2"
    ]
    decide_by_household(line | {"found": "脱贫户", "value": "一般农户", "action": "replace", "cells": "2"})
    clean(county, tmp_path / "processed")
    types = store.read("households", root=tmp_path / "processed")["household_type"]
    assert types.tolist() == ["ordinary", "lifted"]


def test_lines_that_no_longer_fit_the_ledgers_are_errors_all_at_once(county, tmp_path, decide_by_household):
    decide_by_household(
        pension(found="2000-4000"),
        pension(household="0099"),
        pension(village="无名村"),
        pension(period="2023-04"),
    )
    told = failures(county, tmp_path / "processed")
    assert [text.split(": ")[0] for text in told] == [f"params/corrections.csv, line {n}" for n in (2, 3, 4, 5)]
    assert "2000" not in "".join(told) and "0099" not in "".join(told)


def test_a_line_about_a_year_or_village_not_received_is_passed_over(county, tmp_path, decide_by_household):
    decide_by_household(
        pension(period="2022-Q2"), pension(village="东沟村"), pension(table="guarantees", column="dropout")
    )
    clean(county, tmp_path / "processed")
    assert "corrected" not in set(store.side("_repairs", tmp_path / "processed")["code"])


def test_a_line_uses_one_key_never_both_and_never_neither(county, tmp_path, decide):
    home = tmp_path / "home" / "params" / "corrections.csv"
    decide()
    tail = ",checked on paper,county,2024-01-05"
    head = HEAD.strip() + ",table,village,household,period,cells\n"
    both = f"石门村/收入.xlsx,收入,F7,养老金,,1,replace{tail},income,石门村,0002,2023,\n"
    home.write_text(
        head + both + f",,,,,1,replace{tail},,,,,\n" + f"a.xlsx,,,,,1,replace{tail},,,,,\n", encoding="utf-8"
    )
    told = failures(county, tmp_path / "processed")
    assert [text.split(": ")[1].split(";")[0] for text in told] == [
        "uses both keys",
        "says not what it corrects",
        "names no cell",
    ]
