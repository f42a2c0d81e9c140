"""Which months of a household's year the income ledgers know, whichever cells are filled and however it is split."""

import pytest

MONTHS = [f"{month}月" for month in range(1, 13)]
HEAD = ["户编号", "收入项目", *MONTHS]
YEAR = [3000] * 12
BLANK = [None] * 12
ALL, FIRST_HALF = 0b111111111111, 0b000000111111
FILE = "石门村/2023/收入台账{}.csv"


def covered(result):
    """Return the covered months of each household as bits, January last."""
    return result.clean.incomes.groupby("household")["covered"].agg(lambda bits: set(map(int, bits)).pop()).to_dict()


def test_months_in_the_header_are_known_of_every_household_in_the_sheet(tables):
    october = [*BLANK[:9], 500, None, None]
    rows = [HEAD, ["7", "务工收入", *YEAR], ["8", "务工收入", *october]]
    assert covered(tables({FILE.format(""): rows})) == {"7": ALL, "8": ALL}


@pytest.mark.parametrize("cut", [1, 2])
def test_rows_spread_over_two_files_are_known_for_the_same_months(tables, cut):
    data = [["7", "务工收入", *YEAR], ["8", "务工收入", 500, *BLANK[1:]], ["9", "低保金", *BLANK[:11], 330]]
    files = {FILE.format(1): [HEAD, *data[:cut]], FILE.format(2): [HEAD, *data[cut:]]}
    assert covered(tables(files)) == {"7": ALL, "8": ALL, "9": ALL}


def test_a_household_without_income_in_the_second_half_years_sheet_is_known_for_the_whole_year(tables):
    first = [["户编号", "收入项目", *MONTHS[:6]], ["7", "务工收入", *YEAR[:6]], ["8", "务工收入", *YEAR[:6]]]
    second = [["户编号", "收入项目", *MONTHS[6:]], ["7", "务工收入", *YEAR[6:]], ["8", "务工收入", *BLANK[6:]]]
    assert covered(tables({FILE.format(1): first, FILE.format(2): second})) == {"7": ALL, "8": ALL}


def test_a_household_that_stands_in_the_first_half_years_sheet_only_is_partly_known(tables):
    first = [["户编号", "收入项目", *MONTHS[:6]], ["7", "务工收入", *YEAR[:6]], ["8", "务工收入", *YEAR[:6]]]
    second = [["户编号", "收入项目", *MONTHS[6:]], ["7", "务工收入", *YEAR[6:]]]
    assert covered(tables({FILE.format(1): first, FILE.format(2): second})) == {"7": ALL, "8": FIRST_HALF}


def test_months_that_nobody_in_the_village_has_filled_in_yet_are_not_known(tables):
    rows = [HEAD, ["7", "务工收入", *YEAR[:6], *BLANK[6:]], ["8", "务工收入", 100, *BLANK[1:]]]
    assert covered(tables({FILE.format(""): rows})) == {"7": FIRST_HALF, "8": FIRST_HALF}


def test_a_yearly_sum_of_one_household_fills_no_month_of_another(tables):
    months = [HEAD, ["7", "务工收入", *YEAR[:6], *BLANK[6:]]]
    result = tables({FILE.format(1): months, FILE.format(2): [["户编号", "务工收入"], ["8", 20000]]})
    assert covered(result) == {"7": FIRST_HALF, "8": ALL}


def test_a_row_for_one_month_makes_that_month_known_even_when_blank(tables):
    head = ["户编号", "月份", "务工收入", "低保金"]
    rows = [["7", f"{m}月", 3000, 330] for m in range(1, 13)]
    rows += [["8", f"{m}月", 3000 if m == 3 else None, None] for m in range(1, 13)]
    rows += [["9", f"{m}月", None, 330] for m in range(1, 7)]
    assert covered(tables({FILE.format(""): [head, *rows]})) == {"7": ALL, "8": ALL, "9": FIRST_HALF}
    by_month = {FILE.format(m): [head, *(row for row in rows if row[1] == f"{m}月")] for m in range(1, 13)}
    assert covered(tables(by_month)) == {"7": ALL, "8": ALL, "9": FIRST_HALF}


def test_quarters_and_months_in_one_header_make_a_year(tables):
    head = ["户编号", "收入项目", "一季度", "4-6月", "7月", "8月", "9月", "第四季度"]
    assert covered(tables({FILE.format(""): [head, ["7", "养老金", 300, 300, 100, 100, 100, 300]]})) == {"7": ALL}


def test_columns_of_other_money_make_no_month_of_income_known(tables):
    rows = [["户编号", "理赔收入", "1月务工收入"], ["7", 900, 3000], ["8", 900, None]]
    assert covered(tables({FILE.format(""): rows})) == {"7": 1, "8": 1}
    assert covered(tables({FILE.format(""): [["户编号", "理赔收入", "合规自付支出"], ["7", 900, 100]]})) == {"7": 0}


def test_the_year_in_a_header_says_whose_year_is_known(tables):
    incomes = tables({FILE.format(""): [["户编号", "2021年务工收入", "2022年务工收入"], ["7", 100, 200]]}).clean.incomes
    assert incomes[["year", "covered"]].values.tolist() == [[2021, ALL], [2022, ALL]]
