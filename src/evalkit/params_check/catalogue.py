"""Checks of what each indicator says it is computed from: columns that exist and are kept, windows, parameters."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalkit.catalogue import FILE, INPUTS, SIDE_TABLES, WINDOWS
from evalkit.errors import Problem
from evalkit.params_check.reading import Folder, where

SERIES = {"price_index.csv": "", "deprivations.csv": "", "assessment_weights.csv": "", "reference_series.csv": "series"}


def problems(folder: Folder) -> Iterator[Problem]:
    """Yield what is wrong in the columns `columns`, `window` and `params` of indicators.csv, if there is one."""
    if not (folder.params / FILE).is_file():
        return
    catalogue = folder.csv(FILE)
    if not set(INPUTS) <= set(catalogue):
        lacking = ", ".join(name for name in INPUTS if name not in catalogue)
        yield Problem(f"params/{FILE}", f"lacks the column {lacking}", "what each indicator is computed from")
        return
    book = folder.csv("codebook.csv", ["table", "column", "personal", "role"])
    dropped = (book["personal"] == "direct") | book["role"].isin(["place", "item", "period", "income_item", "total"])
    kept = set((book["table"] + "." + book["column"])[~dropped]) | set(SIDE_TABLES)
    for at, row in catalogue.fillna("").iterrows():
        place = f"{where(FILE, at)}, indicator {row['name']}"
        yield from _columns(place, row, kept)
        yield from _windows(place, row)
        for key in filter(None, row["params"].split("|")):
            if not _is_known(key, folder):
                yield Problem(place, "needs an unknown parameter", "such as policy.yaml:monitoring_line", key)


def _columns(place: str, row: pd.Series, kept: set[str]) -> Iterator[Problem]:
    names = [name for name in row["columns"].split("|") if name]
    if not names:
        yield Problem(place, "does not say from which columns it is computed", "such as income.amount")
    for name in names:
        if name not in kept:
            yield Problem(place, "needs a column that is unknown or not kept", "table.column of codebook.csv", name)
    declared = set(filter(None, row["tables"].split("|")))
    used = {name.partition(".")[0] for name in names if name not in SIDE_TABLES}
    of_all = set(names) & set(SIDE_TABLES)
    for table in sorted(used ^ declared) if not of_all else ():
        yield Problem(place, "names a ledger in one of `tables` and `columns` only", "the same ledgers in both", table)


def _windows(place: str, row: pd.Series) -> Iterator[Problem]:
    windows = row["window"].split("|")
    for window in windows:
        if window not in WINDOWS:
            yield Problem(place, "has an unknown window", f"one of {', '.join(WINDOWS)}", window)
    tables = row["tables"].count("|") + 1
    if len(windows) not in (1, tables):
        yield Problem(place, "has not one window for each ledger", f"1 or {tables}", str(len(windows)))


def _is_known(key: str, folder: Folder) -> bool:
    file, _, name = key.partition(":")
    if file == "policy.yaml":
        return name in folder.yaml(file, dict)
    if file not in SERIES or not name:
        return file in SERIES and not SERIES[file]
    column = SERIES[file]
    return bool(column) and name in set(folder.csv(file, [column])[column])
