"""Figures of the study on money: what was planned, arrived and was spent, and what assets yield."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import catalogue
from evalkit.plots import canvas, lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STAGES = ("funding_needed", "funding_arrived", "funding_spent")
LOOKS = ((canvas.GREY, ""), (canvas.BLUE, ""), (canvas.ORANGE, "xx"))
WAN = 10_000
WIDTH = 0.26


def funding_stages(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw funds needed, arrived and spent side by side, year by year.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `funding_needed`, `funding_arrived` and `funding_spent` are drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    own = rows[rows["indicator"].isin(STAGES) & (rows["group"] == "")]
    title = {"zh": "资金：需要、到位、支出", "en": "Funds needed, arrived and spent"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "万元", "en": "10,000 yuan"}[lang], lang)
    shown = own.dropna(subset=["value"])
    if shown.empty:
        return canvas.nothing(ax, own, lang)
    for at, (stage, (colour, hatch)) in enumerate(zip(STAGES, LOOKS, strict=True)):
        part = shown[shown["indicator"] == stage]
        place = part["year"].astype(int) + (at - 1) * WIDTH
        ax.bar(place, part["value"] / WAN, WIDTH, color=colour, hatch=hatch, edgecolor="white",
               label=catalogue.label(stage, lang))  # fmt: skip
    canvas.years(ax, own[own["indicator"] == "funding_arrived"], lang)
    canvas.below(ax, 3)
    return ax


def funding_shares(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the gap to the plan and the share of arrived funds that was spent, year by year."""
    title = {"zh": "资金缺口和执行率", "en": "Funding gap and execution"}[lang]
    unit = {"zh": "占计划；占到位", "en": "share of plan; of funds arrived"}[lang]
    return lines.by_year(rows, ("funding_gap_to_plan", "funding_execution"), title, unit, ax, lang, percent=True)


def asset_yield(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the return of operating assets and the share that lies idle, year by year."""
    title = {"zh": "资产收益和闲置", "en": "Return of assets and idle share"}[lang]
    unit = {"zh": "占原值", "en": "share of original value"}[lang]
    return lines.by_year(rows, ("asset_return", "asset_idle_share"), title, unit, ax, lang, percent=True)
