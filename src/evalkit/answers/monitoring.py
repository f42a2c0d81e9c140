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
    return {
        "zh": f"{period}年实际下降{zh[0]}户次，其中{zh[1]}有预警线索，线索{zh[2]}；消除的风险中{zh[3]}未满规定月数。",
        "en": f"In {period} {en[0]} households fell, {en[1]} of them met by a clue, {en[2]}; of the risks cleared, "
        f"{en[3]} were cleared too early.",
    }


def _whole(rows: pd.DataFrame, indicator: str) -> pd.Series | None:
    own = rows[(rows["indicator"] == indicator) & (rows["group_by"] == "") & (rows["year"] == rows["year"].max())]
    if own.empty:
        return None
    return own.loc[own["period"].str.len().idxmax()]


def _parts(found: dict[str, pd.Series | None], lang: str) -> list[str]:
    return [
        words.say(found["realised_falls"], words.count, lang),
        words.say(found["alert_sensitivity"], words.percent, lang),
        _lead(found["alert_lead_time"], lang),
        words.say(found["early"], words.percent, lang),
    ]


def _lead(row: pd.Series | None, lang: str) -> str:
    size = words.say(row, lambda months: f"{abs(months):g}", lang)
    if row is None or pd.isna(row["value"]):
        return {"zh": f"提前月数{size}", "en": f"lead time {size}"}[lang]
    if row["value"] >= 0:
        return {"zh": f"中位数提前{size}个月", "en": f"at the median {size} months ahead"}[lang]
    return {"zh": f"中位数滞后{size}个月", "en": f"at the median {size} months late"}[lang]
