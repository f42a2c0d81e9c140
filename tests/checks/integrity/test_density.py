"""The step test on four bands: exact on small counts, rarely wrong without a step, awake with one."""

import numpy as np
import pytest

from evalkit.checks.integrity.density import Bands, step_at_the_line

EDGES = [0.8, 0.9, 1.0, 1.1, 1.2]


def bands(ratio):
    return Bands(*np.histogram(ratio, EDGES)[0].tolist())


def incomes(rng, median, spread, n=300, moved=0.0):
    """Log-normal incomes over the line, `moved` of those just below put just above."""
    ratio = rng.lognormal(np.log(median), spread, n)
    taken = (ratio >= 0.9) & (ratio < 1) & (rng.random(n) < moved)
    ratio[taken] = rng.uniform(1, 1.1, taken.sum())
    return ratio


@pytest.mark.parametrize(
    ("counts", "p", "expected"),
    [
        # By hand. Two units, band numbers 0..3 adding up to 4: (0,0,2,0) with weight 1/2! and (0,1,0,1) with weight 1.
        (Bands(0, 0, 2, 0), 1 / 3, 1 / 2),
        # Two units adding up to 3: (0,1,1,0) and (1,0,0,1), weight 1 each, both with a difference of nought.
        (Bands(0, 1, 1, 0), 1, 1 / 2),
        # Three units adding up to 6: (0,0,3,0) weight 1/6, (0,1,1,1) weight 1, (1,0,0,2) weight 1/2; in all 5/3.
        (Bands(0, 0, 3, 0), 0.1, (3 / 6 + 1) / (3 / 6 + 2)),
    ],
)
def test_small_counts_can_be_worked_out_by_hand(counts, p, expected):
    found = step_at_the_line(counts)
    assert found == pytest.approx((p, expected))


@pytest.mark.parametrize(("median", "spread"), [(0.9, 0.3), (1.05, 0.3), (1.3, 0.3), (1.05, 0.5), (2.0, 0.6)])
def test_without_a_step_the_test_speaks_up_no_more_often_than_it_says(median, spread):
    rng = np.random.default_rng(20)
    p = np.array([step_at_the_line(bands(incomes(rng, median, spread)))[0] for _ in range(300)])
    # 300 villages at 0.05: more than 27 has probability 0.001 (binomial); at 0.01 more than 9, 0.001.
    assert (p < 0.05).sum() <= 27
    assert (p < 0.01).sum() <= 9


def test_a_step_is_found_at_least_as_often_as_by_local_polynomials():
    # 60 samples of 1,500 log-normal incomes (median 1.2 of the line, spread 0.45) with three in ten of those up to 10 %
    # below the line put above it: rddensity 3.0 (Cattaneo, Jansson and Ma) finds 57 % at 0.05, and 3 % without a step.
    rng = np.random.default_rng(2024)
    found = [step_at_the_line(bands(incomes(rng, 1.2, 0.45, 1500, 0.3)))[0] < 0.05 for _ in range(60)]
    assert np.mean(found) >= 0.57


def test_an_even_density_that_rises_or_falls_is_no_step():
    assert step_at_the_line(Bands(8, 16, 32, 64))[0] > 0.3
    assert step_at_the_line(Bands(64, 32, 16, 8))[0] > 0.3


def test_counts_that_allow_one_arrangement_only_say_nothing():
    assert step_at_the_line(Bands(0, 0, 0, 12)) == (1.0, 0.5)
