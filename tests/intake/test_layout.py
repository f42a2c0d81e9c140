"""Row fates, blocks and headers of the ways ledgers are laid out."""

import pytest

from evalkit.intake.sheet import Sheet


def test_title_unit_row_subtotal_and_signatures_are_told_from_data(layout_of):
    layout = layout_of(
        """
石门村2023年收入台账
填报单位：石门村||||单位：元
户编号|户主姓名|家庭人口数|工资性收入|转移性收入
||人|元|元
1001|甲|3|32000|1200
1002|乙|4|28000.5|800
小计||7|60000.5|2000

1003|丙|2|15000|600
合计：3户，9人
注：工资性收入含公益岗。
填表人：||审核人：||2023年12月
"""
    )
    assert layout.fates == [
        "title", "title", "header", "unit", "data", "data", "subtotal", "blank", "data", "subtotal", "note", "note",
    ]  # fmt: skip
    (block,) = layout.blocks
    assert block.title == "石门村2023年收入台账\n填报单位：石门村 单位：元"
    assert block.rows == [4, 5, 8]
    assert block.units == {-1: "元", 2: "人", 3: "元", 4: "元"}
    assert block.columns == (0, 4)


def test_a_merged_two_row_header_gives_one_name_per_column(layout_of):
    layout = layout_of(
        """
收入台账
户编号|户主姓名|工资性收入||生产经营性收入||备注
||务工收入|公益岗收入|种植业收入|养殖业收入|
1001|甲|32000|1200|500|0|
1002|乙|28000|800|0|0|
""",
        merged=[(0, 0, 0, 6), (1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5), (1, 6, 2, 6)],
    )
    (block,) = layout.blocks
    assert block.header_rows == (1, 2)
    assert block.headers == [
        "户编号", "户主姓名", "工资性收入/务工收入", "工资性收入/公益岗收入", "生产经营性收入/种植业收入",
        "生产经营性收入/养殖业收入", "备注",
    ]  # fmt: skip
    assert block.own_headers[2:4] == ["务工收入", "公益岗收入"]
    assert block.header(6) == "备注"
    assert layout.fates == ["title", "header", "header", "data", "data"]


def test_a_two_row_header_without_merged_cells_is_read_the_same_way(layout_of):
    layout = layout_of(
        """
户编号|户主姓名|工资性收入||生产经营性收入||备注
||务工收入|公益岗收入|种植业收入|养殖业收入|
1001|甲|32000|1200|500|0|
"""
    )
    (block,) = layout.blocks
    assert block.headers[2:6] == [
        "工资性收入/务工收入", "工资性收入/公益岗收入", "生产经营性收入/种植业收入", "生产经营性收入/养殖业收入",
    ]  # fmt: skip
    assert block.rows == [2]


def test_a_three_row_header_is_flattened_and_repeats_are_dropped(layout_of):
    layout = layout_of(
        """
户编号|家庭收入||||
|工资性收入||转移性收入||
|务工收入|公益岗收入|转移性收入|养老金|备注
1001|32000|1200|500|10|
1002|30000|1000|400|20|
""",
        merged=[(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4), (0, 5, 1, 5)],
    )
    (block,) = layout.blocks
    assert block.header_rows == (0, 2)
    assert block.headers[:5] == [
        "户编号", "家庭收入/工资性收入/务工收入", "家庭收入/工资性收入/公益岗收入", "家庭收入/转移性收入",
        "家庭收入/转移性收入/养老金",
    ]  # fmt: skip
    assert block.rows == [3, 4]


def test_an_information_row_above_the_header_is_a_title_not_a_group(layout_of):
    layout = layout_of(
        """
石门村||||2023年12月
户编号|户主姓名|家庭人口数|工资性收入|转移性收入
1001|甲|3|32000|1200
"""
    )
    assert layout.fates == ["title", "header", "data"]
    assert layout.blocks[0].headers[0] == "户编号"


def test_months_as_columns_keep_their_month(layout_of):
    months = "|".join(f"{m}月" for m in range(1, 13))
    numbers = "|".join(str(m) for m in range(1, 13))
    plain = layout_of(f"户编号|户主姓名|{months}\n1001|甲|" + "|".join(["100"] * 12))
    assert plain.blocks[0].headers[2] == "1月"
    grouped = layout_of(
        f"户编号|户主姓名|工资性收入{'|' * 11}\n||{numbers}\n1001|甲|" + "|".join(["100"] * 12),
        merged=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 13)],
    )
    assert grouped.blocks[0].headers[2] == "工资性收入/1"
    assert grouped.blocks[0].headers[13] == "工资性收入/12"
    assert grouped.blocks[0].rows == [2]


def test_a_row_that_numbers_the_columns_belongs_to_the_header(layout_of):
    layout = layout_of("户编号|户主姓名|工资性收入|转移性收入\n甲|乙|1|2\n1001|某|32000|100\n1002|某|2|1")
    assert layout.fates == ["header", "header", "data", "data"]


def test_a_header_repeated_on_each_printed_page_continues_the_table(layout_of):
    page = "收入台账\n户编号|户主姓名|工资性收入\n1001|甲|100\n1002|乙|200\n"
    layout = layout_of(page + "第1页\n\n" + page.replace("收入台账", "收入台账（续）") + "合计||600")
    assert layout.fates == [
        "title", "header", "data", "data", "note", "blank", "title", "header", "data", "data", "subtotal",
    ]  # fmt: skip
    (block,) = layout.blocks
    assert block.rows == [2, 3, 8, 9]


def test_the_same_header_under_another_title_is_another_table(layout_of):
    layout = layout_of(
        """
石门村收入台账
户编号|户主姓名|工资性收入
1001|甲|100

柳沟村收入台账
户编号|户主姓名|工资性收入
2001|乙|200
"""
    )
    assert [block.title for block in layout.blocks] == ["石门村收入台账", "柳沟村收入台账"]
    assert [block.rows for block in layout.blocks] == [[2], [6]]


def test_stacked_tables_are_two_blocks_even_when_their_names_are_unknown(layout_of):
    layout = layout_of(
        """
月份|日用品费|餐费
9月|85|77.5
10月|55|10

政治面貌统计
团员|积极分子|预备党员
13|14|1
""",
        knows=lambda text: False,
    )
    assert [block.headers for block in layout.blocks] == [
        ["月份", "日用品费", "餐费"],
        ["团员", "积极分子", "预备党员"],
    ]
    assert layout.fates == ["header", "data", "data", "blank", "title", "header", "data"]


def test_text_beside_a_table_is_not_a_column(layout_of):
    layout = layout_of(
        """
户编号|户主姓名|工资性收入||填写前请先看完这一段说明，金额以元为单位，按年填写，不得涂改，有疑问请联系乡镇。请按月报送给乡镇办公室，逾期不候
1001|甲|100
1002|乙|200
||||第二段说明
"""
    )
    (block,) = layout.blocks
    assert block.columns == (0, 2)
    assert layout.fates == ["header", "data", "data", "note"]


def test_the_same_table_printed_twice_side_by_side_gives_two_blocks(layout_of):
    layout = layout_of("户编号|户主姓名|金额||户编号|户主姓名|金额\n1|甲|10||3|丙|30\n2|乙|20|||\n")
    assert [(block.columns, block.rows) for block in layout.blocks] == [((0, 2), [1, 2]), ((4, 6), [1])]


def test_merged_cells_mean_same_as_above_but_blank_cells_mean_nothing(layout_of):
    layout = layout_of(
        """
户编号|户主姓名|姓名|金额
1001|甲|甲|100
||乙|200
1002|丙|丙|300
||丁|400
""",
        merged=[(1, 0, 2, 0), (1, 1, 2, 1)],
    )
    assert layout.value(2, 0) == 1001
    assert layout.origin(2, 0) == 1
    assert layout.value(4, 0) is None
    assert layout.value(2, 3) == 200


def test_a_merged_amount_is_not_carried_sideways(layout_of):
    layout = layout_of("户编号|工资性收入|转移性收入\n1001|500|\n1002|1|2", merged=[(1, 1, 1, 2)])
    assert layout.value(1, 2) is None


def test_a_header_cell_merged_into_the_data_is_not_a_value(layout_of):
    layout = layout_of("户编号|户主姓名|备注\n1001|甲|\n1002|乙|", merged=[(0, 2, 2, 2)])
    assert layout.value(2, 2) is None


def test_a_label_and_value_form_is_not_a_table(layout_of):
    layout = layout_of(
        """
户情档案
户主姓名|甲|性别|男
文化程度|初中|健康状况|健康
联系电话||家庭人口数|4
户类型|一般农户|年度|2023
"""
    )
    assert layout.is_form
    assert "form" in layout.reason
    assert layout.blocks == ()
    assert layout.fates == ["data"] * 5


def test_a_form_with_cells_merged_across_is_not_a_table(layout_of):
    layout = layout_of(
        "工程名称||路基工程\n具体部位||边坡\n检验内容||苗木\n评论||无",
        merged=[(r, c, r, c + 1) for r in range(4) for c in (0, 2)],
    )
    assert layout.is_form


def test_a_long_table_of_income_items_is_not_a_form(layout_of):
    layout = layout_of("户编号|收入项目|金额\n1|工资性收入|10\n1|转移性收入|20\n2|工资性收入|30\n2|务工收入|5")
    assert not layout.is_form
    assert layout.blocks[0].rows == [1, 2, 3, 4]


@pytest.mark.parametrize("cells", [[], [["只有一行标题"]], [[None, None], ["说明文字", None]]])
def test_a_sheet_without_a_table_says_so_and_keeps_its_rows_for_a_person(cells, known):
    from evalkit.intake.layout import locate

    layout = locate(Sheet("a.xlsx", "s", cells), known)
    assert layout.is_form
    assert "no header row" in layout.reason
    assert len(layout.fates) == len(cells)
    assert set(layout.fates) <= {"data", "blank"}


def test_blanks_in_names_are_kept_as_read(layout_of):
    layout = layout_of("户编号|姓　名|贷款金额\n1|甲|2", knows=lambda text: text in ("户编号", "贷款金额"))
    assert layout.blocks[0].headers[1] == "姓　名"


def test_a_unit_in_the_header_wins_over_silence_above(layout_of):
    layout = layout_of("户编号|户主姓名|贷款金额（万元）\n1|甲|5")
    assert layout.blocks[0].units == {2: "万元"}


def test_a_unit_in_a_group_name_counts_for_each_column_under_it(layout_of):
    layout = layout_of("户编号|户主姓名|2021年收入（万元）|\n||1月|2月（元）\n1|甲|5|6", merged=[(0, 2, 0, 3)])
    assert layout.blocks[0].units == {2: "万元", 3: "元"}


def test_a_unit_named_in_the_note_below_counts_for_the_table(layout_of):
    layout = layout_of("户编号|户主姓名|金额\n1|甲|5\n注：金额单位为万元。")
    assert layout.blocks[0].units == {-1: "万元"}


def test_a_section_title_between_data_rows_is_a_title(layout_of):
    layout = layout_of("户编号|户主姓名|金额\n第一网格\n1|甲|5\n第二网格\n2|乙|6")
    assert layout.fates == ["header", "title", "data", "title", "data"]


def test_a_header_without_data_is_an_empty_table(layout_of):
    layout = layout_of("统计表\n户编号|户主姓名|金额")
    assert not layout.is_form
    assert layout.blocks[0].rows == []


def test_group_names_written_over_each_column_are_still_two_levels(layout_of):
    layout = layout_of(
        """
户编号|户主姓名|工资性收入|工资性收入|转移性收入|转移性收入
户编号||务工|公益岗|低保|养老
1|甲|10|20|30|40
"""
    )
    assert layout.blocks[0].headers == [
        "户编号", "户主姓名", "工资性收入/务工", "工资性收入/公益岗", "转移性收入/低保", "转移性收入/养老",
    ]  # fmt: skip
    assert layout.blocks[0].rows == [2]


def test_an_unknown_table_above_a_known_one_is_not_lost_in_the_title(layout_of):
    layout = layout_of(
        """
物资|数量|单价
化肥|20|150
种子|30|12

户编号|户主姓名|工资性收入
1|甲|100
"""
    )
    assert [block.rows for block in layout.blocks] == [[1, 2], [5]]
    assert layout.blocks[0].headers == ["物资", "数量", "单价"]


def test_rows_of_numbers_above_every_header_are_kept_as_a_table_without_names(layout_of):
    layout = layout_of("石门村|1|2\n柳沟村|3|4\n户编号|户主姓名|工资性收入\n1|甲|100")
    assert layout.fates == ["data", "data", "header", "data"]
    assert layout.blocks[0].headers == ["", "", ""]
    assert layout.blocks[0].rows == [0, 1]


def test_two_different_tables_side_by_side_are_both_kept(layout_of):
    layout = layout_of("户编号|金额||行政村|总户数\n1|10||石门村|80\n2|20||柳沟村|90\n合计|30||大坪村|70")
    assert [(block.headers, block.rows) for block in layout.blocks] == [
        (["户编号", "金额"], [1, 2]),
        (["行政村", "总户数"], [1, 2, 3]),
    ]
    assert layout.fates[3] == "data"


def test_a_name_that_starts_with_among_them_is_a_name(layout_of):
    layout = layout_of("户编号|户主姓名|工资性收入|其中：务工收入\n1|甲|100|50")
    assert layout.blocks[0].headers[3] == "其中：务工收入"


def test_months_below_a_known_group_are_a_second_level_without_merged_cells_too(layout_of):
    layout = layout_of("户编号|户主姓名|工资性收入|||备注\n||1月|2月|3月|\n1|甲|10|20|30|")
    assert layout.blocks[0].headers[2:5] == ["工资性收入/1月", "工资性收入/2月", "工资性收入/3月"]


def test_text_merged_beside_the_table_from_the_title_down_does_not_hide_the_header(layout_of):
    layout = layout_of(
        "收入台账||||填表说明\n户编号|户主姓名|金额\n1|甲|100\n2|乙|200",
        merged=[(0, 0, 0, 2), (0, 4, 3, 4)],
    )
    assert layout.blocks[0].rows == [2, 3]
    assert layout.blocks[0].columns == (0, 2)


def test_a_long_table_of_items_and_months_is_not_a_form_though_both_are_known_words(layout_of, known):
    rows = [f"{h}|{item}|{m}月|5" for h in (1, 2) for item in ("工资性收入", "转移性收入") for m in (1, 2, 3)]
    layout = layout_of(
        "户编号|收入项目|月份|金额\n" + "\n".join(rows), knows=lambda text: known(text) or text.endswith("月")
    )
    assert not layout.is_form
    assert len(layout.blocks[0].rows) == 12


def test_a_list_of_labels_and_values_is_a_form(layout_of):
    layout = layout_of("村情\n总户数|80\n总人口数|300\n年度|2023")
    assert layout.is_form


def test_an_amount_that_looks_like_a_year_does_not_make_a_header(layout_of):
    layout = layout_of(
        "户编号|收入项目|1月|2月|3月\n1001|工资性收入|2000|2000|2010\n|转移性收入||2000|\n|务工收入|1999|2000|2001",
        merged=[(1, 0, 3, 0)],
        knows=lambda text: text in ("户编号", "收入项目", "工资性收入", "转移性收入", "务工收入") or text.isdecimal(),
    )
    assert layout.fates == ["header", "data", "data", "data"]


def test_months_down_the_first_column_do_not_make_a_form(layout_of):
    layout = layout_of("月份|用水|用电\n2020年1月|5|6\n2020年2月|7|8\n2020年3月|9|1", knows=lambda text: "月" in text)
    assert not layout.is_form
    assert layout.blocks[0].rows == [1, 2, 3]
