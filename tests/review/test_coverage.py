"""Which ledger, month and village is missing, on tables counted by hand."""

import io

import openpyxl
import pandas as pd

from evalkit import codebook
from evalkit.review import coverage
from evalkit.review.coverage_book import workbook

EAST, WEST = "990101100201", "990101100202"


def place(village, year):
    return {"county": "990101", "village": village, "year": year}


TABLES = {
    "households": pd.DataFrame([place(EAST, 2023), place(EAST, 2023), place(WEST, 2024)]),
    "income": pd.DataFrame(
        [
            place(EAST, 2023) | {"month": 2, "months": 1},
            place(EAST, 2023) | {"month": 4, "months": 3},
            place(WEST, 2024) | {"month": 1, "months": 12},
        ]
    ),
    "meetings": pd.DataFrame([place(WEST, 2024) | {"date": "2024-11-05"}, place(WEST, 2024) | {"date": "2024"}]),
}


def rows(table, village, year):
    covered = coverage(TABLES, codebook.load())
    own = covered[(covered["table"] == table) & (covered["village"] == village) & (covered["year"] == year)]
    return dict(zip(own["month"], own["rows"], strict=True))


def test_every_village_is_crossed_with_every_year_and_received_ledger():
    covered = coverage(TABLES, codebook.load())
    assert set(covered["table"]) == {"households", "income", "meetings"}
    assert rows("households", EAST, 2023) == {0: 2}
    assert rows("households", EAST, 2024) == {0: 0}
    # 2 villages x 2 years x (1 yearly + 2 monthly ledgers of 13 lines)
    assert len(covered) == 2 * 2 * (1 + 13 + 13)


def test_a_quarter_covers_its_three_months_and_a_year_none():
    east = rows("income", EAST, 2023)
    assert {month for month, count in east.items() if count} == {0, 2, 4, 5, 6}
    assert {month for month, count in rows("income", WEST, 2024).items() if count} == {0}


def test_a_date_without_month_covers_no_month():
    meetings = rows("meetings", WEST, 2024)
    assert (meetings[0], meetings[11], sum(meetings.values())) == (2, 1, 3)


def test_no_ledgers_give_an_empty_table():
    assert list(coverage({}, codebook.load()).columns) == ["county", "village", "year", "month", "table", "rows"]
    assert coverage({}, codebook.load()).empty


def test_the_workbook_names_what_is_missing_and_what_came_as_a_whole_year():
    book = codebook.load()
    read = openpyxl.load_workbook(io.BytesIO(workbook(coverage(TABLES, book), book)))
    yearly = [[c.value for c in row] for row in read["按年"].iter_rows()]
    assert yearly[0] == ["村", "村代码", "年度", "脱贫户和监测对象台账", "收入台账", "防返贫监测会议台账"]
    assert yearly[1] == ["东沟村", EAST, 2023, 2, 2, "缺"]
    assert yearly[4] == ["西坪村", WEST, 2024, 1, 1, 2]
    monthly = [[c.value for c in row] for row in read["按月 收入台账"].iter_rows()]
    assert monthly[1][3:] == ["缺", 1, "缺", 1, 1, 1] + ["缺"] * 6
    assert monthly[4][3:] == ["全年"] * 12
