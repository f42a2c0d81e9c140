"""Patterns of digits, copies and the line as shares, each with its interval and what chance alone would give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit.answers import words
from evalkit.checks.integrity.figures import UNUSUAL
from evalkit.plots import bars, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES = {
    "zh": {
        "digit_heaping": "金额以0或5结尾",
        "digit_preference": "0、5以外最多的尾数",
        "copied_months": "连续6个月金额相同的户",
        "copied_households": "与他户金额全同的户",
        "bunching_above_line": "监测线附近、在线上方的户",
    },
    "en": {
        "digit_heaping": "amounts ending in 0 or 5",
        "digit_preference": "commonest digit but 0 and 5",
        "copied_months": "households, 6 equal months",
        "copied_households": "households equal to another",
        "bunching_above_line": "near the line: above it",
    },
}
BY_CHANCE = {"digit_heaping": 0.2, "digit_preference": 0.125}
WORDS = {
    "zh": ("纯属随机时", "看起来不寻常，请核对"),
    "en": ("by chance alone", "looks unusual; please check"),
}


def integrity_shares(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the integrity tests that are shares: dot, 95 % interval and n; what chance alone would give as a cross.

    Parameters
    ----------
    rows : DataFrame
        Result rows; of the last year, and of spans that end in it where they have a figure.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    from matplotlib.ticker import PercentFormatter

    own = rows[rows["indicator"].isin(list(BY_CHANCE | NAMES["zh"])) & (rows["year"] == rows["year"].max())]
    own = own[own["group_by"] == ""]
    title = {"zh": "数字形态检验", "en": "Patterns in the figures"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占比", "en": "share"}[lang], lang)
    shown = own.dropna(subset=["value"])
    if shown.empty:
        return canvas.nothing(ax, own, lang)
    as_share = shown["indicator"].eq("digit_heaping")
    for name in ("value", "low", "high"):
        shown = shown.assign(**{name: shown[name].where(~as_share, shown[name] * BY_CHANCE["digit_heaping"])})
    several = [f"\n{line.period.replace('/', '–')}" if "/" in line.period else "" for line in shown.itertuples()]
    names = [NAMES[lang][name] + span for name, span in zip(shown["indicator"], several, strict=True)]
    bars.dots(ax, shown, names, lang)
    _marks(ax, shown, lang)
    ax.set_xlim(0, 1.04)  # room for a ring around 100 %
    ax.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    return ax


def _marks(ax: Axes, shown: pd.DataFrame, lang: str) -> None:
    """Mark what chance alone gives, and the figures that ask a person to look."""
    chance, look = WORDS[lang]
    labels = set()
    for at, line in enumerate(shown.itertuples()):
        if line.indicator in BY_CHANCE:
            named = chance if chance not in labels else None
            ax.plot(BY_CHANCE[line.indicator], at, "x", color=canvas.GREY, markersize=9, label=named)
            labels.add(chance)
        if words.in_language(line.note, "zh").startswith(UNUSUAL[0]):
            named = look if look not in labels else None
            ax.plot(line.value, at, "o", mfc="none", color=canvas.ORANGE, markersize=14, label=named)
            labels.add(look)
    if labels:
        canvas.below(ax, len(labels))
