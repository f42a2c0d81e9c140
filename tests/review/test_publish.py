"""Copies marked in several processes are the copies marked in one."""

import openpyxl
import pandas as pd
import pytest

from evalkit.review import marked
from evalkit.review.publish import workers


@pytest.mark.parametrize("jobs", [1, 2])
def test_copies_come_back_in_the_order_of_their_workbooks(tmp_path, jobs):
    paths = []
    for number in range(3):
        book = openpyxl.Workbook()
        book.active.title = "收入"
        book.active["B2"] = number
        paths.append(tmp_path / f"{number}.xlsx")
        book.save(paths[-1])
    points = pd.DataFrame({"sheet": ["收入"], "cell": ["B2"], "problem": ["金额存疑"], "advice": ["请核实"]})
    with workers(jobs) as each:
        copies = list(each(marked.copy, paths, [points] * 3))
    for number, copy in enumerate(copies):
        (tmp_path / "copy.xlsx").write_bytes(copy)
        cell = openpyxl.load_workbook(tmp_path / "copy.xlsx")["收入"]["B2"]
        assert (cell.value, cell.comment.text) == (number, "【金额存疑】请核实")
