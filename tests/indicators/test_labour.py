"""Labour used, and causes outside a household's will, on hand-made ledgers."""

from __future__ import annotations

import numpy as np
import pandas as pd
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


def test_persons_whose_labour_capacity_is_not_known_are_counted_in_the_note(members, scope):
    blank = members.assign(labour=members["labour"].mask(members["person"].isin(["p2", "p4"])))
    row = labour.labour_use(blank, scope).iloc[0]
    assert (row["numerator"], row["denominator"], row["n"]) == (12, 12, 1)
    assert "2名家庭成员劳动能力不明，未计入" in row["note"]
    assert "2 members of unknown labour capacity left out" in row["note"]
    assert "unknown labour" not in labour.labour_use(members, scope).iloc[0]["note"]


def test_months_known_for_nobody_are_refused_and_counted(members, scope):
    row = labour.labour_use(members.assign(work_months=np.nan), scope).iloc[0]
    assert np.isnan(row["value"]) and "3 persons without known months left out" in row["note"]


def test_a_person_listed_twice_counts_once_whatever_the_order(members, scope):
    again = members[members["person"].isin(["p1", "p3"])].assign(work_months=[np.nan, 6.0])
    for rows in (pd.concat([members, again]), pd.concat([again, members])):
        row = labour.labour_use(rows, scope).iloc[0]
        # Months 12, 3 and, from the second listing of p3, 6.
        assert (row["numerator"], row["denominator"], row["n"]) == (21, 36, 3)
        assert "2行重复登记的家庭成员，未计入" in row["note"] and "2 rows that repeat a person left out" in row["note"]
        causes = labour.outside_cause_share(rows, scope).set_index("group")
        assert causes["n"].tolist() == [5, 5, 5, 5] and causes.loc["aged_60_up", "value"] == 0.4
        assert causes["note"].str.contains("2 rows that repeat a person left out").all()


def test_two_persons_without_a_number_are_two(ledger, scope):
    rows = [{"year": 2024, "household": "a", "labour": "ordinary", "work_months": m} for m in (6, 12)]
    row = labour.labour_use(ledger("members", rows), scope).iloc[0]
    assert row["n"] == 2 and "repeat" not in row["note"]


def test_members_without_an_answer_are_counted_beside_each_cause(members, scope):
    blank = members.assign(health=members["health"].mask(members["person"].isin(["p1", "p5"])))
    rows = labour.outside_cause_share(blank, scope).set_index("group")
    said = "2名家庭成员健康状况不明，未计入 / 2 members of unknown health left out"
    assert rows["note"].to_dict() == {"aged_60_up": "", "disabled": said, "ill": said, "no_labour": ""}
    assert rows["n"].to_dict() == {"aged_60_up": 5, "disabled": 3, "ill": 3, "no_labour": 5}


def test_the_chinese_half_of_a_note_holds_no_code(ledger, scope):
    rows = [{"year": 2024, "household": "a", "person": "p", "labour": "none"}]
    found = labour.outside_cause_share(ledger("members", rows), scope).set_index("group")
    assert found.loc["aged_60_up", "note"] == "家庭成员台账没有写年龄段 / the members ledger has no birth_band"


def test_the_limits_of_labour_use_stay_between_nothing_and_everything(ledger, scope):
    months = {"a": 12, "b": 12, "c": 0}
    rows = [{"year": 2024, "household": h, "person": h, "labour": "skilled", "work_months": m}
            for h, m in months.items()]  # fmt: skip
    row = labour.labour_use(ledger("members", rows), scope, interval=True).iloc[0]
    # By hand: share 2/3, standard error 1/3, t(2, .975) = 4.302653; log odds 0.693147 -+ 4.302653 (1/3) / (2/9).
    assert (row["low"], row["high"]) == pytest.approx((0.003139, 0.999213), abs=1e-6)
