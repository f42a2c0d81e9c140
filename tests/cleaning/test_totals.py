"""The 合计 row of a table against the sum of its column."""

HEAD = ["户编号", "贷款金额（万元）", "发放日期"]


def credit(*amounts, total):
    rows = [[str(i), amount, "2023-05"] for i, amount in enumerate(amounts, start=1)]
    return {"石门村/小额信贷.csv": [HEAD, *rows, ["合计", total, None]]}


def noticed(result):
    table = result.noticed
    return list(zip(table["code"], table["row"], table["col"], table["expected"], strict=True))


def test_a_total_that_adds_up_is_nothing_to_report(tables):
    result = tables(credit(5, 3, "20000元", total=10))
    assert set(result.noticed["code"]) == {"unit_in_cell"}


def test_a_total_that_does_not_add_up_is_reported_at_its_cell(tables):
    assert noticed(tables(credit(5, 3, total=9))) == [("total_differs", 4, 2, "80,000.00元")]


def test_a_total_ten_thousand_times_too_large_asks_for_the_unit(tables):
    assert noticed(tables(credit(5, 3, total="80000"))) == [("unit_doubtful", 4, 2, "80,000.00元")]


def test_a_total_over_an_unreadable_amount_is_not_judged(tables):
    assert [code for code, *_ in noticed(tables(credit(5, "2-3", total=8)))] == ["range"]


def test_rows_set_aside_belong_to_the_total_all_the_same(tables):
    rows = [["户编号", "帮扶项目", "补助金额"], ["1", "雨露计划", 1500], ["2", "见附件", 500], ["合计", None, 2000]]
    result = tables({"石门村/2023/帮扶措施.csv": rows})
    assert set(result.noticed["code"]) == {"unknown_wording"}


def test_a_total_over_a_table_without_rows_is_not_judged(tables):
    blank = {"石门村/2023/小额信贷.csv": [HEAD, ["合计", 10, None]]}
    result = tables(blank | credit(5, 3, total=8))
    assert noticed(result) == []
    assert len(result.clean.ledgers["microcredit"].rows) == 2
