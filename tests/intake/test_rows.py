"""Words that make a row a subtotal or a note, and words that do not."""

import pytest

from evalkit.codebook import normal_form
from evalkit.intake.rows import is_note, is_total


def words(line: str) -> list[str]:
    return [normal_form(word) for word in line.split("|")]


@pytest.mark.parametrize(
    "line",
    [
        "合计",
        "小　计",
        "总 计",
        "合计：12人，5400元",
        "合计（元）",
        "第一网格小计",
        "全村合计",
        "本页小计",
        "累计",
        "平均值",
    ],
)
def test_these_texts_make_a_subtotal(line):
    assert is_total(words(line), filled=3, width=8)


@pytest.mark.parametrize(
    "line",
    [
        "石门村|甲|工资性收入合计",  # an item of a household, beside its name
        "石门村|甲|务工|合计享受补贴3人次",
        "石门村|甲|累计务工六个月",
        "石门村|甲|总计划内|一般",
    ],
)
def test_these_texts_do_not(line):
    assert not is_total(words(line), filled=6, width=8)


def test_a_remark_that_starts_with_total_does_not_turn_a_full_row_into_a_subtotal():
    assert not is_total(words("石门村|甲|合计：两项"), filled=7, width=8)
    assert is_total(words("石门村|合计：两项"), filled=3, width=8)


def test_under_merged_cells_an_item_called_total_is_data_and_a_group_total_is_not():
    assert not is_total(words("其他转移性收入小计"), filled=3, width=17, carried=True)
    assert is_total(words("第一网格小计"), filled=3, width=17, carried=True)
    assert is_total(words("小计"), filled=3, width=17, carried=True)
    assert is_total(words("其他转移性收入小计"), filled=3, width=17)


@pytest.mark.parametrize(
    "line",
    [
        "注：以上数据为年度数",
        "注:|(1) 该数据是估计",
        "备注说明：不含补贴",
        "数据来源：国家统计局",
        "填表人：某某|审核人：某某|2023年12月31日",
        "单位负责人（签字）：|填报日期：",
        "驻村第一书记：",
        "第3页",
        "※ 金额为税前",
    ],
)
def test_these_rows_are_notes(line):
    assert is_note(words(line), filled=line.count("|") + 1, width=10)


@pytest.mark.parametrize("line", ["注册日期|2023年|某某", "来源地|省外|3", "甲|审核通过|是", "备注|无|无|无|无|无"])
def test_these_rows_are_not(line):
    assert not is_note(words(line), filled=line.count("|") + 1, width=10)


def test_a_signature_label_among_numbers_is_not_a_note():
    assert not is_note(words("单位："), filled=4, width=4)


def test_text_after_a_note_is_a_note_but_a_lone_short_name_is_left_for_a_person(layout_of):
    layout = layout_of("户编号|户主姓名|金额\n1|甲|5\n2|乙|6\n注：|以下两点\n|（1）按年\n\n")
    assert layout.fates == ["header", "data", "data", "note", "note"]
    assert layout_of("户编号|户主姓名|金额\n1|甲|5\n|丙|").fates == ["header", "data", "data"]
