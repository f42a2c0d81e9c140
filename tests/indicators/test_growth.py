"""Growth and its sources on a panel of three households."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import growth
from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes

VILLAGE = "990101100201"


def rows_of(household: str, year: int, size: int, **amounts: int) -> list[dict]:
    whole = {"year": year, "month": 1, "months": 12, "period_kind": "year", "household_size": size}
    return [whole | {"household": household, "item": s, "source": s, "amount": a} for s, a in amounts.items()]


@pytest.fixture
def earned(ledger):
    """a and b stay, c leaves after 2023, d joins in 2024."""
    lines = [
        *rows_of("a", 2023, 2, wage=1_000_000),
        *rows_of("b", 2023, 2, wage=600_000, transfer=400_000),
        *rows_of("c", 2023, 4, wage=8_000_000),
        *rows_of("a", 2024, 2, wage=1_100_000),
        *rows_of("b", 2024, 2, wage=700_000, transfer=400_000),
        *rows_of("d", 2024, 1, wage=100_000),
    ]
    return hi.household_years(ledger("income", lines))


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


def test_growth_of_those_who_stayed_differs_from_growth_of_whoever_was_there(earned, scope):
    rows = growth.income_growth(earned, scope).set_index("group")
    # Stayed: 20,000 -> 22,000 yuan for 4 persons. Everybody: 100,000/8 = 12,500 -> 23,000/5 = 4,600 per head.
    assert rows.loc["both_years", "value"] == pytest.approx(0.10)
    assert (rows.loc["both_years", "denominator"], rows.loc["both_years", "numerator"]) == (5_000, 5_500)
    assert rows.loc["both_years", "n"] == 2
    assert rows.loc["all", "value"] == pytest.approx(4_600 / 12_500 - 1)
    assert rows.loc["all", "period"] == "2023/2024"


def test_equal_growth_of_all_households_leaves_nothing_to_make_limits_from(earned, scope):
    row = growth.income_growth(earned, scope).set_index("group").loc["both_years"]
    # a and b both grew by exactly a tenth, so nothing varies between households.
    assert row["value"] == pytest.approx(0.1)
    assert np.isnan([row["low"], row["high"]]).all()


def test_the_interval_agrees_with_a_bootstrap_of_households(ledger, scope):
    rng = np.random.default_rng(20240101)
    before, size = rng.integers(800_000, 3_000_000, 60), rng.integers(1, 6, 60)
    after = (before * rng.normal(1.08, 0.15, 60)).astype(int)
    lines = []
    for i in range(60):
        lines += rows_of(f"h{i}", 2023, int(size[i]), wage=int(before[i]))
        lines += rows_of(f"h{i}", 2024, int(size[i]), wage=int(after[i]))
    row = growth.income_growth(hi.household_years(ledger("income", lines)), scope).set_index("group").loc["both_years"]
    draws = rng.integers(0, 60, (4_000, 60))
    boot = after[draws].sum(axis=1) / before[draws].sum(axis=1) - 1
    assert row["low"] == pytest.approx(np.quantile(boot, 0.025), abs=0.01)
    assert row["high"] == pytest.approx(np.quantile(boot, 0.975), abs=0.01)


def test_real_growth_takes_the_price_change_of_the_year_off(earned, scope):
    row = growth.income_growth_real(earned, scope).set_index("group").loc["both_years"]
    assert row["value"] == pytest.approx(1.1 / (104.0 / 103.5) - 1)  # params/price_index.csv


def test_a_first_year_without_the_one_before_is_refused(earned):
    rows = growth.income_growth(earned, scopes.years(VILLAGE, [2023]))
    assert rows["value"].isna().all()
    assert "the one before" in rows["note"].iloc[0]
    assert rows["period"].iloc[0] == "2022/2023"


def test_contributions_add_up_to_one_and_pulls_to_the_growth(ledger, scope):
    lines = rows_of("a", 2023, 2, wage=500_000, transfer=500_000) + rows_of(
        "a", 2024, 2, wage=700_000, transfer=450_000
    )
    earned = hi.household_years(ledger("income", lines))
    contribution = growth.growth_contribution(earned, scope).set_index("group")["value"]
    pull = growth.growth_pull(earned, scope).set_index("group")["value"]
    # Net rose by 1,500 yuan on 10,000: wage +2,000, transfer -500.
    assert contribution["wage"] == pytest.approx(2_000 / 1_500)
    assert contribution["transfer"] == pytest.approx(-500 / 1_500)
    assert contribution.sum() == pytest.approx(1)
    assert pull["wage"] == pytest.approx(0.20)
    assert pull.sum() == pytest.approx(growth.income_growth(earned, scope).iloc[0]["value"])


def test_a_change_of_size_alone_changes_income_per_head(ledger, scope):
    lines = rows_of("a", 2023, 4, wage=1_000_000) + rows_of("a", 2024, 2, wage=1_000_000)
    rows = growth.income_growth(hi.household_years(ledger("income", lines)), scope)
    assert rows.iloc[0]["value"] == pytest.approx(1.0)


def test_an_income_that_was_not_positive_has_no_growth(ledger, scope):
    lines = rows_of("a", 2023, 1, business_cost=100) + rows_of("a", 2024, 1, wage=1_000_000)
    earned = hi.household_years(ledger("income", lines))
    assert growth.income_growth(earned, scope)["value"].isna().all()
    assert growth.growth_pull(earned, scope)["value"].isna().all()


def test_no_change_has_no_contributions(ledger, scope):
    lines = rows_of("a", 2023, 1, wage=100_000) + rows_of("a", 2024, 1, wage=100_000)
    rows = growth.growth_contribution(hi.household_years(ledger("income", lines)), scope)
    assert rows["value"].isna().all()
    assert rows["note"].str.contains("nothing to divide by").all()


def test_no_ledger_is_a_refusal(earned):
    scope = scopes.years("140123100206", [2024])
    for function in (growth.income_growth, growth.income_growth_real, growth.growth_contribution, growth.growth_pull):
        rows = function(earned, scope)
        assert rows["note"].tolist() == ["未收到收入台账 / no income ledger received"]
