import pytest

from evalkit.cleaning.parsers.periods import Period, period, split_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月", Period(None, 1, 1)),
        ("01月", Period(None, 1, 1)),
        ("十二月", Period(None, 12, 1)),
        ("11月份", Period(None, 11, 1)),
        ("2023年1月", Period(2023, 1, 1)),
        ("202303", Period(2023, 3, 1)),
        ("1-3月", Period(None, 1, 3)),
        ("1月-3月", Period(None, 1, 3)),
        ("10至12月", Period(None, 10, 3)),
        ("2023年7-9月", Period(2023, 7, 3)),
        ("一季度", Period(None, 1, 3)),
        ("第四季度", Period(None, 10, 3)),
        ("2季度", Period(None, 4, 3)),
        ("Q3", Period(None, 7, 3)),
        ("上半年", Period(None, 1, 6)),
        ("2023年下半年", Period(2023, 7, 6)),
        ("1-6月", Period(None, 1, 6)),
        ("全年", Period(None, 1, 12)),
        ("2023年", Period(2023, 1, 12)),
        ("2023年度", Period(2023, 1, 12)),
    ],
)
def test_a_period_is_first_month_and_length(text, expected):
    assert period(text) == expected


@pytest.mark.parametrize("text", ["13月", "0月", "五季度", "务工收入", "", "3-1月", "10-15月", "半年", "中半年"])
def test_other_words_are_no_period(text):
    assert period(text) is None


def test_half_a_year_begins_in_january_or_july():
    assert [period(text).kind for text in ("1-6月", "7-12月", "上半年")] == ["half_year"] * 3
    assert period("4-9月").kind == "span"


def test_three_months_across_two_quarters_are_a_span():
    assert period("2-4月").kind == "span"


def test_a_header_is_split_into_period_and_item():
    assert split_period("2023年务工收入") == (Period(2023, 1, 12), "务工收入")
    assert split_period("上半年务工收入") == (Period(None, 1, 6), "务工收入")
    assert split_period("务工收入1月") == (Period(None, 1, 1), "务工收入")
    assert split_period("家庭人口数") == (None, "家庭人口数")
