"""The indicator catalogue: each indicator declared once, in params/indicators.csv."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd

from evalkit import project

FILE = "indicators.csv"
COLUMNS = ["name", "zh", "en", "formula", "unit", "direction", "tables", "uncertainty", "convention", "source"]


def load(params: Path | None = None) -> pd.DataFrame:
    """Read the catalogue.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    DataFrame
        One row per indicator, text: name, zh and en label, formula, unit, direction (`up` is better, `down` is better,
        `context` is neither), tables (joined by `|`), uncertainty, convention, source.
    """
    path = (params or project.params()) / FILE
    return _read(path, path.stat().st_mtime_ns).copy()


def label(name: str, lang: str = "zh", params: Path | None = None) -> str:
    """Return an indicator's label; the name itself when it is not declared."""
    table = load(params)
    found = table.loc[table["name"] == name, lang]
    return found.iloc[0] if len(found) else name


def undeclared(rows: pd.DataFrame, params: Path | None = None) -> list[str]:
    """Return the indicators of a result table that the catalogue does not know, in order of appearance."""
    known = set(load(params)["name"])
    return [name for name in dict.fromkeys(rows["indicator"]) if name not in known]


@cache
def _read(path: Path, _stamp: int) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)[COLUMNS]
