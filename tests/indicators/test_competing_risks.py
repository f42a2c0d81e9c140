"""Kaplan-Meier, Aalen-Johansen, their figures and tests, against hand work, statsmodels and published values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import competing_risks as cr
from evalkit.indicators import curve_tests, design, incidence_figures

FEW = settings(max_examples=25, deadline=None, derandomize=True)
# Remission of leukaemia in weeks, placebo and 6-mercaptopurine (Freireich et al. 1963; a plus is 0 in the second row).
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23])
TREATED = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
TREATED_LEFT = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
# Two groups of twelve; statistics of Gray's test by the Python package greenwood 0.8.0, which agrees with R cmprsk.
TIME = np.array([1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 9, 9])
CAUSE = np.array([1, 2, 0, 1, 1, 2, 1, 0, 2, 1, 0, 0, 2, 2, 1, 0, 2, 1, 0, 2, 1, 0, 0, 0])
GROUP = np.repeat([0, 1], 12)


def test_remission_under_treatment_is_the_textbook_curve():
    found = cr.incidence(TREATED, TREATED_LEFT)
    # Collett (2015), Modelling Survival Data, and Kleinbaum and Klein (2012), tables of the 6-MP group.
    assert found.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert found.survival == pytest.approx([0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5)
    assert np.sqrt(found.spread) == pytest.approx([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], abs=5e-5)


def test_the_log_rank_test_of_both_arms_is_the_textbook_one():
    time, left = np.concatenate([PLACEBO, TREATED]), np.concatenate([np.ones(21), TREATED_LEFT])
    found = curve_tests.log_rank(time, left, np.repeat(["placebo", "treated"], 21))
    # Kleinbaum and Klein (2012), section 2.4: 16.79; expected failures 10.75 and 19.25 against 21 and 9.
    assert found.statistic == pytest.approx(16.79, abs=5e-3)
    assert found.excess == pytest.approx([10.25, -10.25], abs=5e-3)


def test_four_spells_worked_by_hand():
    found = cr.incidence([1, 2, 2, 3], [1, 2, 0, 1])
    # At 2 one of three leaves by cause 2: 3/4 x 1/3; the one no longer followed at 2 was still at risk then.
    assert found.at_risk.tolist() == [4, 3, 1]
    assert found.share.tolist() == [[0.25, 0], [0.25, 0.25], [0.75, 0.25]]
    # Variance at 1: 1/4 x 3/4 / 4.
    assert found.variance[0, 0] == pytest.approx(3 / 64)


def test_one_who_comes_in_at_a_time_is_not_yet_at_risk_then():
    found = cr.incidence([2, 3, 4], [1, 1, 1], entry=[-np.inf, 2, 1])
    assert found.at_risk.tolist() == [2, 2, 1]
    assert found.survival.tolist() == [0.5, 0.25, 0]


def test_curves_and_errors_are_those_of_statsmodels():
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    random = np.random.default_rng(1)
    time, cause = random.integers(1, 12, 80).astype(float), random.integers(0, 3, 80)
    entry = time - random.integers(1, 9, 80)
    both, found = survfunc.CumIncidenceRight(time, cause), cr.incidence(time, cause)
    for which in (0, 1):
        at = np.searchsorted(found.time, both.times)
        assert found.share[at, which] == pytest.approx(both.cinc[which])
        assert np.sqrt(found.variance[at, which]) == pytest.approx(both.cinc_se[which])
    plain, late = survfunc.SurvfuncRight(time, cause > 0, entry=entry), cr.incidence(time, cause, entry)
    assert late.survival == pytest.approx(plain.surv_prob)
    kept = late.survival > 0
    assert np.sqrt(late.spread[kept]) == pytest.approx(plain.surv_prob_se[kept])


def test_the_log_rank_test_of_three_groups_is_that_of_statsmodels():
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    random = np.random.default_rng(2)
    time, left, group = random.integers(1, 12, 90), random.integers(0, 2, 90), random.integers(0, 3, 90)
    entry = time - random.integers(1, 9, 90)
    expected = survfunc.survdiff(time, left, group, entry=entry)
    found = curve_tests.log_rank(time, left, group, entry)
    assert (found.statistic, found.p) == pytest.approx(expected)


@pytest.mark.parametrize(("which", "statistic"), [(1, 1.370968655442975), (2, 0.10620870269717445)])
def test_grays_test_is_that_of_cmprsk(which, statistic):
    found = curve_tests.gray(TIME, CAUSE, GROUP, which)
    assert (found.statistic, found.freedom) == (pytest.approx(statistic, rel=1e-9), 1)


def test_groups_that_cannot_differ_have_no_test():
    assert np.isnan(curve_tests.log_rank([1, 2], [1, 1], ["a", "a"]).p)


def test_the_mean_time_is_the_area_under_the_curve():
    # 10 weeks x 1 and steps of the table above: 6 + 0.8571 + 3 x 0.8067 for the first ten weeks.
    mean, error = incidence_figures.restricted_mean(cr.incidence(TREATED, TREATED_LEFT), 10)
    assert mean == pytest.approx(6 + 18 / 21 + 3 * 18 / 21 * 16 / 17)
    # Areas to the right of 6 and 7: 3.277, 2.420; (3.277² x 3 / (21 x 18) + 2.420² / (17 x 16)) under the root.
    assert error == pytest.approx(np.sqrt(3.27731**2 * 3 / 378 + 2.42017**2 / 272), abs=1e-5)


def test_the_mean_of_times_all_seen_is_their_mean_and_beyond_the_last_there_is_none():
    seen = cr.incidence(PLACEBO, np.ones(21))
    assert incidence_figures.restricted_mean(seen, 30)[0] == pytest.approx(PLACEBO.mean())
    assert incidence_figures.restricted_mean(seen, 30)[1] == pytest.approx(PLACEBO.std() / np.sqrt(21))
    assert np.isnan(incidence_figures.restricted_mean(cr.incidence(TREATED, TREATED_LEFT), 36)).all()


def test_limits_stay_between_nought_and_one():
    low, high = cr.log_log_limits(0.97, 0.01)
    assert 0 < low < 0.97 < high < 1
    assert np.isnan(cr.log_log_limits(1.0, 0.0)).all()
    # Kleinbaum and Klein's 6-MP curve at 10 weeks with R's log-log limits: 0.7529 (0.503, 0.889).
    assert cr.log_log_limits(0.7529412, 0.0963496**2) == pytest.approx((0.5032, 0.8894), abs=1e-4)


def test_nobody_is_seen_before_coming_in():
    with pytest.raises(ValueError, match="entry must be below time"):
        cr.incidence([2], [1], entry=[2])


@st.composite
def spells(draw):
    size = draw(st.integers(2, 25))
    whole = st.lists(st.integers(0, 8), min_size=size, max_size=size)
    time = np.array(draw(whole), float)
    cause = np.array(draw(st.lists(st.integers(0, 3), min_size=size, max_size=size)))
    entry = np.where(np.array(draw(whole)) > 4, time - 1 - np.array(draw(whole), float), -np.inf)
    return time, cause, entry


@FEW
@given(spells())
def test_shares_gone_and_still_there_add_up_to_one(case):
    found = cr.incidence(*case)
    assert found.share.sum(axis=1) + found.survival == pytest.approx(np.ones(len(found.time)))
    assert (np.diff(found.share, axis=0) >= 0).all()


@FEW
@given(spells())
def test_with_one_cause_the_variance_is_greenwoods(case):
    found = cr.incidence(case[0], case[1] > 0, case[2])
    assert found.variance[:, 0] == pytest.approx(found.spread, abs=1e-12)


@FEW
@given(spells())
def test_order_does_not_matter_and_weights_count_as_repetitions(case):
    order = np.random.default_rng(1).permutation(len(case[0]))
    weight = 1 + order % 3
    plain = cr.incidence(*case, weight)
    for other in (
        cr.incidence(*(part[order] for part in case), weight[order]),
        cr.incidence(*(part.repeat(weight) for part in case)),
    ):
        for left, right in zip(plain, other, strict=True):
            assert left == pytest.approx(right)


@FEW
@given(spells(), st.integers(0, 9))
def test_influences_are_what_one_more_of_each_adds(case, when):
    found = incidence_figures.share_by(case[0], case[1], when, case[2])
    if np.isnan(found.value):
        return
    ones = np.ones(len(case[0]))
    for unit in range(len(ones)):
        more = ones + 1e-6 * (np.arange(len(ones)) == unit)
        moved = incidence_figures.share_by(case[0], case[1], when, case[2], more).value
        assert (moved - found.value) / 1e-6 == pytest.approx(found.influence[unit], abs=1e-4)


@FEW
@given(spells())
def test_tests_do_not_depend_on_the_names_or_the_order_of_groups(case):
    group = np.arange(len(case[0])) % 3
    names, order = np.array(["q", "a", "z"])[group], np.random.default_rng(1).permutation(len(group))
    for plain, other in (
        (curve_tests.gray(*case[:2], group), curve_tests.gray(case[0][order], case[1][order], names[order])),
        (curve_tests.log_rank(case[0], case[1] == 1, group), curve_tests.log_rank(case[0], case[1] == 1, names)),
    ):
        assert other.freedom == plain.freedom
        assert other.statistic == pytest.approx(plain.statistic, abs=1e-8, nan_ok=True)


def test_limits_hold_the_true_incidence_and_tests_reject_a_true_null_at_their_rates():
    random, tries = np.random.default_rng(6), 400
    hits, rejected = np.zeros(2), np.zeros(2)
    for _ in range(tries):
        # Two spells of each household at one pace; 0.6 of all leave by cause 1, at months 1 to 12; followed 6 to 17.
        pace = random.choice([6, 12], 60).repeat(2)
        month, cause = 1 + random.integers(0, pace), 1 + (random.random(120) >= 0.6)
        end = random.integers(6, 18, 120)
        time, seen = np.minimum(month, end), np.where(month <= end, cause, 0)
        found = incidence_figures.share_by(time, seen, 6)
        error = design.error(found, design.Design(np.ones(120), np.arange(60).repeat(2)))
        low, high = design.interval(found.value, error, "logit")
        hits[0] += low <= 0.6 * 0.75 <= high
        alone = cr.incidence(time[::2], seen[::2])
        low, high = cr.log_log_limits(*(cr.at(alone.time, part[:, 0], 6) for part in (alone.share, alone.variance)))
        hits[1] += low <= 0.6 * 0.75 <= high
        group = random.integers(0, 2, 60)
        rejected[0] += curve_tests.gray(time[::2], seen[::2], group).p < 0.05
        rejected[1] += curve_tests.log_rank(time[::2], seen[::2] == 1, group).p < 0.05
    assert ((hits / tries >= 0.93) & (hits / tries <= 0.97)).all()
    assert ((rejected / tries >= 0.03) & (rejected / tries <= 0.075)).all()
