"""The indicator catalogue as a page: what every figure is called, means and rests on, written from the catalogue."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import catalogue, project
from evalkit.files import write_whole

NAME = Path("docs") / "indicator-catalogue.md"
HEAD = """# Indicator catalogue 指标目录

Written by `evalkit codebook --indicators` from `params/indicators.csv`; change that, not this page.
本页由 `evalkit codebook --indicators` 生成，请修改 `params/indicators.csv`，不要直接修改本页。
"""
DIRECTIONS = {"up": "higher is better 越高越好", "down": "lower is better 越低越好", "context": "neither 仅供参考"}
FIELDS = (
    ("Formula", "formula"),
    ("Unit", "unit"),
    ("Direction", "direction"),
    ("Ledgers", "tables"),
    ("Columns", "columns"),
    ("Years", "window"),
    ("Parameters", "params"),
    ("Uncertainty", "uncertainty"),
    ("Convention", "convention"),
    ("Source", "source"),
)


def render(params: Path | None = None) -> str:
    """Return the indicator catalogue as Markdown, one section per indicator in the order of the file.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Examples
    --------
    >>> render().startswith("# Indicator catalogue")
    True
    """
    table = catalogue.load(params)
    table["direction"] = table["direction"].replace(DIRECTIONS)
    for name in ("tables", "columns", "window", "params"):
        table[name] = table[name].str.replace("|", ", ", regex=False)
    return "\n".join([HEAD, *(_section(row) for _, row in table.iterrows())])


def _section(row: pd.Series) -> str:
    lines = [f"- **{word}**: {row[name]}" for word, name in FIELDS if row[name]]
    return "\n".join([f"## `{row['name']}` {row['zh']}\n", f"{row['en']}.\n", *lines, ""])


def write(out: Path | None = None, params: Path | None = None) -> Path:
    """Write the page and return where it is; docs/indicator-catalogue.md of the project when `out` is omitted."""
    return write_whole(out or project.root() / NAME, render(params).encode())
