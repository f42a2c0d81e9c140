"""Area under the curve, Brier score and calibration: published runs, cases by hand, properties, coverage."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit, ndtr

from evalkit.indicators import calibration
from evalkit.indicators.design import Design, Error, error, interval
from evalkit.indicators.prediction_scores import area_error, auc, brier, murphy

SCORES = st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=4, max_size=30).filter(
    lambda pairs: len({fell for _, fell in pairs}) == 2
)


def arrays(pairs):
    score, fell = zip(*pairs, strict=True)
    return np.array(score, dtype=float), np.array(fell)


@pytest.fixture(scope="module")
def haemorrhages(refs):
    folder = refs / "refs" / "diagnostic_tests"
    data = pd.read_csv(folder / "aSAH.csv")
    return data, (data["outcome"] == "Poor").to_numpy(), json.loads((folder / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["s100b", "ndka", "wfns"])
def test_area_and_standard_error_are_those_of_delong(haemorrhages, name):
    data, poor, expected = haemorrhages  # pROC 1.18.0
    found = auc(data[name].to_numpy(), poor)
    said = area_error(found, poor, Design(np.ones(len(data))))
    peer = expected[f"roc_{name}"]
    assert found.value == pytest.approx(peer["auc"], rel=1e-12)
    assert said.se**2 == pytest.approx(peer["var_delong"], rel=1e-10)
    low, high = interval(found.value, Error(said.se, 1e12))
    assert (low, high) == pytest.approx((peer["delong_ci"][0], peer["delong_ci"][2]), abs=1e-7)


def test_two_areas_on_the_same_patients_differ_as_in_the_paired_test_of_delong(haemorrhages):
    data, poor, expected = haemorrhages
    apart = auc(data["s100b"].to_numpy(), poor).minus(auc(data["wfns"].to_numpy(), poor))
    se = area_error(apart, poor, Design(np.ones(len(data)))).se
    assert apart.value / se == pytest.approx(expected["roc_test_s100b_wfns"]["Z"], rel=1e-10)


def test_pairs_are_counted_by_hand():
    # Four pairs of one that fell and one that did not: .9 over both, .4 over .1, and a tie worth half: 3.5 of 4.
    assert auc(np.array([0.9, 0.4, 0.4, 0.1]), np.array([1, 1, 0, 0], dtype=bool)).value == 3.5 / 4


def test_nothing_or_everything_happened_or_nobody_there_has_no_area():
    for outcome in (np.zeros(3), np.ones(3), np.ones(0)):
        assert np.isnan(auc(np.ones(len(outcome)), outcome).value)
    assert np.isnan(murphy(np.array([]), np.array([])).reliability)
    assert np.isnan(calibration.calibration_slope(np.array([0.2, 0.4]), np.array([False, False])).value)


def test_a_score_that_is_not_a_number_is_not_dropped_silently():
    with pytest.raises(ValueError, match="not a number"):
        auc(np.array([0.1, np.nan]), np.array([True, False]))


def test_the_brier_score_and_its_parts_by_hand():
    said, fell = np.array([0.8, 0.8, 0.3, 0.3, 0.3]), np.array([1, 0, 1, 0, 0], dtype=bool)
    # (.04 + .64 + .49 + .09 + .09) / 5; groups of 2 and 3 with shares 1/2 and 1/3, all 2/5.
    assert brier(said, fell).value == pytest.approx(0.27)
    parts = murphy(said, fell)
    assert parts.reliability == pytest.approx((2 * 0.3**2 + 3 * (1 / 30) ** 2) / 5)
    assert parts.resolution == pytest.approx((2 * 0.1**2 + 3 * (1 / 15) ** 2) / 5)
    assert parts.uncertainty == pytest.approx(0.24)
    assert calibration.calibration_in_the_large(said, fell).value == pytest.approx(0.4 - 0.5)


def test_the_table_of_calibration_by_hand():
    table = calibration.calibration_table(np.array([0.1, 0.3, 0.5, 0.9]), np.array([0, 1, 1, 1], dtype=bool), [0.5])
    assert table["n"].tolist() == [2, 2]  # a forecast at the limit is in the upper group
    assert table["said"].tolist() == pytest.approx([0.2, 0.7])
    assert table["happened"].tolist() == [0.5, 1]
    assert (table["low"] < table["happened"]).all()


def test_the_slope_of_a_two_by_two_table_is_the_log_odds_ratio_over_the_distance_of_the_forecasts():
    said = np.repeat([0.2, 0.6], [10, 10])
    fell = np.array([1] * 3 + [0] * 7 + [1] * 5 + [0] * 5, dtype=bool)
    found = calibration.calibration_slope(said, fell)
    distance = logit(0.6) - logit(0.2)
    assert found.value == pytest.approx((logit(0.5) - logit(0.3)) / distance)
    # Woolf's error of the log odds ratio; the engine's n / (n - 1) comes on top.
    se = error(found, Design(np.ones(20))).se
    assert se == pytest.approx(np.sqrt((1 / 3 + 1 / 7 + 1 / 5 + 1 / 5) * 20 / 19) / distance)


def test_forecasts_that_part_the_outcomes_have_no_slope():
    assert np.isnan(calibration.calibration_slope(np.array([0.1, 0.2, 0.8]), np.array([0, 0, 1])).value)


def test_degrees_of_freedom_are_those_of_brunner_and_munzel():
    # t = (1/2 - area) / se with Satterthwaite's degrees of freedom is scipy's statistic of the same name.
    from scipy.stats import brunnermunzel, t

    rng = np.random.default_rng(8)
    fell, score = np.arange(30) < 9, rng.normal(size=30) + (np.arange(30) < 9)
    found = auc(score, fell)
    said = area_error(found, fell, Design(np.ones(30)))
    peer = brunnermunzel(score[fell], score[~fell])
    assert (0.5 - found.value) / said.se == pytest.approx(peer.statistic)
    assert 2 * t.sf(abs(peer.statistic), said.freedom) == pytest.approx(peer.pvalue)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(pairs=SCORES)
def test_area_keeps_under_monotone_changes_and_turns_over_when_reversed(pairs):
    score, fell = arrays(pairs)
    found = auc(score, fell).value
    assert auc(np.exp(score / 3) - 7, fell).value == pytest.approx(found)
    assert auc(-score, fell).value == pytest.approx(1 - found)
    assert auc(score, ~fell).value == pytest.approx(1 - found)
    assert auc(score[::-1], fell[::-1]).value == pytest.approx(found)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(pairs=SCORES, groups=st.sampled_from([None, [0.25, 0.5, 0.75], [0.4]]))
def test_the_parts_of_the_brier_score_add_up_and_replication_changes_nothing(pairs, groups):
    score, fell = arrays(pairs)
    said = score / 8
    parts = murphy(said, fell, edges=groups)
    whole = parts.reliability - parts.resolution + parts.uncertainty + parts.within
    assert whole == pytest.approx(brier(said, fell).value)
    assert brier(np.tile(said, 3), np.tile(fell, 3)).value == pytest.approx(brier(said, fell).value)
    weighted = auc(score, fell, np.full(len(score), 2.0))
    assert weighted.value == pytest.approx(auc(np.tile(score, 2), np.tile(fell, 2)).value)


@pytest.mark.parametrize("measure", [auc, brier])
def test_influence_is_the_derivative_in_the_weights(measure):
    rng = np.random.default_rng(2)
    said, fell = rng.uniform(size=12), rng.random(12) < 0.5
    found, step = measure(said, fell), 1e-6
    for unit in range(12):
        weight = np.ones(12)
        weight[unit] += step
        moved = (measure(said, fell, weight).value - found.value) / step
        assert moved == pytest.approx(found.influence[unit], abs=1e-5)


def test_limits_of_area_difference_and_calibration_hold_the_truth_about_as_often_as_they_say():
    rng, n, apart = np.random.default_rng(17), 150, 1.0
    whole = Design(np.ones(n))
    held = {"area": [], "difference": [], "large": [], "slope": []}
    for _ in range(700):
        fell = rng.random(n) < 0.2
        score = rng.normal(size=n) + apart * fell
        noisy = score + rng.normal(size=n)
        said = expit(logit(0.2) + apart * score - apart**2 / 2)  # the true probability given the score
        figures = {
            "area": (auc(score, fell), ndtr(apart / 2**0.5), "logit"),
            "difference": (
                auc(score, fell).minus(auc(noisy, fell)),
                ndtr(apart / 2**0.5) - ndtr(apart / 2),
                "identity",
            ),
            "large": (calibration.calibration_in_the_large(said, fell), 0, "identity"),
            "slope": (calibration.calibration_slope(said, fell, least=1e-9), 1, "identity"),
        }
        for name, (found, truth, scale) in figures.items():
            areas = name in ("area", "difference")
            said = area_error(found, fell, whole) if areas else error(found, whole)
            low, high = interval(found.value, said, scale)
            held[name].append(low <= truth <= high)
    shares = {name: np.mean(of) for name, of in held.items()}
    assert all(0.93 <= share <= 0.97 for share in shares.values()), shares


def test_a_household_seen_twice_counts_once_when_it_is_the_cluster():
    score, fell = np.array([0.9, 0.4, 0.6, 0.1, 0.3]), np.array([1, 1, 0, 0, 0], dtype=bool)
    once = area_error(auc(score, fell), fell, Design(np.ones(5)))
    both = Design(np.ones(10), cluster=np.tile(np.arange(5), 2))
    twice = area_error(auc(np.tile(score, 2), np.tile(fell, 2)), np.tile(fell, 2), both)
    assert (twice.se, twice.freedom) == (pytest.approx(once.se), pytest.approx(once.freedom))
