"""One file for each month, quarter or half-year: the period stands in a title or a name only."""

import pytest

from evalkit.cleaning.parsers.periods import periods_within
from evalkit.indicators.household_income import household_years

HEAD = ["户编号", "家庭人口数", "务工收入"]


def read(tables, file, title=None):
    """Return first month and months of the one amount in a file."""
    rows = [*([[title]] if title else []), HEAD, ["7", 3, 3000]]
    made = tables({file: rows}).clean.incomes
    return list(made[["month", "months"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("file", "title", "expected"),
    [
        ("石门村/2023/收入.csv", "石门村2023年5月农户收入台账", (5, 1)),
        ("石门村/2023/收入.csv", "石门村2023年第二季度农户收入台账", (4, 3)),
        ("石门村/2023/收入.csv", "石门村2023年1-6月农户收入台账", (1, 6)),
        ("石门村/2023/收入台账5月.csv", None, (5, 1)),
        ("石门村/收入202305.csv", None, (5, 1)),
        ("石门村/2023/收入台账-下半年.csv", None, (7, 6)),
        ("石门村/2023/收入.csv", "石门村2023年农户收入台账", (1, 12)),
    ],
)
def test_a_title_or_a_files_name_says_which_part_of_the_year_it_is(tables, file, title, expected):
    assert read(tables, file, title) == [expected]


@pytest.mark.parametrize("title", ["石门村2023年农户收入台账", "石门村2023年农户收入台账（截至2023年11月）"])
def test_a_title_that_names_the_year_goes_before_a_month_in_the_files_name(tables, title):
    assert read(tables, "石门村/收入台账（12月报）.csv", title) == [(1, 12)]


def test_the_day_of_filling_in_is_no_period(tables):
    assert read(tables, "石门村/2023/收入.csv", "填报单位：石门村 填报时间：2023年12月") == [(1, 12)]


def test_columns_with_months_of_their_own_are_not_asked(tables):
    rows = [["石门村2023年12月农户收入台账"], ["户编号", "收入项目", "1月", "2月"], ["7", "务工收入", 100, 200]]
    assert tables({"石门村/收入.csv": rows}).clean.incomes["month"].tolist() == [1, 2]


def test_twelve_monthly_files_are_a_year_and_no_duplicates(tables):
    files = {f"石门村/2023/{m}月收入.csv": [HEAD, ["7", 3, 1000 + m]] for m in range(1, 13)}
    result = tables(files)
    assert set(result.clean.ledgers["income"].fate) == {"kept"}
    assert result.clean.incomes["amount"].sum() == 100 * (12 * 1000 + 78)


def test_nine_months_in_a_title_are_set_aside(tables):
    result = tables({"石门村/收入.csv": [["石门村2023年1-9月收入台账"], HEAD, ["7", 3, 3000]]})
    assert result.clean.ledgers["income"].code.tolist() == ["unknown_period"]


def test_two_half_years_are_twelve_months_of_income(tables):
    rows = [["户编号", "家庭人口数", "收入项目", "上半年", "下半年"], ["7", 3, "务工收入", 6000, 9000]]
    made = tables({"石门村/2023/收入.csv": rows}).clean.incomes
    place = made.assign(county="990101", household_size=3, file_id=0)
    years = household_years(place)
    assert years[["net", "members", "fault"]].values.tolist() == [[1500000, 3, ""]]


def test_a_day_a_number_of_months_and_an_end_without_a_beginning_are_no_periods():
    assert [periods_within(text) for text in ("2023年12月31日", "务工6个月", "截至2023年11月", "2021-2024年")] == [
        []
    ] * 4
