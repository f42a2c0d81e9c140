"""Figures of what a person is asked to look at: by rule, and by what became of it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from evalkit.indicators import notes
from evalkit.plots import bars, canvas
from evalkit.reports import labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RULES_SHOWN = 12
WIDTH = {"zh": 24, "en": 48}
LINE = 0.22  # inches of height for each line of a label
UNIT = {"zh": "处", "en": "points"}
COLOURS = {
    "new": (canvas.BLUE, ""),
    "still_open": (canvas.ORANGE, "xx"),
    "put_right": (canvas.GREEN, "//"),
    "stands": (canvas.PINK, ".."),
}
NOTHING = notes.both("没有一条规则找到疑点", "no rule found anything")
FEWER = {"zh": "另有{n}条规则没有疑点或未列出", "en": "{n} more rules found nothing or are not shown"}


def points_by_rule(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the rows each rule asks to look at, the most first; ledger and rule in words.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `rule_points` by `ledger/rule` of the last year is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.

    Notes
    -----
    Rules that found nothing and rules withheld are counted together under the bars, so that the one is not told from
    the other.
    """
    own = _latest(rows, "rule_points")
    title = {"zh": "按规则请人核对的行", "en": "Rows that rules ask to look at"}[lang]
    ax = canvas.axes(ax, rows, title, UNIT[lang], lang)
    each = own[own["group_by"] == "ledger/rule"]
    shown = each[each["value"] > 0].sort_values("value", ascending=False, kind="stable").head(RULES_SHOWN)
    if shown.empty:
        none = own.assign(note=own["note"].where(own["value"].isna(), NOTHING), value=float("nan"))
        return canvas.nothing(ax, none, lang)
    names = [_wrapped(labels.group(*line, lang), lang) for line in zip(shown["group_by"], shown["group"], strict=True)]
    if len(ax.figure.axes) == 1:
        width, height = ax.figure.get_size_inches()
        ax.figure.set_size_inches(width, max(height, LINE * sum(name.count("\n") + 1 for name in names) + 1.4))
    bars.lengths(ax, shown, names, lang)
    ax.set_xlabel(f"{UNIT[lang]}\n{FEWER[lang].format(n=len(each) - len(shown))}")
    return ax


def points_by_status(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw what became of the points of a village's lists; parameters as above, of `review_points`."""
    own = _latest(rows, "review_points")
    title = {"zh": "疑点清单的结果", "en": "What became of the points on the lists"}[lang]
    ax = canvas.axes(ax, rows, title, UNIT[lang], lang)
    each = own[own["group_by"] == "status"]
    if each.empty or each["value"].isna().all():
        return canvas.nothing(ax, own if each.empty else each, lang)
    names = [labels.group("status", group, lang) for group in each["group"]]
    return bars.lengths(ax, each, names, lang, colours=[COLOURS[group] for group in each["group"]])


def _wrapped(text: str, lang: str) -> str:
    return "\n".join(textwrap.wrap(text.replace(" / ", "：" if lang == "zh" else ": "), WIDTH[lang]))


def _latest(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    return rows[(rows["indicator"] == indicator) & (rows["year"] == rows["year"].max())]
