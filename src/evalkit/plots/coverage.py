"""Which months of the monthly ledgers were received: one square each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit.answers import words
from evalkit.plots import bars, canvas
from evalkit.reports import labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MISSING = {"zh": "缺", "en": "–"}
PLATE = {"facecolor": "white", "edgecolor": "none"}
LOOKS = {1.0: (canvas.BLUE, ""), 0.0: (canvas.ORANGE, "xx")}


def months_by_ledger(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw one square for each month of each monthly ledger: blue with rows, hatched without.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `months_received` of the last year is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    own = rows[(rows["indicator"] == "months_received") & (rows["year"] == rows["year"].max())]
    title = {"zh": "按月台账收到的月份", "en": "Months received of monthly ledgers"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "月", "en": "month"}[lang], lang)
    months = own[own["period"].str.fullmatch(r"\d{4}-\d\d")].dropna(subset=["value"])
    if months.empty:
        return canvas.nothing(ax, own, lang)
    ledgers = list(dict.fromkeys(own["group"]))
    for line in months.itertuples():
        colour, hatch = LOOKS[line.value]
        at, month = ledgers.index(line.group), int(line.period[-2:])
        ax.barh(at, 0.9, left=month - 0.45, height=0.8, color=colour, hatch=hatch, edgecolor="white")
        if not line.value:
            ax.text(month, at, MISSING[lang], ha="center", va="center", bbox=PLATE)
    for at, ledger in enumerate(ledgers):
        if ledger not in set(months["group"]):
            reason = own.loc[own["group"] == ledger, "note"].iloc[0]
            ax.text(0.6, at, words.in_language(reason, lang), va="center", color=canvas.GREY)
    ax.set_xlim(0.4, 12.6)
    ax.set_xticks(range(1, 13))
    ax.grid(axis="x", visible=False)
    return bars.named(ax, [labels.group("ledger", ledger, lang) for ledger in ledgers])
