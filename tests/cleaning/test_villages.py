"""Where rows belong: villages by code, name, title and path; years by column, date, title and path."""

import pytest

from evalkit.cleaning.place import year_in
from evalkit.cleaning.villages import Village, Villages

EAST = Village("990101100201", frozenset({"东沟村", "东沟"}), frozenset({"示例镇", "示例县"}))
SAME_NAME = Village("990102100201", frozenset({"东沟村", "东沟"}), frozenset({"样板乡", "样板县"}), frozenset({"样板"}))
STONE = Village("990101101202", frozenset({"石门村", "石门"}), frozenset({"泉水乡", "示例县"}))
LONE = Villages([EAST, STONE])
TWO = Villages([EAST, SAME_NAME, STONE])


@pytest.mark.parametrize(
    "cell", ["990101101202", 990101101202, "石门村", "石门", " 石门村　", "泉水乡石门村", "示例县泉水乡石门村"]
)
def test_a_cell_names_a_village_by_code_or_name(cell):
    assert LONE.find(cell, (), "") == (STONE.code, "ok")


@pytest.mark.parametrize("cell", ["石门寸", "大石门村", "990101101299", "某某村"])
def test_a_misspelt_village_is_unknown_and_never_guessed(cell):
    assert LONE.find(cell, (), "") == (None, "unknown_village")


def test_two_villages_of_one_name_are_told_apart_by_their_township():
    assert TWO.find("东沟村", ("样板乡", ""), "") == (SAME_NAME.code, "ok")
    assert TWO.find("东沟村", ("", "示例县"), "") == (EAST.code, "ok")


def test_two_villages_of_one_name_are_told_apart_by_the_folder_of_their_county():
    assert TWO.find("东沟村", (), "示例县/2023/收入.xlsx") == (EAST.code, "ok")
    assert TWO.find("东沟村", (), "样板/收入.xlsx") == (SAME_NAME.code, "ok")


def test_two_villages_of_one_name_without_more_are_not_taken():
    assert TWO.find("东沟村", (), "收入.xlsx") == (None, "ambiguous_village")


def test_a_title_names_its_village():
    assert LONE.in_text("石门村2023年农户收入台账", "") == (STONE.code, "ok")
    assert LONE.in_text("990101100201_收入", "") == (EAST.code, "ok")
    assert LONE.in_text("2023年农户收入台账", "") == (None, "blank")


def test_a_title_of_two_villages_names_none():
    assert LONE.in_text("东沟村、石门村会议台账", "")[1] == "ambiguous_village"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("石门村2023年收入台账", 2023),
        ("收入台账（2023年度）", 2023),
        ("2023", 2023),
        ("2021-2024年", None),
        ("990101202312", None),
        ("收入台账", None),
    ],
)
def test_the_year_of_a_title(text, year):
    assert year_in(text) == year


def meetings(tables, rows, file="石门村/会议.csv"):
    return tables({file: rows}).clean.ledgers["meetings"]


def test_a_row_belongs_to_the_year_of_its_own_date(tables):
    ledger = meetings(tables, [["石门村2023年会议台账"], ["会议时间", "参会人数"], ["2022-12-30", 8]])
    assert ledger.rows["year"].tolist() == [2022]


def test_the_day_a_form_was_filled_in_is_not_its_year(tables):
    rows = [["石门村收入台账"], ["填报时间：2024年1月5日"], ["户编号", "务工收入", "低保金"], ["7", 1, 2]]
    assert tables({"石门村/2023/收入.csv": rows}).clean.incomes["year"].tolist() == [2023, 2023]


def test_a_row_without_any_year_is_set_aside(tables):
    ledger = tables({"石门村/户.csv": [["户编号", "户类型", "家庭人口数"], ["7", "脱贫户", 3]]}).clean.ledgers[
        "households"
    ]
    assert ledger.fate.tolist() == ["quarantined"]
    assert ledger.code.tolist() == ["no_year"]


def test_a_column_of_names_and_one_of_codes_agree_on_the_code(tables):
    rows = [["行政村", "行政村代码", "会议时间", "参会人数"], ["某某村", "990101101202", "2023-05-06", 8]]
    assert meetings(tables, rows).rows["village"].tolist() == ["990101101202"]
