"""Inequality by source of income in result rows, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit.indicators import income_inequality
from evalkit.indicators import scope as scopes
from evalkit.indicators.income_source_inequality import inequality_by_source

HERE = {"county": "990101", "village": "990101100201", "year": 2024}
SCOPE = scopes.years(HERE["village"], [2024])


def _earned(rows: list[tuple]) -> pd.DataFrame:
    names = ["household", "wage", "business", "property", "transfer", "business_cost", "members", "fault"]
    table = pd.DataFrame(rows, columns=names).assign(**HERE)
    return table.assign(net=table[["wage", "business", "property", "transfer"]].sum(axis=1) - table["business_cost"])


def test_contributions_are_those_worked_by_hand_and_add_up_to_the_gini_coefficient():
    # Per head: wages 0 2 4 and pensions 3 1 2, as in the case worked by hand for the measure itself.
    earned = _earned([("a", 0, 0, 0, 300, 0, 1, ""), ("b", 400, 0, 0, 200, 0, 2, ""), ("c", 400, 0, 0, 200, 0, 1, "")])
    rows = inequality_by_source(earned, SCOPE)
    found = rows[rows["indicator"] == "gini_contribution"].set_index("group")["value"]
    # Persons: a one, b two, c one; ranks 3/8 3/8 3/8 7/8, mean income (3 + 3 + 3 + 6) / 4.
    mean, ranks = 3.75, [0.375, 0.375, 0.375, 0.875]
    wages = sum(x * r for x, r in zip([0, 2, 2, 4], ranks, strict=True)) / 4 - 2 / 2
    assert found["wage"] == pytest.approx(2 * wages / mean)
    assert found.sum() == pytest.approx(income_inequality.income_gini(earned, SCOPE)["value"].item())


def test_business_net_of_its_cost_may_be_negative_and_the_row_says_so():
    earned = _earned([("a", 500, 100, 0, 0, 300, 1, ""), ("b", 500, 400, 0, 0, 0, 1, "")])
    rows = inequality_by_source(earned, SCOPE).set_index(["indicator", "group"])
    # Net business -200 and 400: mean 100, Gini 2 x (-200 x 1/4 + 400 x 3/4 - 100) / 2 / 100.
    assert rows.loc[("gini_of_source", "business"), "value"] == pytest.approx(1.5)
    assert "below zero for some households" in rows.loc[("gini_of_source", "business"), "note"]


def test_a_source_without_money_has_no_coefficient_of_its_own_but_a_share_of_nothing():
    earned = _earned([("a", 100, 0, 0, 0, 0, 1, ""), ("b", 300, 0, 0, 0, 0, 1, "")])
    rows = inequality_by_source(earned, SCOPE).set_index(["indicator", "group"])
    assert rows.loc[("gini_contribution", "property"), "value"] == 0
    assert pd.isna(rows.loc[("gini_of_source", "property"), "value"])
    assert "no money from the source" in rows.loc[("gini_of_source", "property"), "note"]


def test_no_ledger_and_no_usable_household_are_two_reasons():
    nothing = inequality_by_source(_earned([]), SCOPE)
    assert nothing["note"].str.contains("no ledger|ledger", regex=True).all()
    partial = inequality_by_source(_earned([("a", 100, 0, 0, 0, 0, 1, "partial")]), SCOPE)
    assert partial["value"].isna().all()
    assert partial["note"].str.contains("fewer than 12 months").all()
