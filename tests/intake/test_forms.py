"""Household forms that must be set aside, sheets that are none, and empty ones."""

import os
from pathlib import Path

import pytest

from evalkit import codebook, store
from evalkit.cleaning import clean
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.errors import EvalkitError
from evalkit.intake import form_names, limits
from evalkit.intake.form_read import EMPTY, read
from evalkit.intake.reader import read_file
from evalkit.intake.sheet import Sheet
from evalkit.privacy import keys

REAL = Path(os.environ.get("EVALKIT_REFS", Path(__file__).parents[3] / "shared")) / "sheets"
WORDS = Vocabulary(codebook.load())
HEAD = ["姓名", "证件号码", "与户主关系", "性别", "健康状况"]
# Invented numbers; area code 990101 does not exist.
MAN, WOMAN = "99010119650312001X", "990101196807220025"
PEOPLE = [["王小示", MAN, "户主", "男", "健康"], ["李小例", WOMAN, "配偶", "女", "长期慢性病"]]


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, str(tmp_path / "key"))


def sheet(rows, file="石门村/2024/一户一档/户编号0012.xlsx", name="Sheet1"):
    width = max(map(len, rows))
    return Sheet(file, name, [[*row, *[None] * (width - len(row))] for row in rows])


REFUSED = {
    "two values for 户编号": [["户编号", "1", "户类型", "脱贫户"], ["户编号", "2", "家庭人口数", 3]],
    "may stand beside or below": [["户主姓名", "王小示"], ["王小样", None], ["户类型", "脱贫户"], ["一般农户"]],
    "too few known labels": [["户主姓名", "王小示"], ["户类型", "脱贫户"], ["家庭人口数", None]],
    "differs from the one in the file's name": [["户编号", "13", "户类型", "脱贫户"], ["家庭人口数", 3]],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_form_that_can_be_read_in_two_ways_is_set_aside(reason):
    layout = read(sheet(REFUSED[reason]), WORDS)
    assert layout.is_form
    assert reason in layout.reason
    assert set(layout.fates) == {"data"}


def test_a_form_that_nobody_numbered_is_set_aside():
    layout = read(sheet([["户主姓名", "王小示"], ["户类型", "脱贫户"], ["家庭人口数", 3]], "一户一档/表.xlsx"), WORDS)
    assert "without a household number" in layout.reason


def test_two_forms_do_not_share_the_number_in_their_files_name():
    rows = [["户主姓名", "王小示"], ["户类型", "脱贫户"], ["家庭人口数", 3]]
    intake = take_in([sheet(rows, name="甲"), sheet(rows, name="乙")], [], WORDS, Issues())
    assert [layout.is_form for layout in intake.layouts] == [True, True]
    assert not intake.placed


LISTS = [
    [["户编号", "户主姓名", "户类型"], ["1", "甲", "脱贫户"], ["2", "乙", "脱贫户"]],
    [["户编号", "户主姓名", "户类型"], ["1", "甲", "脱贫户"]],
    [["户编号", "户类型", "监测对象类别"], ["1", "脱贫户", "户类型"]],
    [["行政村：石门村", "年度：2024"], ["户编号", "户主姓名", "户类型"], ["1", "甲", "脱贫户"]],
    [["户编号", *HEAD], ["1", *PEOPLE[0]], ["1", *PEOPLE[1]]],
    [["户编号", "户主姓名", "收入项目", "金额"], ["1", "甲", "务工收入", 5], ["1", "甲", "低保金", 6]],
    [["户编号", "户主姓名", "户类型", "家庭人口数"], [None, None, None, None]],
    [["石门村一户一策台账"], ["序号", "户编码", "户主姓名", "帮扶任务", "时限"], [1, "1", "甲", "危房改造", "2024-06"]],
    [["序号", "成员姓名", "证件号码", "性别", "职务"], [1, "甲", MAN, "男", "队长"], [2, "乙", WOMAN, "女", "队员"]],
]


@pytest.mark.parametrize("rows", LISTS)
def test_a_list_is_no_form_however_short(rows):
    assert read(sheet(rows, "石门村/2024/台账.xlsx"), WORDS) is None


def test_one_household_under_a_header_of_two_rows_is_no_form():
    rows = [["户编号", "工资性收入", None], [None, "务工收入", "公益岗收入"], ["1", 5, 6]]
    grouped = Sheet("石门村/2024/台账.xlsx", "Sheet1", rows, ((0, 0, 1, 0), (0, 1, 0, 2)))
    assert read(grouped, WORDS) is None


def test_an_empty_form_gives_no_row_and_one_sentence(tmp_path, key_file):
    path = tmp_path / "raw" / "石门村" / "户信息.csv"
    path.parent.mkdir(parents=True)
    path.write_text(
        "石门村2024年脱贫户台账\n户编号,户主姓名,户类型\n1,王小示,脱贫户\n2,李小例,脱贫户\n", encoding="utf-8"
    )
    empty = path.with_name("一户一档.csv")
    empty.write_text("一户一档,\n户主姓名,\n户类型,\n家庭人口数,\n", encoding="utf-8")
    clean(tmp_path / "raw", tmp_path / "out")
    assert store.read("households", root=tmp_path / "out")["file_id"].nunique() == 1
    noticed = store.side("_problems", tmp_path / "out")
    assert noticed["code"].tolist() == ["empty_form"]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real sheets are not here (EVALKIT_REFS)")
def test_real_templates_are_told_apart():
    allowed = limits.load(Path(__file__).parents[2] / "params" / "intake.yaml")
    found = {
        (file, s.name): read(s, WORDS)
        for file in (
            "household-form-empty.xls",
            "forms-not-tables.xls",
            "village-plots.xlsx",
            "two-stacked-tables.xlsx",
        )
        for s in read_file(REAL / file, file, allowed)
    }
    (empty,) = [layout for (file, _), layout in found.items() if file == "household-form-empty.xls"]
    assert empty.reason == EMPTY
    assert "data" not in empty.fates
    assert not [name for name, layout in found.items() if layout and name[0] != "household-form-empty.xls"]


def test_a_year_a_date_and_a_village_are_no_household_number():
    names = ("2024年", "20240503", "990101101202", "石门村")
    assert [form_names.household_number("Sheet1", f"{name}.xlsx")[0] for name in names] == [""] * 4


def test_what_stops_a_run_is_said_in_words(tmp_path, key_file):
    path = tmp_path / "raw" / "一户一档" / "户.csv"
    path.parent.mkdir(parents=True)
    path.write_text("户编号,1\n户主姓名,王小示\n户编号,2\n户类型,脱贫户\n", encoding="utf-8")
    with pytest.raises(EvalkitError, match="two values for 户编号"):
        clean(tmp_path / "raw", tmp_path / "out")
