"""Moves between groups: the formulas of Shorrocks (1978) on small matrices worked by hand, weights, ties, draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import transitions as t

TWO = np.array([[0.8, 0.2], [0.3, 0.7]])
THREE = np.array([[0.6, 0.3, 0.1], [0.2, 0.6, 0.2], [0.1, 0.3, 0.6]])
INDICES = (t.shorrocks, t.determinant_index, t.eigenvalue_index)


def test_indices_of_two_groups_agree_as_shorrocks_shows():
    # Trace 1.5, determinant 0.5, eigenvalues 1 and 0.5.
    for index in INDICES:
        assert index(TWO) == pytest.approx(0.5)
    assert t.bartholomew(TWO, np.array([0.6, 0.4])) == pytest.approx(0.6 * 0.2 + 0.4 * 0.3)


def test_indices_of_three_groups_are_those_worked_by_hand():
    # Trace 1.8; determinant 0.6(0.36-0.06) - 0.3(0.12-0.02) + 0.1(0.06-0.06) = 0.15; eigenvalues 1, 0.5, 0.3.
    assert t.shorrocks(THREE) == pytest.approx(0.6)
    assert t.determinant_index(THREE) == pytest.approx(1 - 0.15**0.5)
    assert t.eigenvalue_index(THREE) == pytest.approx(0.5)
    # Rows cross 0.5, 0.4 and 0.5 groups; mean 1.4/3, over two.
    assert t.bartholomew(THREE, np.full(3, 1 / 3)) == pytest.approx(1.4 / 6)


def test_nobody_moving_is_zero_and_a_start_that_does_not_matter_is_one():
    for index in INDICES:
        assert index(np.eye(4)) == pytest.approx(0)
        assert index(np.full((4, 4), 0.25)) == pytest.approx(1, abs=1e-6)


def test_transitions_count_weights_and_an_empty_group_has_no_row():
    found = t.transition_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 3, np.array([1.0, 3, 2]))
    assert found[0].tolist() == [0.25, 0.75, 0]
    assert found[1].tolist() == [0, 1, 0]
    assert np.isnan(found[2]).all()
    assert np.isnan(t.eigenvalue_index(found))
    assert np.isnan(t.determinant_index(found))


def test_many_sets_of_weights_give_what_each_gives_alone():
    random = np.random.default_rng(4)
    before, after, weight = random.random(30), random.random(30), random.integers(1, 4, (6, 30)).astype(float)
    groups = [t.quantile_groups(income, 3, weight) for income in (before, after)]
    together = t.transition_matrix(*groups, 3, weight)
    for draw in range(6):
        alone = [t.quantile_groups(income, 3, weight[draw]) for income in (before, after)]
        assert np.array_equal(together[draw], t.transition_matrix(*alone, 3, weight[draw]))
    assert t.start_shares(groups[0], 3, weight).sum(axis=-1) == pytest.approx(np.ones(6))


def test_quintiles_of_ten_incomes_hold_two_each_and_ties_stay_together():
    assert t.quantile_groups(np.arange(10.0), 5, np.ones(10)).tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert len(set(t.quantile_groups(np.array([1.0, 5, 5, 5]), 4, np.ones(4))[1:])) == 1


def test_a_unit_exactly_at_the_line_is_not_below_it():
    assert t.line_groups(np.array([99.0, 100, 149, 150, 200]), 100).tolist() == [0, 1, 1, 2, 3]


@settings(derandomize=True, max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 4)), min_size=3, max_size=15))
def test_rows_add_up_to_one_and_weights_stand_for_repeats(units):
    before, after, weight = np.array(units).T
    many = np.repeat(np.arange(len(units)), weight)
    groups = [t.quantile_groups(income.astype(float), 3, weight.astype(float)) for income in (before, after)]
    found = t.transition_matrix(*groups, 3, weight)
    assert np.nansum(found, axis=1)[~np.isnan(found).any(axis=1)] == pytest.approx(1)
    again = [t.quantile_groups(income[many].astype(float), 3, np.ones(len(many))) for income in (before, after)]
    assert t.transition_matrix(*again, 3, np.ones(len(many))) == pytest.approx(found, nan_ok=True)
