"""Poverty measures on arrays: published and peer values, hand-worked cases, influence, and coverage of intervals."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.design import Design, error, interval
from evalkit.indicators.poverty_measures import fgt, sen, sen_shorrocks_thon, watts
from evalkit.indicators.poverty_relative import fgt_relative

AT = 0.6
MEASURES = {
    "headcount": lambda x, w: fgt(x, AT, w),
    "gap": lambda x, w: fgt(x, AT, w, 1),
    "squared gap": lambda x, w: fgt(x, AT, w, 2),
    "watts": lambda x, w: watts(x, AT, w),
    "sen": lambda x, w: sen(x, AT, w),
    "sst": lambda x, w: sen_shorrocks_thon(x, AT, w),
}
RELATIVE = {
    "relative headcount": lambda x, w: fgt_relative(x, w, share=0.6),
    "relative gap": lambda x, w: fgt_relative(x, w, 1, share=0.6),
}


def test_the_ilocos_households_give_what_the_r_package_ineq_gives(refs):
    folder = refs / "refs" / "ilocos_inequality"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    table = pd.read_csv(folder / "ilocos.csv")
    for name, own in [("all", table), *table.groupby("province")]:
        x, w, case = own["income"].to_numpy(float), np.ones(len(own)), expected[name]
        # The package counts the exponent of Foster from one.
        assert fgt(x, 50_000, w).value == pytest.approx(case["Foster_k50000_p1"], rel=1e-10)
        assert fgt(x, 50_000, w, 1).value == pytest.approx(case["Foster_k50000_p2"], rel=1e-10)
        assert watts(x, 50_000, w).value == pytest.approx(case["Watts_k50000"], rel=1e-10)
        assert sen(x, 50_000, w).value == pytest.approx(case["Sen_k_10000xN"], rel=1e-10)
        assert sen_shorrocks_thon(x, 50_000, w).value == pytest.approx(case["SST_k50000"], rel=1e-10)


def test_weighted_mexican_households_give_the_computed_fgt(refs):
    folder = refs / "refs" / "mexico_growth_redistribution"
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for year, key in ((2008, "P0"), (2016, "P1")):
        table = pd.read_csv(folder / f"mex_inc_{year}.csv", usecols=["factor", "income"])
        x, w = table["income"].to_numpy(float), table["factor"].to_numpy(float)
        for line in (10_000, 15_000):
            for alpha in (0, 1, 2):
                case = expected[f"datt_ravallion_z{line}_a{alpha}"][key]
                assert fgt(x, line, w, alpha).value == pytest.approx(case, rel=1e-10)


def test_family_incomes_of_the_united_states_1968_give_what_ineq_gives():
    # Class means of Kakwani's 1968 table; ineq 0.2-13 at k = 2,000.
    x, w = np.array([541.0, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]), np.ones(10)
    found = [fgt(x, 2000, w), fgt(x, 2000, w, 1), watts(x, 2000, w), sen(x, 2000, w)]
    assert [figure.value for figure in found] == pytest.approx([0.2, 0.0998, 0.1620141239218, 0.12285])


def test_the_small_sample_forms_are_those_of_the_articles():
    # By hand, incomes 2, 4, 9 at line 10, gaps 8, 6, 1. Sen (1976): 2 / ((q+1) n z) sum (z-x)(q+1-i), q = n = 3:
    # 2 / 120 x (8x3 + 6x2 + 1x1) = 37/60. Thon (1979): 2 / (n (n+1) z) sum (z-x)(n+1-i), here the same.
    x, w = np.array([9.0, 2, 4]), np.ones(3)
    assert sen(x, 10, w, convention="sen1976").value == pytest.approx(37 / 60)
    assert sen_shorrocks_thon(x, 10, w, convention="thon").value == pytest.approx(37 / 60)
    # Shorrocks (1995): sum (2n - 2i + 1)(z-x) / (n^2 z) = (5x8 + 3x6 + 1) / 90.
    assert sen_shorrocks_thon(x, 10, w).value == pytest.approx(59 / 90)


def test_who_is_exactly_at_the_line_is_poor_by_the_weak_rule_only():
    x, w = np.array([5.0, 10, 20, 20]), np.ones(4)
    assert fgt(x, 10, w).value == 0.25
    assert fgt(x, 10, w, at_line="weak").value == 0.5
    assert fgt(x, 10, w, 1, at_line="weak").value == fgt(x, 10, w, 1).value == 0.125


def test_watts_without_a_floor_says_nothing_of_incomes_not_above_zero_and_with_one_counts_them_as_that():
    x, w = np.array([-3.0, 0, 20, 20]), np.ones(4)
    assert np.isnan(watts(x, 10, w).value)
    assert watts(x, 10, w, floor=0.1).value == pytest.approx(np.log(10) / 2)


def test_nobody_poor_is_no_poverty_and_nobody_at_all_is_no_figure():
    x, w = np.array([20.0, 30]), np.ones(2)
    assert [f(x, w).value for f in MEASURES.values()] == [0] * 6
    assert np.isnan(fgt(np.array([]), 10, np.array([])).value)
    assert np.isnan(fgt_relative(np.array([]), np.array([])).value)
    assert np.isnan(fgt_relative(np.array([-1.0, -2, 0]), np.ones(3)).value)


def test_a_rule_or_line_that_cannot_be_is_refused():
    x, w = np.ones(2), np.ones(2)
    for call in (
        lambda: fgt(x, 0, w),
        lambda: fgt(x, 1, w, at_line="both"),
        lambda: sen(x, 2, w, convention="thon"),
        lambda: sen_shorrocks_thon(x, 2, w, convention="sen1976"),
    ):
        with pytest.raises(ValueError, match="is not one of|above zero"):
            call()


@pytest.mark.parametrize("name", MEASURES)
def test_the_influence_is_the_derivative_by_each_weight(name):
    rng = np.random.default_rng(1)
    x, w, measure = rng.lognormal(0, 1, 30), rng.integers(1, 6, 30).astype(float), MEASURES[name]
    steps = np.eye(30) * 1e-5
    numeric = [(measure(x, w + step).value - measure(x, w - step).value) / 2e-5 for step in steps]
    assert measure(x, w).influence == pytest.approx(numeric, abs=1e-9)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(incomes=st.lists(st.integers(1, 60), min_size=2, max_size=8), factor=st.sampled_from([0.5, 3, 100]))
def test_scale_copies_and_order_change_nothing(incomes, factor):
    x = np.array(incomes, dtype=float)
    w = np.arange(1.0, len(x) + 1)
    for measure in (fgt, watts, sen, sen_shorrocks_thon):
        value = measure(x, 20, w).value
        assert measure(x * factor, 20 * factor, w).value == pytest.approx(value)
        assert measure(np.repeat(x, 2), 20, np.repeat(w, 2)).value == pytest.approx(value)
        assert measure(np.repeat(x, w.astype(int)), 20, np.ones(int(w.sum()))).value == pytest.approx(value)
        assert measure(x[::-1], 20, w[::-1]).value == pytest.approx(value)


def test_money_from_a_poorer_to_a_less_poor_person_raises_every_measure_that_sees_spread():
    before, after, w = np.array([0.3, 0.4, 0.5, 2]), np.array([0.25, 0.4, 0.55, 2]), np.ones(4)
    for name in ("squared gap", "watts", "sen", "sst"):
        assert MEASURES[name](after, w).value > MEASURES[name](before, w).value
    assert MEASURES["gap"](after, w).value == pytest.approx(MEASURES["gap"](before, w).value)


@pytest.mark.parametrize("name", [*MEASURES, *RELATIVE])
def test_intervals_cover_the_truth_about_as_often_as_they_say(name):
    measure = (MEASURES | RELATIVE)[name]
    everybody = np.random.default_rng(9).lognormal(0, 0.8, 200_001)
    truth = measure(everybody, np.ones(len(everybody))).value
    rng, hits, draws = np.random.default_rng(3), 0, 500
    for _ in range(draws):
        x, w = rng.lognormal(0, 0.8, 250), rng.integers(1, 6, 250).astype(float)
        found = measure(x, w)
        low, high = interval(found.value, error(found, Design(w)), "logit" if "headcount" in name else "log")
        hits += low <= truth <= high
    assert 0.93 <= hits / draws <= 0.97


def test_the_standard_error_of_a_relative_headcount_holds_the_error_of_the_median():
    # By hand for log-normal incomes, sd 0.8, line 0.6 of the median: p = Phi(log(0.6) / 0.8) = 0.26156, the line moves
    # the headcount by b = 0.6 f(0.6) / f(1) = 0.81572 per share of people the median is off, and the variance of one
    # draw is p (1 - p) + b^2 / 4 - b p = 0.14615; at a fixed line p (1 - p) = 0.19315.
    rng, ones = np.random.default_rng(5), np.ones(400)
    draws = [rng.lognormal(0, 0.8, 400) for _ in range(400)]
    told = np.mean([error(fgt_relative(x, ones, share=0.6), Design(ones)).se for x in draws])
    assert told == pytest.approx(np.sqrt(0.14615 / 400), rel=0.06)
    fixed = np.mean([error(fgt(x, 0.6, ones), Design(ones)).se for x in draws])
    assert fixed == pytest.approx(np.sqrt(0.19315 / 400), rel=0.02)
