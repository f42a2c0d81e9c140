"""Are the ledgers received complete and consistent enough to evaluate the village?"""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

GOOD, FAIR = 0.95, 0.8
VERDICTS = {
    "zh": (
        "收到的台账基本可用",
        "收到的台账可以使用，但要看清缺口",
        "收到的台账问题较多，应先补正再评价",
        "数字已隐去，这里不作判断",
    ),
    "en": (
        "what came is fit for use",
        "what came is usable with its gaps in mind",
        "what came needs correction first",
        "no verdict is given, since the figures are withheld",
    ),
}


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    year = words.latest_year(rows)
    received = words.one(rows, "ledgers_received", year=year)
    kept = words.one(rows, "rows_kept_share", year=year, group_by="")
    aside = words.one(rows, "quarantined_rows", year=year)
    faults = words.one(rows, "problems_per_100_rows", year=year, group_by="")
    if kept is None or (pd.isna(kept["value"]) and not words.is_withheld(kept)):
        return {
            "zh": f"{year}年没有收到本村的台账，无法评价。",
            "en": f"No ledger of this village was received for {year}.",
        }
    level = _level(kept)
    lacking, look = _lacking(received), _looks(rows, year)
    zh, en = (_parts(received, kept, aside, faults, lang) for lang in ("zh", "en"))
    return {
        "zh": f"{year}年收到{zh[1]}种台账中的{zh[0]}种，数据行保留{zh[2]}、隔离{zh[3]}行，每百行有{zh[4]}个问题："
        f"{VERDICTS['zh'][level]}{lacking['zh']}{look['zh']}。",
        "en": f"For {year} {en[0]} of {en[1]} ledgers were received, {en[2]} of data rows kept and {en[3]} set aside, "
        f"with {en[4]} problems per 100 rows: {VERDICTS['en'][level]}{lacking['en']}{look['en']}.",
    }


def _level(kept: pd.Series) -> int:
    if words.is_withheld(kept):
        return 3
    return 0 if kept["value"] >= GOOD else 1 if kept["value"] >= FAIR else 2


def _lacking(received: pd.Series | None) -> dict[str, str]:
    """What clean rows cannot make up for: ledgers that never came."""
    number = float("nan") if received is None else received["denominator"] - received["value"]
    if pd.isna(number) or number <= 0:
        return {"zh": "", "en": ""}
    return {
        "zh": f"；但缺{number:,.0f}种台账，凡要用到的研究便无法回答",
        "en": f", but {number:,.0f} {'ledger is' if number == 1 else 'ledgers are'} missing, and a study that needs "
        f"{'it' if number == 1 else 'one of them'} cannot answer",
    }


def _looks(rows: pd.DataFrame, year: int) -> dict[str, str]:
    """What a person is asked to look at: rows by rule, and patterns in the figures; empty where neither was tried."""
    points = words.one(rows, "rule_points", year=year, group_by="")
    tests = words.one(rows, "tests_unusual", year=year, group_by="")
    zh, en = [], []
    if points is not None and (pd.notna(points["value"]) or words.is_withheld(points)):
        zh.append(f"规则请人核对{words.say(points, words.count, 'zh')}处")
        en.append(f"rules ask a person to look at {words.say(points, words.count, 'en')} places")
    if tests is not None and pd.notna(tests["value"]):
        zh.append(f"{tests['denominator']:.0f}项数字形态检验中{tests['value']:.0f}项看起来不寻常")
        en.append(f"{tests['value']:.0f} of {tests['denominator']:.0f} tests of patterns look unusual")
    if not zh:
        return {"zh": "", "en": ""}
    return {"zh": "；" + "，".join(zh) + "（不等于有错）", "en": "; " + " and ".join(en) + ", which is not yet a fault"}


def _parts(received: pd.Series, kept: pd.Series, aside: pd.Series, faults: pd.Series, lang: str) -> list[str]:
    return [
        words.say(received, words.count, lang),
        words.say(received, words.count, lang, "denominator"),
        words.say(kept, words.percent, lang),
        words.say(aside, words.count, lang),
        words.say(faults, lambda value: f"{value:.1f}", lang),
    ]
