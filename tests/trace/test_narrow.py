"""Which rows a figure's group and period rest on."""

import pandas as pd
import pytest

from evalkit import codebook
from evalkit.trace.narrow import keys, narrowed

TABLES = codebook.load().tables
INCOME = pd.DataFrame(
    [("wage", "wage_migrant", 1, 1), ("business", "business_crop", 1, 12), ("business_cost", "cost_crop", 1, 3),
     ("transfer", "transfer_pension", 4, 3), ("transfer", "transfer_dibao", 7, 1),
     ("transfer", "transfer_other", 7, 1)],
    columns=["source", "item", "month", "months"],
)  # fmt: skip


@pytest.mark.parametrize(
    ("group_by", "group", "items"),
    [
        ("income_source", "business", ["business_crop", "cost_crop"]),
        ("income_source", "wage", ["wage_migrant"]),
        ("transfer_households/transfer_kind", "all/pension", ["transfer_pension"]),
        ("transfer_households/transfer_kind", "labour_capable/other", ["transfer_other"]),
        ("transfer_households/transfer_kind", "all/all", ["transfer_pension", "transfer_dibao", "transfer_other"]),
        ("line_side", "above", INCOME["item"].tolist()),
    ],
)
def test_a_source_of_income_keeps_its_items_and_business_its_costs(group_by, group, items):
    assert narrowed(TABLES["income"], INCOME, keys(group_by, group), "2024")["item"].tolist() == items


def test_a_quarter_keeps_the_incomes_that_reach_into_it():
    found = narrowed(TABLES["income"], INCOME, {}, "2024-Q2")
    assert found["item"].tolist() == ["business_crop", "transfer_pension"]


def test_a_month_keeps_the_meetings_held_in_it_and_all_when_there_was_none():
    held = pd.DataFrame({"date": ["2024-03-05", "2024-04"]})
    assert narrowed(TABLES["meetings"], held, {"ledger": "meetings"}, "2024-03")["date"].tolist() == ["2024-03-05"]
    assert len(narrowed(TABLES["meetings"], held, {"ledger": "meetings"}, "2024-05")) == 2
    assert narrowed(TABLES["meetings"], held, {"ledger": "income"}, "2024-03").empty


def test_a_programme_without_a_term_is_not_that_of_a_term():
    given = pd.DataFrame({"programme": ["yulu", "yulu", "workshop"], "term": ["autumn", None, None]}).astype("str")
    assert narrowed(
        TABLES["assistance"], given, keys("programme/term", "yulu/autumn"), "2024-autumn"
    ).index.tolist() == [0]
    assert narrowed(TABLES["assistance"], given, keys("programme", "yulu"), "2024").index.tolist() == [1]


def test_an_act_of_initiative_keeps_its_own_ledger_and_the_households():
    jobs = pd.DataFrame({"channel": ["own", "office"]})
    homes = pd.DataFrame({"household": ["a"]})
    act = {"initiative_act": "own_job"}
    assert narrowed(TABLES["jobs"], jobs, act, "2024").index.tolist() == [0]
    assert narrowed(TABLES["alerts"], jobs, act, "2024").empty
    assert len(narrowed(TABLES["households"], homes, act, "2024")) == 1
