"""The ledgers of the real village carry the published figures and nothing else."""

import csv
import os
from pathlib import Path

import pytest

from evalkit import codebook
from evalkit.codebook import bare_form, normal_form

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "data" / "raw" / "guanzhuang"
REFS = Path(os.environ.get("EVALKIT_REFS", ROOT.parent / "shared"))
LEDGERS = {
    "村基本情况台账.csv": "villages",
    "帮扶措施台账.csv": "assistance",
    "小额信贷台账.csv": "microcredit",
    "消费帮扶台账.csv": "purchases",
    "村级活动台账.csv": "activities",
}


def read(name):
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def the_row(name, **wanted):
    """The one row whose cells say what is wanted."""
    rows = [row for row in read(name) if all(row[header] == value for header, value in wanted.items())]
    assert len(rows) == 1, f"{len(rows)} rows of {name} say {wanted}"
    return rows[0]


def help_row(year, programme, term=""):
    row = the_row("帮扶措施台账.csv", 年度=year, 帮扶项目=programme, 学期=term)
    return float(row["受益数量"]), row["受益单位"], float(row["补助金额（元）"] or 0)


# Typed a second time from the paper's own sentences, with the paper's units; the "current year" is taken as 2024.
def test_houses_rebuilt_and_their_subsidies_are_the_papers():
    assert help_row("2023", "危房改造") == (2, "户", 32_200)
    assert help_row("2024", "危房改造") == (1, "户", 16_100)


@pytest.mark.parametrize(
    ("programme", "term", "people"),
    [
        ("学前教育补贴", "秋季", 2),
        ("学前教育补贴", "春季", 3),
        ("义务教育补贴", "秋季", 10),
        ("义务教育补贴", "春季", 10),
        ("高中助学金", "秋季", 1),
        ("高中助学金", "春季", 2),
        ("雨露计划", "秋季", 9),
        ("帮扶车间", "", 3),
    ],
)
def test_schooling_and_workshop_reach_the_published_number_of_people(programme, term, people):
    assert help_row("2024", programme, term) == (people, "人", 0)


def test_credit_and_purchases_are_the_papers_running_totals():
    credit = the_row("小额信贷台账.csv")
    assert (credit["贷款户数"], float(credit["贷款金额（元）"])) == ("9", 450_000)
    assert the_row("消费帮扶台账.csv")["消费金额（元）"] == "50151.68"


def test_five_structures_were_cleared():
    row = the_row("村级活动台账.csv", 活动类型="五清五拆")
    assert (row["数量"], row["数量单位"]) == ("5", "处")


def test_every_fact_of_the_reference_list_is_a_cell():
    facts_file = REFS / "paper" / "facts.csv"
    if not facts_file.is_file():
        pytest.skip("the reference folder (EVALKIT_REFS) is not here")
    with facts_file.open(encoding="utf-8", newline="") as handle:
        facts = {fact["id"]: float(fact["value"]) for fact in csv.DictReader(handle)}
    village = the_row("村基本情况台账.csv")
    cells = {
        "housing_households_2023": help_row("2023", "危房改造")[0],
        "housing_subsidy_2023": help_row("2023", "危房改造")[2],
        "housing_households_current": help_row("2024", "危房改造")[0],
        "housing_subsidy_current": help_row("2024", "危房改造")[2],
        "cleared_structures": the_row("村级活动台账.csv", 活动类型="五清五拆")["数量"],
        "preschool_autumn": help_row("2024", "学前教育补贴", "秋季")[0],
        "preschool_spring": help_row("2024", "学前教育补贴", "春季")[0],
        "compulsory_autumn": help_row("2024", "义务教育补贴", "秋季")[0],
        "compulsory_spring": help_row("2024", "义务教育补贴", "春季")[0],
        "high_school_autumn": help_row("2024", "高中助学金", "秋季")[0],
        "high_school_spring": help_row("2024", "高中助学金", "春季")[0],
        "yulu_autumn": help_row("2024", "雨露计划", "秋季")[0],
        "workshop_jobs": help_row("2024", "帮扶车间")[0],
        "microcredit_households": the_row("小额信贷台账.csv")["贷款户数"],
        "microcredit_total": the_row("小额信贷台账.csv")["贷款金额（元）"],
        "consumption_total": the_row("消费帮扶台账.csv")["消费金额（元）"],
        "grids": village["网格数"],
        "grid_party_members": village["每网格党员数"],
        "grid_assistants": village["每网格辅助员数"],
        "study_weekday": village["学习日"],
        "monitoring_meetings": village["每月防返贫监测会议次数"],
        "culture_training_sessions": the_row("村级活动台账.csv", 活动类型="锣鼓秧歌排练")["数量"],
        "key_groups": village["重点监测群体类数"],
        "assessment_cycle": village["每年考核次数"],
    }
    assert {name: float(value) for name, value in cells.items()} == facts


def test_every_row_is_published_and_says_where():
    for name in LEDGERS:
        for row in read(name):
            assert row["是否已公开"] == "是"
            assert row["来源"].startswith("论文“")
            assert row["行政村代码"] == "140123100206"


def test_there_is_no_other_ledger_in_the_folder():
    assert {path.name for path in FOLDER.iterdir()} == {*LEDGERS, "README.md"}


@pytest.mark.parametrize(("name", "table"), LEDGERS.items())
def test_every_header_is_a_declared_column_and_none_names_a_person(name, table):
    columns = codebook.load(ROOT / "params").tables[table].columns
    forms = {
        form(h): column for column in columns for h in (column.zh, *column.aliases) for form in (normal_form, bare_form)
    }
    for header in read(name)[0]:
        column = forms.get(normal_form(header)) or forms.get(bare_form(header))
        assert column is not None, f"{name}: {header} is in no declared column"
        assert column.personal == "none", f"{name}: {header} holds personal data"


def test_every_coded_wording_is_known():
    book = codebook.load(ROOT / "params")
    for row in read("帮扶措施台账.csv"):
        assert book.code("programme", row["帮扶项目"])
        assert book.code("beneficiary_unit", row["受益单位"])
        assert not row["学期"] or book.code("term", row["学期"])
    assert all(book.code("activity", row["活动类型"]) for row in read("村级活动台账.csv"))
