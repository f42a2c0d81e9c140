"""An amount in a merged cell, and others that nobody can assign: the rows are set aside and the cells named."""

import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.errors import EvalkitError

TITLE = "石门村2024年收入台账"
ITEMS = ["户编号", "收入项目", "1月", "2月", "3月"]
YEAR = ["户编号", "务工收入", "低保金", "家庭人均纯收入（元）"]


@pytest.fixture
def cleaned(tmp_path, key_file, write):
    """Clean one income sheet (beside one good row); return amounts by row and the problems as (row, col, code)."""

    def run(rows, merges=(), name="收入台账"):
        sheets = {"Sheet1": [[TITLE.replace("收入台账", name)], *rows]}
        write.workbook(tmp_path / "raw" / "石门村" / f"{name}.xlsx", sheets, [("Sheet1", *merge) for merge in merges])
        clean(tmp_path / "raw", tmp_path / "out")
        found = store.side("_problems", tmp_path / "out")
        income = store.read("income", root=tmp_path / "out")
        amounts = list(income[["row", "item", "month", "months", "amount"]].itertuples(index=False, name=None))
        return amounts, {(p.row, p.col, p.code) for p in found.itertuples()}

    return run


def test_an_amount_merged_over_two_households_is_neither_s(cleaned):
    rows = [YEAR, [1, 1000, 100, None], [2, None, 100, None], [3, 500, 100, None]]
    amounts, problems = cleaned(rows, [(2, 1, 3, 1)])
    assert {row for row, *_ in amounts} == {5}
    assert problems == {(3, 2, "merged_amount"), (4, 2, "merged_amount")}


def test_an_amount_merged_over_three_months_is_none_s(cleaned):
    amounts, problems = cleaned(
        [ITEMS, [1, "务工收入", 900, None, None], [2, "务工收入", 100, 100, 100]], [(2, 2, 2, 4)]
    )
    assert [(row, month) for row, _, month, *_ in amounts] == [(4, 1), (4, 2), (4, 3)]
    assert problems == {(3, 3, "merged_amount")}


def test_a_household_merged_over_its_items_is_no_amount(cleaned):
    rows = [ITEMS, [1, "务工收入", 100, 200, 300], [None, "低保金", 50, 50, 50]]
    amounts, problems = cleaned(rows, [(2, 0, 3, 0)])
    assert len(amounts) == 6
    assert problems == set()


def test_a_stated_total_merged_over_the_items_of_a_household_is_a_check_only(cleaned):
    header = ["户编号", "收入项目", "金额", "家庭人均纯收入（元）"]
    rows = [header, [1, "务工收入", 600, 300], [None, "低保金", 300, None]]
    amounts, problems = cleaned(rows, [(2, 0, 3, 0), (2, 3, 3, 3)])
    assert [amount for *_, amount in amounts] == [60000, 30000]
    assert not any(code == "merged_amount" for *_, code in problems)


def test_a_cost_below_zero_sets_its_row_aside(cleaned):
    rows = [["户编号", "种植业收入", "种植业支出"], [1, 10000, -3000], [2, 10000, 3000]]
    amounts, problems = cleaned(rows)
    assert {row for row, *_ in amounts} == {4}
    assert {code for *_, code in problems} == {"negative", "negative_cost"}


@pytest.mark.parametrize(
    "header", ["务工收入（元/月）", "务工收入（每月）", "务工收入(月均)", "务工收入（元/人/年）", "务工收入（元/季度）"]
)
def test_an_amount_per_month_or_person_is_no_yearly_total(cleaned, header):
    with pytest.raises(EvalkitError) as raised:
        cleaned([["户编号", header], [1, 3000], [2, 2000]])
    said = [str(problem) for problem in raised.value.problems]
    assert "no row of any ledger could be used" in said[0]
    assert "sheet Sheet1, B3: 写明按月、按人等，与本列口径不同" in said[1]


def test_per_month_is_right_where_the_column_is_a_month(cleaned):
    amounts, problems = cleaned([["户编号", "收入项目", "1月（元/月）", "2月（元/月）"], [1, "务工收入", 3000, 2000]])
    assert [(month, months, amount) for *_, month, months, amount in amounts] == [(1, 1, 300000), (2, 1, 200000)]
    assert problems == set()


def test_a_span_of_months_before_the_word_income_is_no_rate(cleaned):
    amounts, _ = cleaned([["户编号", "收入项目", "1-6月收入", "7-12月收入"], [1, "务工收入", 600, 700]])
    assert [(month, months, amount) for *_, month, months, amount in amounts] == [(1, 6, 60000), (7, 6, 70000)]


def test_a_unit_beside_each_amount_is_its_unit(cleaned):
    amounts, problems = cleaned([["户编号", "务工收入", "单位"], [1, 1.5, "万元"], [2, 3000, "元"], [3, 2000, None]])
    assert [amount for *_, amount in amounts] == [1500000, 300000, 200000]
    assert problems == set()


def test_a_header_that_writes_its_unit_out_is_a_header(cleaned):
    amounts, _ = cleaned([["户编号", "务工收入（单位：万元）", "低保金（单位：元）"], [1, 3, 100], [2, 2, 100]])
    assert [amount for *_, amount in amounts] == [3000000, 10000, 2000000, 10000]
