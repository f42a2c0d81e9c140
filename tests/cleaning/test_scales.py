"""Slips of 元 and 万元 that no total proves: asked about, never put right. Every ledger can be checked by eye."""

import pytest

HEAD = ["户编号", "收入项目", *(f"{month}月" for month in range(1, 7))]
UNITS = ("unit_unlike_own", "unit_unlike_village", "unit_slip")


def noticed(result):
    """Return code, sheet row and column of what was said about units."""
    table = result.noticed[result.noticed["code"].isin(UNITS)]
    return list(table[["code", "row", "col"]].itertuples(index=False, name=None))


def amounts(result):
    return result.clean.incomes["amount"].tolist()


def monthly_files(may):
    """Return six monthly files of one household; its wage in May is as given."""
    wages = [3000, 3100, 2900, 3050, may, 3000]
    return {
        f"石门村/2023/{month}月收入台账.csv": [["户编号", "务工收入", "低保金"], ["7", wage, 330]]
        for month, wage in enumerate(wages, start=1)
    }


def test_a_month_ten_thousand_times_below_the_households_others_is_asked_about_and_kept(tables):
    result = tables({"石门村/2023/收入.csv": [HEAD, ["7", "务工收入", 3000, 3100, 2900, 0.305, 3000, 2950]]})
    assert noticed(result) == [("unit_unlike_own", 2, 6)]
    assert amounts(result)[3] == 31  # 0.305 yuan as written, to the fen


def test_a_month_in_a_file_of_its_own_is_held_against_the_other_files(tables):
    result = tables(monthly_files(0.3))
    assert noticed(result) == [("unit_unlike_own", 2, 2)]
    assert sorted(result.clean.incomes["month"].unique().tolist()) == [1, 2, 3, 4, 5, 6]
    assert noticed(tables(monthly_files(2500))) == []


def test_a_total_proves_the_slip_of_a_monthly_file_and_it_is_put_right(tables):
    files = monthly_files(0.3005)
    for month, rows in enumerate(files.values(), start=1):
        rows[0].append("合计")
        rows[1].append(3335 if month == 5 else rows[1][1] + 330)
    result = tables(files)
    assert noticed(result) == [("unit_slip", 2, 2)]
    wages = result.clean.incomes.query("item == 'wage_migrant'")
    assert wages.set_index("month")["amount"].to_dict()[5] == 300500


def test_a_cell_that_names_its_own_unit_is_no_slip_whatever_the_total(tables):
    rows = [["户编号", "务工收入", "低保金", "年总收入"], ["7", "1.2元", 3960, 15960]]
    result = tables({"石门村/2023/收入.csv": rows})
    assert amounts(result) == [120, 396000]
    assert result.noticed["code"].tolist() == ["total_differs"]


def test_seasons_are_no_slip(tables):
    result = tables({"石门村/2023/收入.csv": [HEAD, ["7", "种植业收入", 40, 30, 60, 20, 35, 15000]]})
    assert noticed(result) == []


def test_three_months_are_too_few_to_say_anything(tables):
    result = tables({"石门村/2023/收入.csv": [HEAD, ["7", "务工收入", 3000, 0.3, 3000, None, None, None]]})
    assert noticed(result) == []


@pytest.mark.parametrize(("homes", "asked"), [(4, []), (5, [("unit_unlike_village", 2, 2)])])
def test_a_household_is_held_against_its_village_where_five_have_the_item(tables, homes, asked):
    rows = [[str(number), wage] for number, wage in enumerate([2.4, 24000, 31000, 18000, 26000][:homes], start=1)]
    result = tables({"石门村/2023/收入.csv": [["户编号", "务工收入"], *rows]})
    assert noticed(result) == asked
    assert amounts(result)[0] == 240


def test_a_village_whose_incomes_spread_widely_is_asked_nothing(tables):
    wages = [2, 40, 700, 9000, 120000, 30, 5000]
    rows = [[str(number), wage] for number, wage in enumerate(wages, start=1)]
    assert noticed(tables({"石门村/2023/收入.csv": [["户编号", "种植业收入"], *rows]})) == []


def test_a_year_wholly_in_the_other_unit_stands_out_among_the_villages_other_years(tables):
    years = {2021: [24000, 31000, 18000, 26000, 22000], 2022: [2.5, 3.2, 1.9, 2.7, 2.3]}
    years[2023] = [26000, 33000, 20000, 28000, 24000]
    files = {
        f"石门村/{year}/收入.csv": [["户编号", "务工收入"], *([str(i), wage] for i, wage in enumerate(wages))]
        for year, wages in years.items()
    }
    asked = noticed(tables(files))
    assert [code for code, *_ in asked] == ["unit_unlike_village"] * 5


def test_half_in_one_unit_and_half_in_the_other_says_nothing(tables):
    wages = [24000, 31000, 18000, 2.4, 3.1, 1.8]
    rows = [[str(number), wage] for number, wage in enumerate(wages, start=1)]
    assert noticed(tables({"石门村/2023/收入.csv": [["户编号", "务工收入"], *rows]})) == []


def test_amounts_of_other_ledgers_are_held_against_their_column(tables):
    rows = [
        ["户编号", "贷款金额（万元）", "发放日期"],
        *([str(i), loan, "2023-05"] for i, loan in enumerate([5, 3, 4, 5])),
    ]
    result = tables({"石门村/小额信贷.csv": [*rows, ["9", 0.0003, "2023-05"]]})
    assert noticed(result) == [("unit_unlike_village", 6, 2)]
