"""Figures of the study on industry: concentration over the years, and what projects carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit.plots import lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DEPENDENCE = ("industry_hhi", "buyer_top_share", "purchase_dependence")
REACH = ("project_survival", "households_linked_share")
WHOLE = 1.05  # so that a line at one does not lie on the frame


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
    return lines.by_year(rows, DEPENDENCE, title, unit, ax, lang, top=WHOLE)


def industry_reach(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the share of projects still running and of households linked, year by year."""
    title = {"zh": "项目存续与联农带农", "en": "Projects still running and households linked"}[lang]
    unit = {"zh": "占项目数；占全村户数", "en": "share of projects; of households"}[lang]
    return lines.by_year(rows, REACH, title, unit, ax, lang, top=WHOLE, percent=True)
