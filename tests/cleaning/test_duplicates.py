"""Two equal rows: two equal events, one line copied, or one ledger sent twice."""

HEAD = ["销售日期", "产品名称", "买方", "销售金额（元）"]
EGGS, PEARS, TEA, RICE = (["2023-05-14", product, "县食堂", 600] for product in ("鸡蛋", "梨", "茶叶", "大米"))
FILE = "石门村/2023/产品销售台账{}.csv"


def sales(tables, *sheets, head=HEAD):
    result = tables({FILE.format(n): [head, *rows] for n, rows in enumerate(sheets, 1)})
    return result.clean.ledgers["sales"].fate.tolist(), sorted(result.noticed["code"])


def test_two_equal_sales_on_one_day_are_two_sales_and_someone_is_asked(tables):
    assert sales(tables, [EGGS, EGGS, PEARS]) == (["kept", "kept", "kept"], ["repeated_row"])


def test_a_line_copied_with_its_serial_number_is_one_sale(tables):
    numbered = [[1, *EGGS], [1, *EGGS], [2, *EGGS]]
    assert sales(tables, numbered, head=["序号", *HEAD]) == (["kept", "duplicate", "kept"], ["repeated_row"])


def test_a_ledger_sent_twice_counts_once_and_keeps_its_equal_sales(tables):
    sheet = [EGGS, EGGS, PEARS, TEA]
    assert sales(tables, sheet, sheet) == (["kept"] * 4 + ["duplicate"] * 4, ["repeated_row"])


def test_a_later_ledger_that_repeats_the_earlier_one_adds_what_is_new(tables):
    first, second = [EGGS, PEARS], [EGGS, PEARS, EGGS, TEA]
    fates, _ = sales(tables, first, second)
    # Two sales of eggs, one of pears, one of tea, whichever sheet is asked for the eggs.
    assert fates == ["kept", "kept", "duplicate", "duplicate", "kept", "kept"]


def test_one_ledger_in_two_files_keeps_its_equal_sales(tables):
    rows = [EGGS, PEARS, EGGS, TEA, RICE]
    kept = {cut: sales(tables, rows[:cut], rows[cut:])[0].count("kept") for cut in (1, 2, 3, 4)}
    # A part of one row that stands in the other part as well cannot be told from a ledger sent twice.
    assert kept == {1: 4, 2: 5, 3: 5, 4: 5}


def test_the_same_sale_in_another_village_is_another_sale(tables):
    rows = [HEAD, EGGS, PEARS]
    result = tables({"石门村/2023/产品销售台账.csv": rows, "东沟村/2023/产品销售台账.csv": rows})
    assert result.clean.ledgers["sales"].fate.tolist() == ["kept"] * 4


def test_benefits_that_name_nobody_are_as_many_as_the_rows(tables):
    rows = [["帮扶项目", "补助金额"], *[["学前教育资助", 500]] * 3]
    assert tables({"石门村/2023/帮扶措施台账.csv": rows}).clean.ledgers["assistance"].fate.tolist() == ["kept"] * 3


def test_a_published_total_written_twice_is_one_total(tables):
    rows = [["帮扶项目", "受益数量", "补助金额"], *[["学前教育资助", 9, 4500]] * 2]
    ledger = tables({"石门村/2023/帮扶措施台账.csv": rows}).clean.ledgers["assistance"]
    assert ledger.fate.tolist() == ["kept", "duplicate"]


def test_a_project_of_the_year_written_twice_is_one_project(tables):
    rows = [["项目名称", "产业类型", "投资金额（万元）"], *[["肉牛养殖", "养殖", 30]] * 2]
    ledger = tables({"石门村/2023/产业项目台账.csv": rows}).clean.ledgers["industry"]
    assert ledger.fate.tolist() == ["kept", "duplicate"]
