"""How much income per head grew, from what, and how it stands beside the county: one sentence."""

from __future__ import annotations

import pandas as pd

from evalkit import codebook
from evalkit.answers import words

SIGNIFICANT = 0.05


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer of the study `income_trends`.

    Parameters
    ----------
    rows : DataFrame
        Result rows of the study, gated or not.

    Returns
    -------
    dict
        The sentence under `zh` and `en`.
    """
    year = words.latest_year(rows)
    level = words.one(rows, "income_per_head", year=year)
    if level is None or (pd.isna(level["value"]) and not words.is_withheld(level)):
        return {lang: _refusal(level, year, lang) for lang in ("zh", "en")}
    return {"zh": _zh(rows, level, year), "en": _en(rows, level, year)}


def _zh(rows: pd.DataFrame, level: pd.Series, year: int) -> str:
    nominal, real, county = _parts(rows, year)
    return (
        f"{year}年人均纯收入{words.say(level, words.money, 'zh')}元，"
        f"比上年{words.change(nominal, 'zh')}（扣除物价{words.change(real, 'zh')}），"
        f"{_main_source(rows, year, 'zh')}，"
        f"相当于全县公布数的{words.say(county, words.percent, 'zh')}{_before(rows, year, 'zh')}；"
        f"{_trend(rows, year, 'zh')}。"
    )


def _en(rows: pd.DataFrame, level: pd.Series, year: int) -> str:
    nominal, real, county = _parts(rows, year)
    return (
        f"In {year} net income per head was {words.say(level, words.money, 'en')} yuan, "
        f"{words.change(nominal, 'en')} on the year before ({words.change(real, 'en')} at constant prices), "
        f"{_main_source(rows, year, 'en')}; this is {words.say(county, words.percent, 'en')} of the county's published "
        f"figure{_before(rows, year, 'en')}; {_trend(rows, year, 'en')}."
    )


def _parts(rows: pd.DataFrame, year: int) -> tuple[pd.Series | None, pd.Series | None, pd.Series | None]:
    return (
        words.one(rows, "income_growth", year=year, group="both_years"),
        words.one(rows, "income_growth_real", year=year, group="both_years"),
        words.one(rows, "gap_to_reference", year=year, group="county"),
    )


def _before(rows: pd.DataFrame, year: int, lang: str) -> str:
    """The ratio to the county in the first year known, and that its ledger and the survey differ."""
    own = rows[(rows["indicator"] == "gap_to_reference") & (rows["group"] == "county") & rows["value"].notna()]
    if (own["year"] == year).sum() == 0:
        return ""
    earlier = own[own["year"] < year].sort_values("year")
    if earlier.empty:
        return {"zh": "（口径不同）", "en": " (definitions differ)"}[lang]
    first, share = earlier["year"].iloc[0], words.percent(earlier["value"].iloc[0])
    return {"zh": f"（{first}年为{share}；口径不同，只看变化）", "en": f" ({share} in {first}; definitions differ)"}[
        lang
    ]


def _main_source(rows: pd.DataFrame, year: int, lang: str) -> str:
    parts = rows[(rows["indicator"] == "growth_contribution") & (rows["year"] == year)]
    if any(words.is_withheld(part) for _, part in parts.iterrows()):
        return {"zh": f"增收的来源{words.withheld('zh')}", "en": f"by source {words.withheld('en')}"}[lang]
    if parts["value"].isna().all():
        return {"zh": "增收来源无法分解", "en": "sources of the change not known"}[lang]
    largest = parts.loc[parts["value"].idxmax()]
    name = codebook.load().label("income_source", largest["group"], lang)
    share = words.percent(largest["value"])
    fell = largest["denominator"] < 0
    if lang == "zh":
        return f"{'减收' if fell else '增收'}最多来自{name}收入（贡献率{share}）"
    return f"the {'fall' if fell else 'rise'} coming most from {name.lower()} income ({share} of it)"


def _trend(rows: pd.DataFrame, year: int, lang: str) -> str:
    slope = words.one(rows, "income_trend", year=year)
    p = words.one(rows, "income_trend_p", year=year)
    if words.is_withheld(slope) or words.is_withheld(p):
        return {"zh": f"趋势{words.withheld('zh')}", "en": f"trend {words.withheld('en')}"}[lang]
    if slope is None or p is None or pd.isna(slope["value"]):
        return {"zh": "数据不足以判断趋势", "en": "too little data to judge a trend"}[lang]
    amount, period = words.money(abs(slope["value"])), slope["period"].replace("/", "–")
    rises, clear = slope["value"] >= 0, p["value"] < SIGNIFICANT
    if lang == "zh":
        way, sure = "增加" if rises else "减少", "统计上显著" if clear else "统计上不显著"
        return f"{period}年的趋势为每年{way}{amount}元，{sure}（{words.p_value(p['value'])}）"
    way, sure = "up" if rises else "down", "significant" if clear else "not significant"
    return f"the trend over {period} is {way} {amount} yuan a year, {sure} ({words.p_value(p['value'])})"


def _refusal(level: pd.Series | None, year: int | None, lang: str) -> str:
    reason = words.MISSING[lang] if level is None else words.in_language(level["note"], lang)
    when = "" if year is None else str(year)
    if lang == "zh":
        return f"无法判断{when}年的收入变化：{reason}。"
    return f"Nothing can be said about income in {when}: {reason}."
