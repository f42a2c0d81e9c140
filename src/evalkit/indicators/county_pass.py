"""The indicators of every village of a county in one go: what a worker computes from the income ledgers of a county."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from evalkit import store
from evalkit.errors import EvalkitError, Problem
from evalkit.indicators import income, poverty, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import KEYS, household_years
from evalkit.indicators.income_inequality import income_gini
from evalkit.indicators.income_source_inequality import inequality_by_source

LEDGER = "income"
COLUMNS = (*KEYS, "household_size", "source", "month", "months", "amount", "covered")
TOGETHER = 100_000  # household-years
REPEATED = dict.fromkeys(["county", "village", "fault"], "category")


def county_pass(
    county: str | Sequence[str],
    year: int | Sequence[int],
    *,
    root: Path | None = None,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return income, poverty and inequality of every village of a county that sent an income ledger.

    Parameters
    ----------
    county : str or sequence of str
        6-digit codes.
    year : int or sequence of int
        Years to report on, the same for every county.
    root, params : Path, optional
        Folders of clean tables and of policy values; the project's own when omitted.

    Returns
    -------
    DataFrame
        Result rows with super-population limits: `income_per_head`, `income_share`, `headcount_ratio`, `poverty_gap`,
        `income_gini` and the five of `inequality_by_source`, each what its own function gives.

    Raises
    ------
    EvalkitError
        When a county sent no income ledger for one of the years.

    Notes
    -----
    Ledgers are read one county and year at a time, only the columns needed, and added up to a line per household; the
    indicators are computed whenever enough households have come together (`TOGETHER`), so that many small counties
    cost no more than a few large ones and memory does not grow with their number.
    """
    counties = [county] if isinstance(county, str) else list(county)
    years = [year] if isinstance(year, int) else list(year)
    tables, waiting = [], []
    for place in ((code, one) for code in counties for one in years):
        waiting.append(_county_year(*place, root))
        if sum(len(earned) for _, earned in waiting) >= TOGETHER:
            tables.append(_indicators(waiting, params))
            waiting = []
    return result.concat([*tables, *([_indicators(waiting, params)] if waiting else [])])


def _indicators(parts: list[tuple[pd.DataFrame, pd.DataFrame]], params: Path | None) -> pd.DataFrame:
    scope = pd.concat([scope for scope, _ in parts], ignore_index=True)
    # Most of an indicator's time goes into telling villages apart, which is quick where their codes are categories.
    earned = pd.concat([earned for _, earned in parts], ignore_index=True).astype(REPEATED)
    return result.concat(
        [
            income.income_per_head(earned, scope, interval=True),
            income.income_share(earned, scope, interval=True),
            poverty.headcount_ratio(earned, scope, interval=True, params=params),
            poverty.poverty_gap(earned, scope, interval=True, params=params),
            income_gini(earned, scope),
            inequality_by_source(earned, scope),
        ]
    )


def _county_year(county: str, year: int, root: Path | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the villages of one year's ledger as a scope, and what their households earned."""
    place = {"county": county, "year": year, "root": root, "coded": True}
    ledger = store.read(LEDGER, columns=COLUMNS, **place)
    if ledger.empty:
        known = store.places(root)
        known = known.loc[known["county"] == county, "year"].drop_duplicates().sort_values()
        raise EvalkitError(
            Problem(
                f"data/processed/{LEDGER}",
                f"no income ledger of county {county} for {year}",
                "a county and year of which an income ledger was cleaned",
                f"tables of this county for {', '.join(map(str, known)) or 'no year'}",
            )
        )
    households = store.read("households", columns=[*KEYS, "household_size"], **place)
    earned = household_years(ledger, households)
    return scopes.years(sorted(ledger["village"].unique()), [year]), earned.drop(columns="household")
