"""Figures of the study on industry: concentration over the years, and what projects carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import catalogue
from evalkit.plots import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOOKS = (("o-", canvas.BLUE), ("s--", canvas.ORANGE), ("^:", canvas.GREEN))


def industry_dependence(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw concentration of industries, share of the largest buyer and of assistance purchases, year by year.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `industry_hhi`, `buyer_top_share` and `purchase_dependence` are drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    title = {"zh": "产业和买家是否单一", "en": "Dependence on one industry or one buyer"}[lang]
    unit = {"zh": "0至1，1为完全单一", "en": "0 to 1, 1 is a single one"}[lang]
    return _lines(rows, ("industry_hhi", "buyer_top_share", "purchase_dependence"), title, unit, ax, lang)


def industry_reach(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the share of projects still running and of households linked, year by year."""
    title = {"zh": "项目存续与联农带农", "en": "Projects still running and households linked"}[lang]
    unit = {"zh": "占项目数；占全村户数", "en": "share of projects; of households"}[lang]
    ax = _lines(rows, ("project_survival", "households_linked_share"), title, unit, ax, lang)
    canvas.percent(ax)
    return ax


def _lines(rows: pd.DataFrame, indicators: tuple[str, ...], title: str, unit: str, ax: Axes | None, lang: str) -> Axes:
    own = rows[rows["indicator"].isin(indicators)].sort_values("year", kind="stable")
    ax = canvas.axes(ax, rows, title, unit, lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    for indicator, (style, colour) in zip(indicators, LOOKS, strict=False):
        line = own[own["indicator"] == indicator].dropna(subset=["value"])
        if len(line):
            at, label = line["year"].astype(int), f"{catalogue.label(indicator, lang)} (n={line['n'].iloc[-1]})"
            ax.plot(at, line["value"], style, color=colour, label=label)
            ax.fill_between(at, line["low"], line["high"], color=colour, alpha=0.12, linewidth=0)
    shown = own.dropna(subset=["value"])
    ax.set_xticks(sorted(shown["year"].astype(int).unique()))
    ax.set_ylim(0, max(1.05, shown["value"].max() * 1.05))
    ax.legend(loc="best")
    return ax
