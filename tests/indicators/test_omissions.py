"""What was left out is said where it belongs, and nothing is said elsewhere."""

import pandas as pd
import pytest

from evalkit.indicators import omissions, scope

VILLAGE, OTHER = "990101100201", "990101100203"
SAYS = ("{n}条没有日期，未计入", "{n} without a date left out")


def cases(*years, village=VILLAGE, **more):
    return pd.DataFrame({"village": village, "year": list(years)} | more)


def test_only_the_village_and_period_of_a_case_say_so():
    lines = pd.concat([scope.years([VILLAGE, OTHER], [2023, 2024]), scope.span(VILLAGE, 2023, 2024)], ignore_index=True)
    rows = lines.assign(note=["", "没有线索 / no clue", "论文", "", ""])
    found = omissions.noted(rows, lines, cases(2024, 2024, 2023), *SAYS)["note"].tolist()
    assert found == [
        "1条没有日期，未计入 / 1 without a date left out",
        "没有线索；2条没有日期，未计入 / no clue; 2 without a date left out",
        "论文",  # a note in one language stays as it was
        "",
        "3条没有日期，未计入 / 3 without a date left out",
    ]


def test_a_season_belongs_to_its_year_and_a_case_to_its_group():
    lines = scope.years(VILLAGE, [2024])
    rows = pd.DataFrame({"village": VILLAGE, "period": ["2024-autumn", "2024", "2024-spring"], "note": ""})
    rows = rows.assign(group=["yulu/autumn", "yulu", "training/spring"])
    found = omissions.noted(rows, lines, cases(2024, group="yulu"), *SAYS, by_group=True)["note"]
    assert (found != "").tolist() == [True, True, False]
    assert (omissions.noted(rows, lines, cases(2024), *SAYS)["note"] != "").all()


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
    assert omissions.counts(sales, here, ["buyer", "amount"]) == {(VILLAGE, "2023"): 1, (VILLAGE, "2024"): 2}
    assert omissions.counts(sales, here, ["buyer"]) == {(VILLAGE, "2024"): 2}


def test_a_span_counts_all_its_years(sales):
    found = omissions.by_place(sales, scope.span(VILLAGE, 2023, 2024), "sales", ["amount"])
    assert found == {(VILLAGE, "2023/2024"): "2行缺「销售金额」，未计入 / 2 lines without 'Amount' left out"}


def test_a_column_is_named_once_and_without_its_unit():
    assert omissions.names("assets", ["original_value", "original_value"]) == ("「资产原值」", "'Original value'")


def test_without_columns_the_note_stays_general_and_without_lines_there_is_none():
    assert omissions.left_out(1, "funds", []).endswith("1 lines without a needed value left out")
    assert omissions.left_out(0, "funds", ["arrived"]) == ""


def test_a_note_stays_as_it_is_where_nothing_was_left_out():
    rows = scope.years([VILLAGE, OTHER], [2024])
    assert omissions.beside(rows, "none", {(OTHER, "2024"): "缺 / lacking"}) == ["none", "none；缺 / none; lacking"]


def test_no_rows_to_say_it_beside_stay_no_rows():
    here = scope.years(VILLAGE, [2024])
    assert omissions.noted(here.iloc[:0].assign(note=""), here, cases(2024), *SAYS).empty
