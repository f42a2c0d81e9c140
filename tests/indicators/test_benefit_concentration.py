"""Who gets the benefits: examples by hand, the Gini as a special case, and intervals that hold the truth."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import benefit_concentration as t
from evalkit.indicators.design import Design, error, interval


def test_the_ratio_of_coady_grosh_and_hoddinott_is_that_worked_by_hand():
    # The poorest 40 % get 60 % of the benefits: 0.6 / 0.4.
    poor = np.arange(5) < 2
    assert t.coady_grosh_hoddinott(poor, np.array([30.0, 30, 20, 10, 10]), np.ones(5)).value == pytest.approx(1.5)
    assert t.coady_grosh_hoddinott(poor, np.full(5, 7.0), np.ones(5)).value == pytest.approx(1)


def test_the_index_of_an_amount_ranked_by_itself_is_the_gini():
    # 1, 2, 3: mean absolute difference 8/9 over twice the mean 2 = 2/9.
    x = np.array([1.0, 2, 3])
    assert t.concentration_index(x, x, np.ones(3)).value == pytest.approx(2 / 9)
    assert t.concentration_index(-x, x, np.ones(3)).value == pytest.approx(-2 / 9)


def test_the_index_of_every_income_source_is_its_gini_times_its_gini_correlation(refs):
    # Concentration coefficients of the Lerman-Yitzhaki case: G x R of each source, ranked by total income.
    folder = refs / "refs" / "lerman_yitzhaki_eusilc"
    homes = pd.read_csv(folder / "household_sources.csv")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["sources"]
    for name, parts in expected.items():
        found = t.concentration_index(homes["total"].to_numpy(), homes[name].to_numpy(), np.ones(len(homes)))
        assert found.value == pytest.approx(parts["G"] * parts["R"], abs=1e-10)


def test_giving_from_a_richer_to_a_poorer_unit_lowers_the_index_and_raises_the_ratio():
    by, paid = np.arange(10.0), np.full(10, 5.0)
    moved = paid + np.where(by == 1, 3, 0) - np.where(by == 8, 3, 0)
    assert t.concentration_index(by, moved, np.ones(10)).value < t.concentration_index(by, paid, np.ones(10)).value
    assert t.poorest_share(by, moved, np.ones(10), 0.4).value > t.poorest_share(by, paid, np.ones(10), 0.4).value


def test_the_order_of_units_does_not_matter():
    random = np.random.default_rng(3)
    units = random.integers(0, 9, 25).astype(float), random.random(25), random.integers(1, 4, 25).astype(float)
    shuffled = [part[::-1] for part in units]
    assert t.poorest_share(*shuffled, 0.3).value == pytest.approx(t.poorest_share(*units, 0.3).value)
    assert t.concentration_index(*shuffled).value == pytest.approx(t.concentration_index(*units).value)


def test_the_index_is_one_less_twice_the_area_under_the_curve():
    random = np.random.default_rng(5)
    by, paid, weight = random.integers(0, 6, 40).astype(float), random.random(40), random.integers(1, 5, 40) * 1.0
    people, money = t.concentration_curve(by, paid, weight)
    assert (people[-1], money[-1]) == (pytest.approx(1), pytest.approx(1))
    area = np.trapezoid(money, people)
    assert t.concentration_index(by, paid, weight).value == pytest.approx(1 - 2 * area)


@settings(derandomize=True, max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 9), st.integers(1, 4)), min_size=2, max_size=12))
def test_scale_and_weights_as_repeats_change_nothing(units):
    by, paid, weight = np.array(units, dtype=float).T
    value = t.concentration_index(by, paid, weight).value
    assert t.concentration_index(by, paid * 1000, weight).value == pytest.approx(value)
    many = weight.astype(int)
    repeated = t.concentration_index(np.repeat(by, many), np.repeat(paid, many), np.ones(many.sum()))
    assert repeated.value == pytest.approx(value)


def test_the_poorest_share_over_their_number_is_the_ratio_worked_by_hand():
    # The poorest 40 % get 60 of 100; half way through the third unit, 70 of 100.
    by, paid = np.arange(5.0), np.array([30.0, 30, 20, 10, 10])
    assert t.poorest_share(by, paid, np.ones(5), 0.4).times(1 / 0.4).value == pytest.approx(1.5)
    assert t.poorest_share(by, paid, np.ones(5), 0.5).value == pytest.approx(0.7)
    assert np.isnan(t.poorest_share(by, np.zeros(5), np.ones(5), 0.4).value)


def test_the_poorest_share_lies_on_the_curve_with_ties_and_weights():
    random = np.random.default_rng(9)
    by, paid, weight = random.integers(0, 6, 40).astype(float), random.random(40), random.integers(1, 5, 40) * 1.0
    people, money = t.concentration_curve(by, paid, weight)
    for share in (0.1, 0.2, 0.4, 0.75):
        expected = np.interp(share, people, money)
        assert t.poorest_share(by, paid, weight, share).value == pytest.approx(expected)


@pytest.mark.parametrize("measure", ["concentration_index", "coady_grosh_hoddinott"])
def test_the_influence_is_the_change_when_one_unit_weighs_a_little_more(measure):
    random = np.random.default_rng(2)
    by, paid, weight = random.integers(0, 9, 20), random.random(20), random.integers(1, 5, 20) * 1.0
    first = by < 4 if measure == "coady_grosh_hoddinott" else by
    found = getattr(t, measure)(first, paid, weight)
    more = weight + 1e-6 * (np.arange(20) == 7)
    slope = (getattr(t, measure)(first, paid, more).value - found.value) / 1e-6
    assert found.influence[7] == pytest.approx(slope, rel=1e-4)


def test_intervals_over_households_hold_the_true_index_about_95_times_in_100():
    random = np.random.default_rng(11)
    # Rank uniform, benefit = 2(1 - rank) + noise of mean 1: index 2 x (1/3 + 1/2) / 2 - 1 = -1/6.
    hits, tries = 0, 1500
    for _ in range(tries):
        by = random.random(120)
        paid = 2 * (1 - by) + random.exponential(1, 120)
        found = t.concentration_index(by, paid, np.ones(120))
        low, high = interval(found.value, error(found, Design(np.ones(120))))
        hits += low <= -1 / 6 <= high
    assert 0.93 <= hits / tries <= 0.97


def test_intervals_of_the_ratio_hold_the_truth_about_95_times_in_100():
    random = np.random.default_rng(12)
    # Benefit 2(1 - rank) + noise of mean 1, in all 2: the poorest 40 % get (0.8 - 0.16 + 0.4) / 2 = 0.52; ratio 1.3.
    hits, tries = 0, 1500
    for _ in range(tries):
        by = random.random(150)
        paid = 2 * (1 - by) + random.exponential(1, 150)
        found = t.poorest_share(by, paid, np.ones(150), 0.4).times(1 / 0.4)
        low, high = interval(found.value, error(found, Design(np.ones(150))), "log")
        hits += low <= 1.3 <= high
    assert 0.93 <= hits / tries <= 0.97
