"""Concentration of a ledger as result rows, worked by hand."""

import pytest

from evalkit.indicators import scope
from evalkit.indicators.concentration_rows import concentrated

VILLAGE = "990101100201"
WORDS = {"table": "sales", "kind": "buyer", "amount": "amount", "nothing": "无 / none"}


@pytest.fixture
def sales(ledger):
    return ledger("sales", [
        {"year": 2024, "buyer": "甲", "amount": 300}, {"year": 2024, "buyer": "乙", "amount": 100}, {"year": 2024},
        {"year": 2023},
    ])  # fmt: skip


@pytest.mark.parametrize(("measure", "value"), [("top_share", 0.75), ("hhi", 0.625), ("simpson", 0.375)])
def test_figures_and_refusals_both_say_what_was_left_out(sales, measure, value):
    here = scope.years(VILLAGE, [2022, 2023, 2024])
    found = concentrated(sales, here, measure, "buyer_hhi", "index (buyers)", **WORDS).set_index("period")
    assert found.loc["2024", ["value", "numerator", "denominator", "n"]].tolist() == [value, 3.0, 4.0, 2]
    assert found.loc[["2022", "2023"], "value"].isna().all() and found.loc["2022", "note"] == "无 / none"
    assert found.loc[["2023", "2024"], "note"].str.contains("1行缺「购买方」或「销售金额」").all()
