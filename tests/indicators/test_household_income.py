"""Household-years: sums in whole fen, who is complete, which size counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import household_income as hi

YEAR = {"year": 2024, "month": 1, "months": 12, "period_kind": "year", "household_size": 3}


def line(household: str, source: str, amount: int | None, item: str = "", **other: object) -> dict:
    return YEAR | {"household": household, "source": source, "item": item or source, "amount": amount} | other


@pytest.fixture
def one_household(ledger):
    rows = [
        line("a", "wage", 1_200_050),
        line("a", "business", 500_000),
        line("a", "property", 10_000),
        line("a", "transfer", 120_000, "transfer_pension"),
        line("a", "transfer", 30_000, "transfer_one_off"),
        line("a", "business_cost", 200_001),
        line("a", "claims", 999_999),
        line("a", "out_of_pocket", 888_888),
    ]
    return ledger("income", rows)


def test_net_income_adds_four_sources_and_takes_business_costs_off_to_the_fen(one_household):
    year = hi.household_years(one_household).iloc[0]
    # 12,000.50 + 5,000 + 100 + 1,500 - 2,000.01 yuan, worked by hand; claims and medical spending are no income.
    assert year["net"] == 1_660_049
    assert year["members"] == 3
    assert year["fault"] == ""
    assert hi.household_years(one_household)["net"].dtype == np.int64


def test_single_items_can_be_counted_without_the_rest_of_their_source(one_household):
    included = ["wage", "business", "property", "transfer_pension"]
    assert hi.household_years(one_household, include=included)["net"].item() == 1_660_049 - 30_000


def test_costs_of_a_business_that_does_not_count_are_not_subtracted_either(one_household):
    assert hi.household_years(one_household, include=["wage"])["net"].item() == 1_200_050


def test_a_name_that_is_no_source_and_no_item_is_told(one_household):
    with pytest.raises(ValueError, match="no item of income is called wages"):
        hi.household_years(one_household, include=["wages"])


def test_a_blank_in_a_covered_month_is_no_income(ledger):
    months = [line("a", "wage", 100, month=m, months=1) for m in range(1, 13)]
    years = hi.household_years(ledger("income", [*months, line("b", "business", 500, month=10, months=1)]))
    assert years["fault"].tolist() == ["", ""]
    assert years["net"].tolist() == [1_200, 500]


def test_a_household_of_which_eleven_months_are_covered_is_partial(ledger):
    june = 1 << 5
    covered = {"a": hi.ALL_MONTHS, "b": hi.ALL_MONTHS - june}
    months = [line(h, "wage", 100, month=m, months=1, covered=covered[h]) for m in (1, 12) for h in "ab"]
    years = hi.household_years(ledger("income", months)).set_index("household")
    assert years["fault"].to_dict() == {"a": "", "b": "partial"}


def test_quarters_and_months_together_make_a_year(ledger):
    mixed = [line("a", "wage", 100, month=m, months=3) for m in (1, 4, 7)]
    mixed += [line("a", "wage", 50, month=m, months=1) for m in (10, 11, 12)]
    years = hi.household_years(ledger("income", mixed))
    assert (years["fault"].item(), years["net"].item()) == ("", 450)


def test_a_missing_amount_makes_the_household_year_unreadable_and_not_zero(ledger):
    rows = [line("a", "wage", 100), line("a", "transfer", None)]
    assert hi.household_years(ledger("income", rows))["fault"].item() == "unreadable"


def test_the_size_of_the_latest_period_counts_and_the_household_list_fills_gaps(ledger):
    income = ledger(
        "income",
        [
            line("a", "wage", 1, month=1, months=6, household_size=4),
            line("a", "wage", 1, month=7, months=6, household_size=3),
            line("b", "wage", 1, household_size=None),
            line("c", "wage", 1, household_size=0),
        ],
    )
    homes = ledger("households", [{"year": 2024, "household": h, "household_size": 5} for h in "ab"])
    years = hi.household_years(income, homes).set_index("household")
    assert years.loc["a", "members"] == 3
    assert years.loc["b", "members"] == 5
    assert years.loc["c", "fault"] == "size"


def test_who_was_left_out_is_counted_in_both_languages(ledger):
    rows = [line("a", "wage", 1), line("b", "wage", None), line("c", "wage", 1, household_size=None)]
    note = hi.left_out(hi.household_years(ledger("income", rows))).item()
    assert note == (
        "1户有金额无法读取，未计入；1户缺家庭人口数，未计入"
        " / 1 households with an unreadable amount left out; 1 households without a size left out"
    )


def test_an_empty_ledger_gives_an_empty_table(ledger):
    years = hi.household_years(ledger("income", []))
    assert years.empty
    assert "fault" in years.columns


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(18)))
def test_the_order_of_rows_changes_no_household_year(order):
    rows = [
        {"county": "990101", "village": v, "year": 2024, "household": h, "household_size": s, "item": "wage"}
        | {"source": source, "period_kind": "month", "month": 1, "months": 12, "amount": a, "covered": hi.ALL_MONTHS}
        for v, h, s, a in (("1", "a", 2, 10), ("1", "b", 3, 20), ("2", "a", 4, 30))
        for source in ("wage", "business", "business_cost")
        for _ in range(2)
    ]
    table = pd.DataFrame(rows).astype({"amount": "Int64", "household_size": "Int64"})
    keys = ["village", "household"]
    plain = hi.household_years(table).sort_values(keys, ignore_index=True)
    shuffled = hi.household_years(table.iloc[order]).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(plain, shuffled)
