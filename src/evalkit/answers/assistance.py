"""How much did each programme deliver, and did it reach those most in need?"""

from __future__ import annotations

import pandas as pd

from evalkit import codebook
from evalkit.answers import words

SHOWN = 10
TO_DATE = "累计"  # as source lines of published totals word it
UNITS = {"household": "户", "person": "人"}
TERMS = {"autumn": {"zh": "秋季", "en": "autumn"}, "spring": {"zh": "春季", "en": "spring"}}


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    own = rows[rows["year"] == rows["year"].max()]
    year = words.latest_year(rows)
    zh, en = (_parts(own, lang) for lang in ("zh", "en"))
    if not any(zh):
        return {"zh": f"{year}年没有帮扶落实的记录。", "en": f"No assistance is on record for {year}."}
    return {
        "zh": f"{year}年：" + "；".join(part for part in zh if part) + "。",
        "en": f"{year}: " + "; ".join(part for part in en if part) + ".",
    }


def _parts(own: pd.DataFrame, lang: str) -> list[str]:
    return [_programmes(own, lang), _credit(own, lang), _purchases(own, lang), _reach(own, lang)]


def _programmes(own: pd.DataFrame, lang: str) -> str:
    reached = own[(own["indicator"] == "assistance_beneficiaries") & (own["group"] != "")]
    known = reached[reached["value"].notna()].sort_values("period", ascending=False, kind="stable")
    known = known.sort_values("value", ascending=False, kind="stable")
    texts = [_one(row, lang) for _, row in known.head(SHOWN).iterrows()]
    rest = len(reached) - len(texts)
    if rest:
        texts.append({"zh": f"另有{rest}项未列出或已隐去", "en": f"{rest} more not listed or withheld"}[lang])
    return ("、" if lang == "zh" else ", ").join(texts)


def _one(row: pd.Series, lang: str) -> str:
    programme, _, term = row["group"].partition("/")
    label = codebook.load().label("programme", programme, lang)
    when = TERMS.get(term, {}).get(lang, term)
    number = words.count(row["value"])
    if lang == "zh":
        return f"{label}{when}{number}{UNITS.get(row['unit'], row['unit'])}"
    plural = "" if row["value"] == 1 else "s"
    return " ".join(filter(None, [label, when, number, row["unit"] + plural]))


def _credit(own: pd.DataFrame, lang: str) -> str:
    households, amount = words.one(own, "microcredit_households"), words.one(own, "microcredit_amount")
    if households is None or _absent(households):
        return ""
    if words.is_withheld(households) and words.is_withheld(amount):
        return {"zh": f"小额信贷{words.withheld('zh')}", "en": f"micro-credit {words.withheld('en')}"}[lang]
    number, money = words.say(households, words.count, lang), words.say(amount, _yuan, lang)
    so_far = _so_far(households, lang)
    return {
        "zh": f"小额信贷{so_far}{number}户{money}元",
        "en": f"micro-credit{so_far} to {number} households, {money} yuan",
    }[lang]


def _purchases(own: pd.DataFrame, lang: str) -> str:
    row = words.one(own, "assistance_purchases")
    if row is None or _absent(row):
        return ""
    money = words.say(row, _yuan, lang)
    so_far = _so_far(row, lang)
    return {"zh": f"消费帮扶{so_far}{money}元", "en": f"assistance purchases{so_far} {money} yuan"}[lang]


def _so_far(row: pd.Series, lang: str) -> str:
    """A published total "to date" is not the year's own: its source line says so, and the sentence has to."""
    if not (row["published"] and TO_DATE in row["note"]):
        return ""
    return {"zh": "累计", "en": " to date"}[lang]


def _reach(own: pd.DataFrame, lang: str) -> str:
    row = words.one(own, "monitored_with_measure")
    if row is None or _absent(row):
        return {"zh": "是否送到最需要的农户无法判断", "en": "whether it reached those most in need cannot be told"}[
            lang
        ]
    share = words.say(row, words.percent, lang)
    return {"zh": f"监测户中{share}有帮扶措施", "en": f"{share} of monitored households had a measure"}[lang]


def _absent(row: pd.Series) -> bool:
    return pd.isna(row["value"]) and not words.is_withheld(row)


def _yuan(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}"
