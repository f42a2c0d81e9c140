"""The indicator catalogue as a page: what every figure is called, means and rests on, written from the catalogue."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd

from evalkit import catalogue, codebook, project
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

LISTS = ("tables", "columns", "window", "params")
HEADS = (
    ("name", "名称", "name", 30), ("family", "类别", "family", 14), ("zh", "中文名", "in Chinese", 26),
    ("en", "英文名", "in English", 38), ("formula", "公式", "formula", 52), ("unit", "单位", "unit", 14),
    ("direction", "方向", "direction", 22),
    ("tables", "台账", "ledgers", 16), ("columns", "列", "columns", 34), ("window", "年份", "years", 16),
    ("params", "参数", "parameters", 28), ("uncertainty", "不确定性", "uncertainty", 26),
    ("convention", "约定", "convention", 52), ("source", "出处", "source", 52),
)  # fmt: skip
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
CREATED = dt.datetime(2000, 1, 1)  # the same catalogue gives the same bytes


def render(params: Path | None = None) -> str:
    """Return the indicator catalogue as Markdown, by family, one section per indicator in the order of the file.

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
    for name in LISTS:
        table[name] = table[name].str.replace("|", ", ", regex=False)
    parts = [HEAD, _contents(table)]
    for family, own in table.groupby("family", sort=False):
        parts += [f"## {_family(family)}\n", *(_section(row) for _, row in own.iterrows())]
    return "\n".join(parts)


def _contents(table: pd.DataFrame) -> str:
    """Return how many indicators there are, and the names of each family."""
    lines = [f"{len(table)} indicators, {len(table)} 项指标:\n"]
    for family, own in table.groupby("family", sort=False):
        names = ", ".join(f"[{name}](#{name})" for name in own["name"])
        lines.append(f"- **{_family(family)}** ({len(own)}): {names}")
    return "\n".join([*lines, ""])


def _family(code: str) -> str:
    words = [codebook.load().label("indicator_family", code, lang) for lang in ("en", "zh")]
    return " ".join(words)


def _section(row: pd.Series) -> str:
    lines = [f"- **{word}**: {row[name]}" for word, name in FIELDS if row[name]]
    head = f'### <a id="{row["name"]}"></a>`{row["name"]}` {row["zh"]}\n'
    return "\n".join([head, f"{row['en']}.\n", *lines, ""])


def write(out: Path | None = None, params: Path | None = None) -> Path:
    """Write the page and return where it is; docs/indicator-catalogue.md of the project when `out` is omitted."""
    return write_whole(out or project.root() / NAME, render(params).encode())


def workbook(params: Path | None = None) -> bytes:
    """Return the catalogue as one sheet of an Excel workbook: heads in Chinese and English, one line per indicator.

    Examples
    --------
    >>> workbook()[:2]
    b'PK'
    """
    import io

    import xlsxwriter

    buffer, table = io.BytesIO(), catalogue.load(params)
    table["direction"] = table["direction"].replace(DIRECTIONS)
    table["family"] = table["family"].map(_family)
    book = xlsxwriter.Workbook(buffer, SAFE)
    book.set_properties({"created": CREATED})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("指标目录")
    for place, (name, zh, en, width) in enumerate(HEADS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, zh, bold)
        sheet.write_string(1, place, en, bold)
        for line, value in enumerate(table[name], start=2):
            sheet.write_string(line, place, value.replace("|", "\n") if name in LISTS else value, wrapped)
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, len(table) + 1, len(HEADS) - 1)
    book.close()
    return buffer.getvalue()


def write_workbook(out: Path, params: Path | None = None) -> Path:
    """Write the catalogue as an Excel workbook and return where it is."""
    return write_whole(out, workbook(params))
