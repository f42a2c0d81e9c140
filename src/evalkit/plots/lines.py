"""Lines over the years: the shape that a few indicators of one unit need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from evalkit import catalogue
from evalkit.plots import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = (("o-", canvas.BLUE), ("s--", canvas.ORANGE), ("^:", canvas.GREEN), ("D-.", canvas.PINK))
ROOM = 1.05


def by_year(
    rows: pd.DataFrame,
    indicators: Sequence[str] | Mapping[str, str],
    title: str,
    unit: str,
    ax: Axes | None,
    lang: str,
    top: float = 0.0,
    percent: bool = False,
) -> Axes:
    """Draw indicators year by year, with their intervals as bands and the last n in the legend.

    Parameters
    ----------
    rows : DataFrame
        Result rows; of spans and breakdowns only what `indicators` asks for is drawn.
    indicators : sequence of str, or mapping
        Names, or name of an indicator to the group of it that is drawn (empty for the ungrouped rows).
    title, unit : str
        What is drawn, and in which unit.
    top : float
        The vertical axis reaches at least this high.
    percent : bool
        Write the vertical axis in percent.
    """
    groups = indicators if isinstance(indicators, Mapping) else dict.fromkeys(indicators, "")
    single = rows["period"] == rows["year"].astype("str")
    own = rows[single & (rows["group"] == rows["indicator"].map(groups))].sort_values("year", kind="stable")
    ax = canvas.axes(ax, rows, title, unit, lang)
    shown = own.dropna(subset=["value"])
    if shown.empty:
        return canvas.nothing(ax, own, lang)
    for indicator, (style, colour) in zip(groups, LOOKS, strict=False):
        line = shown[shown["indicator"] == indicator]
        if len(line):
            at, label = line["year"].astype(int), f"{catalogue.label(indicator, lang)} (n={line['n'].iloc[-1]})"
            ax.plot(at, line["value"], style, color=colour, label=label)
            ax.fill_between(at, line["low"], line["high"], color=colour, alpha=0.12, linewidth=0)
    ax.set_xticks(sorted(shown["year"].astype(int).unique()))
    lowest, highest = shown[["value", "low"]].min().min(), shown[["value", "high"]].max().max()
    ax.set_ylim(min(0.0, lowest * ROOM), max(top, highest * ROOM) or 1)
    if percent:
        canvas.percent(ax)
    ax.legend(loc="best")
    return ax
