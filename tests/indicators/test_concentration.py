"""Concentration against a published example, and its limits."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.indicators import concentration


def measured(amounts):
    table = pd.DataFrame({"v": "v", "kind": range(len(amounts)), "fen": amounts})
    return concentration.by_group(table, ["v"], "kind", "fen").iloc[0]


def test_the_index_is_that_of_the_reat_manual(refs):
    # Doersam (2004) as printed in the manual of the R package REAT 3.0.3: 20, 50, 20, 10 gives .34 and 2.94.
    path = refs / "refs" / "industry_structure" / "expected.json"
    if not path.is_file():
        pytest.skip("no reference case industry_structure")
    expected = json.loads(path.read_text(encoding="utf-8"))["herf"]
    hhi = measured(expected["x"])["hhi"]
    assert hhi == pytest.approx(expected["hhi"], rel=1e-12)
    found = measured(expected["x"])
    assert found["equivalent"] == pytest.approx(expected["eq"], rel=1e-10)
    assert found["hhi_normalised"] == pytest.approx(expected["norm"], rel=1e-10)


def test_four_equal_kinds_have_a_quarter_and_log_four():
    found = measured([7, 7, 7, 7])
    assert (found["hhi"], found["kinds"]) == (0.25, 4)
    assert found["shannon"] == pytest.approx(math.log(4))


def test_the_printed_example_by_hand():
    # 20, 50, 20, 10: .04 + .25 + .04 + .01 = .34; (.34 - .25) / .75 = .12; 1 / .34 = 2.94 (Doersam 2004).
    found = measured([20, 50, 20, 10])
    assert found[["hhi", "hhi_normalised", "simpson"]].tolist() == pytest.approx([0.34, 0.12, 0.66])
    assert found["equivalent"] == pytest.approx(2.94, abs=0.005)


def test_one_kind_has_no_normalised_index():
    assert measured([3])["hhi_normalised"] != measured([3])["hhi_normalised"]


def test_one_kind_is_full_concentration():
    found = measured([3])
    assert (found["hhi"], found["shannon"]) == (1.0, 0.0)


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=12))
def test_the_index_lies_between_one_over_k_and_one(amounts):
    found = measured(amounts)
    k = len(amounts)
    assert 1 / k - 1e-12 <= found["hhi"] <= 1 + 1e-12
    assert -1e-12 <= found["shannon"] <= math.log(k) + 1e-12


@given(st.lists(st.integers(1, 10**9), min_size=2, max_size=12), st.integers(1, 1000))
def test_the_unit_and_the_order_do_not_matter(amounts, times):
    scaled = measured([amount * times for amount in reversed(amounts)])
    assert measured(amounts)["hhi"] == pytest.approx(scaled["hhi"], rel=1e-12)


def test_kinds_without_an_amount_have_no_share():
    assert measured([5, 0, None, -3])["kinds"] == 1
