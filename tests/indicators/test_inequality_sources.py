"""The Gini coefficient by source of income, against a decomposition of 5,874 households and hand-worked cases."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.design import Design, error, interval
from evalkit.indicators.inequality import gini
from evalkit.indicators.inequality_sources import by_source, rank_covariance

QUIET = settings(derandomize=True, max_examples=40, deadline=None)
SOURCES = st.lists(st.tuples(st.integers(0, 900), st.integers(-200, 900)), min_size=2, max_size=12)


def test_five_thousand_households_agree_with_the_reference_in_every_part(refs):
    folder = refs / "refs" / "lerman_yitzhaki_eusilc"
    if not folder.is_dir():
        pytest.skip("no reference case lerman_yitzhaki_eusilc")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["sources"]
    table = pd.read_csv(folder / "household_sources.csv")
    parts = by_source(table[list(expected)].to_numpy(), np.ones(len(table)), table["total"].to_numpy())
    names = {"S": "income_share", "G": "gini", "R": "correlation", "contribution": "contribution"}
    names |= {"share": "gini_share", "marginal_pct_effect": "marginal_effect"}
    for part, own in zip(parts, expected.values(), strict=True):
        assert {key: getattr(part, name).value for key, name in names.items()} == pytest.approx(own, rel=1e-10)


def test_three_households_by_hand():
    # Wages 0 2 4 and pensions 3 1 2 make incomes 3 3 6: ranks 1/3 1/3 5/6, mean 4.
    wage, pension = by_source(np.array([[0.0, 3], [2, 1], [4, 2]]), np.ones(3))
    # cov(wage, rank) = (0/3 + 2/3 + 20/6) / 3 - 2 / 2 = 1/3; cov(pension, rank) = (1 + 1/3 + 5/3) / 3 - 1 = 0.
    assert (wage.contribution.value, pension.contribution.value) == pytest.approx((2 / 3 / 4, 0), abs=1e-12)
    assert wage.income_share.value == 0.5
    # The wage's own Gini coefficient: 2 x cov(wage, own rank) / 2 with own ranks 1/6 1/2 5/6.
    assert wage.gini.value == pytest.approx((1 + 20 / 6) / 3 - 1)
    assert pension.marginal_effect.value == pytest.approx(-0.5)


def test_an_even_pension_has_no_correlation_to_speak_of():
    _, pension = by_source(np.array([[1.0, 5], [2, 5]]), np.ones(2))
    assert (pension.gini.value, pension.contribution.value) == (0, 0)
    assert np.isnan(pension.correlation.value)


@QUIET
@given(SOURCES.filter(lambda rows: sum(a + b for a, b in rows) > 0), st.randoms(use_true_random=False))
def test_contributions_add_up_to_the_gini_coefficient_in_any_order_and_unit(rows, random):
    table, weight = np.array(rows, dtype=float), np.array([random.randint(1, 6) for _ in rows], dtype=float)
    parts = by_source(table, weight)
    whole = gini(table.sum(axis=1), weight)
    assert sum(part.contribution.value for part in parts) == pytest.approx(whole.value, abs=1e-9)
    assert sum(part.contribution.influence for part in parts) == pytest.approx(whole.influence, abs=1e-9)
    order = np.array(random.sample(range(len(rows)), len(rows)))
    again = by_source(table[order] * 100, weight[order] * 2)
    assert [part.contribution.value for part in again] == pytest.approx(
        [part.contribution.value for part in parts], abs=1e-9
    )


def test_the_influence_is_the_slope_when_a_unit_weighs_a_little_more():
    random = np.random.default_rng(3)
    table, weight = random.gamma(2, 100, (30, 2)), random.integers(1, 6, 30).astype(float)
    table[:, 1] -= 50
    for name in ("contribution", "gini", "correlation", "marginal_effect"):
        found = getattr(by_source(table, weight)[1], name)
        for unit in (0, 11, 29):
            more = weight.copy()
            more[unit] += 1e-4
            slope = (getattr(by_source(table, more)[1], name).value - found.value) / 1e-4
            assert slope == pytest.approx(found.influence[unit], rel=2e-3, abs=1e-7), name


def test_limits_of_a_contribution_cover_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(5)
    population = np.column_stack([random.gamma(1.5, 8, 200_000), random.gamma(3, 2, 200_000)])
    truth = by_source(population, np.ones(len(population)))[0].contribution.value
    held = 0
    for _ in range(500):
        sample = population[random.integers(len(population), size=150)]
        found = by_source(sample, np.ones(150))[0].contribution
        low, high = interval(found.value, error(found, Design(np.ones(150))))
        held += low <= truth <= high
    assert 0.92 <= held / 500 <= 0.97


def test_gaps_and_incomes_that_add_up_to_nothing_are_told():
    with pytest.raises(ValueError, match="without gaps"):
        by_source(np.array([[1.0, np.nan]]), np.ones(1))
    with pytest.raises(ValueError, match="more than zero"):
        by_source(np.array([[1.0, -1.0]]), np.ones(1))


def test_the_covariance_with_rank_shares_ranks_of_equal_units():
    # Ranks 1/4 1/4 3/4 3/4: mean of amount x rank (0.25 + 0.5 + 2.25 + 3) / 4 = 1.5, less 2.5 / 2.
    assert rank_covariance(np.array([1.0, 2, 3, 4]), np.array([1, 1, 2, 2]), np.ones(4)).value == 0.25
