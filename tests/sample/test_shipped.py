"""The shipped sample shows every kind of mess it is meant to show."""

import datetime as dt
import re
from pathlib import Path

import pytest

from evalkit.intake.read import read_folder

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "sample"
FULL_WIDTH = re.compile(r"^[０-９．]+$")
NUMERALS = re.compile(r"^[一二三四五六七八九十百千万零]+元?$")
TEXTS = {
    "full-width digits": FULL_WIDTH,
    "Chinese numerals": NUMERALS,
    "a yuan suffix in the cell": re.compile(r"^[\d.]+元$"),
    "a ten-thousand-yuan suffix in the cell": re.compile(r"^[\d.]+万元$"),
    "2023年5月": re.compile(r"^20\d\d年\d{1,2}月$"),
    "202305": re.compile(r"^20\d{4}$"),
    "2023.05": re.compile(r"^20\d\d\.\d\d$"),
    "a unit row": re.compile(r"单位：(万?元)"),
    "ten thousand yuan in a header": re.compile(r"（万元）$"),
    "yuan in a header": re.compile(r"（元）$"),
    "a stray blank in a header": re.compile(r"^户[ 　]编号$|^户主[ 　]姓名$|^行政[ 　]村$"),
    "subtotal rows": re.compile(r"^小计$"),
    "total rows": re.compile(r"^合计$"),
    "an alias of a header": re.compile(r"^(户主编号|家庭编号|户号|户编码)$"),
    "a misspelt code": re.compile(r"^(己脱贫户|部门予警|其它|脱贫不稳定|边缘户)$"),
    "a wrong code": re.compile(r"^见附件$"),
    "a range for a number": re.compile(r"^5000-6000$"),
    "an ID number as a float in a CSV": re.compile(r"^9\.90101E\+17$"),
}


@pytest.fixture(scope="module")
def sheets():
    """Every sheet of the shipped sample, read by the intake."""
    found, refused = read_folder(SAMPLE)
    assert not refused
    return found


@pytest.fixture(scope="module")
def texts(sheets):
    return {cell.strip(" ") for sheet in sheets for row in sheet.cells for cell in row if isinstance(cell, str)}


@pytest.mark.parametrize("kind", TEXTS)
def test_cells_show(kind, texts):
    assert any(TEXTS[kind].search(text) for text in texts)


def test_dates_stand_as_date_cells_too(sheets):
    assert any(isinstance(cell, dt.date) for sheet in sheets for row in sheet.cells for cell in row)


def test_id_numbers_stand_as_numbers_too(sheets):
    numbers = (cell for sheet in sheets for row in sheet.cells for cell in row if isinstance(cell, float))
    assert any(number > 1e17 for number in numbers)


def starts(path):
    return path.read_bytes()[:8]


def test_files_are_of_every_kind():
    xls = [path for path in SAMPLE.rglob("*.xls") if path.is_file()]
    assert {starts(path).startswith(b"<html") for path in xls} == {True, False}
    assert all(starts(path).startswith((b"<html", b"\xd0\xcf\x11\xe0")) for path in xls)
    tables = list(SAMPLE.rglob("*台账.csv"))
    assert {starts(path).startswith(b"\xef\xbb\xbf") for path in tables} == {True, False}
    for path in (p for p in tables if not starts(p).startswith(b"\xef\xbb\xbf")):
        with pytest.raises(UnicodeDecodeError):
            path.read_bytes().decode("utf-8")
        path.read_bytes().decode("gb18030")


def test_merged_cells_mean_the_same_as_above_and_head_two_row_headers(sheets):
    merged = [span for sheet in sheets for span in sheet.merged]
    assert len(merged) > 1000


def test_county_wide_files_stand_beside_the_villages():
    assert len(list(SAMPLE.glob("示例县/*/*"))) == 4 * 3
