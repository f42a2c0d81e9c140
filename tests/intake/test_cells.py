"""Cells as numbers of distinct values: what is put in comes out, cell by cell."""

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.intake import limits
from evalkit.intake.cells import Cells
from evalkit.intake.refusals import Refused

CELL = st.one_of(
    st.none(), st.text(min_size=1, max_size=4), st.integers(-5, 5), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(), st.booleans(),
)  # fmt: skip


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8))
def test_every_cell_comes_out_as_the_value_a_spreadsheet_shows(rows):
    cells = Cells.of(rows)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            shown = str(value).upper() if isinstance(value, bool) else value
            assert cells.value(r, c) == shown
            assert isinstance(cells.value(r, c), str) == isinstance(shown, str)
    assert len(pickle.loads(pickle.dumps(cells))) == len(rows)


def test_true_and_one_are_different_cells():
    assert Cells.of([[True, 1, 1.0, False, 0]])[0] == ["TRUE", 1, 1, "FALSE", 0]


def test_equal_values_share_a_number_and_the_empty_cell_is_nought():
    codes = Cells.of([["甲", None, "甲"], ["", "乙", 3.0]]).codes.tolist()
    assert codes[0][0] == codes[0][2] != 0
    assert (codes[0][1], codes[1][0]) == (0, 0)


def test_short_rows_are_filled_up():
    assert list(Cells.of([["a"], ["b", "c"]])) == [["a", None], ["b", "c"]]


def test_blank_rows_below_and_blank_columns_beside_are_cut():
    cells = Cells.of([["a", None, " "], [None, 2, None], ["  ", None, "\t"], [None, None, None]])
    assert list(cells.cut(limits.load())) == [["a", None], [None, 2]]


def test_nothing_but_blanks_is_nothing():
    assert len(Cells.of([[" ", None], [None, ""]]).cut(limits.load())) == 0


def test_more_columns_than_allowed_are_refused():
    wide = limits.load().columns + 1
    with pytest.raises(Refused, match="too large"):
        Cells.of([["x"] * wide]).cut(limits.load())


def test_a_replaced_cell_leaves_equal_cells_alone():
    cells = Cells.of([["2000-4000", "2000-4000"]])
    cells.replace(0, 1, "2500")
    assert cells[0] == ["2000-4000", "2500"]


def test_midnight_is_a_date():
    assert Cells.of([[dt.datetime(2023, 5, 1)]]).value(0, 0) == dt.date(2023, 5, 1)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=5))
def test_cells_from_another_process_are_the_same_and_can_be_replaced(rows):
    cells = Cells.of(rows)
    received = pickle.loads(pickle.dumps(cells))
    assert received == cells and received.values == cells.values
    received.replace(0, 1, "2500")
    assert received.value(0, 1) == "2500" and received.value(0, 0) == cells.value(0, 0)
    assert pickle.loads(pickle.dumps(received)) == received
