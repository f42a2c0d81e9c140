"""What a cleaning did, in a page a person can read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import pandas as pd

from evalkit.cleaning.reasons import REASONS
from evalkit.codebook import Codebook
from evalkit.errors import Problem

ROW_FATES = ("kept", "duplicate", "subtotal", "quarantined")


@dataclass(frozen=True)
class Summary:
    """Counts of a cleaning.

    Parameters
    ----------
    files, sheets, rows : int
        What was read.
    tables : DataFrame
        table, ledger, kept, duplicate, subtotal, quarantined: rows of sheets by ledger.
    layout : dict of str -> int
        Rows that are no data: title, header, unit, blank, note...
    kinds : DataFrame
        code, kind (`repair` or `problem`), what, cells.
    faults : list of Problem
        Files and sheets that could not be used.
    unmapped : list of str
        Places of columns the codebook does not know.
    out : str
        Where the clean tables are.
    checks : DataFrame
        family, rules, rows: rows of the ledgers that consistency rules ask a person to look at.
    review : str
        What became of the points of the villages' lists.
    unused : list of str
        Lines of params/corrections.csv about files that were not read.
    """

    files: int
    sheets: int
    rows: int
    tables: pd.DataFrame
    layout: dict[str, int]
    kinds: pd.DataFrame
    faults: list[Problem] = field(default_factory=list)
    unmapped: list[str] = field(default_factory=list)
    out: str = ""
    checks: pd.DataFrame = field(default_factory=pd.DataFrame)
    review: str = ""
    unused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        parts = [
            f"{self.files} files, {self.sheets} sheets, {self.rows} rows read; every row has one fate:",
            _text(self.tables.drop(columns="table")),
            "  not data: " + ", ".join(f"{count} {fate}" for fate, count in self.layout.items()),
        ]
        for kind, head in (("repair", "Put right"), ("problem", "Problems")):
            listed = self.kinds[self.kinds["kind"] == kind]
            if len(listed):
                parts += [f"\n{head}:", _text(listed[["what", "cells"]])]
        if len(self.checks):
            parts += ["\nRows a person should look at (rules of params/rules.csv):", _text(self.checks)]
        if self.unmapped:
            parts += [f"\nColumns the codebook does not know ({len(self.unmapped)}):", *_some(self.unmapped)]
        if self.faults:
            parts += [f"\nNot used ({len(self.faults)}):", *(f"  {fault}" for fault in self.faults)]
        if self.unused:
            parts += [f"\nCorrections of files that were not read ({len(self.unused)}):", *_some(self.unused)]
        if self.review:
            parts.append(f"\n{self.review}")
        parts.append(f"\nClean tables and quality.xlsx: {self.out}")
        return "\n".join(parts)


def by_table(fates: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """Return the data rows of every ledger by fate, and of tables without a ledger."""
    data = fates[fates["fate"].isin(ROW_FATES) & ((fates["table"] != "") | (fates["fate"] == "quarantined"))]
    counts = data.groupby(["table", "fate"], sort=False).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(ROW_FATES), fill_value=0)
    names = [name for name in (*book.tables, "") if name in counts.index]
    ledgers = [book.tables[name].zh if name else "(no ledger)" for name in names]
    counts = counts.loc[names].reset_index(drop=True)
    counts.insert(0, "ledger", pd.array(ledgers, dtype="str"))
    counts.insert(0, "table", pd.array(names, dtype="str"))
    return counts


def by_kind(noticed: pd.DataFrame) -> pd.DataFrame:
    """Return how often each repair and each problem occurred, the commonest first."""
    counts = noticed["code"].value_counts(sort=False)
    lines = [
        (
            code,
            "repair" if REASONS[code].severity == "repair" else "problem",
            f"{REASONS[code].zh} / {REASONS[code].en}",
            n,
        )
        for code, n in counts.items()
    ]
    table = pd.DataFrame(lines, columns=["code", "kind", "what", "cells"])
    return table.sort_values(["kind", "cells", "code"], ascending=[True, False, True], ignore_index=True)


def layout_rows(fates: pd.DataFrame) -> dict[str, int]:
    """Return the number of rows that are no data, by fate."""
    other = fates[~fates["fate"].isin(("kept", "duplicate", "quarantined")) & (fates["table"] == "")]
    return {str(fate): int(count) for fate, count in other["fate"].value_counts().items()}


def _text(rows: pd.DataFrame) -> str:
    """Return a table as lines with columns lined up; Chinese characters are two wide."""
    cells = [list(rows.columns), *([str(value) for value in line] for line in rows.itertuples(index=False))]
    widths = [max(_width(line[c]) for line in cells) for c in range(len(rows.columns))]
    right = [c > 0 for c in range(len(widths))]
    return "\n".join(
        "  " + "  ".join(_padded(text, widths[c], right[c]) for c, text in enumerate(line)).rstrip() for line in cells
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int, right: bool) -> str:
    gap = " " * (width - _width(text))
    return gap + text if right else text + gap


def _some(texts: list[str], most: int = 12) -> list[str]:
    shown = [f"  {text}" for text in texts[:most]]
    return shown + ([f"  ... and {len(texts) - most} more"] if len(texts) > most else [])
