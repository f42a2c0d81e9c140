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


def blanked(rows, column, village, project, year):
    at = (rows["village"] == village) & (rows["project"] == project) & (rows["year"] == year)
    return rows.assign(**{column: rows[column].mask(at)})


@pytest.mark.parametrize("column", ["output", "industry"])
def test_a_project_with_a_blank_in_one_year_leaves_both_years_and_is_counted(own, column):
    rows = blanked(own, column, ONE, "solar", 2024)
    found = industry_county.shift_share(rows, scope.span(ONE, 2022, 2024))
    # Left: village one crop 100 to 120; village two crop 300 to 280 and solar 0 to 20: 400 to 420, 5 %.
    # Crop of the county stood still: 5 of whole, -5 of mix, 20 of its own.
    values = found.set_index("group")["value"].to_dict()
    assert values == pytest.approx({"growth": 20, "whole": 5, "mix": -5, "own": 20}, abs=1e-9)
    zh, _, en = found["note"].iloc[0].partition(" / ")
    assert zh == "县内1个项目首年或末年缺「产业类型」或「年产值」，两年都不计，其中本村1个"
    assert en.startswith("1 projects of the county without 'Industry' or 'Output in the year'")


def test_a_blank_of_another_village_is_told_as_such(own):
    found = industry_county.shift_share(blanked(own, "output", TWO, "solar", 2024), scope.span(ONE, 2022, 2024))
    assert found["note"].str.contains("其中本村0个").all()


def test_a_village_that_states_no_project_in_both_years_is_refused_and_says_why(own):
    rows = blanked(blanked(own, "output", ONE, "solar", 2024), "output", ONE, "crop", 2022)
    found = industry_county.shift_share(rows, scope.span(ONE, 2022, 2024))
    assert found["value"].isna().all()
    assert "first or the last year" in found["note"].item() and "其中本村2个" in found["note"].item()


def test_a_single_year_is_compared_with_the_year_before(own):
    rows = own.assign(year=own["year"].replace({2022: 2023}))
    found = industry_county.shift_share(rows, scope.years(ONE, [2024])).set_index("group")
    assert (found["period"] == "2023/2024").all()
    assert found["value"].to_dict() == pytest.approx({"growth": 100, "whole": 40, "mix": 60, "own": 0}, abs=1e-9)
    before = industry_county.shift_share(own, scope.years(ONE, [2024]))
    assert before["value"].isna().all() and before["period"].item() == "2023/2024"


@pytest.mark.parametrize("column", ["output", "industry"])
def test_location_quotients_count_the_lines_without_an_industry_or_an_output(own, column):
    found = industry_county.location_quotient(
        blanked(own, column, TWO, "solar", 2024), scope.years([ONE, "990101100204"], [2024])
    )
    assert found["note"].str.contains("1 lines of the county without 'Industry' or 'Output in the year'").all()
    assert found["note"].str.contains("县内1行缺「产业类型」或「年产值」，未计入，其中本村0行").all()
    assert (industry_county.location_quotient(own, scope.years(ONE, [2024]))["note"] == "").all()
