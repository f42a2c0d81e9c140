"""What a cell holds and what cleaning noted about it; where the two differ, a sentence and no guess."""

import shutil

import openpyxl
import pandas as pd
import pytest

from evalkit.errors import EvalkitError
from evalkit.privacy import keys
from evalkit.trace import trace

FORM = "石门村/2023/一户一档/[已隐去].xlsx!户!"


@pytest.fixture
def copied(cleaned, tmp_path):
    """A copy of the raw folder that a test may change."""
    shutil.copytree(cleaned / "raw", tmp_path / "raw")
    return tmp_path / "raw"


def test_a_forms_value_is_found_in_its_own_row(cleaned):
    found = trace("households", columns=["arable_area", "housing_unsafe"], raw=cleaned / "raw")
    assert found[["address", "raw", "value"]].to_numpy().tolist() == [
        [f"{FORM}B4", "3.5", "3.5"],
        [f"{FORM}D4", "否", "False"],
    ]


def test_a_merged_value_is_found_in_the_cell_that_holds_it(cleaned):
    found = trace("activities", columns=["date", "kind"], raw=cleaned / "raw")
    assert [address.rpartition("!")[2] for address in found["address"]] == ["A3", "B3", "A3", "B4"]
    assert found["raw"].tolist() == ["2023-03", "五清", "2023-03", "周五学习"]


def test_a_text_that_names_a_person_is_shown_masked_only(cleaned):
    found = trace("sales", columns=["buyer"], raw=cleaned / "raw")
    assert found["raw"].tolist() == ["[已隐去]养殖场", "县粮站", "县粮站"]
    assert found["code"].tolist() == ["masked", "ok", "ok"]


def test_a_corrected_cell_shows_the_old_text_the_new_value_and_the_reason(cleaned):
    found = trace("sales", columns=["amount"], raw=cleaned / "raw").iloc[2]
    assert found[["raw", "value", "code"]].tolist() == ["两千到三千", "2,500.00元", "corrected"]
    assert found["correction"] == "replace: 两千到三千 → 2500: receipt seen"


def test_a_correction_that_names_a_household_is_found_without_naming_it(cleaned):
    found = trace("income", columns=["amount"], raw=cleaned / "raw").iloc[2]
    assert found["correction"] == "replace: 390 → 420: receipt seen"


def test_a_file_that_changed_is_refused_with_a_sentence(cleaned, copied):
    book = openpyxl.load_workbook(copied / "石门村" / "销售.xlsx")
    book["销售"]["E3"] = 9000
    book.save(copied / "石门村" / "销售.xlsx")
    with pytest.raises(EvalkitError, match=r"石门村/销售.xlsx: the file has changed since it was cleaned") as caught:
        trace("sales", raw=copied)
    assert len(caught.value.problems) == 1


def test_a_file_that_was_only_moved_is_found_by_its_hash(cleaned, copied):
    (copied / "elsewhere").mkdir()
    (copied / "石门村" / "销售.xlsx").rename(copied / "elsewhere" / "s.xlsx")
    assert len(trace("sales", columns=["amount"], raw=copied)) == 3


def test_a_cell_that_does_not_give_its_value_is_an_error(cleaned, tmp_path):
    root = tmp_path / "processed"
    shutil.copytree(cleaned / "processed", root)
    path = next((root / "sales").glob("*/*/part.parquet"))
    rows = pd.read_parquet(path)
    rows.loc[0, "amount"] += 100
    rows.to_parquet(path, index=False)
    with pytest.raises(
        EvalkitError, match=r"石门村/销售.xlsx!销售!E3: the cell does not give the clean value of amount"
    ):
        trace("sales", root=root, raw=cleaned / "raw")


def test_without_the_key_of_the_cleaning_nothing_is_shown(cleaned, tmp_path, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, str(tmp_path / "another"))
    with pytest.raises(EvalkitError, match="not the key the clean tables were made with"):
        trace("sales", raw=cleaned / "raw")
