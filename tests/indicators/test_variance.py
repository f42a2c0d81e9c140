"""Linearised intervals against simulation and arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators.variance import growth_interval, ratio_interval, student_t


def test_ratio_and_interval_agree_with_statsmodels_on_a_mean():
    from statsmodels.stats.weightstats import DescrStatsW

    values = pd.Series(np.random.default_rng(7).normal(100, 20, 25))
    found = ratio_interval(values, values * 0 + 1, pd.Series(["v"] * 25)).iloc[0]
    # With one person per household the ratio is the mean, and its interval the ordinary t interval.
    low, high = DescrStatsW(values).tconfint_mean()
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))


def test_the_interval_of_a_ratio_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(11)
    villages, homes = 2_000, 60
    size = rng.integers(1, 7, (villages, homes))
    income = size * rng.normal(10, 3, (villages, homes))
    group = pd.Series(np.repeat(np.arange(villages), homes))
    found = ratio_interval(pd.Series(income.ravel()), pd.Series(size.ravel()), group)
    covered = ((found["low"] <= 10) & (found["high"] >= 10)).mean()
    assert 0.93 < covered < 0.965


def test_one_household_has_a_value_and_no_interval():
    found = ratio_interval(pd.Series([10]), pd.Series([2]), pd.Series(["v"])).iloc[0]
    assert found["value"] == 5
    assert np.isnan(found["low"])


def test_whole_fen_are_added_as_whole_numbers():
    fen = pd.Series([2**53, 1])
    assert ratio_interval(fen, pd.Series([1, 1]), pd.Series(["v", "v"]))["numerator"].item() == 2**53 + 1


def test_growth_of_a_total_that_was_not_positive_is_missing():
    parts = pd.DataFrame({"top": [5, 5], "bottom": [1, 1], "top_before": [-3, 3], "bottom_before": [1, 1]})
    assert np.isnan(growth_interval(parts, [pd.Series(["v", "v"])])["value"].item())


def test_student_t_points_are_those_of_printed_tables():
    # Any statistics textbook, two-sided 5 %.
    assert student_t(np.array([1, 10, 1_000_000])) == pytest.approx([12.706, 2.228, 1.960], abs=5e-4)
