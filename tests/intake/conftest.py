"""Helpers for intake tests: sheets typed as text, files made on the spot."""

import io
import zipfile
from pathlib import Path

import pytest

from evalkit.intake import limits
from evalkit.intake.layout import Layout, locate
from evalkit.intake.reader import read_file
from evalkit.intake.sheet import Sheet

KNOWN = {
    "户编号", "户主姓名", "户主", "家庭人口数", "人均纯收入", "工资性收入", "务工收入", "公益岗收入", "种植业收入",
    "养殖业收入", "生产经营性收入", "转移性收入", "金额", "金额（元）", "收入项目", "月份", "姓名", "证件号码", "性别",
    "行政村", "备注", "贷款金额（万元）", "户类型", "年度", "文化程度", "健康状况", "联系电话", "总户数", "总人口数",
}  # fmt: skip


def _cell(text: str):
    text = text.strip(" ")
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    try:
        return float(text)
    except ValueError:
        return text


@pytest.fixture
def known():
    """Whether a header is one of the few known ones."""
    return lambda text: text in KNOWN


@pytest.fixture
def sheet_of():
    """A sheet from lines of cells divided by `|`."""

    def make(text: str, merged=()) -> Sheet:
        rows = [[_cell(part) for part in line.split("|")] for line in text.strip("\n").split("\n")]
        width = max(map(len, rows))
        return Sheet("ledger.xlsx", "Sheet1", [row + [None] * (width - len(row)) for row in rows], tuple(merged))

    return make


@pytest.fixture
def layout_of(sheet_of, known):
    """The layout of a sheet typed as text; `knows` may be given."""

    def make(text: str, merged=(), knows=None) -> Layout:
        return locate(sheet_of(text, merged), knows or known)

    return make


@pytest.fixture(scope="session")
def allowed():
    """The project's own limits."""
    return limits.load(Path(__file__).parents[2] / "params" / "intake.yaml")


@pytest.fixture
def read(tmp_path, allowed):
    """Read bytes under a file name, in this process."""

    def run(data: bytes, name: str = "ledger.xlsx"):
        path = tmp_path / name
        path.write_bytes(data)
        return read_file(path, name, allowed)

    return run


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.fixture
def workbook():
    """The bytes of a hand-made .xlsx: sheet rows as XML, further parts by name."""

    def make(rows: str, prolog: str = "", extra: dict[str, bytes] | None = None) -> bytes:
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="台账" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": prolog + SHEET.format(rows),
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (parts | (extra or {})).items():
                archive.writestr(name, content)
        return buffer.getvalue()

    return make
