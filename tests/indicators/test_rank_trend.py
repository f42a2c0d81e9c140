"""Rank tests of trend against R, scipy and pymannkendall."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.indicators.rank_trend import trend

SERIES = {"nile": ("nile.csv", "x"), "maxau_s": ("maxau.csv", "s"), "precipGL": ("precipgl.csv", "x")}
FLOATS = st.lists(st.integers(-50, 50), min_size=4, max_size=20)


@pytest.fixture(scope="session")
def cases(refs):
    folder = refs / "refs" / "trend_tests"
    return folder, json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SERIES)
def test_slope_limits_score_and_p_agree_with_r(cases, name):
    folder, expected = cases
    file, column = SERIES[name]
    found = trend(pd.read_csv(folder / file)[column].to_numpy(float))
    own = expected[name]  # R package trend 1.1.6: mk.test and sens.slope
    assert found.score == own["S"]
    assert found.variance == pytest.approx(own["varS"])
    assert found.slope == pytest.approx(own["sen"])
    assert (found.low, found.high) == (pytest.approx(own["sen_lcl"]), pytest.approx(own["sen_ucl"]))
    assert found.p == pytest.approx(own["p"], rel=1e-6)


def test_the_seasonal_test_agrees_with_r(cases):
    folder, expected = cases
    found = trend(pd.read_csv(folder / "nottem.csv")["x"].to_numpy(float), season=12)
    own = expected["nottem_seasonal_mk"]  # R package trend 1.1.6: smk.test, and sea.sens.slope
    assert (found.score, found.variance) == (own["S"], own["varS"])
    assert found.slope == pytest.approx(expected["nottem_seasonal_sen"])


def test_ties_shrink_the_variance_as_in_r():
    found = trend(np.array([5, 5, 6, 6, 6, 7, 8, 8, 9, 9, 9, 10, 12, 11, 12.0]))
    # R package trend 1.1.6 on the same fifteen values.
    assert (found.score, found.variance, found.slope) == (94, 398, 0.5)
    assert (found.low, found.high) == (pytest.approx(0.4545454545455), pytest.approx(0.5714285714286))


@pytest.mark.parametrize("seed", range(5))
def test_seasonal_series_agree_with_pymannkendall(seed):
    peer = pytest.importorskip("pymannkendall")
    rng = np.random.default_rng(seed)
    series = np.tile(np.arange(12.0), 4) * 50 + np.arange(48) * rng.normal(2, 1) + rng.normal(0, 30, 48)
    found, other = trend(series, season=12), peer.seasonal_test(series, period=12)
    assert (found.score, found.variance) == (other.s, pytest.approx(other.var_s))
    assert found.slope == pytest.approx(other.slope)
    # The peer applies no continuity correction; take it out before comparing.
    assert found.p == pytest.approx(_normal_p((abs(other.s) - 1) / np.sqrt(other.var_s)), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_plain_series_agree_with_scipy(seed):
    from scipy.stats import theilslopes

    values = np.random.default_rng(seed).normal(0, 1, 30).round(1)
    found, other = trend(values), theilslopes(values)
    assert found.slope == pytest.approx(other.slope)
    assert (found.low, found.high) == (pytest.approx(other.low_slope), pytest.approx(other.high_slope))


def test_missing_periods_keep_the_distance_between_the_others():
    assert trend(np.array([0.0, np.nan, 2.0, 3.0])).slope == 1


def test_a_flat_series_has_no_trend():
    found = trend(np.full(10, 3.0))
    assert (found.slope, found.score, found.p) == (0, 0, 1)


@given(values=FLOATS, factor=st.sampled_from([0.5, 2.0, 10.0]))
def test_scaling_the_series_scales_the_slope_and_leaves_the_test(values, factor):
    plain, scaled = trend(np.array(values, float)), trend(np.array(values, float) * factor)
    assert scaled.slope == pytest.approx(plain.slope * factor)
    assert (scaled.score, scaled.p) == (plain.score, plain.p)


@given(values=FLOATS)
def test_a_series_read_backwards_turns_the_trend_round(values):
    plain, back = trend(np.array(values, float)), trend(np.array(values[::-1], float))
    assert back.slope == pytest.approx(-plain.slope)
    assert back.score == -plain.score


def _normal_p(z: float) -> float:
    from scipy.stats import norm

    return 2 * norm.sf(z)
