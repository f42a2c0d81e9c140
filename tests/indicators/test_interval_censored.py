"""Turnbull's curve, its figures, its limits and its test, against published data, Kaplan-Meier and arithmetic."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import competing_risks, interval_censored, interval_figures
from evalkit.indicators.interval_tests import interval_log_rank

ROOT = Path(__file__).resolve().parents[2]
REFS = Path(os.environ.get("EVALKIT_REFS", ROOT.parent / "shared")) / "refs" / "interval_censored_bcos"
FEW = settings(max_examples=25, deadline=None, derandomize=True)
OPEN = np.inf


@pytest.fixture(scope="module")
def bcos():
    if not REFS.is_dir():
        pytest.skip("the reference folder (EVALKIT_REFS) is not here")
    return pd.read_csv(REFS / "bcos.csv"), json.loads((REFS / "expected.json").read_text(encoding="utf-8"))


def arm(bcos, name):
    rows = bcos[0][bcos[0]["treatment"] == name]
    return rows["left"].to_numpy(float), rows["right"].to_numpy(float)


@pytest.mark.parametrize("name", ["Rad", "RadChem"])
def test_masses_and_likelihood_of_the_breast_cosmesis_data_are_those_of_icenreg(bcos, name):
    found, expected = interval_censored.turnbull(*arm(bcos, name)), bcos[1][f"turnbull_{name}"]
    # icenReg writes an open left end 4 as 4.0000000001.
    assert found.left == pytest.approx(np.array(expected["intervals_left"]), abs=1e-9)
    assert found.right.tolist() == expected["intervals_right"]
    assert found.mass == pytest.approx(np.array(expected["p"]), abs=1e-8)
    assert found.loglik == pytest.approx(expected["loglik"], abs=1e-9)
    assert found.converged and found.gap < 1e-9


def test_masses_are_the_published_ones_of_finkelstein_and_wolfe(bcos):
    published = [0.0463, 0.0334, 0.0887, 0.0708, 0.0926, 0.0818, 0.1209, 0.4656]  # Finkelstein and Wolfe (1985)
    mass = interval_censored.turnbull(*arm(bcos, "Rad")).mass
    assert mass[mass > 1e-6] == pytest.approx(published, abs=6e-5)


@pytest.mark.parametrize("name", ["Rad", "RadChem"])
def test_the_curve_of_survfit_lies_in_the_room_the_data_leave(bcos, name):
    left, right, mass, *_ = interval_censored.turnbull(*arm(bcos, name))
    for step in bcos[1][f"survfit_interval2_{name}"]:
        done = interval_figures.done_by(left, right, mass, step["time"])
        # survfit stops its EM early: it keeps up to 3e-4 on intervals whose mass is nought.
        assert 1 - done.most - 4e-4 <= step["surv"] <= 1 - done.least + 4e-4


def test_the_number_of_women_is_that_of_the_reference(bcos):
    assert len(bcos[0]) == bcos[1]["n"]


def test_the_test_of_both_arms_is_the_published_one(bcos):
    rows = bcos[0]
    found = interval_log_rank(rows["left"].to_numpy(), rows["right"].to_numpy(), rows["treatment"].to_numpy())
    # Fay and Shaw (2010), J. Stat. Software 36(2): Sun's scores -9.141846 and 9.141846, Z = -2.6684, p = 0.007622.
    assert found.excess == pytest.approx([-9.141846, 9.141846], abs=1e-6)
    assert found.statistic**0.5 == pytest.approx(2.6684, abs=5e-5)
    assert found.p == pytest.approx(0.007622, abs=5e-7)


def test_three_spells_worked_by_hand():
    # (0, 2], (1, 3] and beyond 4: the first two can both lie in (1, 2], so 2/3 there and 1/3 after 4.
    left, right, mass, loglik, *_ = interval_censored.turnbull([0, 1, 4], [2, 3, OPEN])
    assert (left.tolist(), right.tolist()) == ([1, 4], [2, OPEN])
    assert mass == pytest.approx([2 / 3, 1 / 3])
    assert loglik == pytest.approx(2 * np.log(2 / 3) + np.log(1 / 3))


def test_delayed_entry_worked_by_hand():
    # Risk sets: at 1 only A, B (C came in after 1); at 2 B, C; at 3 C. Survival 1/2, 1/4, 0.
    found = interval_censored.turnbull([0, 1, 2], [1, 2, 3], [-OPEN, -OPEN, 1])
    assert found.mass == pytest.approx([1 / 2, 1 / 4, 1 / 4])


def test_exact_times_meet_spans_that_hold_them_and_not_those_that_begin_there():
    left, right, mass, *_ = interval_censored.turnbull([2, 1, 2], [2, 2, 3])
    assert list(zip(left, right, mass.round(9), strict=True)) == [(2, 2, round(2 / 3, 9)), (2, 3, round(1 / 3, 9))]


def test_inside_an_interval_the_share_done_has_room():
    done = interval_figures.done_by(np.array([0.0, 6]), np.array([4.0, 7]), np.array([0.6, 0.4]), [0, 1, 4, 6.5, 7])
    assert done.least == pytest.approx([0, 0, 0.6, 0.6, 1])
    assert done.most == pytest.approx([0, 0.6, 0.6, 1, 1])
    assert done.value == pytest.approx([0, 0.15, 0.6, 0.8, 1])


def test_beyond_the_last_spell_followed_there_is_no_share():
    left, right, mass, *_ = interval_censored.turnbull([1, 4], [2, OPEN])
    done = interval_figures.done_by(left, right, mass, [2, 4, 5])
    assert done.value[:2] == pytest.approx([0.5, 0.5]) and np.isnan(done.value[2])


def test_a_median_is_a_span_and_may_be_out_of_sight():
    assert [float(end) for end in interval_figures.quantile(*interval_censored.turnbull([0, 0, 5], [3, 3, 9])[:3])] == [
        0,
        3,
    ]
    assert interval_figures.quantile(*interval_censored.turnbull([0, 4, 4], [3, OPEN, OPEN])[:3])[1] == OPEN


def test_a_curve_flat_at_one_half_gives_the_whole_flat_piece():
    ends = interval_figures.quantile(*interval_censored.turnbull([1, 6], [1, 6])[:3])
    assert [float(end) for end in ends] == [1, 6]


def test_impossible_spells_are_refused():
    with pytest.raises(ValueError, match="left must not be above right"):
        interval_censored.turnbull([3], [2])
    with pytest.raises(ValueError, match="not yet watched"):
        interval_censored.turnbull([3], [4], [3.5])


@st.composite
def spells(draw, entries=True):
    size = draw(st.integers(1, 25))
    whole = st.lists(st.integers(0, 8), min_size=size, max_size=size)
    left, width = np.array(draw(whole), float), np.array(draw(whole), float)
    right = left + np.where(width > 6, OPEN, width)
    came = left - 1 - np.array(draw(whole), float)
    entry = np.where(np.array(draw(whole)) > 4, came, -OPEN) if entries else None
    return left, right, entry


@FEW
@given(spells())
def test_a_maximum_is_reached_and_no_shift_of_mass_does_better(case):
    left, right, mass, loglik, _, converged = interval_censored.turnbull(*case)
    assert converged and mass.sum() == pytest.approx(1) and (mass >= 0).all()
    if case[2] is None or np.isinf(case[2]).all():
        holds = (left >= case[0][:, None]) & (right <= case[1][:, None])
        holds &= (right > case[0][:, None]) | (case[0] == case[1])[:, None]
        for other in np.random.default_rng(0).dirichlet(np.ones(len(mass)), 20):
            with np.errstate(divide="ignore"):
                assert np.log(holds @ (0.9 * mass + 0.1 * other)).sum() <= loglik + 1e-7


@FEW
@given(spells())
def test_order_does_not_matter_and_weights_count_as_repetitions(case):
    times = np.arange(1, 9) / 1.0
    order = np.random.default_rng(1).permutation(len(case[0]))
    weight = 1 + order % 3

    def done(left, right, entry, weight):
        curve = interval_censored.turnbull(left, right, entry, weight)
        found = interval_figures.done_by(*curve[:3], times)
        return [curve.loglik, *found.least, *found.most]

    plain = done(*case, weight)
    assert done(*(part[order] for part in case), weight[order]) == pytest.approx(plain, abs=1e-5)
    assert done(*(part.repeat(weight) for part in case), None) == pytest.approx(plain, abs=1e-5)


@FEW
@given(spells())
def test_with_exact_and_open_spells_alone_it_is_kaplan_meier(case):
    time, came = case[0] + 1, case[2]
    told = np.isfinite(case[1])
    curve = interval_censored.turnbull(time, np.where(told, time, OPEN), came)
    plain = competing_risks.incidence(time, told.astype(int), came)
    done = interval_figures.done_by(*curve[:3], plain.time)
    assert 1 - done.least == pytest.approx(plain.survival, abs=1e-9)


@FEW
@given(spells(entries=False), st.floats(0.1, 40))
def test_days_or_months_give_the_same_shares(case, scale):
    plain = interval_censored.turnbull(*case)
    scaled = interval_censored.turnbull(case[0] * scale, case[1] * scale)
    assert scaled.loglik == pytest.approx(plain.loglik, abs=1e-9)
    assert scaled.left == pytest.approx(plain.left * scale)


def figures(*curve):
    return interval_figures.done_by(*curve, np.array([15.0])).value


def test_limits_hold_the_true_share_about_95_times_in_100():
    random, hits, tries = np.random.default_rng(4), 0, 160
    for attempt in range(tries):
        # Households with two spells each; the day of the end known for half, only its 30-day month for the rest.
        pace = random.choice([6, 30], 80).repeat(2)
        days = np.floor(random.random(160) * pace) + 3
        start = random.integers(0, 30, 160)
        month = np.floor((start + days) / 30) * 30 - start
        known = random.random(160) < 0.5
        left = np.where(known, days - 1, np.maximum(month, 0) - 1)
        right = np.where(known, days, month + 29)
        low, high = interval_censored.limits(left, right, figures, np.arange(80).repeat(2), seed=attempt, draws=149)
        hits += low[0] <= (1 + 13 / 30) / 2 <= high[0]
    # Three standard errors of 0.95 in 160 tries; in 1600 tries of four such designs it was 0.942.
    assert 0.898 <= hits / tries <= 0.995
