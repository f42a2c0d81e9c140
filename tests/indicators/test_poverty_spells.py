"""Hazards and mobility of a village from its ledgers: hand-made panels, refusals, who is left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.indicators import household_income as hi
from evalkit.indicators import income_transitions, mobility_indices, poverty_spells
from evalkit.indicators import scope as scopes

VILLAGE = "990101100201"
LINES = {2021: 600_000, 2022: 660_000, 2023: 710_000, 2024: 750_000}  # params/policy.yaml, invented province


@pytest.fixture
def panel(ledger):
    """Household-years from incomes per head in multiples of each year's line: {household: (size, [multiples])}."""

    def make(homes, first=2021):
        lines = [
            {"year": first + at, "month": 1, "months": 12, "period_kind": "year", "item": "wage", "source": "wage",
             "household": name, "household_size": size, "amount": int(round(times * LINES[first + at])) * size}
            for name, (size, multiples) in homes.items() for at, times in enumerate(multiples) if times is not None
        ]  # fmt: skip
        return hi.household_years(ledger("income", lines))

    return make


def value(rows, indicator, group):
    return rows.loc[(rows["indicator"] == indicator) & (rows["group"] == group), "value"].item()


def test_entry_and_exit_count_persons_at_risk_by_hand(panel):
    # Above in 2021: 2 + 4 persons, of whom the 2 fall; below: 3 + 1, of whom the 3 leave. One exactly at the line.
    earned = panel({"a": (2, [1.2, 0.9]), "b": (4, [1.0, 1.0]), "c": (3, [0.5, 1.0]), "d": (1, [0.5, 0.9])})
    rows = poverty_spells.crossing_hazards(earned, scopes.years(VILLAGE, [2022]), seed=1, draws=99)
    assert value(rows, "entry_hazard", "reported") == pytest.approx(2 / 6)
    assert value(rows, "exit_hazard", "reported") == pytest.approx(3 / 4)
    assert set(rows["period"]) == {"2021/2022"}
    assert "lines of 6,000 and 6,600 yuan" in rows["note"].iloc[0]


def test_entry_by_type_tells_return_to_poverty_from_new_poverty(panel, ledger):
    earned = panel({"a": (1, [1.2, 0.9]), "b": (1, [1.2, 1.2]), "c": (1, [1.5, 1.5])})
    kinds = [("a", "lifted"), ("b", "lifted"), ("c", "ordinary")]
    homes = ledger("households", [{"year": 2021, "household": h, "household_type": k} for h, k in kinds])
    rows = poverty_spells.crossing_hazards(earned, scopes.years(VILLAGE, [2022]), seed=1, households=homes, draws=99)
    assert value(rows, "entry_hazard", "lifted") == 0.5
    assert value(rows, "entry_hazard", "ordinary") == 0


def test_returns_are_followed_for_the_years_asked(panel):
    # a leaves and falls again in the next year; b leaves and stays; c leaves in the last year and cannot be followed.
    homes = {"a": (2, [0.9, 1.1, 0.9]), "b": (3, [0.9, 1.1, 1.1]), "c": (1, [0.9, 0.9, 1.1])}
    row = poverty_spells.return_hazard(panel(homes), scopes.span(VILLAGE, 2021, 2023), seed=1, draws=99).iloc[0]
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (0.4, 2, 5, 2)
    assert "1 leavings not followed" in row["note"]


def test_households_that_split_or_are_there_once_are_left_out_and_counted(panel):
    earned = panel({"a": (1, [1.2, 0.9]), "b": (1, [1.2, 1.2]), "c": (1, [2.0, 2.1]), "d": (1, [2.0])})
    lineage = pd.DataFrame(
        {"kind": ["split"], "village": VILLAGE, "year": [2022], "household_from": ["a"], "household": ["x"]}
    )
    rows = poverty_spells.crossing_hazards(earned, scopes.years(VILLAGE, [2022]), seed=1, lineage=lineage, draws=99)
    assert value(rows, "entry_hazard", "reported") == 0
    note = rows.loc[rows["group"] == "reported", "note"].iloc[0]
    assert "1 households that split or merged left out" in note
    assert "1 households listed in one of the two years only left out" in note


def test_a_year_without_ledger_or_line_is_refused_with_the_reason(panel):
    earned = panel({"a": (1, [1.2, 0.9]), "b": (1, [1.2, 1.2])})
    rows = poverty_spells.crossing_hazards(earned, scopes.years(VILLAGE, [2024]), seed=1)
    assert rows["value"].isna().all()
    assert rows["note"].str.contains("both years").all()
    lineless = earned.assign(year=earned["year"] - 10)
    rows = poverty_spells.crossing_hazards(lineless, scopes.years(VILLAGE, [2012]), seed=1)
    assert rows["note"].str.contains("no monitoring line").all()


def test_transitions_of_a_village_are_those_counted_by_hand(panel):
    earned = panel({"a": (2, [0.5, 1.2]), "b": (2, [0.5, 0.6]), "c": (1, [3.0, 1.6]), "d": (3, [3.0, 3.0])})
    rows = income_transitions.income_transitions(earned, scopes.years(VILLAGE, [2022]), seed=1, draws=99)
    of_line = rows[rows["group_by"].str.startswith("line")]
    assert value(of_line, "income_transitions", "<1/1-1.5") == 0.5
    assert value(of_line, "income_transitions", ">=2/1.5-2") == 0.25
    empty = of_line[of_line["group"].str.startswith("1-1.5/")]
    assert empty["note"].str.contains("nobody starts").all()
    sums = rows.assign(start=rows["group_by"] + rows["group"].str.partition("/")[0]).groupby("start")["value"].sum()
    assert set(sums.round(9)) <= {0.0, 1.0}


def test_nobody_moving_shows_no_mobility_and_noise_alone_shows_some(panel):
    homes = {f"h{i}": (1, [0.5 + i / 10] * 3) for i in range(20)}
    rows = mobility_indices.mobility_indices(
        panel(homes), scopes.years(VILLAGE, [2023]), seed=1, reliability=0.8, draws=99
    )
    assert value(rows, "mobility_shorrocks", "quintile/reported") == pytest.approx(0)
    assert value(rows, "rank_slope", "reported") == pytest.approx(1)
    assert value(rows, "mobility_shorrocks", "quintile/noise_only") > 0.2
    steady = mobility_indices.mobility_indices(panel(homes), scopes.years(VILLAGE, [2023]), seed=1, draws=99)
    # Three equal years are perfectly reliable, so noise alone shows nothing.
    assert value(steady, "mobility_shorrocks", "quintile/noise_only") == pytest.approx(0)


def test_two_years_alone_give_no_benchmark_and_say_so(panel):
    homes = {f"h{i}": (1, [0.5 + i / 10, 0.6 + i / 9]) for i in range(12)}
    rows = mobility_indices.mobility_indices(panel(homes), scopes.years(VILLAGE, [2022]), seed=1, draws=99)
    noise = rows[rows["group"].str.contains("noise_only")]
    assert noise["value"].isna().all()
    assert noise["note"].str.contains("three consecutive years").all()
    assert np.isfinite(value(rows, "rank_slope", "reported"))
