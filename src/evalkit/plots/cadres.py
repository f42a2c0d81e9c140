"""Figures of the study on cadres: their presence, and what others say and what was done on time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit.plots import lines

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def cadre_presence(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the days in the village per cadre, year by year.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `days_in_village` is drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    title = {"zh": "驻村天数", "en": "Days in the village"}[lang]
    unit = {"zh": "天/人·年", "en": "days per cadre and year"}[lang]
    return lines.by_year(rows, ["days_in_village"], title, unit, ax, lang)


def cadre_scores(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the assessment score year by year."""
    title = {"zh": "考核得分", "en": "Assessment score"}[lang]
    unit = {"zh": "分（满分100）", "en": "points of 100"}[lang]
    return lines.by_year(rows, ["assessment_score"], title, unit, ax, lang, top=100)


def tasks_on_time(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the share of plan tasks done on time, year by year."""
    title = {"zh": "一户一策按时完成", "en": "Tasks of household plans done on time"}[lang]
    unit = {"zh": "占到期任务", "en": "share of tasks due"}[lang]
    return lines.by_year(rows, ["plan_completion_on_time"], title, unit, ax, lang, percent=True)
