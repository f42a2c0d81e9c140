"""Growth, redistribution and who grew: cases worked by hand, the Mexican surveys, and identities."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import cluster_bootstrap
from evalkit.indicators import growth_incidence as gi
from evalkit.indicators.growth_redistribution import REFERENCES, poverty_split

PARTS = ("growth", "redistribution", "residual")
incomes = st.lists(st.integers(1, 500), min_size=3, max_size=12).map(lambda x: np.array(x, dtype=float))


@pytest.fixture(scope="module")
def mexico(home):
    folder = home / os.environ.get("EVALKIT_REFS", "../shared") / "refs" / "mexico_growth_redistribution"
    if not folder.is_dir():
        pytest.skip("reference data not at hand (EVALKIT_REFS)")
    surveys = [pd.read_csv(folder / f"mex_inc_{year}.csv") for year in (2008, 2016)]
    arrays = [survey[name].to_numpy(dtype=float) for survey in surveys for name in ("income", "factor")]
    return arrays, json.loads(Path(folder / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", [10000, 15000])
@pytest.mark.parametrize("alpha", [0, 1, 2])
def test_the_mexican_change_of_poverty_is_split_as_in_r(mexico, line, alpha):
    arrays, expected = mexico
    want = expected[f"datt_ravallion_z{line}_a{alpha}"]
    first, shapley = (poverty_split(*arrays, line, alpha, reference=name) for name in ("first", "shapley"))
    assert first.change == pytest.approx(want["change"], abs=1e-10)
    for part in PARTS:
        assert getattr(first, part) == pytest.approx(want[f"{part}_ref0"], abs=1e-10)
    for part in PARTS[:2]:
        assert getattr(shapley, part) == pytest.approx(want[f"{part}_shapley"], abs=1e-10)


def test_the_mexican_growth_incidence_curve_is_that_of_r(mexico):
    arrays, expected = mexico
    want = expected["gic"]
    shares = np.array(want["p"])
    np.testing.assert_allclose(gi.quantiles(*arrays[:2], shares), want["q0"], rtol=1e-12)
    np.testing.assert_allclose(gi.quantiles(*arrays[2:], shares), want["q1"], rtol=1e-12)
    np.testing.assert_allclose(gi.growth_incidence(*arrays, shares), want["growth_total"], rtol=1e-10)


def test_two_persons_of_whom_only_the_rich_one_gains():
    # 8 and 12 become 8 and 32, line 10. The mean doubles: with the old spread 16 and 24, nobody poor; with the new
    # spread at the old mean 4 and 16. Headcount: growth -1/2 first, redistribution 0 first; last: 0 and +1/2.
    years = np.array([8.0, 12]), np.ones(2), np.array([8.0, 32]), np.ones(2), 10.0
    first = poverty_split(*years, reference="first")
    assert [float(getattr(first, part)) for part in PARTS] == [-0.5, 0.0, 0.5]
    last = poverty_split(*years, reference="last")
    assert [float(getattr(last, part)) for part in PARTS] == [0.0, 0.5, -0.5]
    fair = poverty_split(*years)
    assert [float(getattr(fair, part)) for part in PARTS] == [-0.25, 0.25, 0.0]
    # Gap: before (2/10)/2 = 0.1, spread at the old mean (6/10)/2 = 0.3, after 0.1.
    gap = poverty_split(*years, 1, reference="first")
    assert [float(getattr(gap, part)) for part in PARTS] == pytest.approx([-0.1, 0.2, -0.1])


@settings(derandomize=True, max_examples=30, deadline=None)
@given(incomes, incomes, st.sampled_from([0, 1, 2]), st.sampled_from(REFERENCES))
def test_parts_add_up_and_do_not_depend_on_unit_copies_or_order(before, after, alpha, reference):
    ones = np.ones(len(before)), np.ones(len(after))
    found = poverty_split(before, ones[0], after, ones[1], 100.5, alpha, reference=reference)
    assert found.growth + found.redistribution + found.residual == pytest.approx(float(found.change), abs=1e-12)
    same = poverty_split(before[::-1] * 4, ones[0] * 3, np.repeat(after, 2) * 4, np.ones(2 * len(after)), 402, alpha,
                         reference=reference)  # fmt: skip
    if alpha:  # a headcount may meet a tie that rounding turns
        assert same.growth == pytest.approx(float(found.growth), abs=1e-12)
    assert same.change == pytest.approx(float(found.change), abs=1e-12)


def test_shapley_is_the_mean_of_the_two_reference_years_and_turns_with_time():
    draw = np.random.default_rng(3)
    before, after = draw.lognormal(0, 0.6, 60), draw.lognormal(0.2, 0.5, 50)
    ones = np.ones(60), np.ones(50)
    there = poverty_split(before, ones[0], after, ones[1], 0.8, 1)
    back = poverty_split(after, ones[1], before, ones[0], 0.8, 1)
    first, last = (poverty_split(before, ones[0], after, ones[1], 0.8, 1, reference=n) for n in ("first", "last"))
    assert there.growth == pytest.approx(float(first.growth + last.growth) / 2)
    assert there.growth == pytest.approx(-float(back.growth))
    assert first.residual == pytest.approx(-float(last.residual))


def test_equal_growth_of_all_is_a_flat_curve_and_no_redistribution():
    income, weight = np.array([2.0, 5, 7, 11]), np.array([1.0, 3, 2, 4])
    shares = np.array([0.1, 0.4, 0.9])
    np.testing.assert_allclose(gi.growth_incidence(income, weight, income * 1.25, weight, shares), 0.25)
    np.testing.assert_allclose(gi.growth_by_first_rank(income, income * 1.25, weight), 0.25)
    assert poverty_split(income, weight, income * 1.25, weight, 6, 2).redistribution == pytest.approx(0, abs=1e-15)


def test_change_of_places_is_growth_of_the_poor_only_when_they_are_followed():
    before, after, ones = np.array([10.0, 40]), np.array([40.0, 10]), np.ones(2)
    assert gi.growth_incidence(before, ones, after, ones, np.array([0.5, 1])).tolist() == [0, 0]
    assert gi.growth_by_first_rank(before, after, ones, groups=2).tolist() == [3.0, -0.75]


def test_poorest_fifth_takes_part_of_the_unit_at_its_edge():
    # Ten persons in households of 1, 3 and 6: the poorest two are the first and one of the second.
    income, weight = np.array([3.0, 5, 9]), np.array([1.0, 3, 6])
    assert gi.mean_between(income, weight, 0, 0.2) == pytest.approx(4)
    assert gi.growth_of_poorest(income, weight, np.array([3.0, 7, 9]), weight) == pytest.approx(0.25)


def test_a_mean_or_income_not_above_zero_has_no_growth():
    down, up, ones = np.array([-5.0, 1]), np.array([2.0, 3]), np.ones(2)
    assert np.isnan(poverty_split(down, ones, up, ones, 2).growth)
    assert np.isnan(gi.growth_incidence(down, ones, up, ones, np.array([0.5]))[0])


def test_bands_of_the_curve_hold_its_true_height_at_least_as_often_as_they_say():
    # Wider than nominal: a drawn quantile is a step function. 96 % and 98 % were met with two series of 600 villages.
    draw, shares, hits = np.random.default_rng(11), np.array([0.1, 0.2, 0.5, 0.9]), []
    for seed in range(600):
        lasting = draw.normal(0, 0.4, 150)
        before, after = (np.exp(lasting + draw.normal(0, 0.3, 150) + shift) for shift in (0, 0.1))

        def measure(w, before=before, after=after):
            return gi.growth_incidence(before, w, after, w, shares)

        low, high = cluster_bootstrap.limits(measure, np.ones(150), np.arange(150), seed=seed, draws=299)
        hits.append((low <= np.exp(0.1) - 1) & (np.exp(0.1) - 1 <= high))
    assert 0.93 <= np.mean(hits) <= 0.985, np.mean(hits, axis=0)
