"""Figures of the study on assistance: how many each programme reached, with how much money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import codebook
from evalkit.answers import words
from evalkit.plots import bars, canvas
from evalkit.reports import labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

LOOKS = {"household": (canvas.BLUE, ""), "person": (canvas.GREEN, "//")}
ALL = {"zh": "全部项目", "en": "all programmes"}
UNITS = {"zh": {"household": "户", "person": "人"}, "en": {"household": "households", "person": "persons"}}


def beneficiaries_by_programme(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw how many households or persons each programme reached in the last year, by term where known.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `assistance_beneficiaries` is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    own = _latest(rows, "assistance_beneficiaries")
    title = {"zh": "各项帮扶受益数（{}年）", "en": "Beneficiaries by programme, {}"}[lang].format(_year(own))
    ax = canvas.axes(ax, rows, title, {"zh": "受益数", "en": "beneficiaries"}[lang], lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    looks = [LOOKS.get(unit, (canvas.GREY, "")) for unit in own["unit"]]
    bars.lengths(ax, own, _programmes(own, lang), lang, colours=looks)
    ax.legend(handles=[_key(unit, lang) for unit in dict.fromkeys(own["unit"])], loc="best")
    return ax


def amount_by_programme(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the money each programme paid in the last year; programmes whose ledger gives no amount say so."""
    own = _latest(rows, "assistance_amount")
    title = {"zh": "各项帮扶金额（{}年）", "en": "Money by programme, {}"}[lang].format(_year(own))
    ax = canvas.axes(ax, rows, title, {"zh": "元", "en": "yuan"}[lang], lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    return bars.lengths(ax, own, _programmes(own, lang), lang)


def _latest(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    own = rows[(rows["indicator"] == indicator) & (rows["year"] == rows["year"].max())]
    order = list(codebook.load().code_lists["programme"])
    terms = list(codebook.load().code_lists["term"])
    parts = own["group"].str.split("/", n=1, expand=True).reindex(columns=[0, 1])
    place, term = (parts[at].map({code: n for n, code in enumerate(codes)}) for at, codes in ((0, order), (1, terms)))
    return own.assign(place=place, term=term).sort_values(["place", "term"], kind="stable")


def _key(unit: str, lang: str) -> Patch:
    from matplotlib.patches import Patch

    colour, hatch = LOOKS.get(unit, (canvas.GREY, ""))
    return Patch(facecolor=colour, hatch=hatch, edgecolor="white", label=UNITS[lang].get(unit, unit))


def _year(rows: pd.DataFrame) -> str:
    return "" if rows.empty else str(rows["year"].iloc[0])


def _programmes(rows: pd.DataFrame, lang: str) -> list[str]:
    book = codebook.load()
    parts = [group.partition("/") for group in rows["group"]]
    return [
        " ".join(filter(None, [book.label("programme", programme, lang), term and book.label("term", term, lang)]))
        for programme, _, term in parts
    ]


def concentration_by_programme(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the concentration index of each programme's benefits in the last year; below zero they favour the poorer."""
    every = rows[rows["indicator"] == "benefit_concentration"]
    own = every[every["year"] == words.latest_year(rows)]
    title = {"zh": "补助偏向谁（集中指数）", "en": "Whom benefits favour (concentration index)"}[lang]
    unit = {"zh": "小于零偏向低收入户", "en": "below zero: the poorer"}[lang]
    ax = canvas.axes(ax, rows, title, unit, lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, every, lang)
    names = [ALL[lang] if group == "all" else labels.group("programme", group, lang) for group in own["group"]]
    bars.dots(ax, own, names, lang)
    ax.axvline(0, color=canvas.GREY, linewidth=1)
    ax.set_xlim(-1.05, 1.05)
    return ax
