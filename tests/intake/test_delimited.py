"""Delimited text in the encodings, separators and quoting that arrive."""

import pytest

from evalkit.intake.refusals import Refusal

TEXT = "户编号,姓名,金额\r\n0012,甲,3.2万\r\n0013,乙,\r\n"
CELLS = [["户编号", "姓名", "金额"], ["0012", "甲", "3.2万"], ["0013", "乙", None]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["台账.csv", "台账.xlsx", "台账.xls"])
def test_text_is_read_in_every_encoding_under_any_name(read, encoding, name):
    (sheet,) = read(TEXT.encode(encoding), name)
    assert sheet.cells == CELLS
    assert sheet.name == "csv"


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_other_separators_are_found(read, mark):
    (sheet,) = read(TEXT.replace(",", mark).encode())
    assert sheet.cells == CELLS


def test_blank_lines_keep_the_row_numbers_of_the_file(read):
    (sheet,) = read("收入台账\n\n户编号,金额\n1,2\n".encode())
    assert sheet.cells == [["收入台账", None], [None, None], ["户编号", "金额"], ["1", "2"]]


def test_a_line_break_inside_quotes_stays_in_its_cell(read):
    (sheet,) = read('户编号,备注\n1,"第一行\n第二行"\n2,\n'.encode())
    assert sheet.cells[1] == ["1", "第一行\n第二行"]
    assert len(sheet.cells) == 3


def test_a_stray_quotation_mark_swallows_no_rows(read):
    lines = ["户编号,姓名,金额", '1,"甲,5', "2,乙,6", "3,丙,7", "4,丁,8"]
    (sheet,) = read("\n".join(lines).encode())
    assert len(sheet.cells) == 5
    assert sheet.cells[1] == ["1", '"甲', "5"]
    assert "stray quotation mark" in sheet.note


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("这是一份通知。\n请各村于月底前报送台账。\n", "not a table"),
        ('{"a": 1, "b": [1, 2, 3]}', "JSON"),
        ("seed=20260101\nvillages=6\n", "not a table"),
    ],
)
def test_text_that_is_no_table_is_refused(read, text, words):
    refusal = read(text.encode(), "台账.csv")
    assert isinstance(refusal, Refusal)
    assert words in refusal.what


def test_a_line_without_end_is_refused_by_the_limits(read, allowed):
    refusal = read(b"1," * 2 * allowed.columns + b"1\n2,3\n", "台账.csv")
    assert "too large" in refusal.what


def test_bytes_that_are_no_text_are_refused(read):
    assert "not a spreadsheet" in read(bytes(range(1, 200)) * 20, "台账.csv").what
