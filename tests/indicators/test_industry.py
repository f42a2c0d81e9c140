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


def test_a_year_without_a_ledger_is_not_a_year_in_which_all_projects_died(ledger):
    rows = ledger("industry", [project("a", 2022, status="running"), project("a", 2024, status="running")])
    found = industry.project_survival(rows, scope.years(VILLAGE, [2021, 2022, 2023, 2024, 2025]))
    assert found.set_index("period")["value"].dropna().to_dict() == {"2022": 1.0, "2024": 1.0}
    assert found.loc[found["value"].isna(), "note"].str.contains("no industry ledger of this year").all()


CONCENTRATIONS = [
    "industry_hhi", "industry_hhi_normalised", "industry_equivalent", "industry_shannon", "industry_simpson",
]  # fmt: skip


@pytest.mark.parametrize("column", ["industry", "output"])
@pytest.mark.parametrize("measure", CONCENTRATIONS)
def test_lines_without_an_industry_or_an_output_are_counted(ledger, measure, column):
    known = [project("a", industry="crop", output=3000), project("b", industry="solar", output=1000)]
    silent = project("c", industry="crop", output=9000) | {column: None}
    tables = [ledger("industry", rows) for rows in (known, [*known, silent])]
    before, after = (only(getattr(industry, measure)(table, HERE)) for table in tables)
    assert after["value"] == before["value"] and before["note"] == ""
    assert after["note"] == (
        "1行缺「产业类型」或「年产值」，未计入 / 1 lines without 'Industry' or 'Output in the year' left out"
    )


def test_a_concentration_without_any_output_says_how_many_lines_lack_it(ledger):
    found = only(industry.industry_hhi(ledger("industry", [project("a", industry="crop")]), HERE))
    assert pd.isna(found["value"]) and "1 lines without 'Industry' or 'Output in the year'" in found["note"]


def sale(buyer, kind, amount):
    return {"year": 2024, "buyer": buyer, "buyer_type": kind, "amount": amount}


@pytest.mark.parametrize("column", ["buyer", "amount"])
@pytest.mark.parametrize("measure", ["buyer_hhi", "buyer_top_share"])
def test_sales_without_a_buyer_or_an_amount_are_counted(ledger, measure, column):
    silent = sale("甲", "market", 500) | {column: None}
    found = only(getattr(industry, measure)(ledger("sales", [sale("甲", "market", 100), silent]), HERE))
    assert (found["value"], found["denominator"]) == (1, 1.0)
    assert "1行缺「购买方」或「销售金额」，未计入 / 1 lines without 'Buyer' or 'Amount'" in found["note"]


@pytest.mark.parametrize("column", ["buyer_type", "amount"])
def test_a_sale_of_unknown_kind_or_amount_is_on_neither_side_of_the_dependence(ledger, column):
    silent = sale("丙", "paired_unit", 600) | {column: None}
    rows = ledger("sales", [sale("甲", "paired_unit", 400), sale("乙", "market", 600), silent])
    found = only(industry.purchase_dependence(rows, ledger("purchases", [{"year": 2024}]), HERE))
    assert (found["value"], found["n"]) == (0.4, 2)
    zh, _, en = found["note"].partition(" / ")
    assert zh == "1行缺「销售金额」或「购买方类型」，未计入；消费帮扶台账1行缺「消费金额」，未计入"
    assert "1 lines of the purchase ledger without 'Amount' left out" in en


def test_projects_that_state_no_linked_households_are_told(ledger):
    rows = ledger("industry", [project("a", households_linked=20), project("b"), project("c")])
    sheet = ledger("villages", [{"year": 2024, "households_total": 80}])
    found = only(industry.households_linked_share(rows, sheet, ledger("households", []), HERE))
    assert (found["value"], found["denominator"]) == (0.25, 80)
    assert "2个项目没有写带动户数" in found["note"] and "2 projects state no households linked" in found["note"]


def test_projects_without_stages_are_counted(ledger):
    rows = ledger("industry", [project("a", chain_stage="production;sales"), project("b")])
    found = only(industry.chain_stages(rows, HERE))
    assert (found["value"], found["n"]) == (2, 1)
    assert found["note"] == "1行缺「产业链环节」，未计入 / 1 lines without 'Stages of the chain' left out"
