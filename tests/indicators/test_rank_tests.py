"""Further rank tests against the R packages trend 1.1.6 and Kendall 2.2.1, and by hand."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import rank_tests, rank_trend

SERIES = {"nile": ("nile.csv", "x"), "maxau_s": ("maxau.csv", "s"), "precipGL": ("precipgl.csv", "x")}
TIES = np.array([5, 5, 6, 6, 6, 7, 8, 8, 9, 9, 9, 10, 12, 11, 12.0])


@pytest.fixture(scope="session")
def cases(refs):
    folder = refs / "refs" / "trend_tests"
    if not folder.is_dir():
        pytest.skip("no reference case trend_tests")
    return folder, json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SERIES)
def test_change_tau_and_normal_score_agree_with_r(cases, name):
    folder, expected = cases
    file, column = SERIES[name]
    values, own = pd.read_csv(folder / file)[column].to_numpy(float), expected[name]
    found = rank_tests.pettitt(values)
    assert (found.after, found.statistic) == (own["pettitt_k"], own["pettitt_U"])
    assert found.p == pytest.approx(own["pettitt_p"], rel=1e-10)
    assert rank_tests.kendall_tau(values) == pytest.approx(own["tau"], rel=1e-10)
    # The package Kendall works in single precision.
    assert rank_tests.kendall_tau(values) == pytest.approx(own["Kendall_tau"], rel=1e-6)
    assert rank_trend.trend(values).z == pytest.approx(own["z"], rel=1e-10)


def test_fifteen_values_with_ties_as_in_r():
    found = rank_tests.pettitt(TIES)
    assert (found.after, found.statistic) == (8, 56)
    assert found.p == pytest.approx(0.01074280032377)
    assert rank_tests.kendall_tau(TIES) == pytest.approx(0.9362624106453)
    assert rank_trend.trend(TIES).z == pytest.approx(4.661668776189)
    assert rank_trend.trend(TIES).p == pytest.approx(3.136556961306e-06)


def test_each_month_and_the_correlated_months_agree_with_r(cases):
    folder, expected = cases
    values = pd.read_csv(folder / "nottem.csv")["x"].to_numpy(float)
    months = [rank_trend.trend(values[month::12]) for month in range(12)]
    own = expected["nottem_seasonal_mk"]
    assert [month.score for month in months] == own["S_by_month"]
    assert [month.variance for month in months] == pytest.approx(own["var_by_month"])
    assert rank_trend.trend(values, 12).z == pytest.approx(own["z"], rel=1e-10)
    found = rank_tests.correlated_seasonal(values, 12)
    assert found.z == pytest.approx(expected["nottem_correlated_seasonal_mk"]["z"], rel=1e-10)
    assert found.p == pytest.approx(expected["nottem_correlated_seasonal_mk"]["p"], rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_correlated_months_agree_with_pymannkendall(seed):
    peer = pytest.importorskip("pymannkendall")
    series = np.random.default_rng(seed).normal(0, 1, 48).round(1) + np.arange(48) / 30
    found, other = rank_tests.correlated_seasonal(series, 12), peer.correlated_seasonal_test(series, period=12)
    assert (found.score, found.variance) == (other.s, pytest.approx(other.var_s))


def test_two_seasons_that_move_as_one_have_twice_the_standard_error_of_one():
    year = np.array([3.0, 1, 4, 1, 5, 9, 2, 6])
    single, double = rank_trend.trend(year), rank_tests.correlated_seasonal(np.repeat(year, 2), 2)
    assert double.score == 2 * single.score
    assert double.variance == pytest.approx(4 * single.variance)


def test_a_missing_month_leaves_each_season_its_own_variance():
    values = np.array([3.0, np.nan, 4, 1, 5, 9, 2, 6, 5, 3])
    odd = np.where(np.arange(10) % 2 == 0, values, np.nan)
    # The other season is missing throughout, so only the variance of the first is left.
    assert rank_tests.correlated_seasonal(odd, 2).variance == pytest.approx(rank_trend.trend(values[::2]).variance)


def test_a_flat_series_has_no_correlated_trend_and_no_tau():
    assert rank_tests.correlated_seasonal(np.full(24, 3.0), 12).p == 1
    assert np.isnan(rank_tests.kendall_tau(np.full(5, 3.0)))


def test_gaps_have_no_change_point():
    with pytest.raises(ValueError, match="without gaps"):
        rank_tests.pettitt(np.array([1.0, np.nan, 2]))


@settings(derandomize=True, max_examples=40, deadline=None)
@given(values=st.lists(st.integers(-20, 20), min_size=2, max_size=20), factor=st.sampled_from([0.5, 3.0]))
def test_rank_tests_do_not_see_the_unit(values, factor):
    plain = np.array(values, dtype=float)
    assert rank_tests.pettitt(plain * factor + 7) == rank_tests.pettitt(plain)
    assert rank_tests.kendall_tau(plain[::-1]) == pytest.approx(-rank_tests.kendall_tau(plain), nan_ok=True)
