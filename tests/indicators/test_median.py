"""Medians with an interval that assumes no distribution."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.indicators import median, scope

VILLAGE = "990101100201"


@pytest.mark.parametrize(
    ("n", "rank"),
    # Ranks of the 95 % interval of the median in Conover (1999), table A3 (binomial, p = 1/2): the largest k with
    # P(B < k) <= 0.025.
    [(6, 1), (8, 1), (9, 2), (11, 2), (12, 3), (20, 6), (30, 10)],
)
def test_the_limits_are_the_ranks_of_the_binomial_table(n, rank):
    low, high = median.interval(list(range(1, n + 1)))
    assert (low, high) == (rank, n + 1 - rank)


def test_five_values_are_too_few_for_an_interval():
    assert all(math.isnan(limit) for limit in median.interval([1, 2, 3, 4, 5]))


@given(st.lists(st.integers(-12, 12), min_size=6, max_size=60))
def test_the_limits_hold_the_median(values):
    low, high = median.interval(values)
    assert low <= pd.Series(values).median() <= high


def test_the_median_leaves_out_what_has_no_number():
    events = pd.DataFrame({"village": VILLAGE, "year": 2024, "number": pd.array([1, 5, 2, None], dtype="Int64")})
    row = median.rows(
        scope.years(VILLAGE, [2024]), events, "alert_lead_time", "month", nothing="无 / none", unknown="年 / year only"
    ).iloc[0]
    assert (row["value"], row["denominator"], row["n"]) == (2.0, 3, 4)
    assert "year only" in row["note"]
