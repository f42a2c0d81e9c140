"""The released figures of an indicator: what is traced, and over which years."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from evalkit import project
from evalkit.errors import EvalkitError, Problem
from evalkit.indicators import result

FILE = "indicators.parquet"


def of(name: str, village: str, year: int, reports: Path | None = None) -> pd.DataFrame:
    """Return the released rows of an indicator for a village and year; none before the first `evalkit run`."""
    path = (reports or project.reports()) / FILE
    if not path.is_file():
        return result.empty()
    rows = pd.read_parquet(path)
    return rows[(rows["indicator"] == name) & (rows["village"] == village) & (rows["year"] == year)]


def chosen(rows: pd.DataFrame, group: str | None, period: str | None) -> pd.DataFrame:
    """Return the rows of a group and a period.

    Raises
    ------
    EvalkitError
        When there is no such figure; the groups or periods that there are stand in the sentence.
    """
    for name, value in (("group", group), ("period", period)):
        if value is not None:
            known = ", ".join(dict.fromkeys(text or '""' for text in rows[name])) or "none: run `evalkit run` first"
            rows = rows[rows[name] == value]
            if rows.empty:
                raise EvalkitError(Problem(f"--{name}", "no such figure in the reports", f"one of {known}", value[:40]))
    return rows


def span(period: str, year: int) -> tuple[int, int]:
    """Return the first and last year of a period.

    Examples
    --------
    >>> span("2021/2024", 2024), span("2024-Q1", 2024)
    ((2021, 2024), (2024, 2024))
    """
    years = re.fullmatch(r"(\d{4})/(\d{4})", period)
    return (int(years[1]), int(years[2])) if years else (year, year)


def lines(rows: pd.DataFrame) -> list[tuple]:
    """Return the figures themselves in the fields of `evidence.COLUMNS`; a withheld one says so."""
    found = []
    for row in rows.itertuples(index=False):
        group = f" {row.group_by}={row.group}" if row.group_by else ""
        value = row.note if pd.isna(row.value) else f"{row.value:.10g} {row.unit}"
        head = (row.village, int(row.year), "", f"reports/{FILE}", row.indicator, row.period + group)
        found.append((*head, value, "", "figure", ""))
    return found
