"""Each kind of file is what it claims, or claims what it is not, and holds what the grid held."""

import datetime as dt

import pytest
import xlrd
from python_calamine import CalamineWorkbook

from evalkit.sample.ledgers import files
from evalkit.sample.ledgers.grid import Grid


@pytest.fixture
def grid():
    made = Grid("户信息")
    made.banner("东沟村户信息", 3)
    made.header_rows.add(made.append(["户编号", "金额", "日期"]))
    made.append(["0001", 12.5, dt.date(2023, 5, 4)])
    made.append(["0001", "=1+1", None])
    made.merge_down(3, 4, [0])
    return made


def test_a_workbook_keeps_text_numbers_dates_and_merges(tmp_path, grid):
    files.save(tmp_path / "a.xlsx", [grid], "xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_name("户信息")
    assert sheet.to_python()[2:] == [["0001", 12.5, dt.date(2023, 5, 4)], ["", "=1+1", ""]]
    assert sorted(sheet.merged_cell_ranges) == [((0, 0), (0, 2)), ((2, 0), (3, 0))]


def test_an_xls_is_genuine(tmp_path, grid):
    files.save(tmp_path / "a.xls", [grid], "xls")
    sheet = xlrd.open_workbook(tmp_path / "a.xls", formatting_info=True).sheet_by_name("户信息")
    assert sheet.row_values(2) == ["0001", 12.5, 45050.0]
    assert sheet.cell_type(2, 2) == xlrd.XL_CELL_DATE
    assert (2, 4, 0, 1) in sheet.merged_cells


def test_a_csv_is_in_its_encoding_and_writes_out_what_was_merged(tmp_path, grid):
    files.save(tmp_path / "a.csv", [grid], "csv-gb18030")
    lines = (tmp_path / "a.csv").read_bytes().decode("gb18030").split("\r\n")
    assert lines[1:4] == ["户编号,金额,日期", "0001,12.5,2023/5/4", "0001,=1+1,"]
    files.save(tmp_path / "b.csv", [grid], "csv-utf8")
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_id_number_saved_as_a_number_is_lost_in_a_csv():
    assert files.as_text(990101198001010016.0) == "9.90101E+17"


def test_an_html_page_may_call_itself_xls(tmp_path, grid):
    grid.append(["<b>&", 1, None])
    files.save(tmp_path / "a.xls", [grid], "html")
    page = (tmp_path / "a.xls").read_text(encoding="utf-8")
    assert page.startswith("<html")
    assert '<td rowspan="2">0001</td>' in page
    assert "&lt;b&gt;&amp;" in page
