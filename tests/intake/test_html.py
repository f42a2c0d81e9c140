"""HTML tables under an .xls name."""

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312"></head><body>
<table>
 <tr><td colspan=3>石门村收入台账</td></tr>
 <tr><th rowspan="2">户编号</th><th colspan="2">收入</th></tr>
 <tr><th>工资&nbsp;性<br>收入</th><th>转移性收入</th></tr>
 <tr><td rowspan=2>0012</td><td x:num="32000">32000</td><td>1,200</td></tr>
 <tr style="display:none"><td>5</td><td>
   </td></tr>
</table></body></html>"""


def test_spans_become_merged_ranges_and_cells_stay_text(read):
    (sheet,) = read(PAGE.encode("gb18030"), "收入台账.xls")
    assert sheet.name == "table1"
    assert sheet.cells == [
        ["石门村收入台账", None, None],
        ["户编号", "收入", None],
        [None, "工资 性\n收入", "转移性收入"],
        ["0012", "32000", "1,200"],
        [None, "5", None],
    ]
    assert sheet.merged == ((0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2), (3, 0, 4, 0))
    assert sheet.hidden_rows == {4}


def test_innermost_tables_are_sheets_of_their_own(read):
    page = "<table><tr><td><table><tr><td>a<td>b</table><table><tr><td>c</table></td></tr></table>"
    assert [(sheet.name, sheet.cells) for sheet in read(page.encode())] == [
        ("table1", [["a", "b"]]),
        ("table2", [["c"]]),
    ]


def test_a_page_without_a_table_is_refused(read):
    assert "holds no table" in read(b"<html><frameset><frame src='a.files/sheet001.htm'></frameset></html>").what


def test_an_absurd_span_ends_with_the_table_or_is_refused(read):
    (sheet,) = read(b"<table><tr><td rowspan=999999999>a<td>b</tr><tr><td>c</tr></table>")
    assert sheet.cells == [["a", "b"], [None, "c"]]
    assert sheet.merged == ((0, 0, 1, 0),)
    assert "too large" in read(b"<table><tr><td colspan=999999999>a<td>b</table>").what
