"""Who is still below the line, how uneven incomes are and who moves in and out: one sentence."""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

YEARLY = {
    "headcount_ratio": {},
    "multidimensional_headcount": {},
    "income_gini": {},
    "entry_hazard": {"group": "reported"},
    "exit_hazard": {"group": "reported"},
}
CHANGES = ("headcount_change", "gini_change")


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    year = words.latest_year(rows)
    found = {name: words.one(rows, name, year=year, **keys) for name, keys in YEARLY.items()}
    changes = [words.one(rows, name) for name in CHANGES]
    if all(words.absent(row) for row in found.values()):
        zh, en = (words.why(found.values(), lang) for lang in ("zh", "en"))
        return {"zh": f"{year}年无法判断贫困和差距：{zh}。", "en": f"Nothing can be said about {year}: {en}."}
    return {"zh": _zh(year, found, changes), "en": _en(year, found, changes)}


def _zh(year: int, found: dict, changes: list) -> str:
    poor, lacking, gini, into, out = _figures(found, "zh")
    return (
        f"{year}年监测线以下人口占{poor}{_limits(found['headcount_ratio'], 'zh')}{_moved(changes[0], 'zh')}，"
        f"缺任一项保障的占{lacking}；基尼系数{gini}{_shifted(changes[1], 'zh')}；"
        f"一年内落到线下的占线上人口{into}，走到线上的占线下人口{out}（含收入误差造成的变动）。"
    )


def _en(year: int, found: dict, changes: list) -> str:
    poor, lacking, gini, into, out = _figures(found, "en")
    return (
        f"In {year} {poor} of persons were below the monitoring line{_limits(found['headcount_ratio'], 'en')}"
        f"{_moved(changes[0], 'en')} and {lacking} lacked a guarantee; the Gini coefficient was {gini}"
        f"{_shifted(changes[1], 'en')}; within a year, of those above the line {into} fell below it, of those below "
        f"{out} rose above it (moves made by errors in incomes included)."
    )


def _figures(found: dict, lang: str) -> list[str]:
    forms = (words.percent, words.percent, _index, words.percent, words.percent)
    return [words.say(row, form, lang) for row, form in zip(found.values(), forms, strict=True)]


def _index(value: float) -> str:
    return f"{value:.3f}"


def _limits(row: pd.Series | None, lang: str) -> str:
    if row is None or pd.isna(row["value"]) or pd.isna(row["low"]):
        return ""
    span = f"{words.percent(row['low'])}–{words.percent(row['high'])}"
    return f"（95%区间{span}）" if lang == "zh" else f" (95% interval {span})"


def _moved(row: pd.Series | None, lang: str) -> str:
    """The change of the headcount since the first year, in points, and whether its limits leave out zero."""
    if row is None or pd.isna(row["value"]):
        return ""
    first, points = row["period"].partition("/")[0], words.points(row["value"], lang)
    if lang == "zh":
        return f"，比{first}年{points}{'' if _clear(row) else '（分不清是否变化）'}"
    return f", {points} since {first}{'' if _clear(row) else ' (not told apart from no change)'}"


def _shifted(row: pd.Series | None, lang: str) -> str:
    if row is None or pd.isna(row["value"]):
        return ""
    first = row["period"].partition("/")[0]
    if not _clear(row):
        return f"，与{first}年分不清是否变化" if lang == "zh" else f", not told apart from {first}"
    up = row["value"] > 0
    if lang == "zh":
        return f"，比{first}年{'扩大' if up else '缩小'}{abs(row['value']):.3f}"
    return f", {'up' if up else 'down'} {abs(row['value']):.3f} since {first}"


def _clear(row: pd.Series) -> bool:
    return pd.notna(row["low"]) and not row["low"] <= 0 <= row["high"]
