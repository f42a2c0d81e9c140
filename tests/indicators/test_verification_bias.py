"""Sensitivity where not everyone was checked."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import detection
from evalkit.indicators import verification_bias as vb
from evalkit.indicators.design import Design, error, interval


def cells(*counts):
    """Alerted: fallen, not, unverified; then the same of those without an alert."""
    alerted = np.repeat([True, True, True, False, False, False], counts)
    verified = np.repeat([True, True, False, True, True, False], counts)
    return alerted, verified, np.repeat([True, False, False, True, False, False], counts)


HEPATIC = cells(231, 32, 166, 27, 54, 140)  # liver scans and biopsies, Drum and Christacopoulos (1972)


def test_the_liver_scans_of_begg_and_greenes(refs):
    case = json.loads((refs / "refs" / "diagnostic_tests" / "expected.json").read_text(encoding="utf-8"))
    case, units = case["begg_greenes_hepatic"], Design(np.ones(650))
    found = vb.begg_greenes(*HEPATIC)
    large = np.sqrt(649 / 650)  # the reference has the large-sample error
    assert found.sensitivity.value == pytest.approx(case["bg_se"], abs=1e-10)
    assert found.specificity.value == pytest.approx(case["bg_sp"], abs=1e-10)
    assert error(found.sensitivity, units).se * large == pytest.approx(case["bg_se_stderr"], abs=1e-10)
    assert error(found.specificity, units).se * large == pytest.approx(case["bg_sp_stderr"], abs=1e-10)


def test_the_liver_scans_by_hand():
    # Of the 429 alerted 231/263 are ill: 376.80; of the 221 others 27/81: 73.67. 376.80/450.47 = 0.8365.
    alerted, verified, fell = HEPATIC
    assert vb.begg_greenes(alerted, verified, fell).sensitivity.value == pytest.approx(0.8365, abs=5e-5)
    assert detection.sensitivity(alerted[verified], fell[verified]).value == pytest.approx(0.8953, abs=5e-5)


def test_strata_that_were_checked_differently_are_told_apart_by_hand():
    # Stratum 1: 10 alerted, all checked, 8 fell; 10 others, 5 checked, 1 fell -> 8 and 2 falls.
    # Stratum 2: 10 alerted, 5 checked, 2 fell; 30 others, 10 checked, 1 fell -> 4 and 3 falls. 12/17.
    one, two = cells(8, 2, 0, 1, 4, 5), cells(2, 3, 5, 1, 9, 20)
    flags = [np.concatenate(pair) for pair in zip(one, two, strict=True)]
    found = vb.begg_greenes(*flags, stratum=np.repeat(["one", "two"], [20, 40]))
    assert found.sensitivity.value == pytest.approx(12 / 17)
    # 43 did not fall; unalerted among them 8 + 27 = 35, alerted 2 + 6 = 8.
    assert found.specificity.value == pytest.approx(35 / 43)


def test_a_cell_where_nobody_was_checked_gives_no_number():
    assert np.isnan(vb.begg_greenes(*cells(5, 5, 0, 0, 0, 40)).sensitivity.value)
    assert not vb.tells_sensitivity(*cells(5, 5, 0, 0, 0, 40)[:2])
    assert vb.tells_sensitivity(*cells(5, 5, 0, 0, 1, 40)[:2])


def test_few_missed_falls_are_warned_of():
    assert vb.few_missed(*cells(50, 5, 0, 9, 5, 0))
    assert not vb.few_missed(*cells(50, 5, 0, 10, 5, 0))


def test_bounds_by_hand():
    # 231 met, 27 missed; 166 alerted and 140 others unknown: 231/(258 + 140) and (231 + 166)/(258 + 166).
    found = vb.sensitivity_bounds(*HEPATIC)
    assert (found.low.value, found.high.value) == pytest.approx((231 / 398, 397 / 424))
    # At most one in ten of the unknown: 231/(258 + 14) and (231 + 16.6)/(258 + 16.6).
    near = vb.sensitivity_bounds(*HEPATIC, most=0.1)
    assert (near.low.value, near.high.value) == pytest.approx((231 / 272, 247.6 / 274.6))


def test_the_tipping_point_by_hand():
    # 14 of 16 met. With 4 more unseen 14/20 = 0.7, not below; with 5 14/21 is.
    assert vb.tipping_point(14, 2, 200, 0.7) == vb.Tipping(5, 0.025, True)
    assert vb.tipping_point(14, 2, 4, 0.7).possible is False
    assert vb.tipping_point(1, 9, 50, 0.5).falls == 0
    assert vb.tipping_point(7, 3, 50, 0.7).falls == 1  # exactly 0.7 is not below 0.7


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=6, max_size=6))
def test_the_corrected_figure_lies_between_the_bounds(counts):
    flags = cells(*counts)
    found, bounds = vb.begg_greenes(*flags).sensitivity.value, vb.sensitivity_bounds(*flags)
    assert bounds.low.value <= found <= bounds.high.value
    met, missed, unseen = counts[0], counts[3], counts[5]
    tip = vb.tipping_point(met, missed, unseen, 0.6).falls
    assert met / (met + missed + tip) < 0.6
    assert tip == 0 or met / (met + missed + tip - 1) >= 0.6


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=4, max_size=4))
def test_with_everybody_checked_it_is_the_plain_sensitivity_with_its_error(counts):
    alerted, verified, fell = cells(counts[0], counts[1], 0, counts[2], counts[3], 0)
    plain, found = detection.sensitivity(alerted, fell), vb.begg_greenes(alerted, verified, fell).sensitivity
    assert found.value == pytest.approx(plain.value)
    assert found.influence == pytest.approx(plain.influence)


def test_limits_hold_the_true_sensitivity_and_the_naive_ones_do_not():
    # 12 % fall; 70 % of them and 10 % of the others are alerted; 90 % of alerted and 40 % of the rest are checked.
    rng = np.random.default_rng(20247)
    held, naive, draws, n = 0, 0, 1500, 900
    units = Design(np.ones(n))
    for _ in range(draws):
        fell = rng.random(n) < 0.12
        alerted = rng.random(n) < np.where(fell, 0.7, 0.1)
        verified = rng.random(n) < np.where(alerted, 0.9, 0.4)
        found = vb.begg_greenes(alerted, verified, fell & verified).sensitivity
        low, high = interval(found.value, error(found, units), "logit")
        held += low <= 0.7 <= high
        seen = fell & verified
        low, high = detection.share_limits(detection.sensitivity(alerted, seen), units, seen)
        naive += low <= 0.7 <= high
    assert 0.93 <= held / draws <= 0.97
    assert naive / draws < 0.5
