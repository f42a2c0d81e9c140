"""The rules a person decided on: params/rules.csv."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd

from evalkit import project

FILE = "rules.csv"
CHECKED, AT_INTAKE, NOT_EXPRESSIBLE = "checked", "at intake", "not expressible"
STATUS = (CHECKED, AT_INTAKE, NOT_EXPRESSIBLE)
INTEGRITY = "integrity"
FEN = 100


@dataclass(frozen=True)
class Rule:
    """One line of params/rules.csv: what it is about, how it is said, what it needs and the limits it uses."""

    rule: str
    family: str
    zh: str
    en: str
    severity: str
    tables: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    values: dict[str, Decimal | None]
    suggestion_zh: str
    suggestion_en: str
    status: str
    reason: str
    source: str

    def fen(self, name: str) -> int:
        """Return a limit given in yuan as whole fen."""
        return int(self.values[name] * FEN)

    def number(self, name: str) -> float:
        """Return a limit as a number."""
        return float(self.values[name])

    @property
    def open_values(self) -> list[str]:
        """Limits nobody has filled in."""
        return [name for name, value in self.values.items() if value is None]


def load(params: Path | None = None) -> dict[str, Rule]:
    """Read the rules in the order of the file.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    dict of str -> Rule
        By rule number.

    Examples
    --------
    >>> load()["3_11_010"].fen("least_yuan")
    400000
    """
    path = (params or project.params()) / FILE
    return _read(path, path.stat().st_mtime_ns)


def rules(params: Path | None = None) -> list[Rule]:
    """Return the consistency rules: every line but those of the integrity tests, which return figures, not rows."""
    return [rule for rule in load(params).values() if rule.family != INTEGRITY]


def limits(text: str) -> dict[str, Decimal | None]:
    """Return `name=number` pairs joined by `|`; a name without a number is a limit still to be filled in.

    Examples
    --------
    >>> limits("least_yuan=100|most_yuan=")
    {'least_yuan': Decimal('100'), 'most_yuan': None}
    """
    pairs = [part.partition("=") for part in text.split("|") if part]
    return {name: Decimal(number) if number else None for name, _, number in pairs}


@cache
def _read(path: Path, _stamp: int) -> dict[str, Rule]:
    table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    return {line["rule"]: _rule(line) for line in table.to_dict("records")}


def _rule(line: dict[str, str]) -> Rule:
    needs = tuple(tuple(need.split(".")) for need in line["needs"].split("|") if need)
    tables = tuple(name for name in line["tables"].split("|") if name)
    return Rule(**(line | {"needs": needs, "tables": tables, "values": limits(line["values"])}))
