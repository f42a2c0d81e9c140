"""Channels compared on the same falls."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.paired_channels import catch, difference, mcnemar


def both(one, other, shared=0, neither=0):
    first = np.repeat([True, True, False, False], [shared, one, other, neither])
    return first, np.repeat([True, False, True, False], [shared, one, other, neither])


def test_mcnemars_chi_square_of_the_approval_ratings(refs):
    # mcnemar.test of R without correction on Agresti's table 794, 86, 150, 570.
    case = json.loads((refs / "refs" / "diagnostic_tests" / "expected.json").read_text(encoding="utf-8"))
    shared, other, one, neither = case["mcnemar_agresti"]["table"]
    found = mcnemar(*both(one, other, shared, neither), test="chi_square")
    assert found.p == pytest.approx(case["mcnemar_agresti"]["p"], rel=1e-9)


def test_exact_and_mid_p_by_hand():
    # 1 against 5. P(B <= 1), B binomial(6, 1/2): 7/64. Exact 14/64; mid-p takes P(B = 1) = 6/64 off: 8/64.
    assert mcnemar(*both(1, 5), test="exact").p == pytest.approx(14 / 64)
    assert mcnemar(*both(1, 5)).p == pytest.approx(8 / 64)


def test_channels_that_never_differ_give_no_evidence():
    assert mcnemar(*both(0, 0, 7, 2)).p == 1.0
    assert mcnemar(*both(3, 3)).p == pytest.approx(1.0)


def test_an_unknown_test_is_refused():
    with pytest.raises(ValueError, match="expected one of"):
        mcnemar(*both(1, 2), test="yates")


def test_what_three_channels_bring_worked_by_hand():
    # Falls: a alone, a and b, b alone, c alone, nobody.
    met = np.array([[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]])
    assert [one.met.value for one in catch(met)] == pytest.approx([0.4, 0.4, 0.2])
    assert [one.alone.value for one in catch(met)] == pytest.approx([0.2, 0.2, 0.2])
    assert [one.without.value for one in catch(met)] == pytest.approx([0.6, 0.6, 0.6])


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=25))
def test_alone_and_without_add_up_to_what_all_met(falls):
    met = np.array(falls)
    every = met.any(axis=1).mean()
    for one in catch(met):
        assert one.alone.value + one.without.value == pytest.approx(every)
        assert one.alone.value <= one.met.value
    first, second = met[:, 0], met[:, 1]
    assert difference(first, second).value == pytest.approx(-difference(second, first).value)
    assert mcnemar(first, second).p == pytest.approx(mcnemar(second, first).p)
    assert mcnemar(first, second).p <= mcnemar(first, second, "exact").p


def test_mid_p_rejects_about_as_often_as_stated_where_channels_are_equal():
    rng = np.random.default_rng(20246)
    draws = 2000
    wrong = sum(mcnemar(*(rng.random((2, 60)) < 0.4)).p < 0.05 for _ in range(draws))
    assert 0.03 <= wrong / draws <= 0.06
