"""Two lists, and the lower bound of several."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.capture_recapture import ASSUMPTIONS, chapman, least_shared, lognormal, lower_bound


def test_chapmans_number_and_variance_by_hand():
    # 40 x 25 / 10 - 1 = 99; variance 40 x 25 x 30 x 15 / (100 x 11) = 409.09.
    found = chapman(39, 24, 9)
    assert (found.value, found.seen, found.sparse) == (99.0, 54, False)
    assert found.se == pytest.approx(409.0909**0.5, rel=1e-6)


def test_limits_by_hand():
    # 45 unseen, error 20.226: C = exp(1.96 x sqrt(ln(1 + 0.20202))) = exp(1.96 x 0.42897) = 2.3182.
    assert lognormal(99.0, 409.0909**0.5, 54) == pytest.approx((54 + 45 / 2.3182, 54 + 45 * 2.3182), rel=1e-4)


def test_lists_that_agree_wholly_leave_nobody_unseen():
    found = chapman(12, 12, 12)
    assert (found.value, found.se, found.low, found.high) == (12.0, 0.0, 12.0, 12.0)


def test_few_in_common_are_called_sparse_and_an_impossible_overlap_is_refused():
    assert chapman(20, 20, 6).sparse and not chapman(20, 20, 7).sparse
    with pytest.raises(ValueError, match="both"):
        chapman(5, 3, 4)


def test_the_lower_bound_of_three_lists_by_hand():
    # Alone 6, 4, 2; by two 5; by three 3. Unseen: (6x4 + 6x2 + 4x2) / (5 + 1) = 44/6.
    patterns = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 1, 1]]
    caught = np.repeat(patterns, [6, 4, 2, 5, 3], axis=0)
    assert lower_bound(caught).value == pytest.approx(20 + 44 / 6)
    assert least_shared(caught) == 3  # the first and the third list
    assert lower_bound(caught).sparse


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_two_lists_give_chapmans_number_whichever_way_they_are_told(one, other, both):
    caught = np.repeat([[1, 0], [0, 1], [1, 1]], [one, other, both], axis=0)
    found, direct = lower_bound(caught), chapman(one + both, other + both, both)
    assert found.value == pytest.approx(direct.value)
    assert chapman(other + both, one + both, both).value == pytest.approx(direct.value)
    assert direct.seen <= direct.low <= direct.value <= direct.high


def test_the_assumptions_stand_in_both_languages():
    assert all(" / " in words for words in ASSUMPTIONS)


def test_the_limits_of_chapman_hold_the_true_number():
    rng = np.random.default_rng(20248)
    draws, there = 2000, 300
    numbers = []
    for _ in range(draws):
        first, second = rng.random(there) < 0.4, rng.random(there) < 0.3
        numbers.append(chapman(first.sum(), second.sum(), (first & second).sum()))
    assert 0.93 <= np.mean([one.low <= there <= one.high for one in numbers]) <= 0.97
    assert np.mean([one.value for one in numbers]) == pytest.approx(there, rel=0.01)


def test_the_lower_bound_is_met_when_all_are_alike_and_stays_below_when_some_are_hard_to_find():
    rng = np.random.default_rng(20249)
    reach, there = np.array([0.35, 0.3, 0.2]), 400
    alike, mixed, held = [], [], []
    for _ in range(300):
        same = rng.random((there, 3)) < reach
        alike.append(lower_bound(same))
        ease = np.exp(rng.normal(0, 1, (there, 1)))
        odds = ease * reach / (1 - reach)
        mixed.append(lower_bound(rng.random((there, 3)) < odds / (1 + odds)).value)
        held.append(alike[-1].low <= there <= alike[-1].high)
    assert np.mean([one.value for one in alike]) == pytest.approx(there, rel=0.02)
    assert np.mean(mixed) < there * 0.95
    assert 0.92 <= np.mean(held) <= 0.98
