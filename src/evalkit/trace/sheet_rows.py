"""Rows of sheets with their fate, problems, points of lists and of rules: what figures on ledger quality count."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evalkit.indicators.review_points import STATUS
from evalkit.trace import values
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.line import Line, Place

ROW = "(row)"


def fates(ledgers: Ledgers, village: str, year: int, first: int, keys: dict[str, str]) -> list[Line]:
    """Return every row of a village's sheets with its fate; `keys` may name a `ledger` and a `fate`."""
    rows = ledgers.side("_fates")
    own = rows[rows["sheet_id"].isin(ledgers.sheets(village, first, year)["sheet_id"])]
    table = own["table"].replace("", pd.NA)
    of_sheet = own.assign(table=table).dropna(subset="table").drop_duplicates("sheet_id").set_index("sheet_id")["table"]
    own = own.assign(table=table.fillna(own["sheet_id"].map(of_sheet)).fillna("unmapped"))
    if "ledger" in keys:
        own = own[own["table"] == keys["ledger"]]
    if "fate" in keys:
        own = own[own["fate"] == keys["fate"]]
    found = own[["sheet_id", "row", "fate", "table", "code"]].itertuples(index=False)
    return [
        Line(village, year, row.table, "", ROW, row.sheet_id, (Place(row.row, None),), None, row.fate, code=row.code)
        for row in found
    ]


def problems(ledgers: Ledgers, village: str, year: int, first: int, keys: dict[str, str]) -> list[Line]:
    """Return every problem of a village's sheets with its cell; `keys` may name the kind of `problem`."""
    rows = ledgers.side("_problems")
    own = rows[rows["sheet_id"].isin(ledgers.sheets(village, first, year)["sheet_id"])]
    if "problem" in keys:
        own = own[own["code"] == keys["problem"]]
    return [_noted(ledgers, village, year, row, "") for row in own.itertuples(index=False)]


def review(ledgers: Ledgers, village: str, year: int, first: int, keys: dict[str, str]) -> list[Line]:
    """Return the points of a village's lists that stand in a cell, with their `status`; those gone stand in none."""
    rows = ledgers.side("_review")
    own = rows[(rows["village"] == village) & rows["sheet_id"].notna()]
    own = own[own["sheet_id"].isin(ledgers.sheets(village, first, year)["sheet_id"])]
    own = own.assign(status=own["status"].map(STATUS))
    met = own[own["status"] == keys.get("status")]
    own = met if len(met) else own  # that none has a status is told by all of them
    return [_noted(ledgers, village, year, row, row.status) for row in own.itertuples(index=False)]


def checks(ledgers: Ledgers, village: str, year: int, first: int, keys: dict[str, str]) -> list[Line]:
    """Return the rows that a rule asks to look at, at its column; `keys` may name a `ledger` and a `rule`."""
    rows = ledgers.side("_checks")
    own = rows[(rows["village"] == village) & rows["year"].between(first, year)]
    if "ledger" in keys:
        own = own[own["table"] == keys["ledger"]]
    if "rule" in keys:
        own = own[own["rule"].str.replace("/", "-") == keys["rule"]]
    found = []
    for (table, column, rule), points in own.groupby(["table", "column", "rule"], sort=False):
        found += _points(ledgers, village, table, column, rule, points)
    return found


def _points(ledgers: Ledgers, village: str, table: str, column: str, rule: str, points: pd.DataFrame) -> list[Line]:
    """Return the cells of a rule's column in the rows it found; the row itself where the column stands in no cell."""
    rows = ledgers.rows(table, village)
    met = rows.merge(points[["sheet_id", "row"]].drop_duplicates(), on=["sheet_id", "row"])
    shown = column in values.open_columns(ledgers.book, table)
    cells = values.lines(met, ledgers.book.tables[table], [column] if shown else [], ledgers.heads(table))
    told = {(line.sheet_id, line.places[0].row) for line in cells}
    bare = [point for point in points.itertuples(index=False) if (point.sheet_id, point.row) not in told]
    whole = [
        Line(village, p.year, table, "", column or ROW, p.sheet_id, (Place(p.row, None),), None, "", False, rule)
        for p in bare
    ]
    return [*(replace(line, code=rule) for line in cells), *whole]


def _noted(ledgers: Ledgers, village: str, year: int, row: tuple, shown: str) -> Line:
    ledger = ledgers.book.tables.get(row.table)
    column = next((c for c in ledger.columns if c.name == row.column), None) if ledger else None
    # A column that no codebook line describes may hold anything.
    hidden = bool(row.column) and (column is None or column.personal != "none")
    col = None if pd.isna(row.col) else int(row.col)
    place = Place(1 if pd.isna(row.row) else int(row.row), col)
    own = (village, year, row.table, row.column, row.column or ROW, int(row.sheet_id))
    return Line(*own, (place,), None, shown, hidden and col is not None, row.code)
