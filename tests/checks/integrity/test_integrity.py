"""Integrity tests speak up about cooked ledgers and seldom about honest ones; below the least n they say so."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit import store
from evalkit.checks import integrity
from evalkit.indicators import result, scope

COUNTY, YEAR = "990101", 2023
LINE_FEN = 7100_00  # place 99 in 2023, invented, params/policy.yaml
VILLAGES, HOMES = 30, 60
# With q held at 0.05 an honest county has a false alarm one time in twenty; one village is allowed.
MOST_FALSE_ALARMS = 1


def county(seed: int, villages: int = VILLAGES, homes: int = HOMES) -> pd.DataFrame:
    """An honest county: one wage per household and month, log-normal, in whole yuan; one person per household."""
    rng = np.random.default_rng(seed)
    level = rng.lognormal(np.log(LINE_FEN * 1.1 / 12), 0.3, (villages, homes, 1))
    amount = np.round(level * rng.lognormal(0, 0.2, (villages, homes, 12)) / 100).astype(np.int64) * 100
    v, h, m = (axis.ravel() for axis in np.indices(amount.shape))
    rows = {
        "county": COUNTY, "village": [f"{COUNTY}100{201 + i}" for i in v], "year": YEAR,
        "household": [f"v{i}h{j}" for i, j in zip(v, h, strict=True)], "household_size": 1, "item": "wage_migrant",
        "source": "wage", "period_kind": "month", "month": m + 1, "months": 1, "amount": amount.ravel(),
        "covered": 4095,
        "file_id": v, "sheet_id": v, "row": h + 2, "col": m + 3,
    }  # fmt: skip
    return pd.DataFrame(rows).astype(store.empty("income").dtypes)


def inspections(income: pd.DataFrame) -> pd.DataFrame:
    """An assessment ledger that names the second quarter, so June, for every village."""
    places = income[["county", "village", "year"]].drop_duplicates()
    rows = places.assign(period="Q2", subject="team", score=90.0, file_id=900, sheet_id=900, row=2)
    return rows.reindex(columns=store.empty("assessments").columns).astype(store.empty("assessments").dtypes)


def look(income: pd.DataFrame, **more: pd.DataFrame) -> pd.DataFrame:
    return integrity.run({"income": income, "assessments": inspections(income)} | more)


@pytest.fixture(scope="module")
def honest() -> pd.DataFrame:
    return county(1)


@pytest.fixture(scope="module")
def honest_figures(honest) -> pd.DataFrame:
    return look(honest)


def first_village(income: pd.DataFrame) -> pd.Series:
    return income["village"] == f"{COUNTY}100201"


def cooked(income: pd.DataFrame, name: str) -> pd.DataFrame:
    """The honest county with the first village's ledger made up in one way."""
    income = income.copy()
    mine = first_village(income)
    amount = income.loc[mine, "amount"]
    rng = np.random.default_rng(7)
    if name == "digit_heaping":
        income.loc[mine, "amount"] = (amount + 25_000) // 50_000 * 50_000 // 1000 * 1000 + rng.choice(
            [0, 500, 300], len(amount), p=[0.3, 0.4, 0.3]
        )
    elif name == "digit_preference":
        income.loc[mine, "amount"] = amount // 1000 * 1000 + rng.choice(
            [300, 700, 100, 200, 400, 600, 800, 900], len(amount), p=[0.3, 0.3, *[1 / 15] * 6]
        )
    elif name == "copied_months":
        copied = mine & income["row"].le(20)
        income.loc[copied, "amount"] = income[copied].groupby("household")["amount"].transform("first")
    elif name == "copied_households":
        pair = income["row"].where(mine & income["row"].le(25))
        twin = income[mine & (income["row"] % 2 == 0)].set_index(["row", "month"])["amount"]
        odd = mine & (pair % 2 == 1)
        income.loc[odd, "amount"] = twin.reindex(
            pd.MultiIndex.from_arrays([pair[odd].astype(int) - 1, income.loc[odd, "month"]])
        ).to_numpy()
    elif name == "smooth_series":
        mean = income[mine].groupby("household")["amount"].transform("mean")
        income.loc[mine, "amount"] = ((mean + 0.3 * (amount - mean)) // 100 * 100).astype("int64")
    elif name == "inspection_jumps":
        june = mine & (income["month"] == 6)
        income.loc[june, "amount"] = income.loc[june, "amount"] * 13 // 10
    else:
        total = income.groupby("household")["amount"].transform("sum")
        short = mine & total.between(LINE_FEN * 9 // 10, LINE_FEN - 1)
        income.loc[short & (income["month"] == 12), "amount"] += LINE_FEN + 10_000 - total[short]
    return income


@pytest.mark.parametrize("name", integrity.TESTS)
def test_honest_villages_seldom_look_unusual(name, honest_figures):
    told = honest_figures[(honest_figures["indicator"] == name) & honest_figures["value"].notna()]
    alarms = integrity.unusual(told)
    assert len(told) >= VILLAGES // 2
    assert len(alarms) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize("name", integrity.TESTS)
def test_a_ledger_made_up_in_one_way_is_the_one_that_looks_unusual(name, honest):
    few = honest[honest["village"] <= f"{COUNTY}100206"]
    rows = look(cooked(few, name))
    alarms = integrity.unusual(rows[rows["indicator"] == name])
    assert f"{COUNTY}100201" in set(alarms["village"])
    assert len(set(alarms["village"])) <= 2


def test_wording_asks_and_never_accuses(honest):
    few = honest[honest["village"] <= f"{COUNTY}100206"]
    rows = integrity.unusual(look(cooked(few, "bunching_above_line")))
    assert rows["note"].str.contains("looks unusual; please check").all()
    for word in ("造假", "虚报", "fraud", "fake", "false", "manipul"):
        assert not rows["note"].str.contains(word).any()


def test_few_units_are_refused_with_their_number(honest):
    few = honest[(honest["row"] <= 5) & (honest["village"] <= f"{COUNTY}100206")]
    rows = look(few)
    assert rows["value"].isna().all()
    assert rows["note"].str.contains("not tested|to compare with").all()
    assert "4 households, fewer than 10" in rows.loc[rows["indicator"] == "smooth_series", "note"].iloc[0]


def test_a_village_without_three_others_has_nothing_to_be_compared_with(honest):
    rows = look(honest[honest["village"] <= f"{COUNTY}100203"])
    assert rows.loc[rows["indicator"] == "copied_months", "note"].str.contains("to compare with").all()


def test_without_a_quarter_of_assessment_no_month_is_an_inspection(honest):
    rows = integrity.run({"income": honest[first_village(honest)]})
    assert "no month of inspection is known" in rows.loc[rows["indicator"] == "inspection_jumps", "note"].item()


def test_a_place_without_a_line_is_not_tested_for_bunching(honest):
    elsewhere = honest[first_village(honest)].assign(county="140123", village="140123100206", year=2022)
    rows = integrity.run({"income": elsewhere.astype(honest.dtypes)})
    assert "no monitoring line" in rows.loc[rows["indicator"] == "bunching_above_line", "note"].item()


def test_a_ledger_kept_to_tens_is_judged_by_its_tens(honest):
    tens = honest[first_village(honest)].copy()
    tens["amount"] = tens["amount"] * 10
    row = integrity.run({"income": tens}).set_index("indicator").loc["digit_heaping"]
    assert "10 yuan" in row["note"] and row["low"] < 1 < row["high"]


def test_the_heaping_index_is_five_times_the_share_of_zeros_and_fives():
    # Hand-worked: 60 amounts, 30 of them ending in 5: 30/60 over 1/5 is 2.5.
    yuan = [1005 + 10 * i for i in range(30)] + [1001 + 10 * i for i in range(30)]
    income = county(1, villages=1, homes=5)
    income["amount"] = np.array(yuan) * 100
    row = integrity.run({"income": income}).set_index("indicator").loc["digit_heaping"]
    assert row["value"] == pytest.approx(2.5) and row["numerator"] == 30 and row["n"] == 60


def test_figures_do_not_depend_on_the_pseudonyms(honest):
    few = honest[honest["village"] <= f"{COUNTY}100205"]
    names = {name: str(i) for i, name in enumerate(sorted(few["household"].unique(), reverse=True))}
    renamed = few.assign(household=few["household"].map(names).astype("str"))
    pd.testing.assert_frame_equal(look(few), look(renamed))


def test_within_grids_the_grid_is_the_group(honest):
    own = honest[first_village(honest)]
    homes = own.drop_duplicates("household")
    listed = homes[["county", "village", "year", "household", "file_id", "sheet_id", "row"]].assign(grid="第1网格")
    listed = listed.reindex(columns=store.empty("households").columns).astype(store.empty("households").dtypes)
    rows = integrity.run({"income": own, "households": listed}, by="grid")
    assert set(rows["group_by"]) == {"grid"} and set(rows["group"]) == {"第1网格"}
    result.validate(rows)


def test_the_bunched_village_of_the_invented_county_is_the_one_that_looks_bunched(processed):
    names = ("income", "households", "assessments")
    rows = integrity.run({name: store.read(name, county=COUNTY, root=processed) for name in names})
    alarms = integrity.unusual(rows[rows["indicator"] == "bunching_above_line"])
    assert set(alarms["village"]) == {"990101100204"}
    whole = rows[(rows["indicator"] == "bunching_above_line") & (rows["period"] == "2021/2024")]
    assert whole.set_index("village")["value"].idxmax() == "990101100204"


def test_without_incomes_there_is_nothing_to_look_at(honest):
    assert integrity.run({}).empty
    assert integrity.run({"income": honest}, years=[2020]).empty


def test_only_the_years_asked_for_are_reported(honest):
    few = honest[honest["village"] <= f"{COUNTY}100205"]
    both = pd.concat([few, few.assign(year=2022)], ignore_index=True).astype(honest.dtypes)
    rows = integrity.run({"income": both}, years=[2023])
    assert set(rows["year"]) == {2023} and "2022/2023" in set(rows["period"])


def test_tests_are_counted_once_however_many_figures_they_have(honest):
    few = honest[honest["village"] <= f"{COUNTY}100206"]
    rows = look(cooked(few, "digit_preference"))
    told = integrity.tests_unusual(rows, scope.years(f"{COUNTY}100201", [YEAR])).iloc[0]
    own = rows[(rows["village"] == f"{COUNTY}100201") & rows["value"].notna()]
    assert told["denominator"] == own["indicator"].nunique()
    assert told["value"] == integrity.unusual(own)["indicator"].nunique() >= 1


def test_grids_nobody_can_name_without_a_household_list_are_no_grids(honest):
    rows = integrity.run({"income": honest}, by="grid")
    assert rows["value"].isna().all()
