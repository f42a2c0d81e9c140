"""Figures of the study on poverty and inequality: who is below, how uneven incomes are, who moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit.answers import words
from evalkit.plots import bars, canvas, lines
from evalkit.reports import labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LOW_SHARE = 0.5  # darker cells carry white figures


def poverty_rates(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the shares of persons below the line and of those who lack a guarantee, year by year.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `headcount_ratio` and `multidimensional_headcount` are drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    title = {"zh": "监测线以下和缺保障的人", "en": "Below the line, and lacking a guarantee"}[lang]
    unit = {"zh": "占人口", "en": "share of persons"}[lang]
    return lines.by_year(rows, ("headcount_ratio", "multidimensional_headcount"), title, unit, ax, lang, percent=True)


def income_gini_path(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the Gini coefficient year by year."""
    title = {"zh": "收入差距（基尼系数）", "en": "Inequality (Gini coefficient)"}[lang]
    unit = {"zh": "0为完全平均", "en": "0 is full equality"}[lang]
    return lines.by_year(rows, ["income_gini"], title, unit, ax, lang)


def lorenz_curves(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw what the poorest so many percent of persons receive, in the first and in the last year."""
    own = rows[rows["indicator"] == "income_lorenz"]
    title = {"zh": "收入洛伦兹曲线", "en": "Lorenz curve of income"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占总收入", "en": "share of income"}[lang], lang)
    shown = own.dropna(subset=["value"])
    if shown.empty:
        return canvas.nothing(ax, own, lang)
    years = sorted(shown["year"].unique())
    for year, look, colour in ((years[0], "--", canvas.ORANGE), (years[-1], "-", canvas.BLUE))[-len(years) :]:
        part = shown[shown["year"] == year]
        part = part.assign(at=part["group"].astype(float) / 100).sort_values("at")
        ax.plot([0, *part["at"], 1], [0, *part["value"], 1], look, color=colour, label=str(year))
    ax.plot([0, 1], [0, 1], color=canvas.GREY, linewidth=1)
    ax.set_xlabel({"zh": "从低到高的人口", "en": "persons from the poorest up"}[lang])
    canvas.percent(ax)
    ax.xaxis.set_major_formatter(ax.yaxis.get_major_formatter())
    ax.legend(loc="upper left")
    return ax


def gini_by_source(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw what each source adds to the Gini coefficient in the last year, with its interval."""
    own = rows[(rows["indicator"] == "gini_contribution") & (rows["year"] == words.latest_year(rows))]
    title = {"zh": "各收入来源对差距的贡献", "en": "What each source adds to inequality"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "基尼系数", "en": "Gini coefficient"}[lang], lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    bars.dots(ax, own, [labels.group("income_source", group, lang) for group in own["group"]], lang)
    ax.axvline(0, color=canvas.GREY, linewidth=1)
    return ax


def income_moves(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the last transition matrix between multiples of the line as a grid of shares."""
    every = rows[rows["indicator"] == "income_transitions"]
    own = every[every["group_by"] == "line_multiple_from/line_multiple_to"]
    own = own[own["period"] == own["period"].max()]
    when = "" if own.empty else labels.period(own["period"].iloc[0], lang)
    title = {"zh": f"收入组之间的流动 {when}", "en": f"Moves between income groups {when}"}[lang].strip()
    ax = canvas.axes(
        ax, rows, title, {"zh": "首年（监测线的倍数）", "en": "first year (multiples of the line)"}[lang], lang
    )
    if own["value"].isna().all():
        return canvas.nothing(ax, every, lang)
    parts = own.assign(start=own["group"].str.split("/").str[0], end=own["group"].str.split("/").str[1])
    order = list(dict.fromkeys(parts["end"]))
    told = ["" if note.startswith("withheld") else "—" for note in parts["note"]]
    table = parts.assign(told=told).pivot(index="start", columns="end").reindex(index=order)
    grid, words_of = table["value"][order].to_numpy(float), table["told"][order].to_numpy()
    ax.imshow(grid, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for at, line in enumerate(grid):
        for to, share in enumerate(line):
            said = (words_of[at, to] or words.withheld(lang)) if share != share else f"{share:.0%}"
            ax.text(to, at, said, ha="center", va="center", color="white" if share > LOW_SHARE else "black")
    ax.set_xticks(range(len(order)), order)
    ax.set_yticks(range(len(order)), order)
    ax.set_xlabel({"zh": "末年", "en": "last year"}[lang])
    ax.grid(visible=False)
    return ax


def growth_incidence_curve(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the growth of income at each percentile, with its band."""
    own = rows[rows["indicator"] == "growth_incidence"]
    title = {"zh": "谁的收入长得快", "en": "Whose incomes grew"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "首末年增长", "en": "growth, first to last year"}[lang], lang)
    shown = own.dropna(subset=["value"])
    if shown.empty:
        return canvas.nothing(ax, own, lang)
    shown = shown.assign(at=shown["group"].astype(float)).sort_values("at")
    ax.plot(shown["at"], shown["value"], "o-", color=canvas.BLUE, label=f"n={shown['n'].iloc[0]}")
    ax.fill_between(shown["at"], shown["low"], shown["high"], color=canvas.BLUE, alpha=0.12, linewidth=0)
    ax.axhline(0, color=canvas.GREY, linewidth=1)
    ax.set_xlabel({"zh": "收入百分位（从低到高）", "en": "percentile of income, from the poorest up"}[lang])
    canvas.percent(ax)
    ax.legend(loc="best")
    return ax
