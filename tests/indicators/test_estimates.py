"""Linearised intervals against simulation and arithmetic."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators.estimates import growth, ratios


def _homes(group: list | np.ndarray, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"county": "990101", "village": pd.Series(group).astype("str"), "year": 2024, **columns})


def test_ratio_and_interval_agree_with_statsmodels_on_a_mean():
    from statsmodels.stats.weightstats import DescrStatsW

    values = pd.Series(np.random.default_rng(7).normal(100, 20, 25))
    found = ratios(_homes(["v"] * 25), values, values * 0 + 1).iloc[0]
    # With one person per household the ratio is the mean, and its interval the ordinary t interval.
    low, high = DescrStatsW(values).tconfint_mean()
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))


def test_the_interval_of_a_ratio_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(11)
    villages, homes = 2_000, 60
    size = rng.integers(1, 7, (villages, homes))
    income = size * rng.normal(10, 3, (villages, homes))
    group = np.repeat(np.arange(villages), homes)
    found = ratios(_homes(group), pd.Series(income.ravel()), pd.Series(size.ravel()))
    covered = ((found["low"] <= 10) & (found["high"] >= 10)).mean()
    assert 0.93 < covered < 0.965


def test_one_household_has_a_value_and_no_interval():
    found = ratios(_homes(["v"]), pd.Series([10]), pd.Series([2])).iloc[0]
    assert found["value"] == 5
    assert np.isnan(found["low"])


def test_whole_fen_are_added_as_whole_numbers():
    fen = pd.Series([2**53, 1])
    assert ratios(_homes(["v", "v"]), fen, pd.Series([1, 1]))["numerator"].item() == 2**53 + 1


def test_growth_of_a_total_that_was_not_positive_is_missing():
    pairs = _homes(["v", "v"], top=[5, 5], bottom=[1, 1], top_before=[-3, 3], bottom_before=[1, 1])
    assert np.isnan(growth(pairs)["value"].item())


def test_the_limits_of_growth_are_those_of_the_logarithm_of_the_quotient():
    pairs = _homes(["v"] * 3, top=[2, 3, 7], bottom=[1, 1, 1], top_before=[1, 2, 5], bottom_before=[1, 1, 1])
    found = growth(pairs).iloc[0]
    # By hand: growth 12/8 - 1; e = top/12 - before/8 = (1/24, 0, -1/24); se = sqrt(3/2 x 2/576); t(2) = 4.302653.
    reach = 4.302653 * np.sqrt(1.5 * 2 / 576)
    assert found[["value", "low", "high"]].tolist() == pytest.approx(
        [0.5, 1.5 * np.exp(-reach) - 1, 1.5 * np.exp(reach) - 1]
    )


def test_two_years_of_partly_the_same_households_are_one_design():
    from evalkit.indicators.design import Design, error, ratio

    before, after = np.array([4.0, 6, 9, 1]), np.array([5.0, 8, 12])  # households a b c d, then a b e
    year, home = np.array([0] * 4 + [1] * 3), np.array(list("abcdabe"))
    parts = [ratio(before, np.ones(4)).inside(year == 0), ratio(after, np.ones(3)).inside(year == 1)]
    found = error(parts[1].minus(parts[0]), Design(np.ones(7), cluster=home))
    # By hand: a adds (5 - 25/3)/3 - (4 - 5)/4, b (8 - 25/3)/3 - (6 - 5)/4, c -(9 - 5)/4, d -(1 - 5)/4, e (12 - 25/3)/3.
    totals = np.array([-10 / 9 + 0.25, -1 / 9 - 0.25, -1.0, 1.0, 11 / 9])
    assert found.se == pytest.approx(np.sqrt(5 / 4 * (totals**2).sum()))
