"""Whether money was enough, arrived and was spent, and whether assets yield something: one sentence."""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

FIGURES = ("funding_gap_to_plan", "funding_execution", "funding_delay", "asset_return", "asset_idle_share",
           "asset_distribution")  # fmt: skip


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    year = words.latest_year(rows)
    found = {name: words.one(rows, name, year=year, group="") for name in FIGURES}
    if all(words.absent(row) for row in found.values()):
        zh, en = (words.why(found.values(), lang) for lang in ("zh", "en"))
        return {"zh": f"{year}年无法判断资金和资产：{zh}。", "en": f"Money in {year} cannot be judged: {en}."}
    zh, en = (_parts(found, lang) for lang in ("zh", "en"))
    return {
        "zh": f"{year}年计划资金中{zh[0]}没有到位，到位资金支出{zh[1]}，平均晚到{zh[2]}个月；经营性资产年收益为原值的"
        f"{zh[3]}，收益的{zh[5]}已分配，闲置资产占原值{zh[4]}。",
        "en": f"In {year} {en[0]} of planned funds did not arrive, {en[1]} of those that did was spent and money came "
        f"{en[2]} months late on average; operating assets returned {en[3]} of their original value in the year, "
        f"{en[5]} of it was distributed, and {en[4]} of the value of assets lay idle.",
    }


def _parts(found: dict[str, pd.Series | None], lang: str) -> list[str]:
    forms = (words.percent, words.percent, words.decimal, words.percent, words.percent, words.percent)
    return [words.say(found[name], form, lang) for name, form in zip(FIGURES, forms, strict=True)]
