"""Whatever a sheet or a file holds: no crash, one fate per row, every data row in a block."""

import datetime as dt
import io
import tempfile
from pathlib import Path

import openpyxl
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.intake import limits, worker
from evalkit.intake.cells import Cells
from evalkit.intake.layout import FATES, locate
from evalkit.intake.sheet import Sheet

WORDS = [
    "户编号",
    "户主姓名",
    "金额",
    "工资性收入",
    "合计",
    "小计",
    "注：",
    "单位：元",
    "元",
    "第一网格",
    "甲",
    "填表人：",
    "1月",
]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=6),
    st.integers(-5, 3000),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
)
ALLOWED = limits.load(Path(__file__).parents[2] / "params" / "intake.yaml")
PLACES = st.tuples(st.integers(0, 9), st.integers(0, 5))


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=12),
    st.lists(st.tuples(PLACES, st.integers(0, 3), st.integers(0, 3)), max_size=4),
    st.booleans(),
)
def test_every_row_gets_one_fate_and_every_data_row_a_block(rows, corners, knowing):
    cells = Cells.of(rows).cut(ALLOWED)
    height, width = len(cells), len(cells[0]) if cells else 0
    merged = tuple(
        (r, c, min(r + down, height - 1), min(c + right, width - 1))
        for (r, c), down, right in corners
        if r < height and c < width
    )
    layout = locate(Sheet("a.xlsx", "s", cells, merged), lambda text: knowing and text in WORDS[:4])
    assert len(layout.fates) == height
    assert set(layout.fates) <= set(FATES)
    assert layout.is_form == (not layout.blocks) == bool(layout.reason)
    in_blocks = {r for block in layout.blocks for r in block.rows}
    data = {r for r, fate in enumerate(layout.fates) if fate == "data"}
    assert in_blocks == (set() if layout.is_form else data)
    for block in layout.blocks:
        c0, c1 = block.columns
        assert len(block.headers) == len(block.own_headers) == c1 - c0 + 1
        assert block.rows == sorted(set(block.rows))
        assert set(block.units) <= {-1, *range(c0, c1 + 1)}
        [layout.value(r, c) for r in block.rows for c in range(c0, c1 + 1)]


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.binary(max_size=60), st.integers(0, 5), st.randoms(use_true_random=False))
def test_no_bytes_make_a_reader_crash(data, kind, random):
    buffer = io.BytesIO()
    if kind == 0:
        book = openpyxl.Workbook()
        book.active.append(["户编号", "金额"])
        book.save(buffer)
    elif kind == 1:
        book = xlwt.Workbook()
        book.add_sheet("a").write(0, 0, "户编号")
        book.save(buffer)
    elif kind == 2:
        buffer.write(b"<html><table><tr><td>a</td></tr></table>")
    else:
        buffer.write("户编号,金额\n1,2\n".encode("gb18030"))
    broken = bytearray(buffer.getvalue())
    for byte in data:
        broken[random.randrange(len(broken))] = byte
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(broken))
        file.flush()
        answer = worker.answer((file.name, "a.xls", ALLOWED))
    assert answer
