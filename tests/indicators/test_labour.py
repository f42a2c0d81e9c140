"""Labour used, and causes outside a household's will, on hand-made ledgers."""

from __future__ import annotations

import numpy as np
import pytest

from evalkit.indicators import labour
from evalkit.indicators import scope as scopes

VILLAGE, GUANZHUANG = "990101100201", "140123100206"


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


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


def test_labour_use_counts_only_those_who_can_work_and_whose_months_are_known(members, scope):
    row = labour.labour_use(members, scope).iloc[0]
    assert (row["numerator"], row["denominator"], row["value"]) == (15, 24, 0.625)
    assert row["n"] == 2
    assert "1 persons without known months left out" in row["note"]


def test_more_than_twelve_months_in_a_year_are_not_believed(ledger, scope):
    months = [13, 6, -1]
    rows = [{"year": 2024, "household": "a", "person": f"p{m}", "labour": "ordinary", "work_months": m} for m in months]
    row = labour.labour_use(ledger("members", rows), scope).iloc[0]
    assert (row["value"], row["n"]) == (0.5, 1)
    assert "2 persons" in row["note"]


def test_a_village_without_anybody_who_can_work_has_no_labour_use(ledger, scope):
    rows = [{"year": 2024, "household": "a", "person": "p", "labour": "none", "work_months": 0}]
    row = labour.labour_use(ledger("members", rows), scope).iloc[0]
    assert np.isnan(row["value"])
    assert "no member who can work" in row["note"]


def test_outside_causes_are_shares_of_members(members, scope):
    rows = labour.outside_cause_share(members, scope).set_index("group")["value"]
    assert rows.to_dict() == {"aged_60_up": 0.4, "disabled": 0.2, "ill": 0.2, "no_labour": 0.4}


def test_a_column_that_is_missing_is_said_to_be(ledger, scope):
    rows = [{"year": 2024, "household": "a", "person": "p", "labour": "none"}]
    found = labour.outside_cause_share(ledger("members", rows), scope).set_index("group")
    assert found.loc["no_labour", "value"] == 1
    assert found.loc["aged_60_up", "note"].endswith("the members ledger has no birth_band")


def test_no_ledger_is_a_refusal(ledger):
    nobody, scope = ledger("members", []), scopes.years(GUANZHUANG, [2024])
    assert labour.labour_use(nobody, scope)["note"].tolist() == ["未收到家庭成员台账 / no members ledger received"]
    assert labour.outside_cause_share(nobody, scope)["value"].isna().all()
