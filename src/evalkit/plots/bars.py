"""Horizontal bars and dots with intervals: the two shapes that named things side by side need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from evalkit.answers import words
from evalkit.plots import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOMY = 14  # lines that fit into a figure of ordinary height


def dots(ax: Axes, rows: pd.DataFrame, labels: Sequence[str], lang: str) -> Axes:
    """Draw one dot with its interval and n for each row, the first on top; a row without a value says why.

    Parameters
    ----------
    rows : DataFrame
        Result rows in the order to draw; all of one unit.
    labels : sequence of str
        What stands at each row.
    """
    place = ax.get_yaxis_transform()
    for at, row in enumerate(rows.itertuples()):
        if pd.isna(row.value):
            word = words.withheld(lang) if row.note.startswith("withheld") else words.MISSING[lang]
            ax.text(0.02, at, word, transform=place, va="center", color=canvas.GREY)
            continue
        if pd.notna(row.low):
            ax.plot([row.low, row.high], [at, at], color=canvas.BLUE, linewidth=2, alpha=0.5)
        ax.plot(row.value, at, "o", color=canvas.BLUE, markersize=8, clip_on=False)
        base = row.denominator if pd.notna(row.denominator) else row.n
        ax.text(1.01, at, f"n={base:.0f}", transform=place, va="center", color=canvas.GREY)
    return named(ax, labels)


def lengths(
    ax: Axes, rows: pd.DataFrame, labels: Sequence[str], lang: str, text: str = "{:,.0f}", colours: Sequence = ()
) -> Axes:
    """Draw one bar for each row with its figure behind it, the first on top; a row without a value says why.

    Parameters
    ----------
    text : str
        How a figure is written.
    colours : sequence of (colour, hatch)
        One for each row; blue when omitted.
    """
    looks = list(colours) or [(canvas.BLUE, "")] * len(rows)
    for at, (row, (colour, hatch)) in enumerate(zip(rows.itertuples(), looks, strict=True)):
        if pd.isna(row.value):
            word = words.withheld(lang) if row.note.startswith("withheld") else words.MISSING[lang]
            ax.text(0, at, f" {word}", va="center", color=canvas.GREY)
            continue
        ax.barh(at, row.value, color=colour, hatch=hatch, edgecolor="white", height=0.7)
        ax.text(row.value, at, " " + text.format(row.value), va="center")
    ax.margins(x=0.15)
    return named(ax, labels)


def named(ax: Axes, labels: Sequence[str]) -> Axes:
    """Name the lines of a horizontal figure, the first on top; the unit goes to the horizontal axis."""
    if len(ax.figure.axes) == 1 and len(labels) > ROOMY:
        width, height = ax.figure.get_size_inches()
        ax.figure.set_size_inches(width, height * len(labels) / ROOMY)
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    ax.set_xlabel(ax.get_ylabel())
    ax.set_ylabel("")
    return ax
