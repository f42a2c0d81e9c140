"""Planted incomes: growth, the team's effect, falls and bunching come out exactly as planted."""

import numpy as np
import pytest

from evalkit.sample.world import incomes, places, population, profiles
from evalkit.sample.world.shocks import EFFECTS, Fall

YEARS = (2021, 2024)


@pytest.fixture
def homes():
    return population.households(np.random.default_rng(2), places.villages(1)[0], 60, YEARS[0])


def flows_of(home, profile, seed=5):
    return incomes.household_flows(np.random.default_rng(seed), home, profile, YEARS)


def test_the_team_adds_so_much_per_head_and_month_from_the_month_after_it_arrived(homes):
    profile = profiles.PLANTED[0]
    assert profile.arrival == (1, 3)
    for home in homes:
        flows = flows_of(home, profile)
        before = [incomes.net(flows, index) for index in range(4)]
        incomes.apply_team(flows, home, profile, YEARS)
        gained = [incomes.net(flows, index) - before[index] for index in range(4)]
        # Arrival in March of the second year: nine months of that year, then whole years of 12 x 80 yuan a head.
        assert gained == [
            0,
            9 * 8000 * home.size(2022),
            12 * 8000 * home.size(2023),
            12 * 8000 * home.size(2024),
        ]


def test_a_village_without_a_team_gains_nothing(homes):
    profile = profiles.PLANTED[5]
    flows = flows_of(homes[0], profile)
    before = incomes.net(flows, 3)
    incomes.apply_team(flows, homes[0], profile, YEARS)
    assert incomes.net(flows, 3) == before


def test_wages_of_a_village_grow_at_the_planted_rate(homes):
    profile = profiles.PLANTED[0]
    steady = [h for h in homes if all(len(h.members(y)) == len(h.people) for y in range(2021, 2025))]
    totals = np.zeros(4)
    for seed, home in enumerate(steady):
        wage = flows_of(home, profile, seed)["wage_migrant"].reshape(4, 12).sum(axis=1)
        totals += wage if wage.all() else 0
    growth = (totals[3] / totals[0]) ** (1 / 3) - 1
    # Noise of 5 % per household and year: 0.05 * sqrt(2 / households) / 3 is one standard error, here below 0.006.
    assert growth == pytest.approx(profile.growth["wage"], abs=0.02)


def test_the_village_planted_on_transfers_lives_by_them_more_than_any_other(homes):
    def share(profile):
        sums = {}
        for home in homes:
            for item, flow in flows_of(home, profile).items():
                sums[incomes.FAMILY[item]] = sums.get(incomes.FAMILY[item], 0) + int(flow.sum())
        return sums["transfer"] / (sum(sums.values()) - 2 * sums["business_cost"])

    shares = [share(profile) for profile in profiles.PLANTED]
    planted = [profile.kind for profile in profiles.PLANTED].index("transfers")
    assert shares[planted] > 0.5
    assert max(share for n, share in enumerate(shares) if n != planted) < 0.35


def test_a_job_lost_takes_the_wages_of_its_months_and_notes_the_loss(homes):
    home = next(h for h in homes if flows_of(h, profiles.PLANTED[0])["wage_migrant"].any())
    flows = flows_of(home, profiles.PLANTED[0])
    kept = flows["wage_migrant"].copy()
    fall = Fall(home, month=14, months=5, cause="job_loss")
    incomes.apply_falls(flows, [fall])
    assert flows["wage_migrant"][14:19].sum() == 0
    assert fall.loss == kept[14:19].sum() > 0
    assert np.array_equal(np.delete(flows["wage_migrant"], range(14, 19)), np.delete(kept, range(14, 19)))


def test_every_cause_lasts_some_months_and_takes_something():
    for effect in EFFECTS.values():
        assert 3 < effect["months"][0] <= effect["months"][1] <= 12
        assert min(effect["wage"], effect["business"]) < 0.2


def test_bunching_lifts_only_incomes_just_under_the_line_to_just_above_it(homes):
    rng = np.random.default_rng(8)
    profile = profiles.PLANTED[3]
    touched = 0
    for home in homes:
        flows = flows_of(home, profile)
        before = [incomes.net(flows, index) for index in range(4)]
        years = incomes.bunch(rng, flows, home, [], YEARS)
        for index, year in enumerate(range(2021, 2025)):
            line = profiles.INVENTED_LINES[year] * 100 * home.size(year)
            after = incomes.net(flows, index)
            if year in years:
                touched += 1
                assert 0.8 * line <= before[index] < line
                assert 500 * home.size(year) <= after - line <= 15000 * home.size(year)
            else:
                assert after == before[index]
                assert not 0.8 * line <= after < line
    assert touched > 5
