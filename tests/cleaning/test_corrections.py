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
    clean(county, tmp_path / "processed")
    assert "corrected" not in set(store.side("_repairs", tmp_path / "processed")["code"])
