"""Inequality between kinds of households and between villages in result rows, worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import inequality
from evalkit.indicators import scope as scopes
from evalkit.indicators.group_inequality import inequality_between_villages, inequality_by_household_type

VILLAGES = ("990101100201", "990101100202")


def _earned(rows: list[tuple]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["village", "household", "net", "members"])
    return table.assign(county="990101", year=2024, fault="", net=table["net"].astype("int64"))


def _values(rows: pd.DataFrame) -> dict:
    return rows.set_index("group")["value"].to_dict()


@pytest.fixture
def one_village():
    return _earned([(VILLAGES[0], home, net, 1) for home, net in zip("abcd", (1, 3, 4, 8), strict=True)])


def test_kinds_of_households_by_hand(one_village, ledger):
    kinds = [
        {"household": home, "year": 2024, "household_type": kind}
        for home, kind in zip("abcd", ["lifted"] * 2 + [None] * 2, strict=True)
    ]
    rows = inequality_by_household_type(one_village, ledger("households", kinds), scopes.years(VILLAGES[0], [2024]))
    found = _values(rows)
    # Means 2 and 6 around 4: (6 - 2) / (4 x 4); within: 1/2 x 1/4 x 1/4 + 1/2 x 3/4 x 1/6.
    assert found["gini/between"] == pytest.approx(0.25)
    assert found["gini/within"] == pytest.approx(1 / 32 + 1 / 16)
    assert found["gini/overlap"] == pytest.approx(0, abs=1e-12)
    assert found["theil_t/between"] == pytest.approx((0.5 * np.log(0.5) + 1.5 * np.log(1.5)) / 2)
    assert sum(value for name, value in found.items() if name.startswith("gini/")) == pytest.approx(11 / 32)
    assert rows["note"].str.contains("2 kinds of households").all()


def test_two_villages_of_a_county_by_hand():
    homes = [(VILLAGES[0], "a", 1, 1), (VILLAGES[0], "b", 3, 1), (VILLAGES[1], "c", 8, 2), (VILLAGES[1], "d", 0, 1)]
    rows = inequality_between_villages(_earned(homes), scopes.county_years("990101", [2024]))
    # Per head 1 3 | 4 4 0: means 2 and 8/3 for 2 and 3 persons, mean 12/5; the zero leaves the mean log deviation.
    found = _values(rows)
    assert found["gini/between"] == pytest.approx(2 * 2 * 3 * (8 / 3 - 2) / (2 * 25 * 12 / 5))
    assert found["theil_l/between"] == pytest.approx(np.log(3) - (2 * np.log(2) + 2 * np.log(4)) / 4)
    assert (
        rows.loc[rows["group"] == "theil_l/within", "note"].item().count("1 households with no income above zero") == 1
    )
    assert rows["village"].eq("").all()


def test_parts_of_a_measure_add_up_to_the_inequality_of_all(one_village):
    other = one_village.assign(village=VILLAGES[1], net=[9, 2, 7, 7])
    rows = inequality_between_villages(pd.concat([one_village, other]), scopes.county_years("990101", [2024]))
    measures = rows.groupby(rows["group"].str.split("/").str[0])
    # Incomes 1 3 4 8 and 9 2 7 7, one person each.
    income = np.array([1.0, 3, 4, 8, 9, 2, 7, 7])
    whole = {"gini": inequality.gini(income, np.ones(8)).value} | {
        name: inequality.ge(income, np.ones(8), alpha).value for name, alpha in (("theil_l", 0), ("theil_t", 1))
    }
    assert measures["value"].sum().to_dict() == pytest.approx(whole)


def test_one_village_alone_and_a_ledger_that_never_came_are_refused_with_their_reasons(one_village, ledger):
    rows = inequality_between_villages(one_village, scopes.county_years("990101", [2024, 2023]))
    assert rows["value"].isna().all()
    assert rows.loc[rows["year"] == 2024, "note"].str.contains("only one group").all()
    assert rows.loc[rows["year"] == 2023, "note"].str.contains("no household with a full year").all()
    lacking = inequality_by_household_type(one_village, ledger("households", []), scopes.years(VILLAGES[0], [2024]))
    assert lacking["note"].str.contains("ledger").all()
