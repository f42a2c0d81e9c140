import datetime as dt

import pytest

from evalkit.cleaning.parsers.dates import date, month, year

CASES = [
    ("a month has no day", "2023年5月", "2023-05", "ok"),
    ("a month of six digits", "202305", "2023-05", "ok"),
    ("a month of six digits in a number cell", 202305, "2023-05", "ok"),
    ("a month with a point", "2023.05", "2023-05", "ok"),
    ("a month with a point in a number cell", 2023.05, "2023-05", "ok"),
    ("2023.1 in a number cell may have been October", 2023.1, "2023", "month_lost"),
    ("2023.12 in a number cell is December", 2023.12, "2023-12", "ok"),
    ("a month with a slash", "2023/05", "2023-05", "ok"),
    ("a day with hyphens", "2023-5-1", "2023-05-01", "ok"),
    ("a day with slashes", "2023/5/14", "2023-05-14", "ok"),
    ("a day with points", "2023.05.14", "2023-05-14", "ok"),
    ("a day in Chinese", "2023年5月14日", "2023-05-14", "ok"),
    ("号 for day", "2023年5月14号", "2023-05-14", "ok"),
    ("eight digits", "20230514", "2023-05-14", "ok"),
    ("eight digits in a number cell", 20230514, "2023-05-14", "ok"),
    ("full-width digits", "２０２３年５月", "2023-05", "ok"),
    ("a day with a time", "2023-05-14 08:30:00", "2023-05-14", "ok"),
    ("only a year", "2023年", "2023", "ok"),
    ("only a year in a number cell", 2023, "2023", "ok"),
    ("year in Chinese digits", "二〇二三年五月", "2023-05", "ok"),
    ("day in Chinese digits", "二〇二三年十二月二十五日", "2023-12-25", "ok"),
    ("a date cell", dt.date(2023, 5, 14), "2023-05-14", "ok"),
    ("a date-and-time cell", dt.datetime(2023, 5, 14, 8, 30), "2023-05-14", "ok"),
    # 45047 days after 1899-12-30 is 2023-05-01; checked with the formula =DATE(2023,5,1).
    ("a spreadsheet's day count in a number cell", 45047, "2023-05-01", "day_count"),
    ("the same digits as text are no date", "45047", None, "not_a_date"),
    ("a two-digit year is marked", "23/5/1", "2023-05-01", "two_digit_year"),
    ("a two-digit year and month", "23年5月", "2023-05", "two_digit_year"),
    ("beginning of a month keeps the month", "2023年5月上旬", "2023-05", "part_of_month"),
    ("end of a year keeps the year", "2023年底", "2023", "part_of_month"),
    ("until now", "至今", None, "ongoing"),
    ("a dash", "-", None, "dash"),
    ("none", "无", None, "dash"),
    ("blank", None, None, "blank"),
    ("a month that does not exist", "2023年13月", None, "impossible_date"),
    ("a day that does not exist", "2023-02-30", None, "impossible_date"),
    ("29 February in a leap year", "2024-02-29", "2024-02-29", "ok"),
    ("a day without its year", "5月14日", None, "no_year_in_date"),
    ("two dates", "2023年5月-2023年8月", None, "range"),
    ("a word", "春季", None, "not_a_date"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "iso", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_date_cells(cell, iso, code):
    assert date(cell) == (iso, code)


def test_no_date_cell_ever_gains_a_day_or_a_month():
    for cell in ("2023年5月", "202305", "2023.05", "2023年", 2023, 202305, "二〇二三年五月"):
        digits = sum(character.isdigit() for character in date(cell)[0])
        assert digits == (4 if str(cell) in ("2023年", "2023") else 6)


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("5月", "--05"),
        (5, "--05"),
        ("十二月", "--12"),
        ("2023年5月", "2023-05"),
        ("202305", "2023-05"),
        ("2023-05-14", "2023-05"),
    ],
)
def test_a_month_cell_keeps_its_year_where_it_has_one(cell, iso):
    assert month(cell) == (iso, "ok")


def test_thirteen_is_no_month():
    assert month(13) == (None, "impossible_date")


@pytest.mark.parametrize(("cell", "number"), [("2023", 2023), ("2023年度", 2023), (202312, 2023), ("2023年12月", 2023)])
def test_a_year_cell_may_hold_a_date(cell, number):
    assert year(cell) == (number, "ok")
