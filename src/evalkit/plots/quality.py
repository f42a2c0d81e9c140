"""Figures of the study on ledger quality: what became of each ledger's rows, and which problems were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import codebook
from evalkit.cleaning.reasons import REASONS
from evalkit.indicators import notes
from evalkit.plots import bars, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FATES = {"kept": (canvas.BLUE, ""), "duplicate": (canvas.GREEN, "//"), "quarantined": (canvas.ORANGE, "xx")}
FATE_WORDS = {
    "zh": {"kept": "保留", "duplicate": "重复", "quarantined": "隔离"},
    "en": {"kept": "kept", "duplicate": "duplicate", "quarantined": "set aside"},
}
KINDS_SHOWN = 10
NO_PROBLEM = notes.both("没有发现问题", "no problem was found")


def rows_by_fate(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the shares of each ledger's data rows kept, duplicate and set aside, with the number of rows.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `ledger_rows` of the last year is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    own = _latest(rows, "ledger_rows")
    title = {"zh": "各台账数据行的去向", "en": "Data rows of each ledger by fate"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占数据行", "en": "share of data rows"}[lang], lang)
    parts = own["group"].str.split("/", expand=True).reindex(columns=[0, 1])
    own = own.assign(table=parts[0], fate=parts[1]).dropna(subset=["value"])
    own = own[own["fate"].isin(list(FATES))]
    if own.empty:
        return canvas.nothing(ax, _latest(rows, "ledger_rows"), lang)
    wide = own.pivot_table(index="table", columns="fate", values="value", aggfunc="sum", sort=False).fillna(0)
    wide = wide.loc[wide.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    total, left = wide.sum(axis=1), pd.Series(0.0, index=wide.index)
    for fate, (colour, hatch) in FATES.items():
        if fate in wide:
            share, label = wide[fate] / total, FATE_WORDS[lang][fate]
            ax.barh(range(len(wide)), share, left=left, color=colour, hatch=hatch, edgecolor="white", label=label)
            left = left + share
    for at, n in enumerate(total):
        ax.text(1.01, at, f"n={n:,.0f}", va="center", color=canvas.GREY)
    tables = codebook.load().tables
    names = [getattr(tables[name], lang) if name in tables else name for name in wide.index]
    ax.set_xlim(0, 1.15)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"])
    canvas.below(ax, len(FATES))
    return bars.named(ax, names)


def problems_by_kind(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the problems found per 100 data rows, the commonest kinds first."""
    own = _latest(rows, "problems_per_100_rows")
    title = {"zh": "每百行数据的问题", "en": "Problems per 100 data rows"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "个/百行", "en": "per 100 rows"}[lang], lang)
    kinds = own[own["group_by"] == "problem"].dropna(subset=["value"])
    if kinds.empty:
        clean = own.assign(note=own["note"].where(own["value"].isna(), NO_PROBLEM), value=float("nan"))
        return canvas.nothing(ax, clean, lang)
    kinds = kinds.sort_values("value", ascending=False, kind="stable").head(KINDS_SHOWN)
    reasons = [REASONS.get(code) for code in kinds["group"]]
    names = [getattr(reason, lang) if reason else code for reason, code in zip(reasons, kinds["group"], strict=True)]
    return bars.lengths(ax, kinds, names, lang, "{:.2f}")


def _latest(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    return rows[(rows["indicator"] == indicator) & (rows["year"] == rows["year"].max())]
