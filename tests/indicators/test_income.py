"""Income per head and its relatives, on tables small enough to work by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import income, result
from evalkit.indicators import scope as scopes

VILLAGE, OTHER = "990101100201", "990101100202"
POOR = {"wage": 600_000, "transfer": 300_000}
RICH = {"wage": 4_000_000, "business": 3_000_000, "business_cost": 500_000, "property": 100_000}


def year_rows(household: str, size: int | None, amounts: dict[str, int], year: int = 2024, **other: object) -> list:
    whole = {"year": year, "month": 1, "months": 12, "period_kind": "year", "household_size": size} | other
    return [whole | {"household": household, "item": s, "source": s, "amount": a} for s, a in amounts.items()]


@pytest.fixture
def earned(ledger):
    """One person with 9,000 yuan and four persons with 66,000 yuan."""
    return hi.household_years(ledger("income", year_rows("a", 1, POOR) + year_rows("b", 4, RICH)))


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


def test_income_per_head_weighs_persons_and_not_households(earned, scope):
    row = income.income_per_head(earned, scope).iloc[0]
    # (9,000 + 66,000) / 5 persons; the mean of the households' 9,000 and 16,500 would be 12,750.
    assert row["value"] == 15_000
    assert (row["numerator"], row["denominator"], row["n"]) == (75_000, 5, 2)
    assert row["uncertainty"] == "none (census)"
    assert np.isnan(row["low"])


def test_the_super_population_interval_is_that_of_a_ratio_of_cluster_totals(earned, scope):
    row = income.income_per_head(earned, scope, interval=True).iloc[0]
    # By hand: e = (9,000 - 15,000 x 1, 66,000 - 15,000 x 4) = (-6,000, 6,000); variance 2/1 x 72e6 / 25 = 5.76e6;
    # standard error 2,400; t(1) = 12.7062 from printed tables.
    assert row["high"] - row["value"] == pytest.approx(2_400 * 12.7062, rel=1e-5)
    assert row["value"] - row["low"] == pytest.approx(2_400 * 12.7062, rel=1e-5)
    assert row["uncertainty"] == "super-population"


def test_constant_prices_divide_by_the_index_of_the_year(earned, scope):
    row = income.income_per_head_real(earned, scope, base_year=2020).iloc[0]
    assert row["value"] == pytest.approx(15_000 / 1.04)  # params/price_index.csv: 104 in 2024, 100 in 2020
    assert (row["group_by"], row["group"]) == ("price_base", "2020")


def test_a_year_without_a_price_index_is_refused_with_the_file_to_fill_in(ledger):
    earned = hi.household_years(ledger("income", year_rows("a", 1, POOR, year=2019)))
    row = income.income_per_head_real(earned, scopes.years(VILLAGE, [2019]), base_year=2020).iloc[0]
    assert np.isnan(row["value"])
    assert "params/price_index.csv: no price index for place 99 in 2019" in row["note"]
    assert row["uncertainty"] == ""


def test_shares_of_sources_add_up_to_one_and_business_is_net(earned, scope):
    rows = income.income_share(earned, scope).set_index("group")
    assert rows["value"].sum() == pytest.approx(1)
    assert rows.loc["business", "numerator"] == 25_000
    assert rows.loc["wage", "value"] == pytest.approx(46_000 / 75_000)


def test_costs_above_gains_give_a_negative_share(ledger, scope):
    loss = year_rows("a", 2, {"wage": 300_000, "business": 100_000, "business_cost": 200_000})
    rows = income.income_share(hi.household_years(ledger("income", loss)), scope).set_index("group")
    assert rows.loc["business", "value"] == pytest.approx(-0.5)
    assert rows.loc["wage", "value"] == pytest.approx(1.5)


def test_a_village_without_net_income_has_no_shares(ledger, scope):
    loss = year_rows("a", 2, {"business": 100_000, "business_cost": 200_000})
    rows = income.income_share(hi.household_years(ledger("income", loss)), scope)
    assert rows["value"].isna().all()
    assert rows["note"].str.contains("net income not above zero").all()


def test_the_gap_is_a_ratio_to_each_published_level(earned, scope):
    rows = income.gap_to_reference(earned, scope).set_index("group")
    # params/reference_series.csv, invented county and province: 13,500 and 18,000 yuan in 2024; the nation has no 2024.
    assert rows.loc["county", "value"] == pytest.approx(15_000 / 13_500)
    assert rows.loc["province", "value"] == pytest.approx(15_000 / 18_000)
    assert "definitions differ" in rows.loc["county", "note"]
    assert np.isnan(rows.loc["nation", "value"])
    assert "no published figure of the nation for 2024" in rows.loc["nation", "note"]


def test_a_village_without_an_income_ledger_gets_refusals_and_no_error(earned):
    scope = scopes.years([VILLAGE, "140123100206"], [2024])
    tables = [
        income.income_per_head(earned, scope),
        income.income_per_head_real(earned, scope, base_year=2020),
        income.income_share(earned, scope),
        income.gap_to_reference(earned, scope),
    ]
    for table in tables:
        missing = table[table["village"] == "140123100206"]
        assert len(missing) and missing["value"].isna().all()
        assert (missing["note"] == "未收到收入台账 / no income ledger received").all()
    assert len(result.concat(tables)) == sum(map(len, tables))


def test_households_left_out_are_counted_in_the_note(ledger, scope):
    rows = year_rows("a", 2, POOR) + year_rows("b", None, POOR)
    row = income.income_per_head(hi.household_years(ledger("income", rows)), scope).iloc[0]
    assert row["value"] == 4_500
    assert "1 households without a size left out" in row["note"]


def test_a_household_more_in_one_village_leaves_the_other_village_alone(ledger):
    here = ledger("income", year_rows("a", 1, POOR))
    there = ledger("income", year_rows("a", 4, RICH), village=OTHER)
    more = ledger("income", year_rows("z", 3, RICH), village=OTHER)
    scope = scopes.years([VILLAGE, OTHER], [2024])
    before = income.income_per_head(hi.household_years(pd.concat([here, there])), scope, interval=True)
    after = income.income_per_head(hi.household_years(pd.concat([here, there, more])), scope, interval=True)
    assert before.iloc[0].equals(after.iloc[0])
    assert before.iloc[1]["value"] != after.iloc[1]["value"]
