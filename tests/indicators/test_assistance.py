"""Assistance delivered: counts once, sums exactly, keeps terms and published figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.indicators import assistance, scope

VILLAGE = "990101100201"
HERE = scope.years(VILLAGE, [2024])


def given_to(programme, household=None, person=None, yuan=None, **more):
    amount = None if yuan is None else round(yuan * 100)
    return {"year": 2024, "programme": programme, "household": household, "person": person, "amount": amount} | more


def only(rows, **keys):
    for name, value in keys.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_pupil_named_twice_in_a_term_counts_once_and_both_amounts_are_paid(ledger):
    rows = ledger("assistance", [
        given_to("yulu", "H", "p", 1500, term="autumn"), given_to("yulu", "H", "p", 0.1, term="autumn"),
        given_to("yulu", "H", "q", 0.2, term="autumn"), given_to("yulu", "H", "p", 1500, term="spring"),
    ])  # fmt: skip
    found = only(assistance.assistance_beneficiaries(rows, HERE), group="yulu/autumn")
    assert (found["value"], found["unit"], found["period"], found["group_by"]) == (
        2, "person", "2024-autumn", "programme/term",
    )  # fmt: skip
    paid = only(assistance.assistance_amount(rows, HERE), group="yulu/autumn")
    # 0.1 + 0.2 in floats is not 0.3; in fen it is.
    assert (paid["value"], paid["n"]) == (1500.3, 2)


def test_a_programme_without_terms_is_counted_by_year(ledger):
    rows = ledger("assistance", [given_to("housing_renovation", "H", yuan=16100)])
    found = only(assistance.assistance_beneficiaries(rows, HERE))
    assert (found["group_by"], found["group"], found["period"], found["unit"]) == (
        "programme", "housing_renovation", "2024", "household",
    )  # fmt: skip


def test_published_totals_are_added_as_written_and_stay_published(ledger):
    total = {"beneficiaries": 9, "beneficiary_unit": "person", "published": True, "source_line": "论文"}
    rows = ledger("assistance", [given_to("yulu", term="autumn", **total)])
    found = only(assistance.assistance_beneficiaries(rows, HERE))
    assert (found["value"], found["published"], found["uncertainty"]) == (9, True, "none (published figure)")
    assert found["note"] == "论文"


def test_one_unpublished_row_makes_the_figure_unpublished(ledger):
    rows = ledger("assistance", [
        given_to("yulu", beneficiaries=9, beneficiary_unit="person", published=True), given_to("yulu", "H", "p"),
    ])  # fmt: skip
    found = only(assistance.assistance_beneficiaries(rows, HERE))
    assert (found["value"], found["published"], found["uncertainty"]) == (10, False, "none (census)")


def test_households_and_persons_are_not_added(ledger):
    rows = ledger("assistance", [
        given_to("training", beneficiaries=3, beneficiary_unit="person"),
        given_to("training", beneficiaries=2, beneficiary_unit="household"),
    ])  # fmt: skip
    found = only(assistance.assistance_beneficiaries(rows, HERE))
    assert pd.isna(found["value"]) and "several units" in found["note"]


def test_a_programme_without_amounts_has_no_amount_of_zero(ledger):
    rows = ledger("assistance", [given_to("workshop", beneficiaries=3, beneficiary_unit="person")])
    found = only(assistance.assistance_amount(rows, HERE))
    assert pd.isna(found["value"]) and "no amount" in found["note"]


def test_rows_that_name_no_programme_are_counted_in_every_note(ledger):
    rows = ledger("assistance", [
        given_to("training", "A", yuan=10), given_to(None, "B", yuan=20), given_to(None, "C", yuan=20),
        given_to("yulu", "A", "p", 30, term="autumn"), given_to("yulu", "A", "p", 30, term="autumn", year=2023),
    ])  # fmt: skip
    both = scope.years(VILLAGE, [2023, 2024])
    for measure in (assistance.assistance_beneficiaries, assistance.assistance_amount):
        found = measure(rows, both)
        said = "2条记录没有写帮扶项目，未计入 / 2 rows that name no programme left out"
        assert found.set_index(["year", "group"])["note"].to_dict() == {
            (2023, "yulu/autumn"): "", (2024, "training"): said, (2024, "yulu/autumn"): said,
        }  # fmt: skip
        nameless = only(measure(rows.assign(programme=None).astype({"programme": "str"}), HERE))
        assert pd.isna(nameless["value"]) and "4 rows that name no programme left out" in nameless["note"]


def test_rows_without_a_term_beside_others_with_one_are_counted_in_the_notes_of_their_programme(ledger):
    rows = ledger("assistance", [
        given_to("yulu", "H", "p", 1500, term="autumn"), given_to("yulu", "H", "q", 1500, term="spring"),
        given_to("yulu", "I", "r", 1500), given_to("training", "J", yuan=10),
    ])  # fmt: skip
    for measure in (assistance.assistance_beneficiaries, assistance.assistance_amount):
        found = measure(rows, HERE).set_index("group")["note"]
        for group in ("yulu/autumn", "yulu/spring", "yulu"):
            assert (
                "该项目有1条记录没有写学期" in found[group] and "1 rows of this programme name no term" in found[group]
            )
        assert found["training"] == ""


def test_credit_counts_households_and_money(ledger):
    loans = ledger("microcredit", [
        {"year": 2024, "household": "A", "amount": 3_000_000}, {"year": 2024, "household": "A", "amount": 2_000_000},
        {"year": 2024, "household": "B", "amount": 5_000_000}, {"year": 2023, "household": "C", "amount": 1},
    ])  # fmt: skip
    assert only(assistance.microcredit_households(loans, HERE))["value"] == 2
    lent = only(assistance.microcredit_amount(loans, HERE))
    assert (lent["value"], lent["n"]) == (100_000.0, 2)


def test_activities_are_added_within_their_unit(ledger):
    rows = ledger("activities", [
        {"year": 2024, "kind": "five_clearings", "quantity": 3, "quantity_unit": "处"},
        {"year": 2024, "kind": "five_clearings", "quantity": 2, "quantity_unit": "处"},
        {"year": 2024, "kind": "friday_study"}, {"year": 2024, "kind": "friday_study"},
        {"year": 2024, "kind": "craft_training", "quantity": 4, "quantity_unit": "次"},
        {"year": 2024, "kind": "craft_training", "quantity": 6, "quantity_unit": "天"},
    ])  # fmt: skip
    found = assistance.activity_quantity(rows, HERE)
    assert only(found, group="five_clearings")["value"] == 5
    assert only(found, group="friday_study")["value"] == 2
    assert only(found, group="craft_training/天")["value"] == 6


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        ("assistance_beneficiaries", "assistance"), ("assistance_amount", "assistance"),
        ("microcredit_households", "microcredit"), ("microcredit_amount", "microcredit"),
        ("assistance_purchases", "purchases"), ("activity_quantity", "activities"),
    ],
)  # fmt: skip
def test_a_missing_ledger_is_named(ledger, measure, table):
    row = only(getattr(assistance, measure)(ledger(table, []), HERE))
    assert pd.isna(row["value"])
    assert f"no {table} ledger received" in row["note"]


def test_a_year_without_rows_is_not_a_missing_ledger(ledger):
    row = only(assistance.assistance_purchases(ledger("purchases", [{"year": 2023, "amount": 100}]), HERE))
    assert pd.isna(row["value"]) and "nothing in the ledger for this year" in row["note"]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=30))
def test_amounts_are_added_to_the_fen(fen):
    rows = pd.DataFrame({"village": VILLAGE, "year": 2024, "amount": pd.array(fen, dtype="Int64")})
    rows = rows.assign(published=pd.array([pd.NA] * len(fen), dtype="boolean"), source_line=None)
    assert round(only(assistance.assistance_purchases(rows, HERE))["value"] * 100) == sum(fen)


# The published figures of Guanzhuang: id of the paper's fact, indicator, group, year, value.
GUANZHUANG = [
    ("housing_households_2023", "assistance_beneficiaries", "housing_renovation", 2023, 2),
    ("housing_subsidy_2023", "assistance_amount", "housing_renovation", 2023, 32_200),
    ("housing_households_current", "assistance_beneficiaries", "housing_renovation", 2024, 1),
    ("housing_subsidy_current", "assistance_amount", "housing_renovation", 2024, 16_100),
    ("cleared_structures", "activity_quantity", "five_clearings", 2024, 5),
    ("preschool_autumn", "assistance_beneficiaries", "preschool_subsidy/autumn", 2024, 2),
    ("preschool_spring", "assistance_beneficiaries", "preschool_subsidy/spring", 2024, 3),
    ("compulsory_autumn", "assistance_beneficiaries", "compulsory_subsidy/autumn", 2024, 10),
    ("compulsory_spring", "assistance_beneficiaries", "compulsory_subsidy/spring", 2024, 10),
    ("high_school_autumn", "assistance_beneficiaries", "high_school_grant/autumn", 2024, 1),
    ("high_school_spring", "assistance_beneficiaries", "high_school_grant/spring", 2024, 2),
    ("yulu_autumn", "assistance_beneficiaries", "yulu/autumn", 2024, 9),
    ("workshop_jobs", "assistance_beneficiaries", "workshop", 2024, 3),
    ("microcredit_households", "microcredit_households", "", 2024, 9),
    ("microcredit_total", "microcredit_amount", "", 2024, 450_000),
    ("consumption_total", "assistance_purchases", "", 2024, 50_151.68),
]


@pytest.fixture(scope="module")
def guanzhuang(processed):
    from evalkit import store

    here = scope.years("140123100206", [2023, 2024])
    tables = {t: store.read(t, village="140123100206", root=processed) for t in
              ("assistance", "microcredit", "purchases", "activities")}  # fmt: skip
    return pd.concat(
        [
            assistance.assistance_beneficiaries(tables["assistance"], here),
            assistance.assistance_amount(tables["assistance"], here),
            assistance.microcredit_households(tables["microcredit"], here),
            assistance.microcredit_amount(tables["microcredit"], here),
            assistance.assistance_purchases(tables["purchases"], here),
            assistance.activity_quantity(tables["activities"], here),
        ],
        ignore_index=True,
    )


@pytest.mark.parametrize(("fact", "indicator", "group", "year", "value"), GUANZHUANG)
def test_a_published_figure_of_guanzhuang_is_reproduced_exactly(guanzhuang, fact, indicator, group, year, value):
    row = only(guanzhuang, indicator=indicator, group=group, year=year)
    assert row["value"] == value
    assert row["published"]
