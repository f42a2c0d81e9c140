"""The indicator catalogue: each indicator declared once, in params/indicators.csv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from evalkit import project

FILE = "indicators.csv"
COLUMNS = [
    "name",
    "zh",
    "en",
    "family",
    "formula",
    "unit",
    "direction",
    "tables",
    "uncertainty",
    "convention",
    "source",
]
INPUTS = ["columns", "window", "params"]
SIDE_TABLES = ("_fates", "_problems", "_checks", "_review")
WINDOWS = {
    "same year": (0, 0),
    "previous year": (1, 0),
    "neighbouring years": (1, 1),
    "up to year": (9999, 0),
    "all years": (9999, 9999),
    "county": (0, 0),
    "county up to year": (9999, 0),
}


@dataclass(frozen=True)
class Need:
    """What an indicator reads of one ledger: its columns, and the rows of which years (`WINDOWS`) and villages.

    Parameters
    ----------
    table : str
        A ledger, or one of `SIDE_TABLES`.
    columns : tuple of str
        Codebook columns; none for a side table.
    window : str
        A key of `WINDOWS`: how many years before and after the figure's own; those that begin with `county` are about
        every village of the county.
    """

    table: str
    columns: tuple[str, ...]
    window: str


@dataclass(frozen=True)
class Inputs:
    """All that an indicator is computed from: ledgers, and keys of params/ such as `policy.yaml:notice_days`."""

    needs: tuple[Need, ...]
    params: tuple[str, ...]


def load(params: Path | None = None) -> pd.DataFrame:
    """Read the catalogue.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    DataFrame
        One row per indicator, text: name, zh and en label, family (a code of `indicator_family`), formula, unit,
        direction (`up` is better, `down` is better, `context` is neither), tables (joined by `|`), uncertainty,
        convention, source; then what it is computed from: columns, window and params, which `inputs` takes apart.
    """
    path = (params or project.params()) / FILE
    return _read(path, path.stat().st_mtime_ns).copy()


def label(name: str, lang: str = "zh", params: Path | None = None) -> str:
    """Return an indicator's label; the name itself when it is not declared."""
    table = load(params)
    found = table.loc[table["name"] == name, lang]
    return found.iloc[0] if len(found) else name


def inputs(name: str, params: Path | None = None) -> Inputs:
    """Return what an indicator is computed from.

    Notes
    -----
    The column `window` holds one window for all ledgers, or one for each in the order of the column `tables`.

    Examples
    --------
    >>> inputs("income_growth").needs[0]
    Need(table='income', columns=('amount', 'household_size'), window='previous year')
    """
    table = load(params).set_index("name")
    columns, window, keys, tables = table.loc[name, [*INPUTS, "tables"]]
    windows = window.split("|")
    by_table: dict[str, list[str]] = {}
    for entry in filter(None, columns.split("|")):
        ledger, _, column = entry.partition(".")
        by_table.setdefault(ledger, []).extend([column] if column else [])
    own = dict(zip(tables.split("|"), windows, strict=False)) if len(windows) > 1 else {}
    needs = tuple(Need(ledger, tuple(names), own.get(ledger, windows[0])) for ledger, names in by_table.items())
    return Inputs(needs, tuple(filter(None, keys.split("|"))))


def undeclared(rows: pd.DataFrame, params: Path | None = None) -> list[str]:
    """Return the indicators of a result table that the catalogue does not know, in order of appearance."""
    known = set(load(params)["name"])
    return [name for name in dict.fromkeys(rows["indicator"]) if name not in known]


@cache
def _read(path: Path, _stamp: int) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table.reindex(columns=COLUMNS + INPUTS, fill_value="").fillna("")
