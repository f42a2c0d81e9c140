"""Lines that lack a value: counted by place and named as the ledger names its columns."""

import pytest

from evalkit.indicators import blanks, scope

VILLAGE, OTHER = "990101100201", "990101100202"


@pytest.fixture
def sales(ledger):
    lines = [
        (VILLAGE, 2023, "甲", None), (VILLAGE, 2024, "甲", 100), (VILLAGE, 2024, None, 100),
        (VILLAGE, 2024, None, None), (OTHER, 2024, "甲", 100),
    ]  # fmt: skip
    names = ("village", "year", "buyer", "amount")
    return ledger("sales", [dict(zip(names, line, strict=True)) for line in lines])


def test_a_line_that_lacks_two_columns_counts_once(sales):
    here = scope.years([VILLAGE, OTHER], [2023, 2024])
    assert blanks.counts(sales, here, ["buyer", "amount"]) == {(VILLAGE, "2023"): 1, (VILLAGE, "2024"): 2}
    assert blanks.counts(sales, here, ["buyer"]) == {(VILLAGE, "2024"): 2}


def test_a_span_counts_all_its_years(sales):
    found = blanks.by_place(sales, scope.span(VILLAGE, 2023, 2024), "sales", ["amount"])
    assert found == {(VILLAGE, "2023/2024"): "2行缺「销售金额」，未计入 / 2 lines without 'Amount' left out"}


def test_a_column_is_named_once_and_without_its_unit():
    assert blanks.names("assets", ["original_value", "original_value"]) == ("「资产原值」", "'Original value'")


def test_without_columns_the_note_stays_general_and_without_lines_there_is_none():
    assert blanks.left_out(1, "funds", []).endswith("1 lines without a needed value left out")
    assert blanks.left_out(0, "funds", ["arrived"]) == ""


def test_a_note_stays_as_it_is_where_nothing_was_left_out():
    rows = scope.years([VILLAGE, OTHER], [2024])
    assert blanks.beside(rows, "none", {(OTHER, "2024"): "缺 / lacking"}) == ["none", "none；缺 / none; lacking"]
