"""Cells of .xlsx, .xls and .ods keep their types, places and merged ranges."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
import xlwt


def saved(book) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_xlsx_cells_keep_type_and_place(read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "收入"
    sheet["C3"], sheet["D3"], sheet["E3"] = "0012", 32000, 1.5
    sheet["C4"], sheet["D4"], sheet["E4"] = True, dt.date(2023, 5, 1), dt.datetime(2023, 5, 1, 8, 30)
    sheet["C5"] = 990119197202149120
    sheet.merge_cells("C6:C8")
    sheet["C6"], sheet["D8"] = "甲", "末"
    (read_sheet,) = read(saved(book))
    assert (read_sheet.file, read_sheet.name) == ("ledger.xlsx", "收入")
    assert read_sheet.cells[2][2:] == ["0012", 32000, 1.5]
    assert type(read_sheet.cells[2][3]) is int
    assert read_sheet.cells[3][2:] == ["TRUE", dt.date(2023, 5, 1), dt.datetime(2023, 5, 1, 8, 30)]
    assert type(read_sheet.cells[4][2]) is float, "an ID typed as a number has lost digits and must show it"
    assert read_sheet.cells[0] == [None] * 5
    assert read_sheet.merged == ((5, 2, 7, 2),)
    assert len(read_sheet.sha256) == 64


def test_error_cells_wan_formats_and_hidden_rows_are_seen(read):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["户编号", "金额"])
    sheet.append([1, 32000])
    sheet.append([2, "#DIV/0!"])
    sheet["B2"].number_format = '0!.0,"万"'
    sheet["B3"].data_type = "e"
    sheet.row_dimensions[2].hidden = True
    (read_sheet,) = read(saved(book))
    assert read_sheet.cells == [["户编号", "金额"], [1, 32000], [2, "#DIV/0!"]]
    assert read_sheet.formats == {(1, 1): '0!.0,"万"'}
    assert read_sheet.hidden_rows == {1}


def test_both_xlsx_readers_agree_cell_by_cell(read):
    def book(with_error: bool):
        made = openpyxl.Workbook()
        sheet = made.active
        rows = [["标题"], ["a", 1, 2.5, True], [dt.date(2024, 2, 29), dt.datetime(2024, 1, 2, 3, 4), " x ", None]]
        for row in rows:
            sheet.append(row)
        sheet.merge_cells("A1:D1")
        sheet["F9"] = 123456789012345678
        if with_error:
            sheet["G9"] = "#N/A"
            sheet["G9"].data_type = "e"
        return made

    (fast,), (exact,) = read(saved(book(False))), read(saved(book(True)))
    assert exact.cells[8].pop() == "#N/A"
    assert [row[:6] for row in exact.cells] == fast.cells
    assert exact.merged == fast.merged


def test_a_formula_without_a_stored_result_is_told(read):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = 1, "=A1*2"
    (sheet,) = read(saved(book))
    assert "1 formula cells have no stored result" in sheet.note


def test_hidden_sheets_are_read_with_a_note_and_empty_ones_left_out(read):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    hidden = book.create_sheet("旧数据")
    hidden["A1"] = 2
    hidden.sheet_state = "hidden"
    book.create_sheet("Sheet3")
    sheets = read(saved(book))
    assert [(sheet.name, sheet.note) for sheet in sheets] == [("Sheet", ""), ("旧数据", "hidden sheet")]


def test_xls_cells_keep_type_place_and_merged_ranges(read):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("台账")
    sheet.write_merge(0, 0, 0, 3, "收入台账")
    sheet.write_merge(1, 2, 0, 0, "户编号")
    sheet.write(3, 0, 1001)
    sheet.write(3, 1, 2.5)
    sheet.write(3, 2, dt.date(2023, 5, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(3, 3, 32000, xlwt.easyxf(num_format_str='0!.0,"万"'))
    sheet.write(4, 3, 990119197202149120)
    sheet.row(4).hidden = True
    sheet.write(65535, 255, "  ")
    (read_sheet,) = read(saved(book), "ledger.xls")
    assert read_sheet.cells[3] == [1001, 2.5, dt.date(2023, 5, 1), 32000]
    assert type(read_sheet.cells[3][0]) is int
    assert type(read_sheet.cells[4][3]) is float
    assert read_sheet.merged == ((0, 0, 0, 3), (1, 0, 2, 0))
    assert read_sheet.formats == {(3, 3): '0!.0,"万"'}
    assert read_sheet.hidden_rows == {4}
    assert len(read_sheet.cells) == 5


def test_a_damaged_xls_is_refused(read):
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, 1)
    data = saved(book)
    assert "without an Excel workbook" in read(data[:2000], "ledger.xls").what
    assert "damaged" in read(data[:512] + bytes(1500) + data[2012:], "ledger.xls").what


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="台账">{}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
ROW = "<table:table-row{}>{}</table:table-row>"
TEXT = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
NUMBER = '<table:table-cell office:value-type="float" office:value="{0}"{1}><text:p>{0}</text:p></table:table-cell>'


def ods(rows: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" manifest:media-type='
            '"application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr("content.xml", ODS.format(rows))
    return buffer.getvalue()


def test_ods_cells_merged_ranges_and_trailing_blank_rows(read):
    merged = ' table:number-columns-spanned="2" table:number-rows-spanned="1"'
    rows = (
        ROW.format("", TEXT.format(merged, "标题") + "<table:covered-table-cell/>"),
        ROW.format(' table:visibility="collapse"', TEXT.format("", "0012") + NUMBER.format(32000, "")),
        ROW.format(
            ' table:number-rows-repeated="1048574"', '<table:table-cell table:number-columns-repeated="16384"/>'
        ),
    )
    (sheet,) = read(ods("".join(rows)), "ledger.ods")
    assert sheet.cells == [["标题", None], ["0012", 32000]]
    assert sheet.merged == ((0, 0, 0, 1),)
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize(
    "row",
    [
        ROW.format(' table:number-rows-repeated="1000000"', NUMBER.format(1, "") * 9),
        ROW.format("", NUMBER.format(1, ' table:number-columns-repeated="16384"')),
    ],
)
def test_an_ods_that_repeats_filled_cells_without_end_is_refused(read, row):
    assert "repeated cells" in read(ods(row), "ledger.ods").what
