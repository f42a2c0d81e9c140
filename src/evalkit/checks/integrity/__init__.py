"""Integrity tests of ledgers: patterns that real bookkeeping rarely shows. A reason to look, never an accusation."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from evalkit.checks import declared
from evalkit.checks.inputs import Inputs
from evalkit.checks.integrity import bunching, copies, digits, figures, months
from evalkit.checks.integrity.series import located
from evalkit.indicators import notes, result
from evalkit.indicators import scope as scopes

TESTS = {
    "digit_heaping": digits.heaping,
    "digit_preference": digits.preference,
    "copied_months": copies.across_months,
    "copied_households": copies.across_households,
    "smooth_series": months.too_smooth,
    "inspection_jumps": months.jumps,
    "bunching_above_line": bunching.above_line,
}
NOT_TESTED = notes.both("没有一项检验够数", "no test has enough to look at")


def run(
    tables: Mapping[str, pd.DataFrame],
    params: Path | None = None,
    *,
    by: str = "village",
    years: Collection[int] | None = None,
) -> pd.DataFrame:
    """Return every integrity test of every village and year.

    Parameters
    ----------
    tables : mapping
        Clean tables by name, of whole counties: a village is held against the others. `income` and `households` are
        looked at, `assessments` for the months of inspection.
    params : Path, optional
        Folder of the parameter files; limits and alarm levels are in rules.csv.
    by : str
        `village`, or `grid`: within each village by the grid of the household list. The keeper's own name is dropped
        at intake, so the grid is the closest that clean tables come to who kept the ledger.
    years : collection of int, optional
        Years to report on; all of them when omitted. Spans of years are reported in their last year.

    Returns
    -------
    DataFrame
        Result rows (`indicators.result`): value with its 95 % interval, n, and in `note` whether it looks unusual;
        below the least n of rules.csv, or without other villages to compare with, a row says why there is no figure.
        Without incomes of those years there is nothing to look at and no row.

    Notes
    -----
    Many figures are looked at, and some look odd by chance: see `figures.judged` for how that is allowed for. It is
    never shown that anybody did anything.
    """
    rules, inputs = declared.load(params), Inputs(tables, params)
    income, households = inputs.table("income"), inputs.table("households")
    own = income if years is None else income[income["year"].isin(list(years))]
    if own.empty:
        return result.empty()
    given = {
        "income": located(own, households, by),
        "earned": located(inputs.earned, households, by),
        "inputs": inputs,
        "by": by,
    }
    found = figures.stack([test(rule=rules[name], **given) for name, test in TESTS.items()])
    found = found if years is None else found[found["year"].isin(list(years))].reset_index(drop=True)
    return figures.judged(found, rules)


def tests_unusual(rows: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the tests that could be made ask a person to look.

    Parameters
    ----------
    rows : DataFrame
        From `run` by village.
    scope : DataFrame
        Villages and years to report on (`indicators.scope`).

    Returns
    -------
    DataFrame
        Result rows, unit `test`: value tests with an unusual figure, denominator tests with any figure; a refusal where
        no test could be made.
    """
    told = scopes.within(rows[rows["value"].notna()].drop(columns="group_by"), scope)
    looked = told.assign(odd=told["note"].str.startswith(figures.UNUSUAL[0]))
    each = looked.groupby([*scopes.KEYS, "indicator"], sort=False)["odd"].any()
    counts = each.groupby(level=scopes.KEYS, sort=False).agg(value="sum", denominator="size").reset_index()
    counts = counts.assign(value=counts["value"].astype("float64"), numerator=counts["value"], n=counts["denominator"])
    return scopes.with_refusals(counts, scope, "tests_unusual", "test", NOT_TESTED, uncertainty="none (census)")


def unusual(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `run` that ask a person to look."""
    return rows[rows["note"].str.startswith(figures.UNUSUAL[0])].reset_index(drop=True)
