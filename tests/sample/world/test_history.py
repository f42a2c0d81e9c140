"""Falls and clues: sensitivity, delays, early clearings and relapses are those planted."""

import datetime as dt
import math

import numpy as np
import pytest

from evalkit.sample.world import clues, history, places, population, shocks

YEARS = (2021, 2024)


@pytest.fixture(scope="module")
def told():
    """Falls and clues of 1,500 households over four years."""
    homes = population.households(np.random.default_rng(1), places.villages(1)[0], 400, YEARS[0])
    found = [history.village_shocks(np.random.default_rng(seed), homes, YEARS) for seed in range(4)]
    return [fall for falls, _ in found for fall in falls], [clue for _, seen in found for clue in seen]


def test_each_channel_catches_its_planted_share_of_falls(told):
    falls, seen = told
    # A fall in the last four months may be caught after the ledgers end.
    settled = [fall for fall in falls if fall.month < 44]
    caught = {id(clue.fall): clue.channel for clue in seen if clue.fall is not None}
    for channel, share in clues.SENSITIVITY.items():
        found = sum(caught.get(id(fall)) == channel for fall in settled) / len(settled)
        assert found == pytest.approx(share, abs=3.5 * math.sqrt(share * (1 - share) / len(settled))), channel


def test_delays_lie_between_the_planted_numbers_of_days(told):
    _, seen = told
    for clue in seen:
        if clue.fall is not None:
            days = (clue.date - shocks.month_start(YEARS[0], clue.fall.month)).days
            assert clues.DELAY_DAYS[clue.channel][0] <= days <= clues.DELAY_DAYS[clue.channel][1]


def test_steps_follow_one_another_and_never_lie_after_the_ledgers_end(told):
    for clue in told[1]:
        steps = [d for d in (clue.date, clue.verified, clue.identified, clue.measured) if d is not None]
        assert steps == sorted(steps)
        assert max(steps) <= dt.date(YEARS[1], 12, 31)


def test_early_means_cleared_within_six_months(told):
    cleared = [clue for clue in told[1] if clue.cleared is not None]
    months = [(c.cleared.year - c.identified.year) * 12 + c.cleared.month - c.identified.month for c in cleared]
    assert [c.early for c in cleared] == [m < 6 for m in months]
    assert any(c.early for c in cleared) and not all(c.early for c in cleared)


def test_relapses_follow_early_clearings_more_often(told):
    falls, seen = told
    again = {(id(fall.household)) for fall in falls if fall.relapse}
    cleared = [c for c in seen if c.cleared and c.cleared.year < YEARS[1] and c.fall and not c.fall.relapse]
    early = [id(c.household) in again for c in cleared if c.early]
    late = [id(c.household) in again for c in cleared if not c.early]
    assert sum(early) / len(early) > sum(late) / len(late) + 0.1


def test_false_clues_have_no_fall_and_no_measures(told):
    false = [clue for clue in told[1] if clue.outcome == "not_at_risk"]
    assert len(false) > 20
    assert all(clue.fall is None and clue.measured is None and clue.cleared is None for clue in false)


def test_households_without_labour_are_not_cleared(told):
    from evalkit.sample.world import people

    for clue in told[1]:
        if clue.cleared is not None:
            assert people.able(clue.household, clue.identified.year) > 0
