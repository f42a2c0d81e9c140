"""Reliability by the three-wave rule of Heise (1969), and what noise alone shows."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import report_noise as n
from evalkit.indicators.rank_persistence import spearman


def test_the_reliability_put_in_is_found_again():
    random = np.random.default_rng(2)
    # True incomes correlate 0.9 from year to year; reports are 80 % true variance.
    first = random.standard_normal(20_000)
    second = 0.9 * first + np.sqrt(1 - 0.81) * random.standard_normal(20_000)
    third = 0.9 * second + np.sqrt(1 - 0.81) * random.standard_normal(20_000)
    reports = [np.exp(true + 0.5 * random.standard_normal(20_000)) for true in (first, second, third)]
    assert n.reliability(*reports) == pytest.approx(0.8, abs=0.01)


def test_too_few_or_unrelated_incomes_give_no_reliability():
    assert np.isnan(n.reliability(np.arange(2), np.arange(2), np.arange(2)))
    assert np.isnan(n.reliability(np.arange(5), np.ones(5), np.arange(5)))
    assert np.isnan(n.reliability(np.arange(5), -np.arange(5), np.arange(5)))


def test_noise_alone_shows_no_movement_at_reliability_one_and_its_reliability_in_correlation():
    income = np.random.default_rng(6).normal(100, 20, 2000)
    assert n.noise_only(lambda a, b: np.abs(a - b).max(), income, 1.0, seed=1, draws=2) == 0
    # Two reports of the same true income correlate as their reliability.
    scores = n.noise_only(
        lambda a, b: np.corrcoef(n.normal_scores(a), n.normal_scores(b))[0, 1], income, 0.8, seed=1, draws=20
    )
    assert scores == pytest.approx(0.8, abs=0.01)


def test_every_year_has_the_reported_incomes_negative_ones_too():
    income = np.array([-50.0, 0, 10, 10, 400])

    def same(first, second):
        return np.array([np.array_equal(np.sort(one), income) for one in (first, second)])

    kept = n.noise_only(same, income, 0.5, seed=3)
    assert kept.tolist() == [1, 1]


def test_less_reliable_reports_show_more_movement():
    income = np.random.default_rng(7).lognormal(9, 0.5, 100)
    found = [n.noise_only(lambda a, b: spearman(a, b, np.ones(100)), income, r, seed=1, draws=40) for r in (0.9, 0.6)]
    assert found[0] > found[1] + 0.2


@pytest.mark.parametrize("share", [0, 1.1, -0.2])
def test_a_reliability_outside_its_range_is_refused(share):
    with pytest.raises(ValueError, match="reliability"):
        n.noise_only(lambda a, b: 0.0, np.arange(4.0), share, seed=1)
