"""Inequality within and between groups, against the R packages dineq and IC2 and hand-worked cases."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators.inequality_groups import entropy_by_group, gini_by_group, mean_log_deviation_change

QUIET = settings(derandomize=True, max_examples=40, deadline=None)
HOMES = st.lists(st.tuples(st.integers(1, 900), st.sampled_from("abc"), st.integers(1, 6)), min_size=3, max_size=14)


@pytest.fixture(scope="module")
def mexico(refs):
    folder = refs / "refs" / "mexico_decomposition"
    if not folder.is_dir():
        pytest.skip("no reference case mexico_decomposition")
    tables = {year: pd.read_csv(folder / f"mex_inc_{year}.csv") for year in (2008, 2016)}
    return tables, json.loads((folder / "expected.json").read_text(encoding="utf-8"))


def _parts(table):
    return table["income"].to_numpy(float), table["domicile_size"].to_numpy(str), table["factor"].to_numpy(float)


def _named(found, pick):
    return {one.name: pick(one).value for one in found.groups}


@pytest.mark.parametrize("year", [2008, 2016])
def test_the_gini_coefficient_by_group_agrees_with_dineq(mexico, year):
    tables, expected = mexico
    own = expected[f"mex_inc_{year}"]["gini_decomp_domicile"]
    found = gini_by_group(*_parts(tables[year]))
    figures = {"gini_total": found.total, "gini_within": found.within}
    figures |= {"gini_between": found.between, "gini_overlap": found.overlap}
    assert {name: one.value for name, one in figures.items()} == pytest.approx(own["gini_decomp"], rel=1e-10)
    assert _named(found, lambda one: one.inequality) == pytest.approx(own["gini_group"]["gini_group"], rel=1e-10)
    contributions = own["gini_group"]["gini_group_contribution"]
    assert _named(found, lambda one: one.contribution) == pytest.approx(contributions, rel=1e-10)
    assert _named(found, lambda one: one.mean) == pytest.approx(own["mean"]["mean_group"], rel=1e-10)
    assert _named(found, lambda one: one.income_share) == pytest.approx(own["share_income_groups"], rel=1e-10)


@pytest.mark.parametrize("year", [2008, 2016])
def test_the_mean_log_deviation_by_group_agrees_with_dineq_once_its_zero_income_is_left_out(mexico, year):
    tables, expected = mexico
    own = expected[f"mex_inc_{year}"]["mld_decomp_domicile"]
    table = tables[year][tables[year]["income"] > 0]
    assert len(tables[year]) - len(table) == {2008: 0, 2016: 1}[year]
    found = entropy_by_group(*_parts(table), 0)
    figures = {"mld_total": found.total, "mld_within": found.within, "mld_between": found.between}
    assert {name: one.value for name, one in figures.items()} == pytest.approx(own["mld_decomp"], rel=1e-10)
    contributions = own["mld_group"]["mld_group_contribution"]
    assert _named(found, lambda one: one.contribution) == pytest.approx(contributions, rel=1e-9)


def test_theil_by_group_agrees_with_ic2(mexico):
    tables, expected = mexico
    own = expected["mex_inc_2008"]["IC2_decompGEI_theil_domicile"]
    found = entropy_by_group(*_parts(tables[2008]), 1)
    assert (found.total.value, found.within.value) == pytest.approx((own["ineq"]["GEI"], own["within"]), rel=1e-10)
    assert found.between.value == pytest.approx(own["between"], rel=1e-10)
    assert _named(found, lambda one: one.inequality) == pytest.approx(own["intra"], rel=1e-10)
    assert _named(found, lambda one: one.contribution) == pytest.approx(own["contrib"], rel=1e-9)


def test_the_change_of_the_mean_log_deviation_agrees_with_dineq(mexico):
    tables, expected = mexico
    own = expected["mld_change_domicile"]["absolute_contributions_difference"]
    years = [entropy_by_group(*_parts(tables[y][tables[y]["income"] > 0]), 0) for y in (2008, 2016)]
    found = mean_log_deviation_change(*years)
    names = {"within": "within_inequality", "size_within": "within_share_groups"}
    names |= {"size_between": "between_share_groups", "means": "between_inequality"}
    assert {names[name]: value for name, value in found.items()} == pytest.approx(own, rel=1e-9)


def test_two_groups_by_hand():
    # Means 2 and 6 around 4; Theil's T of 1 3 is (0.5 ln 0.5 + 1.5 ln 1.5) / 2, of 4 8 (2/3 ln 2/3 + 4/3 ln 4/3) / 2.
    found = entropy_by_group(np.array([1.0, 3, 4, 8]), np.array(list("aabb")), np.ones(4), 1)
    inside = [(x * np.log(x) + (2 - x) * np.log(2 - x)) / 2 for x in (0.5, 2 / 3)]
    assert found.within.value == pytest.approx(0.25 * inside[0] + 0.75 * inside[1])
    assert found.between.value == pytest.approx((0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2)


def test_groups_of_other_names_have_no_change_to_divide():
    one, other = (entropy_by_group(np.array([1.0, 2]), np.array(list(names)), np.ones(2), 0) for names in ("ab", "ac"))
    with pytest.raises(ValueError, match="same groups in both years"):
        mean_log_deviation_change(one, other)


@QUIET
@given(HOMES, st.sampled_from([0, 1, 2]))
def test_parts_add_up_and_are_never_below_zero(rows, alpha):
    income, group, weight = (np.array(column) for column in zip(*rows, strict=True))
    income, weight = income.astype(float), weight.astype(float)
    for found in (entropy_by_group(income, group, weight, alpha), gini_by_group(income, group, weight)):
        parts = (found.within, found.between, found.overlap)
        assert sum(part.value for part in parts) == pytest.approx(found.total.value, abs=1e-12)
        assert min(part.value for part in parts) > -1e-9
        assert sum(one.contribution.value for one in found.groups) == pytest.approx(found.within.value, abs=1e-12)


@QUIET
@given(HOMES)
def test_one_group_has_nothing_between_and_groups_of_one_have_nothing_within(rows):
    income, _, weight = (np.array(column, dtype=object) for column in zip(*rows, strict=True))
    income, weight = income.astype(float), weight.astype(float)
    whole, single = (gini_by_group(income, group, weight) for group in (np.zeros(len(rows)), np.arange(len(rows))))
    assert whole.between.value == pytest.approx(0, abs=1e-12)
    assert single.within.value == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("measure", [gini_by_group, lambda *parts: entropy_by_group(*parts, 0)])
def test_influences_are_slopes_when_a_unit_weighs_a_little_more(measure):
    random = np.random.default_rng(4)
    income, group = random.gamma(2, 100, 40), random.integers(0, 3, 40)
    weight = random.integers(1, 6, 40).astype(float)
    found = measure(income, group, weight)
    for unit in (0, 17, 39):
        more = weight.copy()
        more[unit] += 1e-4
        again = measure(income, group, more)
        for name in ("total", "within", "between"):
            slope = (getattr(again, name).value - getattr(found, name).value) / 1e-4
            assert slope == pytest.approx(getattr(found, name).influence[unit], rel=5e-3, abs=1e-7), name
