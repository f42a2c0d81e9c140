"""Many places at once give what the variance engine gives for each place alone."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import design
from evalkit.indicators.inequality_sources import by_source, by_source_and_place
from evalkit.indicators.limits import errors, limits
from evalkit.indicators.place_estimates import quotients, totals

PLACE = np.array([0] * 12 + [1] * 30 + [2])
SHUFFLED = np.random.default_rng(1).permutation(PLACE)


@pytest.fixture
def amounts():
    chance = np.random.default_rng(2)
    return chance.integers(1, 9, len(PLACE)).astype(float), chance.lognormal(9, 1, (len(PLACE), 3)).round(-3)


@pytest.mark.parametrize("scale", ["identity", "log", "logit"])
def test_quotients_and_limits_are_those_of_each_place_alone(amounts, scale):
    weight, money = amounts
    top = money[:, 0] / money.max()
    found = quotients(weight * top, weight, SHUFFLED, 3)
    low, high = found.limits(scale=scale)
    for place in (0, 1):
        own = place == SHUFFLED
        alone = design.ratio((weight * top)[own], weight[own])
        error = design.error(alone, design.Design(np.ones(own.sum())))
        assert found.value[place] == pytest.approx(alone.value, rel=1e-12)
        assert (low[place], high[place]) == pytest.approx(design.interval(alone.value, error, scale), rel=1e-9)
    assert np.isnan([low[2], high[2]]).all()  # one household tells no spread


def test_errors_by_hand():
    # Two households with influence -1 and 1: n/(n-1) x sum of squares = 2 x 2; a third place has one household.
    se, freedom = errors(np.array([-1.0, 1.0, 5.0]), np.array([0, 0, 1]), 2)
    assert se[0] == 2 and freedom.tolist() == [1, 0] and np.isnan(se[1])


def test_limits_without_freedom_or_outside_their_range_are_missing():
    assert np.isnan(limits(np.array([0.5]), np.array([0.1]), np.array([0.0]))).all()
    assert np.isnan(limits(np.array([-1.0, 0.0]), np.array([0.1, 0.1]), np.array([9.0, 9.0]), "log")).all()
    assert np.isnan(limits(np.array([0.0, 1.0]), np.array([0.1, 0.1]), np.array([9.0, 9.0]), "logit")).all()


def test_whole_numbers_stay_whole():
    big = 2**53
    assert totals(np.array([big, 1, 1]), np.array([0, 0, 0]), 1).tolist() == [big + 2]
    assert totals(np.array([True, True]), np.array([0, 0]), 1).tolist() == [2]


def test_parts_by_source_are_those_of_each_place_alone(amounts):
    weight, money = amounts
    together = by_source_and_place(money, weight, money.sum(axis=1), SHUFFLED, 3)
    for place in (0, 1):
        own = place == SHUFFLED
        for source, part in enumerate(by_source(money[own], weight[own])):
            for name, found in together[source].items():
                alone = getattr(part, name)
                assert found.value[place] == pytest.approx(alone.value, rel=1e-9, abs=1e-12)
                assert found.influence[own] == pytest.approx(alone.influence, rel=1e-6, abs=1e-12)
