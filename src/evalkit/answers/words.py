"""Result rows into words: figures, withheld figures, missing figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd
import yaml

from evalkit import project

MISSING = {"zh": "无数据", "en": "no data"}
BOTH = " / "


def one(rows: pd.DataFrame, indicator: str, **keys: object) -> pd.Series | None:
    """Return the one row of an indicator with the given keys, None when there is none.

    Parameters
    ----------
    rows : DataFrame
        A result table.
    keys
        Further columns and the value each must have, such as `year=2024, group="county"`.

    Raises
    ------
    ValueError
        When the keys leave more than one row.
    """
    chosen = rows["indicator"] == indicator
    for column, value in keys.items():
        chosen &= rows[column] == value
    found = rows[chosen]
    if len(found) > 1:
        raise ValueError(f"{indicator}: {len(found)} rows match {keys}")
    return None if found.empty else found.iloc[0]


def latest_year(rows: pd.DataFrame) -> int | None:
    """Return the year the answer is about: the last year any row carries; None for a table without rows."""
    last = rows["year"].max()
    return None if pd.isna(last) else int(last)


def is_withheld(row: pd.Series | None) -> bool:
    """Tell whether the gate has taken the figure out of this row."""
    return row is not None and pd.isna(row["value"]) and row["note"].startswith("withheld")


def absent(row: pd.Series | None) -> bool:
    """Tell whether there is no figure, and not because the gate has taken it out."""
    return row is None or (pd.isna(row["value"]) and not is_withheld(row))


def why(rows: Iterable[pd.Series | None], lang: str) -> str:
    """Return why rows have no figure: the reasons of all, each once."""
    notes = dict.fromkeys(in_language(row["note"], lang) for row in rows if row is not None and row["note"])
    return {"zh": "；", "en": "; "}[lang].join(notes) or MISSING[lang]


def say(row: pd.Series | None, form: Callable[[float], str], lang: str, column: str = "value") -> str:
    """Return a figure in words: formatted, withheld, or missing.

    Parameters
    ----------
    row : Series or None
        A result row, as `one` returns it.
    form : callable
        `money`, `percent`, `count` or another way to write a number.
    lang : str
        `zh` or `en`.
    column : str
        Which number of the row: value, low, high, numerator, denominator or n.
    """
    if is_withheld(row):
        return withheld(lang)
    if row is None or pd.isna(row[column]):
        return MISSING[lang]
    return form(float(row[column]))


def change(row: pd.Series | None, lang: str) -> str:
    """Return a growth in words: which way and how much, withheld, or missing."""
    up, down, unknown = {"zh": ("增长", "下降", "增长"), "en": ("up ", "down ", "change ")}[lang]
    if row is None or pd.isna(row["value"]):
        return unknown + say(row, percent, lang)
    return (up if row["value"] >= 0 else down) + percent(abs(float(row["value"])))


def points(difference: float, lang: str) -> str:
    """Return a change of a share in percentage points, with its direction.

    Examples
    --------
    >>> points(-0.025, "zh"), points(0.031, "en"), points(0.0001, "en")
    ('下降2.5个百分点', 'up 3.1 percentage points', 'unchanged')
    """
    size = percent(abs(difference)).rstrip("%")
    if size == "0.0":
        return {"zh": "持平", "en": "unchanged"}[lang]
    if lang == "zh":
        return f"{'上升' if difference >= 0 else '下降'}{size}个百分点"
    return f"{'up' if difference >= 0 else 'down'} {size} percentage points"


def p_value(value: float) -> str:
    """Write a p-value with three decimals.

    Examples
    --------
    >>> p_value(0.0421), p_value(0.00002)
    ('p=0.042', 'p<0.001')
    """
    return "p<0.001" if value < 0.001 else f"p={value:.3f}"


def money(value: float) -> str:
    """Write yuan without fen, with separators.

    Examples
    --------
    >>> money(12345.6)
    '12,346'
    """
    return f"{value:,.0f}"


def percent(value: float) -> str:
    """Write a share as a percentage with one decimal; a half is rounded away from zero, as readers of ledgers expect.

    Examples
    --------
    >>> percent(0.1234), percent(5 / 16), percent(-0.0001)
    ('12.3%', '31.3%', '0.0%')
    """
    tenths = (Decimal(repr(float(value))) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{tenths if tenths else abs(tenths):,}%"


def count(value: float) -> str:
    """Write a whole number with separators.

    Examples
    --------
    >>> count(1200.0)
    '1,200'
    """
    return f"{value:,.0f}"


def decimal(value: float) -> str:
    """Write a number with one decimal.

    Examples
    --------
    >>> decimal(12.34)
    '12.3'
    """
    return f"{value:,.1f}"


def in_language(note: str, lang: str) -> str:
    """Return the half of a two-language note; the whole of a note in one language.

    Examples
    --------
    >>> in_language("未收到收入台账 / no income ledger received", "en")
    'no income ledger received'
    """
    zh, found, en = note.partition(BOTH)
    return note if not found else zh if lang == "zh" else en


def withheld(lang: str) -> str:
    """Return the word that stands for a figure the gate has taken out, as set in params/disclosure.yaml."""
    path = project.params() / "disclosure.yaml"
    return _wording(path, path.stat().st_mtime_ns)[lang]


@cache
def _wording(path: object, _stamp: int) -> dict[str, str]:
    return yaml.safe_load(path.read_text(encoding="utf-8"))["wording"]["withheld"]
