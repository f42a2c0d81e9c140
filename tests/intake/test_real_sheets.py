"""Eleven real spreadsheets, each hard in its own way; they are not part of the project."""

import os
from pathlib import Path

import pytest

from evalkit import codebook
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake import limits
from evalkit.intake.layout import FATES, locate
from evalkit.intake.read import files, read_folder

PARAMS = Path(__file__).parents[2] / "params"
FOLDER = Path(os.environ.get("EVALKIT_REFS", Path(__file__).parents[3] / "shared")) / "sheets"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real sheets are not here (EVALKIT_REFS)")


@pytest.fixture(scope="module", params=["no vocabulary", "the codebook's"])
def layouts(request):
    knows = Vocabulary(codebook.load(PARAMS)).knows if request.param == "the codebook's" else lambda text: False
    allowed = limits.load(PARAMS / "intake.yaml")
    sheets, refusals = read_folder(FOLDER, allowed)
    return [locate(sheet, knows) for sheet in sheets], refusals


def one(layouts, file, name=None):
    found = [x for x in layouts[0] if x.sheet.file == file and name in (None, x.sheet.name)]
    assert len(found) == 1
    return found[0]


def test_every_file_is_read_or_refused_with_a_reason(layouts):
    read, refusals = layouts
    answered = {layout.sheet.file for layout in read} | {refusal.file for refusal in refusals}
    assert answered == {path.name for path in files(FOLDER)}
    assert len(answered) == 11
    assert all(refusal.what for refusal in refusals)


def test_every_row_of_every_sheet_has_one_fate(layouts):
    for layout in layouts[0]:
        assert len(layout.fates) == len(layout.sheet.cells)
        assert set(layout.fates) <= set(FATES)
        assert layout.is_form == (not layout.blocks)
        assert sorted(r for block in layout.blocks for r in block.rows) == (
            [] if layout.is_form else [r for r, fate in enumerate(layout.fates) if fate == "data"]
        )


# The numbers below were counted by eye in a spreadsheet program: (file, sheet, header rows, first and last data row).
TABLES = [
    ("nbs-provinces-gb18030.csv", None, (3, 3), 4, 34),
    ("nbs-monthly-multiline-note.csv", None, (2, 2), 3, 52),
    ("nbs-unit-in-row-label.xls", None, (2, 2), 3, 16),
    ("fiscal-hand-merged.xls", None, (0, 0), 1, 62),
    ("cpi-codepage1252.xls", None, (0, 0), 1, 456),
    ("village-plots.xlsx", "乡村种植的农作物", (0, 0), 1, 41),
    ("village-crops-prices.xlsx", "2023年统计的相关数据", (0, 0), 1, 107),
]


@pytest.mark.parametrize(("file", "name", "header", "first", "last"), TABLES)
def test_tables_begin_and_end_where_a_person_sees_them(layouts, file, name, header, first, last):
    (block,) = one(layouts, file, name).blocks
    assert block.header_rows == header
    assert (block.rows[0], block.rows[-1]) == (first, last)


def test_stacked_tables_are_both_found(layouts):
    first, second = one(layouts, "two-stacked-tables.xlsx", "Sheet1").blocks
    assert (first.rows, second.rows) == ([3, 4], [26])
    assert second.title == "班级政治面貌统计表"


@pytest.mark.parametrize("file", ["forms-not-tables.xls", "household-form-empty.xls"])
def test_forms_are_not_taken_for_tables(layouts, file):
    found = [layout for layout in layouts[0] if layout.sheet.file == file]
    assert found
    assert all(layout.is_form and layout.reason for layout in found)


def test_chinese_headers_of_an_old_codepage_are_not_garbled(layouts):
    assert one(layouts, "cpi-codepage1252.xls").blocks[0].headers[0] == "截止日期_EndDt"


def test_merged_plot_names_are_carried_down(layouts):
    layout = one(layouts, "village-crops-prices.xlsx", "2023年的农作物种植情况")
    rows = layout.blocks[0].rows
    assert all(layout.value(r, 0) for r in rows)
    assert layout.value(87, 0) == "F4"
