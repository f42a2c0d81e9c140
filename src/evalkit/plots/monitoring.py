"""Figures of the study on monitoring: falls met and missed, by channel, how far ahead, and how risks were cleared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from evalkit import catalogue, codebook
from evalkit.plots import bars, canvas

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALL = {"zh": "全部渠道", "en": "all channels"}
CASES = ("identification_in_time", "early_clearing_share", "cleared_below_line", "relapse_share")


def falls_met_and_missed(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the realised falls of each year, met by a clue or not.

    Parameters
    ----------
    rows : DataFrame
        Result rows; `realised_falls` and `missed_falls` of single years are drawn.
    ax : Axes, optional
        Where to draw; a new figure when omitted.
    lang : str
        `zh` or `en`.
    """
    falls, missed = (_single_years(rows, name) for name in ("realised_falls", "missed_falls"))
    title = {"zh": "实际下降的户次：有无线索", "en": "Realised falls, met by a clue or not"}[lang]
    ax = canvas.axes(ax, rows, title, {"zh": "户次", "en": "falls"}[lang], lang)
    both = falls.merge(missed[["year", "value"]], on="year", suffixes=("", "_missed"), how="left")
    known = both.dropna(subset=["value", "value_missed"])
    if known.empty:
        return canvas.nothing(ax, pd.concat([falls, missed]), lang)
    met, at = known["value"] - known["value_missed"], known["year"].astype(int)
    labels = {"zh": ("有线索", "没有线索"), "en": ("met by a clue", "not met")}[lang]
    ax.bar(at, met, width=0.6, color=canvas.BLUE, label=labels[0])
    ax.bar(
        at, known["value_missed"], bottom=met, width=0.6, color=canvas.ORANGE, hatch="xx", edgecolor="white",
        label=labels[1],
    )  # fmt: skip
    canvas.years(ax, both.assign(value=both["value"].where(both["value_missed"].notna())), lang)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.legend()
    return ax


def sensitivity_by_channel(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the share of falls met, by all channels and by each, with 95 % intervals, over the longest period."""
    own = _with_channels(rows, "alert_sensitivity")
    title = {"zh": "预警敏感度（{}）", "en": "Alert sensitivity, {}"}[lang].format(_period(own))
    ax = canvas.axes(
        ax,
        rows,
        title,
        {"zh": "下降户中有线索的比例（横线为95%区间）", "en": "share of falls met by a clue (bars: 95 % interval)"}[
            lang
        ],
        lang,
    )
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    bars.dots(ax, own, _channels(own, lang), lang)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter("{x:.0%}")
    return ax


def lead_time_by_channel(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw the median months from clue to fall by channel; right of the line the clue came first."""
    own = _with_channels(rows, "alert_lead_time")
    title = {"zh": "预警提前月数（{}）", "en": "Lead time of alerts, {}"}[lang].format(_period(own))
    unit = {"zh": "月（正数为提前）", "en": "months (positive: before the fall)"}[lang]
    ax = canvas.axes(ax, rows, title, unit, lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    bars.dots(ax, own, _channels(own, lang), lang)
    ax.axvline(0, color="black", linewidth=1)
    return ax


def clearing_shares(rows: pd.DataFrame, ax: Axes | None = None, lang: str = "zh") -> Axes:
    """Draw how cases were handled: identified in time, cleared early or below the line, relapsed; with intervals."""
    parts = [_longest(rows[(rows["indicator"] == name) & (rows["group_by"] == "")]) for name in CASES]
    own = pd.concat(parts, ignore_index=True)
    title = {"zh": "识别与消除（{}）", "en": "Identification and clearing, {}"}[lang].format(_period(own))
    ax = canvas.axes(ax, rows, title, {"zh": "占比（横线为95%区间）", "en": "share (bars: 95 % interval)"}[lang], lang)
    if own["value"].isna().all():
        return canvas.nothing(ax, own, lang)
    bars.dots(ax, own, [catalogue.label(name, lang) for name in own["indicator"]], lang)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter("{x:.0%}")
    return ax


def _single_years(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    own = rows[(rows["indicator"] == indicator) & (rows["group_by"] == "")]
    return own[own["period"] == own["year"].astype("str")].sort_values("year")


def _longest(rows: pd.DataFrame) -> pd.DataFrame:
    last = rows[rows["year"] == rows["year"].max()]
    return last[last["period"].str.len() == last["period"].str.len().max()]


def _with_channels(rows: pd.DataFrame, indicator: str) -> pd.DataFrame:
    own = _longest(rows[rows["indicator"] == indicator])
    order = own["group"].map({code: at for at, code in enumerate(["", *codebook.load().code_lists["channel"]])})
    return own.iloc[order.argsort(kind="stable")]


def _channels(rows: pd.DataFrame, lang: str) -> list[str]:
    return [codebook.load().label("channel", code, lang) if code else ALL[lang] for code in rows["group"]]


def _period(rows: pd.DataFrame) -> str:
    return "" if rows.empty else rows["period"].iloc[0].replace("/", "–")
