"""Subtotals without words are found by arithmetic; coincidences are not."""

import pytest


def test_blank_keys_and_exact_sums_make_a_subtotal(layout_of):
    layout = layout_of(
        """
户编号|户主姓名|工资性收入|转移性收入
1|甲|100.5|20
2|乙|200|30
||300.5|50
3|丙|400|40
4|丁|10|5
||410|45
||710.5|95
"""
    )
    assert layout.fates == ["header", "data", "data", "subtotal", "data", "data", "subtotal", "subtotal"]


def test_a_region_row_between_its_counties_is_found_by_three_exact_sums(layout_of):
    layout = layout_of(
        """
地区|备注|甲数|乙数|丙数
一县|有|120|40|7
二县|有|230|50|8
三县|有|310|60|9
北部||660|150|24
四县|有|500|70|2
""",
        knows=lambda text: False,
    )
    assert layout.fates == ["header", "data", "data", "data", "subtotal", "data"]


@pytest.mark.parametrize(
    "rows",
    [
        "1|甲|100|20\n2|乙|200|30\n3|丙|300|50",  # a household that happens to have the sum of two others
        "1|甲|100|20\n2|乙|200|30\n||300|51",  # blank keys, but one sum is wrong
        "1|甲|100|20\n||100|20\n2|乙|5|6",  # one row above is no group
        "1|甲|0|0\n2|乙|0|0\n||0|0",  # zeros say nothing
    ],
)
def test_these_rows_stay_data(layout_of, rows):
    layout = layout_of("户编号|户主姓名|工资性收入|转移性收入\n" + rows)
    assert "subtotal" not in layout.fates


def test_a_member_row_under_merged_keys_is_not_blank(layout_of):
    layout = layout_of(
        "户编号|户主姓名|姓名|金额\n1|甲|甲|100\n||乙|200\n||丙|300\n2|丁|丁|5",
        merged=[(1, 0, 3, 0), (1, 1, 3, 1)],
    )
    assert "subtotal" not in layout.fates


def test_numbers_written_as_text_are_summed_too():
    from evalkit.intake.layout import locate
    from evalkit.intake.sheet import Sheet

    cells = [["户编号", "姓名", "金额"], ["a1", "甲", "1,000.5"], ["a2", "乙", "２00"], [None, None, "1,200.5"]]
    layout = locate(Sheet("a.csv", "csv", cells), {"户编号", "姓名", "金额"}.__contains__)
    assert layout.fates[-1] == "subtotal"


def test_numbers_too_large_to_add_are_left_alone(layout_of):
    layout = layout_of("户编号|户主姓名|工资性收入|转移性收入\n1|甲|1e400|20\n2|乙|1.8e304|30\n||300|50")
    assert layout.fates == ["header", "data", "data", "data"]
