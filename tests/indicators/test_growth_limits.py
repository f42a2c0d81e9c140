"""Intervals of what each source added to growth."""

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import growth, growth_limits
from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes

KEYS = {"county": "990101", "year": 2024}


def pairs(rng, villages, homes, scale):
    """Wages grow by 1,000 on 10,000 on average, transfers by 500 on 2,000; sizes are the same in both years."""
    count = villages * homes
    before = {"wage": rng.gamma(4, 2_500, count), "transfer": rng.gamma(4, 500, count)}
    after = {
        "wage": before["wage"] + rng.normal(1_000, scale, count),
        "transfer": before["transfer"] + rng.normal(500, scale / 4, count),
    }
    members = rng.integers(1, 6, count)
    table = pd.DataFrame(KEYS | {"village": np.repeat([f"9901011{k:05d}" for k in range(villages)], homes)})
    for end, own in (("", after), ("_before", before)):
        amounts = {name: np.rint(values * members) for name, values in own.items()} | {"business": 0, "property": 0}
        table = table.assign(**{name + end: values for name, values in amounts.items()})
        table["net" + end] = table["wage" + end] + table["transfer" + end]
        table["members" + end] = members
    return table


def test_limits_hold_the_truth_95_times_in_100():
    table = pairs(np.random.default_rng(20240101), 700, 60, 2_000)
    held = {}
    for name, found, truth in (("pull", growth_limits.pull(table), 1_000 / 12_000),
                               ("contribution", growth_limits.contribution(table), 1_000 / 1_500)):  # fmt: skip
        own = found[found["group"] == "wage"].dropna(subset=["low"])
        held[name] = ((own["low"] <= truth) & (truth <= own["high"])).mean()
        assert len(own) > 690
    assert 0.93 <= held["pull"] <= 0.97
    assert 0.93 <= held["contribution"] <= 0.97


def test_a_change_that_could_be_nothing_has_no_limits_of_its_parts():
    found = growth_limits.contribution(pairs(np.random.default_rng(1), 1, 20, 20_000))
    assert found["low"].isna().all() and found["note"].str.contains("holds zero").all()


def test_values_are_the_same_with_and_without_limits_and_lie_between_them(ledger):
    rng = np.random.default_rng(3)
    whole = {"month": 1, "months": 12, "period_kind": "year", "household_size": 2}
    lines = [
        whole | {"year": year, "household": f"h{k}", "item": source, "source": source, "amount": int(amount)}
        for year in (2023, 2024) for k in range(12) for source, amount in
        (("wage", 900_000 * (year - 2022) + rng.integers(0, 99_999)), ("transfer", rng.integers(1_000, 90_000)))
    ]  # fmt: skip
    earned, here = hi.household_years(ledger("income", lines)), scopes.years("990101100201", [2024])
    for function in (growth.growth_contribution, growth.growth_pull):
        plain, limited = function(earned, here), function(earned, here, interval=True)
        assert limited["value"].tolist() == plain["value"].tolist()
        assert plain["low"].isna().all() and set(plain["uncertainty"]) == {"none (census)"}
        paid = limited[limited["group"].isin(["wage", "transfer"])]
        assert (paid["low"] < paid["value"]).all() and (paid["value"] < paid["high"]).all()
        # Nobody has any other income, so nothing varies.
        assert limited.loc[~limited.index.isin(paid.index), ["low", "high"]].isna().all(axis=None)
        assert set(limited["uncertainty"]) == {"super-population"}


def test_limits_of_a_pull_agree_with_a_bootstrap_of_households():
    table = pairs(np.random.default_rng(7), 1, 80, 3_000)
    found = growth_limits.pull(table).set_index("group").loc["wage"]
    draws = np.random.default_rng(8).integers(0, 80, (3_000, 80))
    total = {
        name: table[name].to_numpy()[draws].sum(axis=1) for name in ("wage", "wage_before", "members", "net_before")
    }
    boot = (total["wage"] - total["wage_before"]) / total["net_before"]
    assert found["low"] == pytest.approx(np.quantile(boot, 0.025), abs=0.01)
    assert found["high"] == pytest.approx(np.quantile(boot, 0.975), abs=0.01)


def test_money_in_another_unit_and_the_order_of_households_change_no_limit():
    table = pairs(np.random.default_rng(5), 2, 30, 2_000)
    money = [
        name for name in table if name.removesuffix("_before") in ("wage", "transfer", "business", "property", "net")
    ]
    bigger = table.assign(**{name: table[name] * 7 for name in money}).sample(frac=1, random_state=1)
    for function in (growth_limits.pull, growth_limits.contribution):
        pd.testing.assert_frame_equal(function(bigger), function(table))
