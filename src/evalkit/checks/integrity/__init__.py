"""Integrity tests of ledgers: patterns that real bookkeeping rarely shows. A reason to look, never an accusation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from evalkit.checks import declared
from evalkit.checks.inputs import Inputs
from evalkit.checks.integrity import bunching, copies, digits, months
from evalkit.checks.integrity.figures import UNUSUAL
from evalkit.checks.integrity.series import located
from evalkit.indicators import result

TESTS = {
    "digit_heaping": digits.heaping,
    "digit_preference": digits.preference,
    "copied_months": copies.across_months,
    "copied_households": copies.across_households,
    "smooth_series": months.too_smooth,
    "inspection_jumps": months.jumps,
    "bunching_above_line": bunching.above_line,
}


def run(tables: Mapping[str, pd.DataFrame], params: Path | None = None, *, by: str = "village") -> pd.DataFrame:
    """Return every integrity test of every village and year.

    Parameters
    ----------
    tables : mapping
        Clean tables by name; `income` and `households` are looked at, `assessments` for the months of inspection.
    params : Path, optional
        Folder of the parameter files; limits and alarm levels are in rules.csv.
    by : str
        `village`, or `grid`: within each village by the grid of the household list. The keeper's own name is dropped
        at intake, so the grid is the closest that clean tables come to who kept the ledger.

    Returns
    -------
    DataFrame
        Result rows (`indicators.result`): value with its 95 % interval, n, and in `note` whether it looks unusual;
        below the least n of rules.csv, or without other villages to compare with, a row says why there is no figure.

    Notes
    -----
    The alarm level is the chance that one test of one honest village speaks up, when its assumption holds; of a hundred
    honest villages tested at 0.01 one will. It is never shown that anybody did anything.
    """
    inputs = Inputs(tables, params)
    rules = declared.load(params)
    income = located(inputs.table("income"), inputs.table("households"), by)
    earned = located(inputs.earned, inputs.table("households"), by)
    given = {"income": income, "earned": earned, "inputs": inputs, "by": by}
    return result.concat([test(rule=rules[name], **given) for name, test in TESTS.items()])


def unusual(figures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `run` that ask a person to look."""
    return figures[figures["note"].str.startswith(UNUSUAL[0])].reset_index(drop=True)
