"""Incomes in every layout; all amounts can be added up by hand (fen)."""

from evalkit import store
from evalkit.cleaning import clean

FILE = "石门村/2023/收入台账.csv"


def lines(result):
    """Return the counted amounts as household, item, first month, months, fen."""
    table = result.clean.incomes
    return list(table[["household", "item", "month", "months", "amount"]].itertuples(index=False, name=None))


def fates(result):
    return result.clean.ledgers["income"].fate.tolist()


def codes(result):
    return sorted(set(result.noticed["code"]))


def test_months_as_columns(tables):
    rows = [["户编号", "收入项目", "1月", "2月", "12月"], ["7", "务工收入", "3000", None, "2,500"]]
    assert lines(tables({FILE: rows})) == [("7", "wage_migrant", 1, 1, 300000), ("7", "wage_migrant", 12, 1, 250000)]


def test_months_quarters_and_years_mixed_in_one_sheet(tables):
    head = ["户编号", "收入项目", "一季度", "4-6月", "7月", "8月", "9月", "第四季度"]
    result = tables({FILE: [head, ["7", "养老金", 300, 300, 100, 100, 100, 300]]})
    assert [line[2:4] for line in lines(result)] == [(1, 3), (4, 3), (7, 1), (8, 1), (9, 1), (10, 3)]
    assert set(result.clean.incomes["kind"]) == {"month", "quarter"}


def test_items_as_columns_are_a_year(tables):
    rows = [["户编号", "务工收入", "低保金"], ["7", 12000, 3960]]
    assert lines(tables({FILE: rows})) == [
        ("7", "wage_migrant", 1, 12, 1200000),
        ("7", "transfer_dibao", 1, 12, 396000),
    ]


def test_one_line_per_item_and_month(tables):
    head = ["户编号", "月份", "收入项目", "金额（元）"]
    rows = [head, ["7", "2023年5月", "务工收入", 3000], ["7", "6月", "务工收入", 3100], ["7", 7, "务工收入", 3200]]
    assert [line[2:] for line in lines(tables({FILE: rows}))] == [(5, 1, 300000), (6, 1, 310000), (7, 1, 320000)]


def test_a_header_of_item_and_month_in_two_rows(tables):
    rows = [["户编号", "务工收入", None, "低保金", None], [None, "1月", "2月", "1月", "2月"], ["7", 1, 2, 3, 4]]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]
    assert [(item, month, fen) for _, item, month, _, fen in lines(tables({FILE: rows}, merged))] == [
        ("wage_migrant", 1, 100),
        ("wage_migrant", 2, 200),
        ("transfer_dibao", 1, 300),
        ("transfer_dibao", 2, 400),
    ]


def test_the_year_in_a_header_goes_before_the_year_of_the_file(tables):
    rows = [["户编号", "2021年务工收入", "2022年务工收入"], ["7", 100, 200]]
    assert tables({FILE: rows}).clean.incomes["year"].tolist() == [2021, 2022]


def test_a_yearly_total_beside_its_months_is_a_check_and_no_second_income(tables):
    rows = [["户编号", "收入项目", "1月", "2月", "全年"], ["7", "务工收入", 3000, 2000, 5000]]
    result = tables({FILE: rows})
    assert sum(line[-1] for line in lines(result)) == 500000
    assert codes(result) == []


def test_a_quarterly_total_that_differs_from_its_months_is_reported(tables):
    rows = [["户编号", "收入项目", "1月", "2月", "3月", "一季度"], ["7", "务工收入", 3000, 1500, 500, 6000]]
    result = tables({FILE: rows})
    assert sum(line[-1] for line in lines(result)) == 500000
    assert codes(result) == ["total_differs"]


def test_a_row_of_yearly_totals_is_a_subtotal(tables):
    head = ["户编号", "月份", "收入项目", "金额"]
    rows = [head, ["7", "1-3月", "务工收入", 3000], ["7", "4月", "务工收入", 900], ["7", "全年", "务工收入", 3900]]
    result = tables({FILE: rows})
    assert fates(result) == ["kept", "kept", "subtotal"]
    assert codes(result) == []


def test_a_familys_sum_beside_its_items_is_not_counted_twice(tables):
    rows = [["户编号", "工资性收入", "务工收入", "公益岗收入"], ["7", 15000, 12000, 3000], ["8", 9000, None, None]]
    assert lines(tables({FILE: rows})) == [
        ("7", "wage_migrant", 1, 12, 1200000),
        ("7", "wage_public_post", 1, 12, 300000),
        ("8", "wage", 1, 12, 900000),
    ]


def test_a_familys_sum_that_differs_from_its_items_is_reported(tables):
    rows = [["户编号", "工资性收入", "务工收入", "公益岗收入"], ["7", 16000, 12000, 3000]]
    assert codes(tables({FILE: rows})) == ["total_differs"]


def test_items_of_another_sheet_are_parts_of_the_familys_sum(tables):
    sums = [["户编号", "转移性收入", "工资性收入"], ["7", 5000, 12000]]
    items = [["户编号", "收入项目", "1月"], ["7", "低保金", 330]]
    result = tables({FILE: sums, "石门村/2023/收入低保.csv": items})
    assert lines(result) == [("7", "transfer", 1, 12, 500000), ("7", "wage", 1, 12, 1200000)]
    assert fates(result) == ["kept", "subtotal"]


def test_items_of_another_sheet_that_come_to_the_familys_sum_count_in_its_place(tables):
    sums = [["户编号", "转移性收入"], ["7", 330 + 120]]
    items = [["户编号", "收入项目", "1月", "2月"], ["7", "低保金", 330, None], ["7", "养老金", None, 120]]
    result = tables({FILE: sums, "石门村/2023/收入明细.csv": items})
    assert lines(result) == [("7", "transfer_dibao", 1, 1, 33000), ("7", "transfer_pension", 2, 1, 12000)]
    assert fates(result) == ["subtotal", "kept", "kept"]
    assert codes(result) == []


def test_a_part_known_for_longer_than_the_sum_does_not_take_its_place(tables):
    sums = [["户编号", "收入项目", "1月", "2月"], ["7", "转移性收入", 330, 330]]
    result = tables({FILE: sums, "石门村/2023/收入明细.csv": [["户编号", "低保金"], ["7", 330]]})
    assert lines(result) == [("7", "transfer", 1, 1, 33000), ("7", "transfer", 2, 1, 33000)]


def test_parts_of_parts_are_counted_once(tables):
    rows = [["户编号", "工资性收入", "务工收入", "公益岗收入", "村级公益岗收入"], ["7", 15000, 12000, 3000, 3000]]
    result = tables({FILE: rows})
    assert [line[1] for line in lines(result)] == ["wage_migrant", "wage_public_post_village"]
    assert codes(result) == []


def test_several_columns_of_one_item_add_up(tables):
    rows = [["户编号", "残疾人两项补贴", "残疾补贴", "务工收入"], ["7", 1000, 500, 100]]
    assert lines(tables({FILE: rows})) == [
        ("7", "transfer_other_disability", 1, 12, 150000),
        ("7", "wage_migrant", 1, 12, 10000),
    ]


def test_a_household_listed_twice_counts_once(tables):
    rows = [["户编号", "务工收入", "低保金"], ["7", 12000, 3960], ["07", 12000, 3960]]
    result = tables({FILE: rows})
    assert fates(result) == ["kept", "duplicate"]
    assert len(lines(result)) == 2
    assert codes(result) == []


def test_a_household_listed_twice_with_another_amount_is_reported(tables):
    rows = [["户编号", "务工收入", "低保金"], ["7", 12000, 3960], ["7", 13000, 3960]]
    assert codes(tables({FILE: rows})) == ["duplicate_differs"]


def test_a_slip_between_yuan_and_ten_thousand_is_put_right_where_the_total_proves_it(tables):
    head = ["户编号", "务工收入", "低保金", "年总收入"]
    result = tables({FILE: [head, ["7", 1.2, 3960, 15960]]})
    assert lines(result) == [("7", "wage_migrant", 1, 12, 1200000), ("7", "transfer_dibao", 1, 12, 396000)]
    assert codes(result) == ["unit_slip"]


def test_without_proof_a_small_amount_stays_as_it_is(tables):
    head = ["户编号", "务工收入", "低保金", "年总收入"]
    result = tables({FILE: [head, ["7", 1.2, 3960, 20000]]})
    assert lines(result)[0][-1] == 120
    assert codes(result) == ["total_differs"]


def test_stated_net_and_per_head_incomes_are_checked(tables):
    head = ["户编号", "家庭人口数", "种植业收入", "种植业支出", "年总收入", "年纯收入", "人均纯收入"]
    assert codes(tables({FILE: [head, ["7", 4, 10000, 2000, 10000, 8000, 2000]]})) == []
    wrong = tables({FILE: [head, ["7", 4, 10000, 2000, 10000, 9000, 2250]]})
    assert wrong.noticed["col"].tolist() == [6, 7]


def test_half_a_year_is_one_amount_for_six_months(tables):
    head = ["户编号", "收入项目", "上半年", "7-12月"]
    result = tables({FILE: [head, ["7", "务工收入", 3000, 2000]]})
    assert lines(result) == [("7", "wage_migrant", 1, 6, 300000), ("7", "wage_migrant", 7, 6, 200000)]
    assert set(result.clean.incomes["kind"]) == {"half_year"}
    assert codes(result) == []


def test_half_a_year_beside_its_quarters_is_a_check(tables):
    head = ["户编号", "收入项目", "一季度", "二季度", "上半年", "下半年"]
    result = tables({FILE: [head, ["7", "务工收入", 1000, 2000, 3500, 4000]]})
    assert [line[2:] for line in lines(result)] == [(1, 3, 100000), (4, 3, 200000), (7, 6, 400000)]
    assert [(c, e) for c, e in zip(result.noticed["code"], result.noticed["expected"], strict=True)] == [
        ("total_differs", "3,000.00元")
    ]


def test_nine_months_are_no_period_of_the_table(tables):
    rows = [["户编号", "收入项目", "1-9月", "四季度"], ["7", "务工收入", 3000, 2000]]
    result = tables({FILE: rows})
    assert fates(result) == ["quarantined"]
    assert result.clean.ledgers["income"].code.tolist() == ["unknown_period"]


def test_an_unknown_item_sets_its_row_aside(tables):
    rows = [["户编号", "收入项目", "1月"], ["7", "彩票", 3000], ["7", "务工收入", 1]]
    assert fates(tables({FILE: rows})) == ["quarantined", "kept"]


def test_an_item_that_ends_like_a_subtotal_is_an_item_all_the_same(tables):
    rows = [["户编号", "收入项目", "1月"], ["7", "低保金", 100], ["7", "其他转移性收入小计", 50], ["7", "小计", 150]]
    result = tables({FILE: rows})
    assert [line[1] for line in lines(result)] == ["transfer_dibao", "transfer_other"]


def test_every_source_keeps_its_family(tables):
    rows = [["户编号", "种植业收入", "种植业支出", "土地流转收入"], ["7", 100, 20, 5]]
    assert tables({FILE: rows}).clean.incomes["source"].tolist() == ["business", "business_cost", "property"]


def test_a_sum_without_a_unit_among_columns_of_ten_thousands_is_in_ten_thousands_too(tables):
    rows = [["户编号", "工资性收入", None, None], [None, "务工收入（万元）", "公益岗收入（万元）", "小计"]]
    rows += [["7", 1.2, 0.3, 1.5], ["8", None, None, 0.9]]
    result = tables({FILE: rows}, [(0, 0, 1, 0), (0, 1, 0, 3)])
    assert [line[-1] for line in lines(result)] == [1200000, 300000, 900000]
    assert codes(result) == []


def test_the_subtotal_of_an_items_quarters_is_no_total_of_the_row(tables):
    # 小计 covers the wage only. Read as the row's total it would "prove" that 5,000 yuan of costs are 0.5 yuan.
    top = ["户编号", "工资性收入", None, None, None, None, "生产经营性支出"]
    rows = [top, [None, "一季度", "二季度", "三季度", "四季度", "小计", None], ["7", *[9000] * 4, 36000, 5000]]
    result = tables({FILE: rows}, [(0, 0, 1, 0), (0, 1, 0, 5), (0, 6, 1, 6)])
    assert [line[1:] for line in lines(result)][-1] == ("business_cost", 1, 12, 500000)
    assert codes(result) == []


def test_a_wrong_subtotal_of_quarters_is_reported_with_what_was_found_and_expected(tables):
    top = ["户编号", "工资性收入", None, None, "养老金"]
    rows = [top, [None, "一季度", "二季度", "小计", None], ["7", 900, 800, 1800, 1300]]
    noticed = tables({FILE: rows}, [(0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 1, 4)]).noticed
    found = noticed[["code", "row", "col", "before", "expected"]].to_numpy().tolist()
    assert found == [["total_differs", 3, 4, "1800", "1,700.00元"]]


def test_a_total_beside_incomes_and_costs_may_be_the_net_income(tables):
    head = ["户编号", "务工收入", "生产经营性收入", "生产经营性支出", "合计"]
    assert codes(tables({FILE: [head, ["7", 3000, 2000, 500, 4500]]})) == []
    assert codes(tables({FILE: [head, ["7", 3000, 2000, 500, 5000]]})) == []
    assert codes(tables({FILE: [head, ["7", 3000, 2000, 500, 4400]]})) == ["total_differs"]


def test_an_amount_that_no_household_has_sets_its_row_aside(tables):
    # 42,000 typed into a column of 10,000 yuan would be 420 million.
    rows = [["户编号", "务工收入（万元）", "养老金（万元）"], ["7", 42000, 0.13], ["8", 4.2, 0.13]]
    result = tables({FILE: rows})
    assert fates(result) == ["quarantined", "kept"]
    assert {line[0] for line in lines(result)} == {"8"}
    assert codes(result) == ["out_of_range"]


def test_an_items_name_is_read_with_the_family_above_it(tables):
    top = ["户编号", "生产经营性收入", None, "财产性收入", None, "生产经营性支出"]
    rows = [top, [None, "种植业", "其他", "土地流转", "其他收入", "养殖业"], ["7", 1, 2, 3, 4, 5], ["8", 6]]
    result = tables({FILE: rows}, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)])
    assert [line[1] for line in lines(result)][:5] == [
        "business_crop", "business_other", "property_land", "property_other", "cost_livestock",
    ]  # fmt: skip


def test_an_item_below_its_family_keeps_its_name_where_periods_stand_below_it(tables):
    rows = [["户编号", "转移性收入", None], [None, "其他", None], [None, "1月", "2月"], ["7", 30, 40]]
    result = tables({FILE: rows}, [(0, 0, 2, 0), (0, 1, 0, 2), (1, 1, 1, 2)])
    assert [line[1:4] for line in lines(result)] == [("transfer_other", 1, 1), ("transfer_other", 2, 1)]


def test_numbered_headers_are_read_without_their_numbers(tables):
    rows = [["户编号", "一、工资性收入", "（二）转移性收入", "3.财产性收入"], ["7", 100, 20, 3]]
    assert [line[1] for line in lines(tables({FILE: rows}))] == ["wage", "transfer", "property"]


def test_the_four_net_incomes_of_the_statistics_office_are_the_families(tables):
    head = ["户编号", "工资性收入", "经营净收入", "财产净收入", "转移净收入", "合计"]
    result = tables({FILE: [head, ["7", 100, 20, 3, 4, 127]]})
    assert [line[1] for line in lines(result)] == ["wage", "business", "property", "transfer"]
    assert codes(result) == []


def test_net_business_income_beside_gross_income_and_costs_is_a_check(tables):
    head = ["户编号", "生产经营性收入", "生产经营性支出", "经营净收入"]
    result = tables({FILE: [head, ["7", 500, 200, 300]]})
    assert [(line[1], line[-1]) for line in lines(result)] == [("business", 50000), ("business_cost", 20000)]
    assert codes(result) == []
    assert codes(tables({FILE: [head, ["7", 500, 200, 400]]})) == ["total_differs"]


def test_two_names_for_one_family_are_never_added_up(tables):
    result = tables({FILE: [["户编号", "财产性收入", "财产净收入"], ["7", 500, 500]]})
    assert [fault.what for fault in result.intake.faults] == ["a duplicate column for 财产性收入"]


def test_a_year_that_comes_to_more_than_the_few_months_beside_it_counts(tables):
    head = ["户编号", "月份", "收入项目", "金额"]
    rows = [head, ["7", "1月", "务工收入", 3000], ["7", "2月", "务工收入", 3100], ["7", "全年", "务工收入", 36500]]
    result = tables({FILE: rows})
    assert lines(result) == [("7", "wage_migrant", 1, 12, 3650000)]
    assert fates(result) == ["subtotal", "subtotal", "kept"]
    assert codes(result) == ["total_differs"]


def test_a_second_line_with_another_amount_is_no_identical_row(tmp_path, key_file, write):
    rows = [["石门村2024年收入台账"], ["户编号", "务工收入"], [1, 1000], [1, 1000], [1, 2000]]
    write.workbook(tmp_path / "raw" / "石门村" / "收入台账.xlsx", {"收入": rows})
    clean(tmp_path / "raw", tmp_path / "out")
    fates = store.side("_fates", tmp_path / "out")
    assert fates["fate"].tolist()[2:] == ["kept", "duplicate", "duplicate"]
    assert fates["code"].tolist()[3:] == ["identical", "duplicate_differs"]
