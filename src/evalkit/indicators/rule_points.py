"""Rows that a rule of params/rules.csv asks a person to look at, by ledger and rule."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

CENSUS = "none (census)"
NOT_CHECKED = notes.both("规则要用的台账都没有收到", "no ledger that the rules need was received")


def rule_points(
    checks: pd.DataFrame, rules: Mapping[str, str], tables: Mapping[str, pd.DataFrame], scope: pd.DataFrame
) -> pd.DataFrame:
    """Count the rows to look at: all, by ledger, and by ledger and rule.

    Parameters
    ----------
    checks : DataFrame
        Side table `_checks`: rule, village, year, table; one row each.
    rules : mapping
        Number of each rule that was checked to the ledger it is about, those that found nothing included.
    tables : mapping
        Clean tables by name.
    scope : DataFrame
        Villages and years to report on.

    Returns
    -------
    DataFrame
        Result rows, unit `point`, `n` the rows of the ledger (of all ledgers looked at). A ledger without rows is left
        out, since a rule finds nothing in it. `/` in a rule's number reads `-`: it separates the parts of a group.

    Notes
    -----
    A point asks a person to look; it is no fault. One row may break several rules and then counts for each.
    """
    sizes = _sizes(tables, scope)
    frame = pd.DataFrame({"rule": list(rules), "table": list(rules.values())}, dtype="str")
    found = scopes.within(checks[["village", "year", "rule", "table"]], scope)
    counted = found.groupby([*scopes.KEYS, "table", "rule"], sort=False).size().rename("value").reset_index()
    frame = pd.concat([frame, counted[["rule", "table"]]]).drop_duplicates()
    each = sizes.merge(frame, on="table").merge(counted, on=[*scopes.KEYS, "table", "rule"], how="left")
    each = each.assign(value=each["value"].fillna(0.0)).sort_values(["table", "rule"], kind="stable")
    by = [*scopes.KEYS, "table"]
    ledgers = each.groupby(by, sort=False).agg(value=("value", "sum"), n=("n", "first")).reset_index()
    whole = ledgers.groupby(scopes.KEYS, sort=False)[["value", "n"]].sum().reset_index()
    each["group"] = each["table"] + "/" + each["rule"].str.replace("/", "-")
    parts = [
        whole.assign(group_by="", group=""),
        ledgers.assign(group_by="ledger", group=ledgers["table"]),
        each.assign(group_by="ledger/rule"),
    ]
    return scopes.with_refusals(
        pd.concat(parts, ignore_index=True), scope, "rule_points", "point", NOT_CHECKED, uncertainty=CENSUS
    )


def rules_checked(rules: Mapping[str, str], not_checked: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Count the rules that could be checked on a village's ledgers; the denominator is the number declared.

    Parameters
    ----------
    rules : mapping
        Those that could, as from `checks.checked` on the ledgers of the one village of the scope.
    not_checked : DataFrame
        rule, reason: those that could not, as from `checks.not_checked`; a rule may have several reasons.

    Examples
    --------
    >>> row = rules_checked({"1": "jobs"}, pd.DataFrame({"rule": ["2", "2"]}), scopes.years("v", [2024]))
    >>> row["value"].item(), row["denominator"].item()
    (1.0, 2.0)
    """
    declared = len(rules) + not_checked["rule"].nunique()
    rows = scope.assign(value=float(len(rules)), numerator=len(rules), denominator=declared, n=declared)
    return scopes.table(rows, "rules_checked", "rule", uncertainty=CENSUS)


def _sizes(tables: Mapping[str, pd.DataFrame], scope: pd.DataFrame) -> pd.DataFrame:
    """Return the keys of the scope, table, n: the rows of each ledger that has any."""
    parts = [
        scopes.within(rows[["village", "year"]], scope).groupby(scopes.KEYS, sort=False).size().rename("n")
        .reset_index().assign(table=name)
        for name, rows in tables.items() if len(rows)
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True) if parts else scope.iloc[:0].assign(n=0, table="")
