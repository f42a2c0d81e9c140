"""Which ledger a sheet is, and what its columns are called there."""

import pytest

from evalkit.cleaning.recognise import Placed, recognise
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import load
from evalkit.intake.layout import locate
from evalkit.intake.sheet import Sheet

WORDS = Vocabulary(load())


def placed(*rows, name="Sheet1", file="a.xlsx"):
    layout = locate(Sheet(file, name, [list(row) for row in rows]), WORDS.knows)
    return recognise(Placed(0, 0, layout, layout.blocks[0]), WORDS)


def columns(result):
    return {f.header: f.column.name for f in result.fields if f.column is not None}


def test_a_ledger_is_told_by_its_columns():
    result = placed(["户编号", "姓名", "证件号码", "与户主关系"], ["1", "甲", "乙", "户主"])
    assert result.table.name == "members"
    assert columns(result) == {"户编号": "household", "姓名": "name", "证件号码": "person", "与户主关系": "relation"}


def test_a_title_decides_between_ledgers_that_know_as_many_columns():
    head, row = ["项目名称", "资金来源", "受益户数"], ["样板工程", "财政", 5]
    assert placed(["衔接资金台账", None, None], head, row).table.name == "funds"


def test_an_unknown_sheet_is_nobodys():
    result = placed(["树种", "株数"], ["柳", 5])
    assert result.table is None
    assert result.reason


def test_a_household_may_be_named_by_its_heads_id():
    result = placed(["户主身份证号", "线索来源", "线索时间"], ["1", "自主申报", "2023-05"])
    assert result.table.name == "alerts"


def test_two_level_headers_are_read_as_one_word_first():
    assert WORDS.column("members", "户主/姓名", "姓名").column.name == "head_name"
    assert WORDS.column("members", "成员/姓名", "姓名").column.name == "name"


@pytest.mark.parametrize("header", ["户　编号", "户编号 ", "户编码"])
def test_blanks_and_declared_variants_do_not_matter(header):
    assert WORDS.column("households", header, header).column.name == "household"


def test_a_misspelt_header_is_proposed_and_never_taken():
    assert WORDS.column("households", "家庭人口数量", "家庭人口数量") is None
    assert WORDS.similar("households", "家庭人口数量")[0] == "家庭人口数"


def test_two_columns_for_one_thing_are_a_fault():
    result = placed(["户编号", "户类型", "家庭类型", "家庭人口数"], ["1", "脱贫户", "脱贫户", 3])
    assert [(first, second, column.name) for first, second, column in result.repeated] == [(1, 2, "household_type")]


def test_two_phone_columns_are_no_fault_since_both_are_dropped():
    result = placed(["户编号", "户类型", "联系电话", "手机号", "家庭人口数"], ["1", "脱贫户", "1", "2", 3])
    assert result.repeated == []


def test_serial_numbers_and_remarks_are_not_counted_as_unknown_columns():
    result = placed(["序号", "户编号", "户类型", "备注", "爱好"], [1, "1", "脱贫户", "x", "y"])
    assert [result.block.header(c) for c in result.unmapped] == ["备注", "爱好"]
    assert result.table.name == "households"
