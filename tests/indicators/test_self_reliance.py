"""Transfers, labour, credit and outside causes on hand-made ledgers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes
from evalkit.indicators import self_reliance as sr

VILLAGE, GUANZHUANG = "990101100201", "140123100206"
WHOLE = {"year": 2024, "month": 1, "months": 12, "period_kind": "year", "household_size": 2}


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


@pytest.fixture
def income(ledger):
    def of(household, item, source, amount):
        return WHOLE | {"household": household, "item": item, "source": source, "amount": amount}

    return ledger(
        "income",
        [
            of("young", "wage_migrant", "wage", 900_000),
            of("young", "transfer_one_off", "transfer", 100_000),
            of("old", "transfer_pension", "transfer", 300_000),
            of("old", "transfer_dibao", "transfer", 150_000),
            of("old", "transfer_tekun", "transfer", 50_000),
            of("old", "transfer", "transfer", 500_000),
        ],
    )


@pytest.fixture
def members(ledger):
    def person(household, who, labour, months, band="25-44", health="healthy"):
        own = {"year": 2024, "household": household, "person": who, "labour": labour, "work_months": months}
        return own | {"birth_band": band, "health": health}

    return ledger(
        "members",
        [
            person("young", "p1", "skilled", 12),
            person("young", "p2", "weak", 3),
            person("young", "p3", "ordinary", None),
            person("old", "p4", "none", 0, "75+", "chronic"),
            person("old", "p5", "lost", 0, "60-74", "disabled"),
        ],
    )


def test_transfers_are_split_by_kind_and_by_who_can_work(income, members, scope):
    rows = sr.transfer_dependence(income, hi.household_years(income), members, scope).set_index("group")["value"]
    # Net income 20,000 yuan, transfers 11,000: pension 3,000, subsistence 2,000, one-off 1,000, not split 5,000.
    assert rows["all/all"] == pytest.approx(0.55)
    assert rows["all/pension"] == pytest.approx(0.15)
    assert rows["all/subsistence"] == pytest.approx(0.10)
    assert rows["all/one_off"] == pytest.approx(0.05)
    assert rows["all/other"] == pytest.approx(0.25)
    # The young household alone: 1,000 of 10,000.
    assert rows["labour_capable/all"] == pytest.approx(0.10)
    assert rows["labour_capable/pension"] == 0


def test_dividends_stand_beside_transfers_and_never_among_them(ledger, members, scope):
    lines = [
        ("young", "wage_migrant", "wage", 600_000), ("young", "property_dividend", "property", 200_000),
        ("old", "transfer_pension", "transfer", 100_000), ("old", "property", "property", 100_000),
    ]  # fmt: skip
    income = ledger(
        "income", [WHOLE | dict(zip(("household", "item", "source", "amount"), x, strict=True)) for x in lines]
    )
    earned = hi.household_years(income)
    plain = sr.transfer_dependence(income, earned, members, scope)
    rows = sr.transfer_dependence(income, earned, members, scope, dividends=True).set_index("group")
    # Net income 10,000 yuan: dividends 2,000, transfers 1,000; 1,000 of property income is not split.
    assert rows.loc["all/dividend", "value"] == pytest.approx(0.20)
    assert rows.loc["all/all", "value"] == pytest.approx(0.10)
    assert rows.loc["labour_capable/dividend", "value"] == pytest.approx(0.25)
    assert "1 households have one sum of property income" in rows.loc["all/dividend", "note"]
    assert "households have one sum" not in rows.loc["labour_capable/dividend", "note"]
    assert set(rows.index) - set(plain["group"]) == {"all/dividend", "labour_capable/dividend"}


def test_without_members_only_all_households_are_answered(income, ledger, scope):
    nobody = ledger("members", [])
    rows = sr.transfer_dependence(income, hi.household_years(income), nobody, scope).set_index("group")
    assert rows.loc["all/all", "value"] == pytest.approx(0.55)
    assert np.isnan(rows.loc["labour_capable/all", "value"])
    assert rows.loc["labour_capable/all", "note"] == "未收到家庭成员台账 / no members ledger received"


def test_credit_for_daily_life_is_not_productive_and_unknown_purposes_are_left_out(ledger, scope):
    loans = [("crop", 300), ("trade", 100), ("consumption", 100), (None, 900), ("crop", None)]
    lines = [{"year": 2024, "household": f"h{i}", "purpose": p, "amount": a} for i, (p, a) in enumerate(loans)]
    row = sr.productive_credit_share(ledger("microcredit", lines), scope).iloc[0]
    assert row["value"] == pytest.approx(0.8)
    assert (row["numerator"], row["denominator"], row["n"]) == (4, 5, 3)
    assert "2 loans without purpose or amount left out" in row["note"]


def test_a_published_total_without_purpose_is_refused(ledger):
    total = [{"year": 2024, "households_count": 9, "amount": 45_000_000}]
    row = sr.productive_credit_share(ledger("microcredit", total, village=GUANZHUANG), scopes.years(GUANZHUANG, [2024]))
    assert row["note"].tolist() == [sr.NO_PURPOSE]


def test_no_ledger_is_a_refusal(ledger):
    scope = scopes.years(GUANZHUANG, [2024])
    nothing = ledger("income", [])
    rows = sr.transfer_dependence(nothing, hi.household_years(nothing), ledger("members", []), scope)
    assert rows["note"].tolist() == ["未收到收入台账 / no income ledger received"]


def test_another_unit_split_rows_and_another_order_change_no_share(income, members, ledger, scope):
    loans = ledger(
        "microcredit", [{"year": 2024, "purpose": p, "amount": a} for p, a in (("crop", 300), ("consumption", 101))]
    )

    def changed(rows):
        parts = pd.concat([rows.assign(amount=rows["amount"] * 2), rows.assign(amount=rows["amount"] * 5)])
        return parts.sample(frac=1, random_state=1, ignore_index=True)

    def shares(of):
        transfers = sr.transfer_dependence(of(income), hi.household_years(of(income)), members, scope, dividends=True)
        credit = sr.productive_credit_share(of(loans), scope)
        return pd.concat([transfers, credit]).set_index(["indicator", "group"])["value"]

    pd.testing.assert_series_equal(shares(changed), shares(lambda rows: rows))
