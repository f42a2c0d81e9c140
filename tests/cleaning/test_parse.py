import numpy as np
import pandas as pd

from evalkit.cleaning import parse
from evalkit.cleaning.gather import Distinct, Raw
from evalkit.cleaning.reasons import CODES
from evalkit.codebook import load

BOOK = load()


def raw(table, name, cells, unit=""):
    distinct, count = Distinct(), len(cells)
    codes, col = distinct.of_list(cells), np.ones(count, dtype=np.int32)
    return Raw(BOOK.tables[table].column(name), codes, distinct.values(), col, np.full(count, unit, dtype=object))


def test_a_column_is_parsed_once_per_different_cell(monkeypatch):
    seen = []
    monkeypatch.setattr(parse, "money", lambda cell, unit: (seen.append((cell, unit)), (100, "ok"))[1])
    parse.parse(raw("sales", "amount", ["5", "6", "5", None] * 1000, "元"), BOOK)
    assert seen == [("5", "元"), ("6", "元"), (None, "元")]


def test_one_cell_in_two_units_is_two_amounts():
    column = raw("sales", "amount", ["5", "5", None])
    column.unit[:] = ["元", "万元", "元"]
    assert pd.array(parse.parse(column, BOOK).values).tolist() == [500, 5000000, pd.NA]


def test_an_amount_above_what_its_ledger_can_hold_is_no_value():
    # Loans are capped at 50,000 yuan; 30000 in a column taken for 10,000 yuan would be 300 million.
    parsed = parse.parse(raw("microcredit", "amount", ["30000", "3"], "万元"), BOOK)
    assert pd.array(parsed.values).tolist() == [pd.NA, 3000000]
    assert CODES[parsed.codes].tolist() == ["out_of_range", "ok"]


def test_values_come_back_in_the_rows_order_with_their_reasons():
    parsed = parse.parse(raw("households", "household_size", ["4人", None, "四", "4-5", 4]), BOOK)
    assert list(CODES[parsed.codes]) == ["ok", "blank", "written_number", "range", "ok"]
    assert parsed.values.tolist() == [4, pd.NA, 4, pd.NA, 4]


def test_types_are_those_of_the_processed_table():
    assert parse.parse(raw("households", "no_labour_household", ["是", "否"]), BOOK).values.dtype == "boolean"
    assert parse.parse(raw("households", "arable_area", ["3.5亩"]), BOOK).values.dtype == "Float64"
    assert parse.parse(raw("households", "household_type", ["脱贫户"]), BOOK).values.dtype == "str"
