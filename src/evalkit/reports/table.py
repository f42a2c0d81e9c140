"""Result rows as a person reads them: labels instead of names, numbers with their unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evalkit.answers import words
from evalkit.reports import labels


@dataclass(frozen=True)
class Line:
    """One row of a report's table, every field ready to be shown."""

    label_zh: str
    label_en: str
    period: str
    group_zh: str
    group_en: str
    value: str
    unit_zh: str
    unit_en: str
    interval: str
    n: str
    note_zh: str
    note_en: str
    published: bool
    withheld: bool


def lines(rows: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]) -> list[Line]:
    """Return the lines of a report's table.

    Parameters
    ----------
    rows : DataFrame
        Gated result rows.
    indicators : mapping
        For each indicator its labels under `zh` and `en`.
    """
    return [_line(row, indicators) for row in rows.to_dict("records")]


def _line(row: dict, indicators: Mapping[str, Mapping[str, str]]) -> Line:
    own = indicators.get(row["indicator"], {"zh": row["indicator"], "en": row["indicator"]})
    withheld = pd.isna(row["value"]) and row["note"].startswith("withheld")
    value = words.withheld("zh") if withheld else number(row["value"], row["unit"])
    interval = ""
    if not (pd.isna(row["low"]) or pd.isna(row["high"])):
        interval = f"{number(row['low'], row['unit'])} – {number(row['high'], row['unit'])}"
    percent = is_percent(row["unit"])
    units = ["" if pd.isna(row["value"]) or percent else labels.unit(row["unit"], lang) for lang in ("zh", "en")]
    n = "" if pd.isna(row["n"]) or row["n"] == 0 else f"{row['n']:,}"
    note_zh, note_en = (words.in_language(row["note"], lang) for lang in ("zh", "en"))
    if withheld:
        note_zh = "少于公开下限，或为保护此类数字而隐去"
    if note_zh == note_en:
        note_zh = ""
    group_zh, group_en = (_group(row, lang) for lang in ("zh", "en"))
    return Line(
        label_zh=own["zh"],
        label_en=own["en"],
        period=row["period"],
        group_zh=group_zh,
        group_en=group_en,
        value=value,
        unit_zh=units[0],
        unit_en=units[1] if units[1] != units[0] else "",
        interval=interval,
        n=n,
        note_zh=note_zh,
        note_en=note_en,
        published=bool(row["published"]),
        withheld=withheld,
    )


def _group(row: dict, lang: str) -> str:
    return labels.group(row["group_by"], row["group"], lang) if row["group_by"] else ""


def is_percent(unit: str) -> bool:
    """Tell whether a figure in this unit is read as a percentage."""
    return unit.startswith("share")


def number(value: float, unit: str) -> str:
    """Write a figure without its unit.

    Examples
    --------
    >>> number(0.1234, "share"), number(450000.0, "yuan"), number(50151.68, "yuan"), number(0.0123, "ratio")
    ('12.3%', '450,000', '50,151.68', '0.0123')
    """
    if pd.isna(value):
        return "—"
    if is_percent(unit):
        return f"{value:.1%}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"
