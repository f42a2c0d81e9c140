"""Programmes of a village held against those they are meant for and the poorest, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit.indicators import benefit_incidence, household_benefits, targeting_errors
from evalkit.indicators import household_income as hi
from evalkit.indicators import scope as scopes

VILLAGE = "990101100201"
LINE = 750_000  # fen per head in 2024: params/policy.yaml, invented province


@pytest.fixture
def earned(ledger):
    """Five households of one, 5,000 to 25,000 yuan; the second has 3,000 of its 10,000 from transfers."""
    whole = {"year": 2024, "month": 1, "months": 12, "period_kind": "year", "household_size": 1}
    amounts = {"a": 500_000, "b": 700_000, "c": 1_500_000, "d": 2_000_000, "e": 2_500_000}
    lines = [whole | {"household": h, "amount": x, "item": "wage", "source": "wage"} for h, x in amounts.items()]
    lines.append(whole | {"household": "b", "amount": 300_000, "item": "transfer_one_off", "source": "transfer"})
    return hi.household_years(ledger("income", lines))


@pytest.fixture
def given(ledger):
    def make(rows):
        return ledger("assistance", [{"year": 2024, "household": h, "programme": p, "amount": x} for h, p, x in rows])

    return make


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


def one(rows, indicator, group):
    return rows[(rows["indicator"] == indicator) & (rows["group"] == group)].iloc[0]


def test_errors_are_those_counted_by_hand_by_income_before_the_benefit(given, earned, scope):
    # Before 4,000 yuan of relief b has 7,000 (only its 3,000 of transfers come off): below 7,500, as a is.
    relief = given([("b", "temporary_relief", 400_000), ("e", "temporary_relief", 100_000)])
    rows = targeting_errors.targeting_errors(relief, earned, scope)
    found = one(rows, "targeting_coverage", "below_line/temporary_relief")
    assert (found["value"], found["numerator"], found["denominator"], found["n"]) == (0.5, 1, 2, 2)
    assert one(rows, "exclusion_error", "below_line/all")["value"] == 0.5
    assert one(rows, "inclusion_error", "below_line/temporary_relief")["value"] == 0.5
    assert "line 7,500 yuan" in found["note"]
    after = targeting_errors.targeting_errors(relief, earned, scope, income="after")
    assert one(after, "targeting_coverage", "below_line/temporary_relief")["value"] == 0
    assert "may hold the benefit itself" in after["note"].iloc[0]


def test_the_target_can_be_those_monitored_or_on_the_allowance(given, earned, scope, ledger):
    homes = ledger(
        "households",
        [
            {"year": 2024, "household": "a", "monitored_type": "marginal", "dibao": "rural"},
            {"year": 2024, "household": "b", "monitored_type": "marginal", "risk_cleared": True, "dibao": "none"},
            {"year": 2024, "household": "c", "dibao": "rural"},
        ],
    )
    relief = given([("a", "temporary_relief", 100_000), ("e", "temporary_relief", 100_000)])
    rows = targeting_errors.targeting_errors(relief, earned, scope, target="monitored", households=homes)
    assert one(rows, "targeting_coverage", "monitored/temporary_relief")["value"] == 1
    rows = targeting_errors.targeting_errors(relief, earned, scope, target="dibao", households=homes)
    assert one(rows, "targeting_coverage", "dibao/temporary_relief")["value"] == 0.5
    with pytest.raises(ValueError, match="needs the table households"):
        targeting_errors.targeting_errors(relief, earned, scope, target="dibao")
    with pytest.raises(ValueError, match="target"):
        targeting_errors.targeting_errors(relief, earned, scope, target="everybody")


def test_the_gap_filled_counts_up_to_the_gap(given, earned, scope):
    # Gaps before: a 2,500 yuan; b 500 (7,000 without its transfers). 1,000 of a's and all of b's: 1,500 of 3,000.
    relief = given([("a", "temporary_relief", 100_000), ("b", "temporary_relief", 400_000)])
    found = targeting_errors.benefit_gap_share(relief, earned, scope).set_index("group").loc["temporary_relief"]
    assert (found["value"], found["numerator"], found["denominator"], found["n"]) == (0.5, 1_500, 3_000, 2)


def test_the_ratio_the_index_and_the_curve_are_those_worked_by_hand(given, earned, scope):
    paid = given([(h, "industry_support", x) for h, x in zip("abcde", (30, 30, 20, 10, 10), strict=True)])
    ratio = benefit_incidence.targeting_ratio(paid, earned, scope, poorest=40)
    assert one(ratio, "targeting_ratio", "40/industry_support")["value"] == pytest.approx(1.5)
    # Middle ranks .1 .3 .5 .7 .9: 2 x (3 + 9 + 10 + 7 + 9) / 100 - 1 = -0.24.
    index = benefit_incidence.concentration_index(paid, earned, scope)
    assert one(index, "benefit_concentration", "industry_support")["value"] == pytest.approx(-0.24)
    curve = benefit_incidence.concentration_curve(paid, earned, scope)
    points = {p: one(curve, "benefit_curve", f"industry_support/{p}")["value"] for p in (20, 40, 60, 80)}
    assert points == pytest.approx({20: 0.3, 40: 0.6, 60: 0.8, 80: 0.9})


def test_help_without_amount_without_household_or_without_income_is_counted_in_the_note(given, earned, scope):
    rows = [("a", "training", None), (None, "yulu", 5), ("z", "yulu", 5), ("c", "yulu", None), ("a", "yulu", 7)]
    ratio = benefit_incidence.targeting_ratio(given(rows), earned, scope)
    training, yulu = (one(ratio, "targeting_ratio", f"20/{name}") for name in ("training", "yulu"))
    assert pd.isna(training["value"])
    assert "the ledger gives no amount" in training["note"]
    assert yulu["n"] == 2
    for words in (
        "1 rows without a household",
        "1 rows of households without a full income",
        "1 rows without an amount",
    ):
        assert words in yulu["note"]


def test_missing_ledgers_and_lines_are_refused_with_the_reason(given, earned, scope):
    relief = given([("a", "temporary_relief", 100_000)])
    empty = targeting_errors.targeting_errors(relief.iloc[:0], earned, scope)
    assert empty["value"].isna().all()
    assert empty["note"].str.contains("no assistance ledger received").all()
    early = [table.assign(year=2011) for table in (relief, earned)]
    rows = targeting_errors.targeting_errors(*early, scopes.years(VILLAGE, [2011]))
    assert rows["note"].str.contains("no monitoring line").all()


def test_an_unknown_order_of_incomes_is_refused(given, earned):
    with pytest.raises(ValueError, match="income"):
        household_benefits.household_benefits(given([("a", "yulu", 5)]), earned, income="never")
