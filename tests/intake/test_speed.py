"""Reading many small workbooks stays cheap: one reading process for all of them."""

import sys

import openpyxl
import pytest

from evalkit.intake.read import read_folder

WORKBOOKS = 12


@pytest.mark.skipif(sys.platform == "win32", reason="the processor time of a child process is not told there")
def test_a_small_workbook_costs_a_few_hundredths_of_a_second(tmp_path, allowed):
    import resource

    book = openpyxl.Workbook()
    for r in range(200):
        book.active.append([f"{r:05d}", "甲", r, r * 1.5, "一般农户", "是", None, "2023年5月", 3, "备注"])
    book.save(tmp_path / "0.xlsx")
    for i in range(1, WORKBOOKS):
        (tmp_path / f"{i}.xlsx").write_bytes((tmp_path / "0.xlsx").read_bytes())

    def spent():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    before = spent()
    sheets, refusals = read_folder(tmp_path, allowed)
    assert len(sheets) == WORKBOOKS
    assert not refusals
    # Measured: 0.003 s a workbook and 0.05 s for the start, which may take longer on a busy machine.
    assert (spent() - before - 0.3) / WORKBOOKS < 0.05
