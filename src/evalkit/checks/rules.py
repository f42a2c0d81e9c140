"""Runs every declared rule over the ledgers, and says which rules could not be run, where and why."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import pandas as pd

from evalkit import codebook
from evalkit.checks import clearing, declared, found, income, persons, places, programmes, risks
from evalkit.checks.declared import CHECKED, Rule
from evalkit.checks.inputs import Inputs

CHECKS: dict[str, Callable[..., pd.DataFrame]] = {
    rule: check for room in (income, clearing, risks, programmes, persons, places) for rule, check in room.RULES.items()
}


def run(
    tables: Mapping[str, pd.DataFrame], params: Path | None = None, *, only: Collection[str] | None = None
) -> pd.DataFrame:
    """Return every row of the ledgers that breaks a rule of params/rules.csv.

    Parameters
    ----------
    tables : mapping
        Clean tables by name, money in fen; ledgers that were not received may be left out.
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.
    only : collection of str, optional
        Numbers of the rules to run; all of them when omitted.

    Returns
    -------
    DataFrame
        rule, county, village, year, table, file_id, sheet_id, row, column, household (pseudonym); empty when nothing
        was found. A row says `please look`: nothing in the ledgers is changed because of it.

    Examples
    --------
    >>> len(run({}))
    0
    """
    inputs = Inputs(tables, params)
    parts = []
    for rule in declared.rules(params):
        wanted = only is None or rule.rule in only
        if wanted and rule.status == CHECKED and not rule.open_values:
            parts.append(inputs.call(CHECKS[rule.rule], rule).assign(rule=rule.rule))
    return found.concat(parts)


def not_checked(tables: Mapping[str, pd.DataFrame], params: Path | None = None) -> pd.DataFrame:
    """Return the rules that could not be checked on these ledgers, each with its reason.

    Returns
    -------
    DataFrame
        rule, reason (English): not expressible, done at intake, a limit to be filled in, a ledger or column that was
        not received, no monitoring line for a place and year (one row each).

    Examples
    --------
    >>> reasons = not_checked({}).set_index("rule")["reason"]
    >>> "no employee insurance" in reasons["2_01_009"]
    True
    """
    inputs = Inputs(tables, params)
    lines = [(rule.rule, why) for rule in declared.rules(params) for why in _reasons(rule, inputs)]
    return pd.DataFrame(lines, columns=["rule", "reason"]).astype("str")


def checked(tables: Mapping[str, pd.DataFrame], params: Path | None = None) -> dict[str, str]:
    """Return the rules that could be checked on these ledgers, each with the ledger it is about.

    Examples
    --------
    >>> checked({})
    {}
    """
    lacking = set(not_checked(tables, params)["rule"])
    return {rule.rule: rule.tables[0] for rule in declared.rules(params) if rule.rule not in lacking}


def _reasons(rule: Rule, inputs: Inputs) -> list[str]:
    if rule.status != CHECKED:
        return [rule.reason]
    if rule.open_values:
        names = ", ".join(rule.open_values)
        return [f"params/{declared.FILE} gives no {names} for rule {rule.rule}"]
    lacking = [f"no {name} ledger was received" for name in rule.tables if not len(inputs.table(name))]
    if lacking:
        return ["; ".join(lacking)]
    book = codebook.load(inputs.params).tables
    blank = [
        f"no {table} ledger fills {book[table].column(column).zh} ({column})"
        for table, column in rule.needs
        if not inputs.table(table)[column].notna().any()
    ]
    if blank:
        return ["; ".join(blank)]
    return _lines(rule, inputs) if "lines" in inspect.signature(CHECKS[rule.rule]).parameters else []


def _lines(rule: Rule, inputs: Inputs) -> list[str]:
    """Return one reason for each place and year of the rule's own ledgers that has no monitoring line."""
    reasons = inputs.looked_up_lines[1]
    pairs = {pair for table in rule.tables for pair in inputs.years_of(table)}
    return [f"county {county}, {year}: {reasons[county, year]}" for county, year in sorted(pairs & set(reasons))]
