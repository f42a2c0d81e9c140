"""A village beside its county, worked by hand."""

import pandas as pd
import pytest

from evalkit.indicators import industry_county, scope

ONE, TWO, THREE = "990101100201", "990101100202", "990101100203"


@pytest.fixture
def own(ledger):
    def line(village, year, industry, yuan):
        return {"village": village, "year": year, "project": industry, "industry": industry, "output": yuan * 100}

    return ledger("industry", [
        line(ONE, 2022, "crop", 100), line(ONE, 2022, "solar", 100),
        line(TWO, 2022, "crop", 300),
        line(ONE, 2024, "crop", 120), line(ONE, 2024, "solar", 180),
        line(TWO, 2024, "crop", 280), line(TWO, 2024, "solar", 20),
        line(THREE, 2024, "solar", 400),
    ])  # fmt: skip


def test_location_quotients_by_hand(own):
    found = industry_county.location_quotient(own, scope.years([ONE, THREE], [2024]))
    values = found.set_index(["village", "group"])["value"]
    # County 2024: crop 400 and solar 600 of 1000. Village one: crop 120 and solar 180 of 300: as the county.
    assert values[ONE].to_dict() == pytest.approx({"crop": 1, "solar": 1})
    assert values[THREE].to_dict() == pytest.approx({"solar": 1 / 0.6})
    assert (found["n"] == 3).all()


def test_shift_share_compares_the_same_villages_and_adds_up(own):
    found = industry_county.shift_share(own, scope.span(ONE, 2022, 2024))
    values = found.set_index("group")["value"]
    # Villages one and two: 500 to 600, 20 %; crop 400 to 400, solar 100 to 200. Village three came later: left out.
    # Whole 200 x .2; mix 100 x (0 - .2) + 100 x (1 - .2); own 20 - 0 + 80 - 100.
    assert values.to_dict() == pytest.approx({"growth": 100, "whole": 40, "mix": 60, "own": 0}, abs=1e-9)
    assert (found["n"] == 2).all()


def test_a_county_of_one_village_is_nothing_to_compare_with(own):
    alone = own[own["village"] == ONE]
    for found in (
        industry_county.location_quotient(alone, scope.years(ONE, [2024])),
        industry_county.shift_share(alone, scope.span(ONE, 2022, 2024)),
    ):
        assert found["value"].isna().all()
        assert found["note"].str.contains("no industry ledger of another village").all()


def test_a_village_without_a_ledger_is_refused_by_the_ledgers_name(own):
    found = industry_county.location_quotient(own, scope.years("990101100204", [2024]))
    assert "no industry ledger received" in found["note"].item()
    later = industry_county.shift_share(own, scope.span(THREE, 2022, 2024))
    assert "first or the last year" in later["note"].item()


def test_no_ledger_at_all_is_refused_too(own):
    found = pd.concat([
        industry_county.location_quotient(own.iloc[:0], scope.years(ONE, [2024])),
        industry_county.shift_share(own.iloc[:0], scope.span(ONE, 2022, 2024)),
    ])  # fmt: skip
    assert found["value"].isna().all()
