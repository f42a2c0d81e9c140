"""The workbook of a trace: its links open the raw cell."""

import openpyxl

from evalkit.trace import traced, workbook


def test_each_address_links_to_its_cell_and_formulas_stay_text(cleaned):
    out = workbook.write(traced("sales", columns=["amount"], raw=cleaned / "raw"), cleaned / "out" / "trace.xlsx")
    sheet = openpyxl.load_workbook(out).active
    address = sheet.cell(2, 4)
    assert address.value == "石门村/销售.xlsx!销售!E3"
    link = address.hyperlink
    target = cleaned / "out" / link.target.replace("\\", "/")
    assert (target.resolve().is_file(), link.location) == (True, "'销售'!E3")
    assert [cell.value for cell in sheet[5]] == [None] * 10


def test_a_path_that_names_a_person_is_no_link(cleaned, tmp_path):
    lines = traced("households", columns=["arable_area"], raw=cleaned / "raw")
    sheet = openpyxl.load_workbook(workbook.write(lines, tmp_path / "trace.xlsx")).active
    assert sheet.cell(2, 4).hyperlink is None
    assert "李小样" not in str([cell.value for cell in sheet[2]])
