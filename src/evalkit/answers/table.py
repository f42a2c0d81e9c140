"""Result rows as a plain text table that a person reads: labels first, names beside them, numbers rounded."""

from __future__ import annotations

import pandas as pd

from evalkit import catalogue
from evalkit.answers import words
from evalkit.reports import labels

HEADS = {
    "zh": {"period": "期间", "group": "分组", "value": "数值", "low": "下限", "high": "上限", "unit": "单位"}
    | {"numerator": "分子", "denominator": "分母", "published": "已公布"},
    "en": {},
}
YES = {"zh": "是", "en": "yes"}
NOTHING = {"zh": "没有行", "en": "no rows"}


def as_text(rows: pd.DataFrame, *columns: str, lang: str = "zh", digits: int = 3) -> str:
    """Return result rows as a text table.

    Parameters
    ----------
    rows : DataFrame
        Result rows.
    columns : str
        Columns of the result table to show after the indicator; its period, group, value and n when omitted.
    lang : str
        Language of labels and heads; the indicator's own name always stands beside its label.
    digits : int
        Decimals shown.

    Returns
    -------
    str
        Rounded, so that float noise does not show; missing figures are a dash.
    """
    if rows.empty:
        return NOTHING[lang]
    shown = rows[list(columns or ("period", "group", "value", "n"))].copy()
    if "group" in shown:
        pairs = zip(rows["group_by"], rows["group"], strict=True)
        shown["group"] = [labels.group(by, group, lang) if by else "" for by, group in pairs]
    if "unit" in shown:
        shown["unit"] = [labels.unit(unit, lang) for unit in rows["unit"]]
    if "published" in shown:
        shown["published"] = [YES[lang] if known else "" for known in rows["published"]]
    names = [f"{catalogue.label(name, lang)} {name}" for name in rows["indicator"]]
    shown.insert(0, {"zh": "指标", "en": "indicator"}[lang], names)
    with pd.option_context("display.unicode.east_asian_width", True):
        return shown.rename(columns=HEADS[lang]).round(digits).to_string(index=False, na_rep="—")


def notes_of(rows: pd.DataFrame, lang: str = "zh") -> str:
    """Return the notes of result rows, each once, one to a line; a dash when there is none."""
    texts = dict.fromkeys(words.in_language(note, lang) for note in rows["note"] if note)
    return "\n".join(texts) or "—"
