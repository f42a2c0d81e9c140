"""What every total and quotient of a ledger keeps: units of money, split rows and the order of rows do not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.indicators import assets, funding, industry, industry_links, microcredit, scope
from evalkit.indicators.ledger_totals import quotient_rows, total_rows

VILLAGE = "990101100201"
MONEY = {
    "funds": ["needed", "planned", "arrived", "spent"], "assets": ["original_value", "annual_income", "distributed"],
    "industry": ["output", "invested", "dividend"], "microcredit": ["amount"],
}  # fmt: skip
SHARES = [
    ("funds", funding.funding_gap), ("funds", funding.funding_execution), ("assets", assets.asset_idle_share),
    ("assets", assets.asset_return), ("industry", industry.output_per_yuan_invested),
]  # fmt: skip
AMOUNTS = [
    ("funds", lambda rows, here: funding.funding_amount(rows, here, "spent")), ("assets", assets.asset_value),
    ("industry", industry_links.dividend_per_household),
    ("microcredit", lambda rows, here: microcredit.microcredit_to_cap(rows, here, cap_fen=10)),
]  # fmt: skip
VILLAGES = [f"9901011002{n:02d}" for n in range(1, 13)]
HERE = scope.years(VILLAGES, [2023, 2024])
seeded = settings(max_examples=2, derandomize=True, deadline=None)


def table(seed):
    """Twelve villages with some lines each, a fifth of all entries missing."""
    rng = np.random.default_rng(seed)
    size = 60
    kinds = {"asset_class": ["operating", "public"], "use_status": ["in_use", "idle"]}
    counts = {"households_linked": 9, "households_count": 4} | {name: 10**9 for own in MONEY.values() for name in own}
    rows = pd.DataFrame({"village": rng.choice(VILLAGES, size), "year": rng.choice([2023, 2024], size)})
    for name, codes in kinds.items():
        rows[name] = pd.Series(rng.choice(codes, size), dtype="str")
    for name, most in counts.items():
        rows[name] = pd.Series(rng.integers(1, most, size), dtype="Int64").mask(rng.random(size) < 0.2)
    return rows.assign(county="990101")


def figures(function, rows):
    return function(rows, HERE).set_index(["village", "period", "group"])["value"].sort_index()


@seeded
@given(st.integers(0, 10**6), st.integers(2, 9))
def test_money_in_another_unit_changes_no_share_and_the_order_of_rows_nothing(seed, times):
    rows = table(seed)
    mixed = rows.sample(frac=1, random_state=seed)
    for name, function in SHARES:
        bigger = rows.assign(**{column: rows[column] * times for column in MONEY[name]})
        pd.testing.assert_series_equal(figures(function, bigger), figures(function, rows))
    for _, function in SHARES + AMOUNTS:
        pd.testing.assert_series_equal(figures(function, mixed), figures(function, rows))


@seeded
@given(st.integers(0, 10**6))
def test_a_line_split_in_two_changes_no_share_and_no_total_of_money(seed):
    rows = table(seed)
    for name, function in [*SHARES, *AMOUNTS[:2]]:
        # At least a fen of what is divided by on each side: a line with nothing invested is left out.
        third = {column: (rows[column] + 2) // 3 for column in MONEY[name]}
        rest = {column: rows[column] - part for column, part in third.items()}
        split = pd.concat([rows.assign(**third), rows.assign(**rest)], ignore_index=True)
        pd.testing.assert_series_equal(figures(function, split), figures(function, rows))


def test_a_denominator_of_zero_gives_no_figure_and_money_is_told_in_yuan():
    totals = scope.years(VILLAGE, [2023, 2024]).assign(numerator=[100, 100], denominator=[0, 400], n=1)
    ledger = pd.DataFrame({"village": [VILLAGE], "year": [2024]})
    here = scope.years(VILLAGE, [2023, 2024])
    found = quotient_rows(totals, here, "funding_execution", "share", nothing="none", funds=ledger).set_index("period")
    assert found.loc["2024", ["value", "numerator", "denominator"]].tolist() == [0.25, 1.0, 4.0]
    assert pd.isna(found.loc["2023", "value"]) and found.loc["2023", "note"] == "none"


def test_a_line_without_its_group_is_left_out_and_counted():
    rows = pd.DataFrame({"village": VILLAGE, "year": 2024, "kind": ["a", None], "spent": [100, 200]})
    here = scope.years(VILLAGE, [2024])
    parts = {"table": "funds", "top": rows["spent"], "money": ("numerator",), "by": "kind", "nothing": "none"}
    found = total_rows(rows, here, "funding_spent", "yuan", **parts)
    assert found["value"].item() == pytest.approx(1.0) and "1 lines" in found["note"].item()


def test_the_note_names_the_columns_that_are_lacking_in_the_words_of_the_ledger():
    rows = pd.DataFrame({"village": VILLAGE, "year": 2024, "spent": [1, None], "arrived": [2, 2]})
    here = scope.years(VILLAGE, [2024])
    parts = {"table": "funds", "top": rows["spent"], "bottom": rows["arrived"], "needs": ("spent", "arrived")}
    note = total_rows(rows, here, "funding_execution", "share", nothing="none", **parts)["note"].item()
    assert note == "1行缺「支出资金」或「到位资金」，未计入 / 1 lines without 'Spent' or 'Arrived' left out"


def test_a_refused_quotient_says_what_was_left_out():
    rows = pd.DataFrame({"village": VILLAGE, "year": 2024, "spent": [None, None]}, dtype="object")
    here = scope.years(VILLAGE, [2024])
    parts = {"table": "funds", "top": rows["spent"], "needs": ("spent",), "nothing": "无 / none"}
    found = total_rows(rows, here, "funding_spent", "yuan", money=("numerator",), **parts)
    assert pd.isna(found["value"].item()) and found["note"].item().endswith("none; 2 lines without 'Spent' left out")


@pytest.mark.parametrize(
    ("name", "function", "column"),
    [
        ("funds", funding.funding_gap, "计划资金"), ("funds", funding.funding_execution, "支出资金"),
        ("assets", assets.asset_idle_share, "使用状态"), ("assets", assets.asset_return, "资产类别"),
        ("assets", assets.asset_distribution, "收益分配"), ("industry", industry.output_per_yuan_invested, "总投资"),
        ("industry", industry_links.scale_per_household, "带动户数"),
        ("microcredit", microcredit.microcredit_overdue, "是否逾期"),
    ],
)  # fmt: skip
def test_every_quotient_names_its_columns(ledger, name, function, column):
    silent = {"year": 2024, "project": "a", "asset_name": "a"}
    found = function(ledger(name, [silent]), scope.years(VILLAGE, [2024]))
    assert f"「{column}」" in found["note"].item() and "需的数，" not in found["note"].item()
