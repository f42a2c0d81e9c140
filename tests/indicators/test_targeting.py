"""Targeting: errors counted by hand, weights, gaps."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import targeting as t

ELIGIBLE = np.array([True, True, True, True, False, False, False, False, False, False])
HELPED = np.array([True, True, True, False, True, True, False, False, False, False])
ONE = np.ones(10)


def test_errors_of_inclusion_and_exclusion_are_those_counted_by_hand():
    # Four meant, three of them helped; five helped, two of them not meant; six not meant.
    assert t.coverage(ELIGIBLE, HELPED, ONE).value == 3 / 4
    assert t.exclusion_error(ELIGIBLE, HELPED, ONE).value == 1 / 4
    assert t.inclusion_error(ELIGIBLE, HELPED, ONE).value == 2 / 5
    assert t.inclusion_error(ELIGIBLE, HELPED, ONE, base="ineligible").value == 2 / 6


def test_an_unknown_base_is_refused():
    with pytest.raises(ValueError, match="base"):
        t.inclusion_error(ELIGIBLE, HELPED, ONE, base="all")


def test_members_weigh_and_nobody_eligible_gives_no_figure():
    assert t.coverage(np.array([True, True]), np.array([True, False]), np.array([1.0, 4.0])).value == 0.2
    assert np.isnan(t.coverage(~ELIGIBLE & ELIGIBLE, HELPED, ONE).value)


def test_a_benefit_above_the_gap_counts_up_to_the_gap_only():
    # 10 of 20 and 6 of 30 fill gaps of 10 and 30 in all 40.
    assert t.benefit_share_of_gap(np.array([10.0, 30, 0]), np.array([20.0, 6, 50]), np.ones(3)).value == 0.4
