"""Poverty at the monitoring line: published examples, the household exactly at the line, properties."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.errors import EvalkitError
from evalkit.indicators import household_income as hi
from evalkit.indicators import poverty
from evalkit.indicators import scope as scopes
from evalkit.indicators.proportion import wilson

VILLAGE = "990101100201"
LINE_2024 = 750_000  # fen: params/policy.yaml, invented province, 7,500 yuan in 2024


def years_of(ledger, incomes, sizes=None, year=2024):
    sizes = sizes or [1] * len(incomes)
    whole = {"year": year, "month": 1, "months": 12, "period_kind": "year", "item": "wage", "source": "wage"}
    lines = [
        whole | {"household": f"h{i}", "household_size": size, "amount": amount}
        for i, (amount, size) in enumerate(zip(incomes, sizes, strict=True))
    ]
    return hi.household_years(ledger("income", lines))


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


@pytest.fixture
def line_of(tmp_path):
    """A folder of policy values with a line of so many yuan in 2024."""

    def make(yuan):
        text = f"monitoring_line:\n  values: [{{place: '99', year: 2024, value: {yuan}, source: t, certainty: test}}]\n"
        (tmp_path / "policy.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_the_handbook_example_is_reproduced(ledger, scope, refs, line_of):
    cases = json.loads((refs / "refs" / "worked_examples" / "expected.json").read_text(encoding="utf-8"))
    # Haughton and Khandker (2009), Handbook on Poverty and Inequality, country C, and arithmetic variants of it.
    for case in [cases["fgt_handbook_country_C"], *cases["fgt_arithmetic"]]:
        earned = years_of(ledger, [x * 100 for x in case["x"]])
        params = line_of(case["z"])
        assert poverty.headcount_ratio(earned, scope, params=params)["value"].item() == case["P0"]
        assert poverty.poverty_gap(earned, scope, params=params)["value"].item() == pytest.approx(case["P1"])
        assert poverty.squared_poverty_gap(earned, scope, params=params)["value"].item() == pytest.approx(case["P2"])


def test_a_household_exactly_at_the_line_is_not_below_it_and_one_fen_less_is(ledger, scope):
    at_line = years_of(ledger, [LINE_2024 * 3, LINE_2024 * 3 - 1], [3, 3])
    row = poverty.headcount_ratio(at_line, scope).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (3, 6, 0.5)


def test_persons_are_counted_and_not_households(ledger, scope):
    row = poverty.headcount_ratio(years_of(ledger, [100, 90_000_000], [1, 9]), scope).iloc[0]
    assert row["value"] == pytest.approx(0.1)
    assert row["n"] == 2
    assert "line 7,500 yuan (invented)" in row["note"]


def test_the_gap_says_how_much_money_would_lift_everybody(ledger, scope):
    row = poverty.poverty_gap(years_of(ledger, [1_200_000, 900_000_000], [2, 2]), scope).iloc[0]
    # Two persons lack 1,500 yuan each; four persons times 7,500 are 30,000.
    assert (row["numerator"], row["denominator"]) == (3_000, 30_000)
    assert row["value"] == pytest.approx(0.1)


def test_a_negative_income_counts_with_its_full_distance(ledger, scope):
    assert poverty.poverty_gap(years_of(ledger, [-LINE_2024]), scope)["value"].item() == 2


def test_the_interval_of_the_headcount_is_the_logit_one_of_the_linearised_share(ledger, scope):
    earned = years_of(ledger, [100] * 4 + [9_000_000] * 16, [3] * 20)
    row = poverty.headcount_ratio(earned, scope, interval=True).iloc[0]
    # By hand: share 0.2 of 20 equal households, se = sqrt(0.2 x 0.8 / 19), t(19) = 2.093024, on the logit scale.
    reach = 2.0930240544 * np.sqrt(0.16 / 19) / 0.16
    low, high = (1 / (1 + np.exp(-(np.log(0.25) + side * reach))) for side in (-1, 1))
    assert (row["low"], row["high"]) == pytest.approx((low, high))
    assert row["uncertainty"] == "super-population"


def test_where_everybody_is_below_the_line_wilson_with_kish_size_says_how_sure_that_is(ledger, scope):
    sizes = [1, 2, 3, 4, 1, 2, 3, 4, 5, 5]
    row = poverty.headcount_ratio(years_of(ledger, [100] * 10, sizes), scope, interval=True).iloc[0]
    kish = 30**2 / 110  # (sum of sizes)^2 / sum of squares
    low, high = wilson(kish, kish)
    assert (row["low"], row["high"]) == (pytest.approx(float(low)), pytest.approx(float(high)))
    assert row["uncertainty"] == "binomial (super-population)"


def test_nobody_below_the_line_still_has_an_upper_limit(ledger, scope):
    row = poverty.headcount_ratio(years_of(ledger, [9_000_000] * 10), scope, interval=True).iloc[0]
    assert row["value"] == 0 and row["low"] == 0
    assert 0.2 < row["high"] < 0.35


def test_people_just_above_and_just_below_are_counted_apart(ledger, scope):
    incomes = [LINE_2024, LINE_2024 + 74_999, LINE_2024 + 75_000, LINE_2024 - 1, LINE_2024 - 75_000, LINE_2024 - 75_001]
    rows = poverty.share_near_line(years_of(ledger, incomes), scope).set_index("group")
    assert rows.loc["above", "numerator"] == 2
    assert rows.loc["below", "numerator"] == 2
    assert "not a finding" in rows.loc["above", "note"]


def test_without_transfers_those_who_live_by_them_fall_below(ledger, scope):
    whole = {"year": 2024, "month": 1, "months": 12, "period_kind": "year", "household": "a", "household_size": 1}
    lines = [whole | {"item": s, "source": s, "amount": 500_000} for s in ("wage", "transfer")]
    earned = hi.household_years(ledger("income", lines))
    assert poverty.headcount_ratio(earned, scope)["value"].item() == 0
    row = poverty.headcount_without_transfers(earned, scope).iloc[0]
    assert row["value"] == 1
    assert "proxy" in row["note"]


def test_a_year_without_a_line_is_refused_with_the_key_to_fill_in(ledger):
    earned = years_of(ledger, [100], year=2019)
    for function in (poverty.headcount_ratio, poverty.poverty_gap, poverty.share_near_line):
        rows = function(earned, scopes.years(VILLAGE, [2019]))
        assert rows["value"].isna().all()
        assert "params/policy.yaml, key monitoring_line: no monitoring line" in rows["note"].iloc[0]


def test_a_missing_policy_file_is_not_swallowed(ledger, scope, tmp_path):
    with pytest.raises((EvalkitError, FileNotFoundError)):
        poverty.headcount_ratio(years_of(ledger, [100]), scope, params=tmp_path)


def test_no_ledger_is_a_refusal(ledger):
    earned, scope = years_of(ledger, [100]), scopes.years("140123100206", [2024])
    for function in (poverty.headcount_ratio, poverty.poverty_gap, poverty.share_near_line):
        assert function(earned, scope)["note"].tolist() == ["未收到收入台账 / no income ledger received"]


@settings(max_examples=20, deadline=None)
@given(amounts=st.lists(st.integers(-1_000_000, 3_000_000), min_size=1, max_size=8), factor=st.sampled_from([2, 3, 10]))
def test_scaling_incomes_and_the_line_together_changes_nothing(tmp_path_factory, amounts, factor):
    import pandas as pd

    def found(scale):
        folder = tmp_path_factory.mktemp("line")
        line = f"{{place: '99', year: 2024, value: {7_500 * scale}, source: t, certainty: t}}"
        text = f"monitoring_line:\n  values: [{line}]\n"
        (folder / "policy.yaml").write_text(text, encoding="utf-8")
        net = [amount * scale for amount in amounts]
        keys = {"county": "990101", "village": VILLAGE, "year": 2024, "fault": ""}
        earned = pd.DataFrame({"net": net, "household": [str(i) for i in range(len(net))], "members": 2}).assign(**keys)
        earned["members"] = earned["members"].astype("Int64")
        scope = scopes.years(VILLAGE, [2024])
        functions = (poverty.headcount_ratio, poverty.poverty_gap)
        return [function(earned, scope, params=folder)["value"].item() for function in functions]

    assert np.allclose(found(1), found(factor))


def test_the_interval_of_the_gap_never_reaches_below_zero_and_is_none_where_nobody_is_poor(ledger, scope):
    one_poor = poverty.poverty_gap(years_of(ledger, [LINE_2024 // 2, *[9_000_000] * 5]), scope, interval=True)
    assert 0 < one_poor["low"].item() < one_poor["value"].item() < one_poor["high"].item()
    nobody = poverty.poverty_gap(years_of(ledger, [9_000_000] * 6), scope, interval=True)
    assert nobody["value"].item() == 0
    assert nobody[["low", "high"]].isna().all(axis=None)
