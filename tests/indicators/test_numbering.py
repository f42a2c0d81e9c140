"""Rows get the numbers that a group-by would give them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators.numbering import coded, key_table, numbered

KEYS = ["village", "year", "household"]


@pytest.fixture(params=["text", "categories in another order"])
def table(request):
    chance = np.random.default_rng(5)
    years = chance.choice([2024, 2021, 2023], 400).astype("int32")
    columns = {"village": chance.choice(list("zcab"), 400), "year": years, "household": chance.choice(list("qpr"), 400)}
    kind = "str" if request.param == "text" else pd.CategoricalDtype(list("zxcab"))
    return pd.DataFrame(columns).astype({"village": kind})


@pytest.mark.parametrize("sort", [False, True])
def test_rows_are_numbered_as_pandas_numbers_groups(table, sort):
    number, first = numbered(table, KEYS, sort=sort)
    expected = table.astype({"village": "str"}).groupby(KEYS, sort=sort).ngroup()
    assert number.tolist() == expected.tolist()
    assert number[first].tolist() == list(range(len(first)))
    assert sorted(first) == pd.Series(number).drop_duplicates().index.tolist()


def test_keys_are_given_as_text_in_the_order_of_their_numbers(table):
    number, first = numbered(table, KEYS, sort=True)
    keys = key_table(table, KEYS, first)
    assert keys["village"].dtype == "str"
    assert keys.loc[number[7]].tolist() == table.loc[7, KEYS].tolist()


def test_a_missing_key_is_a_key_of_its_own():
    rows = pd.DataFrame({"village": ["a", None, "b", None], "year": 2024})
    assert numbered(rows, ["village", "year"])[0].tolist() == [0, 1, 2, 1]


def test_a_table_without_rows_has_no_numbers():
    number, first = numbered(pd.DataFrame({"village": pd.Series(dtype="str")}), ["village"], sort=True)
    assert (len(number), len(first)) == (0, 0)


def test_one_year_throughout_is_one_code():
    codes, values = coded(pd.Series([2024, 2024], dtype="int32"))
    assert (codes.tolist(), values.tolist()) == ([0, 0], [2024])
