"""Hostile and broken workbooks cost one sentence and nothing else."""

import io
import warnings
import zipfile
from dataclasses import replace

import pytest

from evalkit.intake import preflight
from evalkit.intake import workbook as reader
from evalkit.intake.refusals import Refusal, Refused

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


def test_a_cell_in_the_last_corner_of_the_grid_is_refused_not_read(read, workbook):
    data = workbook(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    assert len(data) < 2500
    refusal = read(data)
    assert "reach to XFD1048576" in refusal.what
    assert refusal.got == "1048576 rows and 16384 columns"


def test_a_stray_blank_far_below_is_left_out_with_a_note(read, workbook):
    (sheet,) = read(workbook(ONE + '<row r="1048576"><c r="T1048576" t="inlineStr"><is><t> </t></is></c></row>'))
    assert sheet.cells == [[1]]
    assert "far beyond the content" in sheet.note


def test_a_stray_shared_blank_and_a_styled_empty_cell_are_left_out_too(read, workbook):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{space}"><si><t xml:space="preserve">  </t></si></sst>'
    stray = '<row r="900000"><c r="B900000" t="s"><v>0</v></c></row><row r="1048576"><c r="T1048576" s="0"/></row>'
    (sheet,) = read(workbook(ONE + stray, extra={"xl/sharedStrings.xml": strings.encode()}))
    assert sheet.cells == [[1]]


@pytest.mark.parametrize("place", ["XFE1", "A1048577", "ZZZZ1"])
def test_a_cell_beyond_the_grid_is_refused(read, workbook, place):
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    refusal = read(workbook(f'<row r="{row}"><c r="{place}"><v>1</v></c></row>'))
    assert "beyond the spreadsheet grid" in refusal.what


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read, workbook):
    refusal = read(workbook(ONE, extra={"xl/sharedStrings.xml": b"<sst>" + b"a" * 30_000_000}))
    assert "packed far tighter" in refusal.what


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_declared_entities_are_refused_in_any_encoding(read, workbook, encoding):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'.encode(encoding)
    assert "entities" in read(workbook(ONE, extra={"xl/sharedStrings.xml": bomb})).what


def test_a_doubled_part_is_refused(read, workbook):
    buffer = io.BytesIO(workbook(ONE))
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert "same name" in read(buffer.getvalue()).what


def test_a_workbook_cut_short_is_refused(read, workbook):
    data = workbook(ONE)
    assert "damaged" in read(data[: len(data) // 2]).what


def test_a_changed_byte_is_noticed_by_the_checksum(read, workbook):
    data = bytearray(workbook(ONE.replace("<v>1", "<v>" + "123456789" * 20)))
    start = data.find(b"xl/worksheets/sheet1.xml") + 60
    data[start] ^= 0xFF
    assert "damaged" in read(bytes(data)).what


def test_a_sheet_missing_from_the_archive_is_refused_not_skipped(read, workbook):
    parts = {}
    with zipfile.ZipFile(io.BytesIO(workbook(ONE))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "sheet1" not in name}
    assert "missing from the file" in read(preflight.repack(parts)).what


def test_limits_are_those_of_the_parameter_file(workbook, allowed):
    with pytest.raises(Refused, match="too large unpacked"):
        reader.read(workbook(ONE, extra={"x.xml": b" " * 3_000_000}), "a.xlsx", replace(allowed, archive_mb=2))
    with pytest.raises(Refused, match="a part of the workbook is too large"):
        reader.read(workbook(ONE, extra={"x.xml": b" " * 3_000_000}), "a.xlsx", replace(allowed, member_mb=2))
    with pytest.raises(Refused, match="too many parts"):
        reader.read(workbook(ONE), "a.xlsx", replace(allowed, members=3))
    wide = '<row r="1"><c r="AZ1"><v>1</v></c></row>'
    with pytest.raises(Refused, match="reach to AZ1"):
        reader.read(workbook(wide), "a.xlsx", replace(allowed, columns=20))


def test_an_empty_workbook_is_refused(read, workbook):
    refusal = read(workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>  </t></is></c></row>'))
    assert isinstance(refusal, Refusal)
    assert "empty" in refusal.what
