"""Result rows as a person reads them: labels instead of names, numbers with their unit, the newest figures first."""

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
    period_zh: str
    period_en: str
    group_zh: str
    group_en: str
    value: str
    unit_zh: str
    unit_en: str
    interval: str
    interval_zh: str
    interval_en: str
    n: str
    note_zh: str
    note_en: str
    published: bool


@dataclass(frozen=True)
class Lack:
    """Rows without a figure for one reason: what they would have told, and how many they are."""

    reason_zh: str
    reason_en: str
    names_zh: tuple[str, ...]
    names_en: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Table:
    """A report's rows in the order they are read.

    Parameters
    ----------
    key : list of Line
        Figures of the last year and of spans that end in it: whole village first, then breakdowns, then parts of years.
    earlier : list of Line
        Figures of earlier years.
    refused : list of Lack
        What could not be told, by reason.
    withheld : Lack or None
        What the gate has taken out.
    """

    key: list[Line]
    earlier: list[Line]
    refused: list[Lack]
    withheld: Lack | None


def arrange(rows: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]) -> Table:
    """Return a report's table.

    Parameters
    ----------
    rows : DataFrame
        Gated result rows.
    indicators : mapping
        For each indicator its labels under `zh` and `en`.
    """
    told = rows["value"].notna()
    hidden = ~told & rows["note"].str.startswith("withheld")
    last = rows["year"] == rows["year"].max()
    refused = rows[~told & ~hidden]
    return Table(
        key=lines(_ranked(rows[told & last]), indicators),
        earlier=lines(_ranked(rows[told & ~last]).sort_values("year", ascending=False, kind="stable"), indicators),
        refused=[_lack(part, note, indicators) for note, part in refused.groupby("note", sort=False)],
        withheld=_lack(rows[hidden], rows.loc[hidden, "note"].iloc[0], indicators) if hidden.any() else None,
    )


def lines(rows: pd.DataFrame, indicators: Mapping[str, Mapping[str, str]]) -> list[Line]:
    """Return one line for each row that has a figure."""
    return [_line(row, indicators) for row in rows.to_dict("records")]


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    part_of_year = rows["period"].str.fullmatch(r"\d{4}-(Q\d|\d\d)")
    rank = (rows["group_by"] != "").astype(int).mask(part_of_year, 2)
    return rows.iloc[rank.to_numpy().argsort(kind="stable")]


def _lack(rows: pd.DataFrame, note: str, indicators: Mapping[str, Mapping[str, str]]) -> Lack:
    names = list(dict.fromkeys(rows["indicator"]))
    zh, en = (tuple(_label(name, indicators)[lang] for name in names) for lang in ("zh", "en"))
    reasons = [words.in_language(note, lang) for lang in ("zh", "en")]
    return Lack(reasons[0], reasons[1] if reasons[1] != reasons[0] else "", zh, en, len(rows))


def _label(name: str, indicators: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    return indicators.get(name, {"zh": name, "en": name})


def _line(row: dict, indicators: Mapping[str, Mapping[str, str]]) -> Line:
    own = _label(row["indicator"], indicators)
    between = ""
    if not (pd.isna(row["low"]) or pd.isna(row["high"])):
        between = f"{number(row['low'], row['unit'])} – {number(row['high'], row['unit'])}"
    kinds = [labels.interval(row["uncertainty"], lang) if between else "" for lang in ("zh", "en")]
    units = ["" if is_percent(row["unit"]) else labels.unit(row["unit"], lang) for lang in ("zh", "en")]
    periods = [labels.period(row["period"], lang) for lang in ("zh", "en")]
    note_zh, note_en = (words.in_language(row["note"], lang) for lang in ("zh", "en"))
    group_zh, group_en = (_group(row, lang) for lang in ("zh", "en"))
    return Line(
        label_zh=own["zh"],
        label_en=own["en"],
        period_zh=periods[0],
        period_en=periods[1] if periods[1] != periods[0] else "",
        group_zh=group_zh,
        group_en=group_en,
        value=number(row["value"], row["unit"]),
        unit_zh=units[0],
        unit_en=units[1] if units[1] != units[0] else "",
        interval=between,
        interval_zh=kinds[0],
        interval_en=kinds[1],
        n="" if pd.isna(row["n"]) or row["n"] == 0 else f"{row['n']:,}",
        note_zh=note_zh,
        note_en=note_en if note_en != note_zh else "",
        published=bool(row["published"]),
    )


def _group(row: dict, lang: str) -> str:
    return labels.group(row["group_by"], row["group"], lang) if row["group_by"] else ""


def is_percent(unit: str) -> bool:
    """Tell whether a figure in this unit is read as a percentage: shares, and ratios such as growth."""
    return unit.startswith("share") or unit == "ratio"


def number(value: float, unit: str) -> str:
    """Write a figure without its unit.

    Examples
    --------
    >>> number(0.1234, "share"), number(450000.0, "yuan"), number(50151.68, "yuan"), number(0.00002, "probability")
    ('12.3%', '450,000', '50,151.68', '<0.001')
    """
    if pd.isna(value):
        return "—"
    if is_percent(unit):
        return words.percent(value)
    if unit == "probability":
        return "<0.001" if value < 0.001 else f"{value:.3f}"
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"
