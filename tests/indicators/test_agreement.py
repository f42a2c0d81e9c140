"""Agreement of raters against Shrout and Fleiss (1979), epiR, statsmodels, and by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evalkit.indicators import agreement, kappa
from evalkit.indicators.design import Design, error

# Shrout and Fleiss (1979), table 2: four judges, six targets; the coefficients are those of their table 4.
JUDGES = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
PRINTED = {"1,1": 0.17, "2,1": 0.29, "3,1": 0.71, "1,k": 0.44, "2,k": 0.62, "3,k": 0.91}
# Limits of ICC() in the R package psych for the same table, whose manual prints them to two digits.
LIMITS = {"1,1": (-0.13, 0.72), "2,1": (0.02, 0.76), "3,1": (0.34, 0.95)}
FIRST, SECOND = np.repeat([0, 0, 1, 1], [35, 6, 5, 10]), np.repeat([0, 1, 0, 1], [35, 6, 5, 10])
# Enough that 95 % true coverage leaves 93-97 % less than once in two hundred runs.
DRAWS = 1000
SCORES = arrays(float, (5, 3), elements=st.integers(0, 20).map(float))


@pytest.mark.parametrize("form", agreement.FORMS)
def test_the_printed_coefficient_of_each_form(form):
    assert round(agreement.icc(JUDGES, form).value, 2) == PRINTED[form]


@pytest.mark.parametrize("form", LIMITS)
def test_the_limits_of_the_single_forms(form):
    found = agreement.icc(JUDGES, form)
    assert (round(found.low, 2), round(found.high, 2)) == LIMITS[form]


def test_a_form_that_nobody_named_is_refused():
    with pytest.raises(ValueError, match="form"):
        agreement.icc(JUDGES, "4,1")
    with pytest.raises(ValueError, match="two or more"):
        agreement.icc(JUDGES[:, :1])


@pytest.mark.parametrize("form", ["1,1", "2,1", "3,1"])
def test_the_limits_hold_the_true_value_as_often_as_they_say(form):
    rng = np.random.default_rng(11)
    raters = 0.0 if form != "2,1" else 0.5
    truth = 1 / (1 + 1 + (raters**2 if form == "2,1" else 0))
    held = 0
    for _ in range(DRAWS):
        judge = rng.normal(0, raters, (1, 8)) if raters else 0
        scores = rng.normal(0, 1, (15, 1)) + judge + rng.normal(0, 1, (15, 8))
        found = agreement.icc(scores, form)
        held += found.low <= truth <= found.high
    assert 0.93 <= held / DRAWS <= 0.97


def test_concordance_by_hand():
    # Three raters order four things 1234, 1243, 2134: rank sums 4, 5, 10, 11 about 7.5 give 12.25 + 6.25 + 6.25 + 12.25
    # = 37; W = 12 x 37 / (9 x 60) = .8222; chi-square 3 x 3 x .8222 = 7.4 on 3 degrees of freedom.
    w, p = agreement.kendall_w(np.array([[1, 1, 2], [2, 2, 1], [3, 4, 3], [4, 3, 4]]))
    assert w == pytest.approx(444 / 540)
    assert p == pytest.approx(0.0602, abs=5e-5)


def test_chance_of_the_concordance_by_permutation_is_that_of_the_printed_table():
    # Friedman's statistic 7.4 with three raters of four things: .033 in the exact tables, 19 of the 576 orders of the
    # second and third rater; chi-square says .060.
    _, p = agreement.kendall_w(np.array([[1, 1, 2], [2, 2, 1], [3, 4, 3], [4, 3, 4]]), "permutation")
    assert p == pytest.approx(19 / 576, abs=0.008)
    with pytest.raises(ValueError, match="test"):
        agreement.kendall_w(JUDGES, "exact")


def test_concordance_with_ties_by_hand():
    # Ranks 1, 2.5, 2.5 and 1, 2, 3: sums 2, 4.5, 5.5 about 4 give 4 + .25 + 2.25 = 6.5; ties take 2 x 6 from 4 x 24.
    w, _ = agreement.kendall_w(np.array([[1, 1], [2, 2], [2, 3]]))
    assert w == pytest.approx(12 * 6.5 / (96 - 12))


def test_raters_who_give_all_the_same_score_have_no_order():
    assert np.isnan(agreement.kendall_w(np.ones((3, 2)))[0])
    assert np.isnan(agreement.icc(np.ones((3, 2))).value)


def test_kappa_agrees_with_statsmodels():
    peer = pytest.importorskip("statsmodels.stats.inter_rater")
    other = peer.cohens_kappa(np.array([[35, 6], [5, 10]]))
    plain, null = kappa.kappa(FIRST, SECOND), kappa.kappa_interval(FIRST, SECOND, "null")
    assert plain.value == pytest.approx(other.kappa)
    # The engine divides by n - 1 where the large-sample formula divides by n.
    assert error(plain, Design(np.ones(56))).se == pytest.approx(other.std_kappa * np.sqrt(56 / 55))
    assert (null.high - null.value) / 1.959963985 == pytest.approx(other.std_kappa0)


def test_kappa_and_pabak_agree_with_epir(refs):
    path = refs / "refs" / "diagnostic_tests" / "expected.json"
    if not path.is_file():
        pytest.skip("no reference case diagnostic_tests")
    expected = json.loads(path.read_text(encoding="utf-8"))["kappa_example"]
    value, se, low, high = expected["kappa"]
    found = kappa.kappa_interval(FIRST, SECOND, "null")
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-10)
    assert (found.high - found.low) / 2 / 1.959963984540 == pytest.approx(se, rel=1e-10)
    even = kappa.pabak(FIRST, SECOND)
    assert (even.value, even.low, even.high) == pytest.approx(expected["pabak"], abs=1e-10)


def test_the_engine_gives_kappa_the_large_sample_error():
    plain = kappa.kappa_interval(FIRST, SECOND)
    # Cells 35, 6, 5, 10 by hand: the three terms of Fleiss, Cohen and Everitt (1969), equation 13.
    p, row, column = np.array([[35, 6], [5, 10]]) / 56, np.array([41, 15]) / 56, np.array([40, 16]) / 56
    seen, chance, k = 45 / 56, (41 * 40 + 15 * 16) / 56**2, plain.value
    a = sum(p[i, i] * (1 - (row[i] + column[i]) * (1 - k)) ** 2 for i in (0, 1))
    b = (1 - k) ** 2 * sum(p[i, 1 - i] * (column[i] + row[1 - i]) ** 2 for i in (0, 1))
    large = np.sqrt((a + b - (k - chance * (1 - k)) ** 2) / 56) / (1 - chance)
    assert k == pytest.approx((seen - chance) / (1 - chance))
    # 2.0040448 is Student's t at 97.5 % with 55 degrees of freedom.
    assert plain.high - k == pytest.approx(2.0040448 * large * np.sqrt(56 / 55), rel=1e-6)


def test_one_judgement_for_all_says_nothing_about_agreement():
    assert np.isnan(kappa.kappa(np.zeros(4), np.zeros(4)).value)
    assert np.isnan(kappa.kappa_interval(np.zeros(4), np.zeros(4), "null").low)


@settings(derandomize=True, max_examples=30, deadline=None)
@given(scores=SCORES, form=st.sampled_from(agreement.FORMS))
def test_unit_and_order_do_not_matter(scores, form):
    plain, other = agreement.icc(scores, form).value, agreement.icc(scores[::-1, ::-1] * 5, form).value
    assert other == pytest.approx(plain, abs=1e-9, nan_ok=True)
    w, turned = agreement.kendall_w(scores)[0], agreement.kendall_w(scores[::-1, ::-1] * 5)[0]
    assert turned == pytest.approx(w, nan_ok=True)
    assert np.isnan(w) or -1e-12 <= w <= 1 + 1e-12


@settings(derandomize=True, max_examples=30, deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=12))
def test_doubling_all_units_leaves_kappa(pairs):
    first, second = np.array(pairs).T
    twice = kappa.kappa(np.tile(first, 2), np.tile(second, 2)).value
    weighted = kappa.kappa(first, second, np.full(len(first), 2.0)).value
    assert twice == pytest.approx(kappa.kappa(first, second).value, nan_ok=True)
    assert weighted == pytest.approx(twice, nan_ok=True)
