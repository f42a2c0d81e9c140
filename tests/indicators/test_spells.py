"""Hazards worked by hand: entry, exit, and falling again within a horizon."""

from __future__ import annotations

import numpy as np

from evalkit.indicators import spells

SEEN = np.ones((1, 4), dtype=bool)


def test_hazards_are_shares_of_those_at_risk_and_nan_when_nobody_was():
    # Two above, one falls; persons weigh: 1 of 4.
    entry, left = spells.hazards(np.array([False, False]), np.array([True, False]), np.array([1.0, 3.0]))
    assert entry == 0.25
    assert np.isnan(left)


def test_a_fall_after_the_horizon_is_no_return():
    # Below, above, above, below.
    below = np.array([[True, False, False, True]])
    assert [part.tolist() for part in spells.returns(below, SEEN, 1)] == [[0], [0], [False], [True]]
    assert [part.tolist() for part in spells.returns(below, SEEN, 2)] == [[0], [0], [True], [True]]


def test_a_horizon_not_seen_to_its_end_cannot_be_told():
    below = np.array([[True, True, True, False]])
    assert spells.returns(below, SEEN, 1)[3].tolist() == [False]
    gap = np.array([[True, True, False, True]])
    assert spells.returns(np.array([[True, False, False, False]]), gap, 2)[3].tolist() == [False]


def test_a_household_can_leave_twice():
    below = np.array([[True, False, True, False]])
    unit, at, back, known = spells.returns(below, SEEN, 1)
    assert (unit.tolist(), at.tolist(), back.tolist(), known.tolist()) == ([0, 0], [0, 2], [True, False], [True, False])
