"""Figures of the study on income: level, growth by source, trend, distance from county and province."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evalkit import codebook
from evalkit.plots import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCES = {"wage": canvas.BLUE, "business": canvas.GREEN, "property": canvas.PINK, "transfer": canvas.ORANGE}
GAP = 1.01  # years between two periods: more than that is a year without figures, and the line is broken
HATCH = {"wage": "", "business": "//", "property": "..", "transfer": "xx"}


def income_level(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw net income per head year by year, nominal with its interval and at constant prices.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `income_per_head` and `income_per_head_real` are drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    nominal, real = _of(rows, "income_per_head"), _of(rows, "income_per_head_real")
    title = {"zh": "人均纯收入", "en": "Net income per head"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "元/人·年", "en": "yuan per person and year"}[lang], lang)
    known = nominal.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, nominal, lang)
    labels = {
        "zh": ("现价（竖线为95%超总体区间）", "不变价（{}年）"),
        "en": ("current prices (bars: 95 % super-population interval)", "prices of {}"),
    }[lang]
    spread = [
        known["value"] - known["low"].fillna(known["value"]),
        known["high"].fillna(known["value"]) - known["value"],
    ]
    ax.errorbar(
        known["year"].astype(int), known["value"], yerr=spread, fmt="o-", capsize=4, color=canvas.BLUE, label=labels[0]
    )
    constant = real.dropna(subset=["value"])
    if len(constant):
        label = labels[1].format(constant["group"].iloc[0])
        ax.plot(constant["year"].astype(int), constant["value"], "s--", color=canvas.ORANGE, label=label)
    canvas.years(ax, nominal, lang)
    ax.set_ylim(bottom=min(0, ax.get_ylim()[0]))
    ax.legend(loc="lower right")
    return ax


def income_sources(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the share of each source in net income, year by year; negative shares hang below zero."""
    shares = _of(rows, "income_share")
    title = {"zh": "收入来源构成（经营收入已减成本）", "en": "Sources of net income (business net of cost)"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占纯收入", "en": "share of net income"}[lang], lang)
    return _stacked(ax, shares, lang) if shares["value"].notna().any() else canvas.nothing(ax, shares, lang)


def income_growth_by_source(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw by how many points each source pulled income per head, year by year."""
    pulls = _of(rows, "growth_pull")
    title = {"zh": "各来源拉动增收（两年都在的农户）", "en": "Growth by source (households present in both years)"}[
        lang
    ]
    ax = canvas.axes(ax, rows, title, {"zh": "拉动，占上年收入", "en": "share of the earlier income"}[lang], lang)
    return _stacked(ax, pulls, lang) if pulls["value"].notna().any() else canvas.nothing(ax, pulls, lang)


def income_path(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw income per head period by period with its Theil-Sen trend."""
    series, slope = _of(rows, "income_by_period"), _of(rows, "income_trend").dropna(subset=["value"])
    title = {"zh": "各期人均纯收入与趋势", "en": "Income per head by period, with its trend"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "元/人，当期", "en": "yuan per person in the period"}[lang], lang)
    known = series.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, series, lang)
    at = known["period"].map(_when).to_numpy(dtype=float)
    jumps = np.flatnonzero(np.diff(at) > GAP) + 1
    drawn = np.insert(known["value"].to_numpy(dtype=float), jumps, np.nan)
    ax.plot(np.insert(at, jumps, np.nan), drawn, "o-", color=canvas.BLUE, markersize=3, linewidth=1)
    if len(slope):
        step = len(known) / known["year"].nunique()
        middle, centre = known["value"].median(), np.median(at)
        label = {"zh": "趋势：每年{:,.0f}元", "en": "trend: {:,.0f} yuan a year"}[lang].format(slope["value"].iloc[0])
        ax.plot(at, middle + slope["value"].iloc[0] / step * (at - centre), "--", color=canvas.ORANGE, label=label)
        canvas.below(ax, 1)
    ticks = sorted(known["year"].unique())
    ax.set_xticks([int(year) for year in ticks], [f"{year}" for year in ticks])
    ax.set_xlabel("n=" + "–".join(str(n) for n in dict.fromkeys((known["n"].min(), known["n"].max()))))
    return ax


def income_gap(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the village's income per head as a ratio to the published figures of county, province and nation."""
    gaps = _of(rows, "gap_to_reference")
    title = {
        "zh": "与县、省、全国公布数之比（口径不同，看变化）",
        "en": "Ratio to published incomes (definitions differ)",
    }[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "比值", "en": "ratio"}[lang], lang)
    known = gaps.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, gaps, lang)
    looks = {"county": ("o-", canvas.BLUE), "province": ("s--", canvas.ORANGE), "nation": ("^:", canvas.GREEN)}
    for level, (style, colour) in looks.items():
        part = known[known["group"] == level]
        if len(part):
            label = codebook.load().label("reference", level, lang)
            ax.plot(part["year"].astype(int), part["value"], style, color=colour, label=label)
    ax.axhline(1, color=canvas.GREY, linewidth=0.8)
    canvas.years(ax, gaps[gaps["group"].isin(known["group"])], lang)
    canvas.below(ax, 3)
    return ax


def _of(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    return rows[rows["indicator"] == indicator].sort_values(["year", "period"], kind="stable")


def _stacked(ax: Axes, parts: pd.DataFrame, lang: str) -> Axes:
    years = sorted(parts.loc[parts["value"].notna(), "year"].unique())
    above, below = np.zeros(len(years)), np.zeros(len(years))
    for source, colour in SOURCES.items():
        own = parts[parts["group"] == source].set_index("year")["value"].reindex(years).to_numpy(dtype=float)
        height = np.nan_to_num(own)
        base = np.where(height >= 0, above, below)
        label = codebook.load().label("income_source", source, lang)
        at = [int(year) for year in years]
        ax.bar(at, height, bottom=base, width=0.6, color=colour, hatch=HATCH[source], edgecolor="white", label=label)
        above, below = above + height.clip(min=0), below + height.clip(max=0)
    ax.axhline(0, color="black", linewidth=0.8)
    canvas.percent(ax)
    canvas.years(ax, parts, lang)
    canvas.below(ax, 4)
    return ax


def _when(period: str) -> float:
    year, _, part = period.partition("-")
    if not part:
        return float(year) + 0.5
    return float(year) + ((int(part[1:]) - 0.5) / 4 if part.startswith("Q") else (int(part) - 0.5) / 12)
