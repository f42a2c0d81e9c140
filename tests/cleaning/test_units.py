"""The unit of an amount: cell, header, table, number format, codebook, in this order."""

import pytest

from evalkit.cleaning.gather import gather
from evalkit.cleaning.recognise import Placed, recognise
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import load
from evalkit.intake.layout import locate
from evalkit.intake.sheet import Sheet

BOOK = load()
WORDS = Vocabulary(BOOK)


def unit(rows, column, formats=None):
    """Return the unit of a column's first data row."""
    sheet = Sheet("石门村/2023/台账.xlsx", "Sheet1", rows, formats=formats or {})
    layout = locate(sheet, WORDS.knows)
    placed = recognise(Placed(0, 0, layout, layout.blocks[0]), WORDS)
    return gather(placed.table, [placed]).raw[column].unit[0]


def credit(header, title="小额信贷台账", amount=5):
    return [[title, None, None], ["户编号", header, "发放日期"], ["7", amount, "2023-05"]]


@pytest.mark.parametrize(
    ("header", "expected"), [("贷款金额（万元）", "万元"), ("贷款金额（元）", "元"), ("贷款金额(千元)", "千元")]
)
def test_the_brackets_of_the_header_name_the_unit(header, expected):
    assert unit(credit(header), "amount") == expected


def test_without_brackets_the_title_names_it():
    assert unit(credit("贷款金额", "小额信贷台账 单位：元"), "amount") == "元"


def test_the_header_goes_before_the_title():
    assert unit(credit("贷款金额（万元）", "小额信贷台账 单位：元"), "amount") == "万元"


def test_without_any_the_codebook_names_it():
    assert unit(credit("贷款金额"), "amount") == "万元"


def test_a_unit_row_under_the_header_names_it():
    rows = [["户编号", "贷款金额", "发放日期"], [None, "元", None], ["7", 50000, "2023-05"]]
    assert unit(rows, "amount") == "元"


def test_a_number_format_that_only_shows_ten_thousands_leaves_the_number_in_yuan():
    rows = credit("贷款金额", amount=50000)
    assert unit(rows, "amount", {(2, 1): '0!.0,"万"'}) == "元"


@pytest.mark.parametrize(("text", "expected"), [('0.0"千元"', "千元"), ('0"百元"', "百元"), ('#,##0,"千元"', "元")])
def test_a_number_format_in_hundreds_or_thousands_counts_as_well(text, expected):
    assert unit(credit("贷款金额", amount=50), "amount", {(2, 1): text}) == expected


def test_a_number_format_that_writes_the_unit_behind_the_number_names_it():
    rows = [["户编号", "户类型", "人均纯收入"], ["7", "脱贫户", 1.2]]
    assert unit(rows, "income_per_head_stated", {(1, 2): '0.00"万元"'}) == "万元"
