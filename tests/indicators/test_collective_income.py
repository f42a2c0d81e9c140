"""Collective income between years and against a limit, worked by hand."""

import pandas as pd

from evalkit.indicators import collective_income as ci
from evalkit.indicators import scope

A, B, C = (f"9901011002{n:02d}" for n in (1, 2, 3))


def sheets(ledger, *lines):
    rows = [{"village": v, "year": y, "collective_income": fen} for v, y, fen in lines]
    return ledger("villages", rows)


def test_growth_is_on_the_year_before_and_two_differing_figures_are_none(ledger):
    rows = sheets(ledger, (A, 2023, 100_000), (A, 2024, 80_000), (B, 2023, 100_000), (B, 2024, 5), (B, 2024, 6))
    found = ci.collective_income_growth(rows, scope.years([A, B], [2024])).set_index("village")
    assert found.loc[A, "value"] == -0.2
    assert (found.loc[A, "numerator"], found.loc[A, "denominator"], found.loc[A, "period"]) == (800, 1000, "2023/2024")
    assert pd.isna(found.loc[B, "value"]) and "collective income of both years" in found.loc[B, "note"]


def test_a_span_grows_from_its_first_year_and_nothing_grows_from_zero(ledger):
    rows = sheets(ledger, (A, 2021, 50), (A, 2022, 1), (A, 2024, 75), (B, 2021, 0), (B, 2024, 75))
    found = ci.collective_income_growth(rows, scope.span([A, B], 2021, 2024)).set_index("village")["value"]
    assert found[A] == 0.5 and pd.isna(found[B])


def test_a_village_at_the_limit_is_not_below_it_and_one_without_a_figure_is_left_out(ledger):
    rows = sheets(ledger, (A, 2024, 4_999), (B, 2024, 5_000), (C, 2024, None))
    row = ci.collective_income_below(rows, scope.county_years("990101", [2024]), limit_fen=5_000).iloc[0]
    assert (row["value"], row["denominator"], row["n"], row["group"]) == (0.5, 2, 3, "50")
    assert row["village"] == "" and "differing ones" in row["note"]


def test_a_county_without_sheets_is_refused(ledger):
    row = ci.collective_income_below(sheets(ledger), scope.county_years("990101", [2024]), limit_fen=1).iloc[0]
    assert pd.isna(row["value"]) and "no village sheet" in row["note"]
