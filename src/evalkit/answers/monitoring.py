"""Did alerts find the households that really fell, how far ahead, and were risks cleared too early?"""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en, over the longest period the rows cover."""
    found = {name: _whole(rows, name) for name in ("realised_falls", "alert_sensitivity", "alert_lead_time")}
    found["early"] = _whole(rows, "early_clearing_share")
    met = found["alert_sensitivity"]
    if met is None or (pd.isna(met["value"]) and not words.is_withheld(met)):
        note = "" if met is None else met["note"]
        zh, en = (words.in_language(note, lang) for lang in ("zh", "en"))
        return {
            "zh": f"无法判断预警是否找到了下降的户：{zh}。",
            "en": f"Whether alerts found the falls cannot be told: {en}.",
        }
    zh, en = (_parts(found, lang) for lang in ("zh", "en"))
    period = met["period"].replace("/", "–")
    if all(words.is_withheld(row) for name, row in found.items() if name != "realised_falls"):
        return {
            "zh": f"{period}年实际下降{zh[0]}户次；有线索的占比、提前月数和过早消除的占比因户数过少{zh[1]}。",
            "en": f"In {period} there were {en[0]} falls; how many were met by a clue, how far ahead, and how many "
            f"risks were cleared too early is {en[1]}: too few households.",
        }
    return {
        "zh": f"{period}年实际下降{zh[0]}户次，其中有预警线索的占{zh[1]}，线索{zh[2]}；"
        f"已消除的风险中，未满规定月数的占{zh[3]}。",
        "en": f"In {period} there were {en[0]} falls, of which {en[1]} were met by a clue, {en[2]}; "
        f"of the risks cleared, {en[3]} were cleared too early.",
    }


def _whole(rows: pd.DataFrame, indicator: str) -> pd.Series | None:
    own = rows[(rows["indicator"] == indicator) & (rows["group_by"] == "") & (rows["year"] == rows["year"].max())]
    if own.empty:
        return None
    return own.loc[own["period"].str.len().idxmax()]


def _parts(found: dict[str, pd.Series | None], lang: str) -> list[str]:
    return [
        words.say(found["realised_falls"], words.count, lang),
        _sure(found["alert_sensitivity"], lang),
        _lead(found["alert_lead_time"], lang),
        _sure(found["early"], lang),
    ]


def _sure(row: pd.Series | None, lang: str) -> str:
    """A share with its interval: on few cases the share alone claims more than it knows."""
    share = words.say(row, words.percent, lang)
    if row is None or pd.isna(row["value"]) or pd.isna(row["low"]):
        return share
    between = f"{words.percent(row['low'])}–{words.percent(row['high'])}"
    return {"zh": f"{share}（95%区间{between}）", "en": f"{share} (95% interval {between})"}[lang]


def _lead(row: pd.Series | None, lang: str) -> str:
    size = words.say(row, lambda months: f"{abs(months):g}", lang)
    if row is None or pd.isna(row["value"]):
        return {"zh": f"提前月数{size}", "en": f"lead time {size}"}[lang]
    if row["value"] >= 0:
        return {"zh": f"中位数提前{size}个月", "en": f"at the median {size} months ahead"}[lang]
    return {"zh": f"中位数滞后{size}个月", "en": f"at the median {size} months late"}[lang]
