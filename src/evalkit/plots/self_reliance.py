"""Figures of the study on own initiative: transfers, labour, acts, and the outside causes beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evalkit import codebook
from evalkit.plots import canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = {
    "pension": (canvas.BLUE, ""),
    "subsistence": (canvas.ORANGE, "xx"),
    "one_off": (canvas.PINK, ".."),
    "other": (canvas.GREEN, "//"),
}


def transfer_by_kind(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw transfers as a share of net income by kind, for households that can work.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `transfer_dependence` is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    shares = rows[rows["indicator"] == "transfer_dependence"]
    title = {"zh": "转移性收入占比（有劳动力的农户）", "en": "Transfers in net income (households that can work)"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占纯收入", "en": "share of net income"}[lang], lang)
    parts = shares[shares["group"].str.startswith("labour_capable/") & ~shares["group"].str.endswith("/all")]
    known = parts.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, shares, lang)
    years = sorted(known["year"].unique())
    at, base = [int(year) for year in years], np.zeros(len(years))
    for kind, (colour, hatch) in KINDS.items():
        own = parts[parts["group"].str.endswith(f"/{kind}")].set_index("year")["value"].reindex(years)
        height = own.fillna(0).to_numpy()
        label = codebook.load().label("transfer_kind", kind, lang)
        ax.bar(at, height, bottom=base, width=0.6, color=colour, hatch=hatch, edgecolor="white", label=label)
        base = base + height
    canvas.percent(ax)
    canvas.years(ax, parts, lang)
    canvas.below(ax, 2)
    return ax


def labour_and_causes(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw labour use year by year, with the outside causes that could explain it."""
    use = rows[rows["indicator"] == "labour_use"]
    title = {"zh": "劳动力利用率与外部原因", "en": "Labour use beside outside causes"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "占比", "en": "share"}[lang], lang)
    known = use.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, use, lang)
    label = {
        "zh": "劳动力利用率（n为劳动力人数，竖线为95%区间）",
        "en": "labour use (n: those who can work; 95 % interval)",
    }[lang]
    spread = [
        known["value"] - known["low"].fillna(known["value"]),
        known["high"].fillna(known["value"]) - known["value"],
    ]
    ax.errorbar(
        known["year"].astype(int), known["value"], yerr=spread, fmt="o-", capsize=4, color=canvas.BLUE, label=label
    )
    looks = {"aged_60_up": ("s--", canvas.ORANGE), "disabled": ("^:", canvas.PINK), "ill": ("d:", canvas.GREEN)}
    for cause, (style, colour) in looks.items():
        part = rows[(rows["indicator"] == "outside_cause_share") & (rows["group"] == cause)].dropna(subset=["value"])
        if len(part):
            label = codebook.load().label("outside_cause", cause, lang)
            ax.plot(part["year"].astype(int), part["value"], style, color=colour, label=label)
    canvas.percent(ax)
    ax.set_ylim(0, 1)
    canvas.years(ax, use, lang)
    canvas.below(ax, 2)
    return ax


def initiative_acts(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw registered acts of own initiative per 100 households, by kind, year by year."""
    acts = rows[(rows["indicator"] == "own_initiative_acts") & (rows["group"] != "all")]
    title = {"zh": "登记的主动行为", "en": "Registered acts of own initiative"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "次/百户", "en": "per 100 households"}[lang], lang)
    known = acts.dropna(subset=["value"])
    if known.empty:
        return canvas.nothing(ax, rows[rows["indicator"] == "own_initiative_acts"], lang)
    kinds = list(dict.fromkeys(acts["group"]))
    looks = (("o-", canvas.BLUE), ("s--", canvas.ORANGE), ("^:", canvas.GREEN), ("d-.", canvas.PINK))
    for kind, (style, colour) in zip(kinds, looks, strict=False):
        part = known[known["group"] == kind]
        if len(part):
            label = codebook.load().label("initiative_act", kind, lang)
            ax.plot(part["year"].astype(int), part["value"], style, color=colour, label=label)
    ax.set_ylim(bottom=0)
    canvas.years(ax, acts, lang)
    canvas.below(ax, 2)
    return ax
