"""Industry, worked by hand."""

import pandas as pd
import pytest

from evalkit.indicators import industry, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def project(name, year=2024, **more):
    return {"year": year, "project": name} | more


def only(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_two_projects_of_one_industry_are_one_industry(ledger):
    rows = ledger("industry", [
        project("a", industry="crop", output=3000), project("b", industry="crop", output=3000),
        project("c", industry="solar", output=2000), project("d", industry="tourism"),
    ])  # fmt: skip
    found = only(industry.industry_hhi(rows, HERE))
    # Shares 3/4 and 1/4: 9/16 + 1/16.
    assert (found["value"], found["n"]) == (0.625, 2)
    assert (found["numerator"], found["denominator"]) == (60.0, 80.0)
    assert only(industry.industry_shannon(rows, HERE))["value"] == pytest.approx(0.5623351446188083)


def test_one_buyer_takes_everything(ledger):
    rows = ledger(
        "sales", [{"year": 2024, "buyer": "甲公司", "amount": 100}, {"year": 2024, "buyer": "甲公司", "amount": 50}]
    )
    assert only(industry.buyer_hhi(rows, HERE))["value"] == 1
    assert only(industry.buyer_top_share(rows, HERE))["value"] == 1


def test_the_same_purchase_in_two_ledgers_counts_once(ledger):
    sales = ledger("sales", [
        {"year": 2024, "buyer": "甲", "buyer_type": "paired_unit", "amount": 400},
        {"year": 2024, "buyer": "乙", "buyer_type": "market", "amount": 600},
    ])  # fmt: skip
    same = ledger("purchases", [{"year": 2024, "amount": 400}])
    assert only(industry.purchase_dependence(sales, same, HERE))["value"] == 0.4
    more = ledger("purchases", [{"year": 2024, "amount": 900}])
    # 900 bought, 500 of it beyond the sales ledger: 900 of 1,500.
    assert only(industry.purchase_dependence(sales, more, HERE))["value"] == 0.6
    assert only(industry.purchase_dependence(sales, ledger("purchases", []), HERE))["value"] == 0.4


def test_a_project_that_left_the_ledger_has_not_survived(ledger):
    rows = ledger("industry", [
        project("a", 2022, status="running"), project("b", 2022, status="running"), project("c", 2023, status="poor"),
        project("a", 2024, status="running"), project("c", 2024, status="idle"), project("d", 2024, status="poor"),
        project("e", 2024),
    ])  # fmt: skip
    found = only(industry.project_survival(rows, HERE))
    # a and d run, c is idle, b is gone, e has no status.
    assert (found["value"], found["denominator"], found["n"]) == (0.5, 4, 5)


def test_survival_of_each_year_looks_only_back(ledger):
    rows = ledger("industry", [project("a", 2023, status="running"), project("a", 2024, status="closed")])
    found = industry.project_survival(rows, scope.years(VILLAGE, [2023, 2024]))
    assert only(found, year=2023)["value"] == 1
    assert only(found, year=2024)["value"] == 0


def test_output_is_per_yuan_of_projects_with_both(ledger):
    rows = ledger(
        "industry", [project("a", output=300, invested=1000), project("b", output=900), project("c", invested=5)]
    )
    assert only(industry.output_per_yuan_invested(rows, HERE))["value"] == 0.3


def test_households_linked_are_divided_by_the_villages_own_number_first(ledger):
    rows = ledger("industry", [project("a", households_linked=12), project("b", households_linked=8)])
    listed = ledger("households", [{"year": 2024, "household": h} for h in "ABCDEFGHIJ"])
    sheet = ledger("villages", [{"year": 2024, "households_total": 80}])
    assert only(industry.households_linked_share(rows, sheet, listed, HERE))["value"] == 0.25
    assert only(industry.households_linked_share(rows, ledger("villages", []), listed, HERE))["value"] == 2.0


def test_stages_are_counted_per_project(ledger):
    rows = ledger("industry", [
        project("a", chain_stage="production;processing;sales"), project("b", chain_stage="production"), project("c"),
    ])  # fmt: skip
    assert only(industry.chain_stages(rows, HERE))["value"] == 2


@pytest.mark.parametrize(
    ("measure", "tables"),
    [
        ("industry_hhi", ["industry"]), ("industry_shannon", ["industry"]), ("buyer_hhi", ["sales"]),
        ("buyer_top_share", ["sales"]), ("purchase_dependence", ["sales", "purchases"]),
        ("project_survival", ["industry"]), ("output_per_yuan_invested", ["industry"]),
        ("households_linked_share", ["industry", "villages", "households"]), ("chain_stages", ["industry"]),
    ],
)  # fmt: skip
def test_a_missing_ledger_is_named(ledger, measure, tables):
    row = only(getattr(industry, measure)(*(ledger(table, []) for table in tables), HERE))
    assert pd.isna(row["value"])
    assert f"no {tables[0]} ledger received" in row["note"]


@pytest.mark.parametrize(("bought", "said"), [(30_000, False), (10_000, True)])
def test_two_ledgers_of_one_trade_that_contradict_each_other_are_named(bought, said):
    place = {"county": "990101", "village": "990101100201", "year": 2024}
    sales = pd.DataFrame([place | {"buyer_type": kind, "amount": 40_000} for kind in ("paired_unit", "market")])
    row = industry.purchase_dependence(
        sales, pd.DataFrame([place | {"amount": bought}]), scope.years("990101100201", [2024])
    )
    assert row["value"].item() == 0.5
    assert ("相差一倍以上" in row["note"].item()) is said


def test_normalised_equivalent_and_simpson_of_three_quarters_and_one_quarter(ledger):
    rows = ledger("industry", [project("a", industry="crop", output=3), project("b", industry="solar", output=1)])
    # HHI .625: (.625 - .5) / .5; 1 / .625; 1 - .625.
    assert only(industry.industry_hhi_normalised(rows, HERE))["value"] == pytest.approx(0.25)
    assert only(industry.industry_equivalent(rows, HERE))["value"] == pytest.approx(1.6)
    assert only(industry.industry_simpson(rows, HERE))["value"] == pytest.approx(0.375)


def test_a_single_industry_has_no_normalised_index(ledger):
    rows = ledger("industry", [project("a", industry="crop", output=3)])
    assert "fewer than two industries" in only(industry.industry_hhi_normalised(rows, HERE))["note"]
