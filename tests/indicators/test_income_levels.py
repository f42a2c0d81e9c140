"""Income per equivalent adult, net of out-of-pocket spending, and poverty figures built on them: hand-worked."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import income_levels as levels
from evalkit.indicators import poverty, poverty_at_median, poverty_severity, poverty_transfers
from evalkit.indicators import scope as scopes
from evalkit.indicators.poverty_out_of_pocket import poverty_after_out_of_pocket

VILLAGE = "990101100201"
LINE = 750_000  # fen: params/policy.yaml, invented province, 7,500 yuan in 2024
WHOLE = {"year": 2024, "month": 1, "months": 12, "period_kind": "year"}


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


@pytest.fixture
def incomes(ledger):
    """Return the income ledger of households: size, and amount by item (source is the item's first word)."""

    def make(**homes):
        lines = [
            WHOLE | {"household": name, "household_size": size, "item": item, "amount": amount}
            | {"source": item if item in ("claims", "out_of_pocket") else item.partition("_")[0]}
            for name, (size, items) in homes.items()
            for item, amount in items.items()
        ]  # fmt: skip
        return ledger("income", lines)

    return make


def test_persons_weigh_equally_in_income_per_equivalent_adult(incomes, scope):
    earned = hi.household_years(incomes(a=(1, {"wage": 1_000_000}), b=(4, {"wage": 4_000_000})))
    # Roots of 1 and 4: 10,000 for one person, 20,000 for four. Per head both 10,000.
    assert levels.income_equivalised(earned, scope)["value"].item() == pytest.approx(18_000)
    assert levels.income_equivalised(earned, scope, scale="per_head")["value"].item() == pytest.approx(10_000)


def test_the_oecd_scale_counts_children_by_age_band_and_leaves_out_unknown_ages(incomes, ledger, scope):
    earned = hi.household_years(incomes(a=(3, {"wage": 1_800_000}), b=(2, {"wage": 9_000_000})))
    bands = [("a", "25-44"), ("a", "25-44"), ("a", "6-15"), ("b", "25-44"), ("b", None)]
    members = ledger("members", [{"year": 2024, "household": h, "birth_band": band} for h, band in bands])
    row = levels.income_equivalised(earned, scope, scale="oecd_modified", members=members).iloc[0]
    # 1 + 0.5 + 0.3 adults share 18,000 yuan.
    assert (row["value"], row["n"]) == (pytest.approx(10_000), 1)
    assert "1 households left out: not the age of every member is known" in row["note"]
    with pytest.raises(ValueError, match="needs members"):
        levels.income_equivalised(earned, scope, scale="oecd_modified")


def test_claims_are_added_and_out_of_pocket_spending_taken_off(incomes, scope):
    income = incomes(
        a=(2, {"wage": 1_600_000, "claims": 100_000, "out_of_pocket": 300_000}), b=(2, {"wage": 2_000_000})
    )
    earned = hi.household_years(income)
    row = levels.income_after_out_of_pocket(earned, income, scope).iloc[0]
    assert row["value"] == pytest.approx((16_000 + 1_000 - 3_000 + 20_000) / 4)
    assert "stated for 1 households" in row["note"]
    rows = poverty_after_out_of_pocket(earned, income, scope).set_index("group")["value"]
    # Household a has 7,000 a head, 500 short of 7,500; two persons of four.
    assert rows.to_dict() == pytest.approx({"headcount": 0.5, "gap": 1 / 30, "squared_gap": 1 / 450})
    assert poverty.headcount_ratio(earned, scope)["value"].item() == 0


def test_a_ledger_without_such_spending_is_refused_and_an_unreadable_amount_leaves_the_household_out(incomes, scope):
    income = incomes(a=(1, {"wage": 900_000}))
    row = levels.income_after_out_of_pocket(hi.household_years(income), income, scope, interval=True).iloc[0]
    assert np.isnan(row["value"]) and "neither claims nor out-of-pocket" in row["note"]
    income = incomes(a=(1, {"wage": 900_000, "out_of_pocket": None}), b=(1, {"wage": 900_000, "claims": 5}))
    row = levels.income_after_out_of_pocket(hi.household_years(income), income, scope).iloc[0]
    assert row["n"] == 1 and "1 households with an unreadable amount left out" in row["note"]


def test_the_change_by_transfers_is_paired_and_adds_up(incomes, scope):
    homes = {f"h{i}": (1, {"wage": 400_000 + 60_000 * i, "transfer_other": 200_000}) for i in range(12)}
    earned = hi.household_years(incomes(**homes))
    rows = poverty_transfers.poverty_before_after_transfers(earned, scope, interval=True).set_index("group")
    # Wages 4,000, 4,600, ...: six under 7,500, three of them with 2,000 more.
    before, after, change = (rows.loc[f"headcount/{part}"] for part in ("before", "after", "change"))
    assert (before["value"], after["value"], change["value"]) == pytest.approx((6 / 12, 3 / 12, -3 / 12))
    without = poverty.headcount_without_transfers(earned, scope, interval=True).iloc[0]
    assert (before["low"], before["high"]) == (without["low"], without["high"])
    # Paired, by hand: each household's change is -1 (3 times) or 0 (9 times); se = sqrt(0.25 x 0.75 / 11).
    reach = 2.2009851601 * np.sqrt(0.25 * 0.75 / 11)
    assert (change["low"], change["high"]) == pytest.approx((-0.25 - reach, -0.25 + reach))


def test_indices_at_the_line_agree_with_hand_values_and_say_what_was_bottom_coded(incomes, scope):
    homes = {
        "a": (1, {"wage": LINE // 2}),
        "b": (1, {"wage": LINE * 2}),
        "c": (1, {"wage": 0}),
        "d": (1, {"wage": LINE}),
    }
    earned = hi.household_years(incomes(**homes))
    row = poverty_severity.watts_index(earned, scope).iloc[0]
    assert row["value"] == pytest.approx((np.log(2) + np.log(10)) / 4)
    assert "1 households under 10% of the line" in row["note"]
    # Gaps 1, 1/2, 0, 0: Sen (3 x 1 ... replication form) 3/8 x (1 + 1/6); SST (7 x 1 + 5 x 1/2) / 16.
    assert poverty_severity.sen_index(earned, scope)["value"].item() == pytest.approx(3 / 8 * 7 / 6)
    assert poverty_severity.sst_index(earned, scope)["value"].item() == pytest.approx(9.5 / 16)
    with pytest.raises(ValueError, match="between 0 and 1"):
        poverty_severity.watts_index(earned, scope, floor=0)


def test_the_relative_line_stands_in_the_note_and_counts_persons(incomes, scope):
    earned = hi.household_years(incomes(a=(1, {"wage": 300_000}), b=(4, {"wage": 4_000_000})))
    row = poverty_at_median.headcount_relative(earned, scope).iloc[0]
    assert row["value"] == pytest.approx(0.2)
    assert "relative line 4,000 yuan (40% of the village's median)" in row["note"]


def test_no_ledger_and_no_household_are_refused_by_every_function(incomes):
    income = incomes(a=(1, {"wage": 100}))
    earned, elsewhere = hi.household_years(income), scopes.years("140123100206", [2024])
    tables = [
        poverty.squared_poverty_gap(earned, elsewhere),
        poverty_severity.watts_index(earned, elsewhere),
        poverty_severity.sen_index(earned, elsewhere),
        poverty_severity.sst_index(earned, elsewhere),
        poverty_at_median.headcount_relative(earned, elsewhere),
        poverty_transfers.poverty_before_after_transfers(earned, elsewhere),
        poverty_after_out_of_pocket(earned, income, elsewhere),
        levels.income_equivalised(earned, elsewhere),
        levels.income_after_out_of_pocket(earned, income, elsewhere),
    ]
    for table in tables:
        assert table["value"].isna().all() and (table["note"] == "未收到收入台账 / no income ledger received").all()
    faulty = earned.assign(fault=pd.Series(["partial"], dtype="str"))
    row = levels.income_equivalised(faulty, scopes.years(VILLAGE, [2024])).iloc[0]
    assert np.isnan(row["value"]) and "fewer than 12 months" in row["note"]
