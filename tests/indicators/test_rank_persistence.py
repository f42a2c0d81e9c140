"""Persistence of ranks: as scipy has it, weights as repeats, no spread."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from evalkit.indicators import rank_persistence as r


def test_rank_correlation_and_slope_are_those_of_scipy_with_ties():
    random = np.random.default_rng(1)
    before, after = random.integers(0, 9, 50), random.integers(0, 9, 50)
    assert r.spearman(before, after, np.ones(50)) == pytest.approx(stats.spearmanr(before, after).statistic)
    slope = stats.linregress(stats.rankdata(before), stats.rankdata(after)).slope
    assert r.rank_slope(before, after, np.ones(50)) == pytest.approx(slope)


def test_equal_incomes_have_no_persistence():
    assert np.isnan(r.rank_slope(np.ones(5), np.arange(5), np.ones(5)))
    assert np.isnan(r.spearman(np.arange(5), np.ones(5), np.ones(5)))


def test_weights_stand_for_repeats_and_scale_does_not_matter():
    before, after, weight = np.array([1.0, 2, 3, 4]), np.array([2.0, 1, 4, 3]), np.array([1, 3, 2, 1])
    many = np.repeat(np.arange(4), weight)
    repeated = r.spearman(before[many] * 100, after[many] ** 3, np.ones(7))
    assert r.spearman(before, after, weight) == pytest.approx(repeated)
