"""What every figure shares: its axes, its title with places and unit, and what it shows when there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import codebook
from evalkit.answers import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

EMPTY = {"zh": "没有可画的数据", "en": "no data to draw"}
APART = "  "  # between the village and what a title says
BLANK = "nothing-to-draw"
BLUE, ORANGE, GREEN, PINK, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#7f7f7f"


def axes(ax: Axes | None, rows: pd.DataFrame, title: str, unit: str, lang: str) -> Axes:
    """Return axes to draw on, titled and labelled.

    Parameters
    ----------
    ax : Axes or None
        Where to draw; a new figure when None.
    rows : DataFrame
        Result rows; the village's name comes from them.
    title, unit, lang : str
        What is shown, in which unit, in which language.
    """
    if ax is None:
        from matplotlib import pyplot as plt

        from evalkit.plots.style import use_style

        use_style()
        _, ax = plt.subplots(layout="constrained")
    villages = rows["village"].unique()
    place = codebook.load().village_name(villages[0], lang) if len(villages) == 1 else ""
    ax.set_title(f"{place}{APART}{title}".strip(), loc="left")
    ax.set_ylabel(unit)
    return ax


def nothing(ax: Axes, rows: pd.DataFrame, lang: str) -> Axes:
    """Say on the axes that there is nothing to draw, and why."""
    reasons = rows.loc[rows["value"].isna(), "note"]
    texts = [words.withheld(lang) if n.startswith("withheld") else words.in_language(n, lang) for n in reasons]
    lines = [EMPTY[lang], *dict.fromkeys(texts)]
    ax.text(0.5, 0.5, "\n".join(lines[:4]), ha="center", va="center", transform=ax.transAxes, wrap=True)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set_gid(BLANK)
    return ax


def bare_title(title: str) -> str:
    """Return a figure's title without the village's name."""
    return title.rpartition(APART)[2]


def is_blank(ax: Axes) -> bool:
    """Tell whether a figure only says that there is nothing to draw."""
    return ax.get_gid() == BLANK


def years(ax: Axes, rows: pd.DataFrame, lang: str) -> None:
    """Put whole years on the horizontal axis: n under each year drawn, a word at each later year that is not.

    Years before the first one drawn are left off: a series has to begin somewhere.
    """
    known = rows.dropna(subset=["value"]).drop_duplicates("year").set_index("year")
    first = known.index.min()
    every = sorted(int(year) for year in rows["year"].unique() if year >= first)
    ax.set_xticks(every, [f"{year}\nn={known['n'][year]}" if year in known.index else f"{year}" for year in every])
    ax.set_xlim(every[0] - 0.5, every[-1] + 0.5)
    lost = rows[rows["value"].isna() & ~rows["year"].isin(known.index)].drop_duplicates("year")
    for year, note in zip(lost["year"], lost["note"], strict=True):
        if year >= first:
            word = words.withheld(lang) if note.startswith("withheld") else words.MISSING[lang]
            place = ax.get_xaxis_transform()
            ax.text(int(year), 0.02, word, transform=place, ha="center", va="bottom", color=GREY, fontsize="small")


def percent(ax: Axes) -> None:
    """Write the vertical axis in percent, with as many decimals as its ticks need."""
    from matplotlib.ticker import PercentFormatter

    ax.yaxis.set_major_formatter(PercentFormatter(1))


def below(ax: Axes, columns: int) -> None:
    """Put the legend under the axes, where it hides nothing."""
    ax.legend(ncols=columns, loc="upper center", bbox_to_anchor=(0.5, -0.14))
