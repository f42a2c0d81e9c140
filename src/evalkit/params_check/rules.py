"""Checks of rules.csv: every rule is said in both languages, names ledgers and columns that exist, and can be run."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from evalkit.checks import CHECKS
from evalkit.checks.declared import AT_INTAKE, CHECKED, INTEGRITY, STATUS
from evalkit.checks.integrity import TESTS
from evalkit.errors import Problem
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, schema_problems, where

RULES = "rules.csv"
TEXTS = ["zh", "en", "tables", "suggestion_zh", "suggestion_en", "source"]
COLUMNS = ["rule", "family", "severity", "needs", "values", "status", "reason", *TEXTS]
SEVERITY = ("serious", "look", "missing", "format")
LIMITS = re.compile(r"^([a-z][a-z_]*=(\d+(\.\d+)?)?)(\|[a-z][a-z_]*=(\d+(\.\d+)?)?)*$")


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in rules.csv."""
    rules = folder.csv(RULES, COLUMNS)
    schema = schemas.schema(
        {
            "rule": schemas.column(unique=True),
            "family": schemas.column(r"^[a-z-]+$", "a lower-case name"),
            "severity": schemas.column(among=SEVERITY),
            "status": schemas.column(among=STATUS),
        }
        | {name: schemas.column() for name in TEXTS}
    )
    return [*schema_problems(RULES, rules, schema), *_names(folder, rules), *_runnable(rules)]


def _names(folder: Folder, rules: pd.DataFrame) -> Iterator[Problem]:
    book = folder.csv("codebook.csv", ["table", "column"])
    columns = set(book["table"] + "." + book["column"])
    for at, row in rules.iterrows():
        place = f"{where(RULES, at)}, rule {row['rule']}"
        for table in (name for name in row["tables"].split("|") if name and name not in folder.tables):
            yield Problem(place, "names a ledger that tables.csv does not have", got=table)
        for need in (name for name in row["needs"].split("|") if name and name not in columns):
            yield Problem(place, "needs a column that codebook.csv does not have", "table.column", need)
        if row["values"] and not LIMITS.match(row["values"]):
            yield Problem(place, "limits cannot be read", "name=number, several joined by |", row["values"])


def _runnable(rules: pd.DataFrame) -> Iterator[Problem]:
    known = {**CHECKS, **TESTS}
    for at, row in rules.iterrows():
        place = f"{where(RULES, at)}, rule {row['rule']}"
        if row["status"] == CHECKED and row["rule"] not in known:
            yield Problem(place, "is to be checked, but evalkit has no such check", f"status {AT_INTAKE} or another")
        if row["status"] in STATUS and row["status"] != CHECKED and not row["reason"].strip():
            yield Problem(place, f"is {row['status']} and does not say why", "a reason")
        if (row["family"] == INTEGRITY) != (row["rule"] in TESTS):
            yield Problem(place, f"family {INTEGRITY} is for the integrity tests, and only for them", got=row["family"])
    for rule in known:
        if rule not in set(rules["rule"]):
            yield Problem(f"params/{RULES}", f"lacks the rule {rule}", "a line for it")
