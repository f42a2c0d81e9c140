"""Does the village depend on one industry or one buyer, and how many households do its projects carry?"""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

NAMES = ("industry_hhi", "buyer_top_share", "purchase_dependence", "project_survival", "households_linked_share")


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    year = words.latest_year(rows)
    found = {name: words.one(rows, name, year=year) for name in NAMES}
    if all(words.absent(row) for row in found.values()):
        note = "" if found["industry_hhi"] is None else found["industry_hhi"]["note"]
        zh, en = (words.in_language(note, lang) for lang in ("zh", "en"))
        return {"zh": f"{year}年无法判断产业状况：{zh}。", "en": f"Industry in {year} cannot be judged: {en}."}
    zh, en = (_parts(found, lang) for lang in ("zh", "en"))
    return {
        "zh": f"{year}年产业集中度{zh[0]}（1为只有一种产业），最大买家占销售额{zh[1]}，帮扶单位购买占{zh[2]}，"
        f"项目{zh[3]}仍在运营，带动户次相当于全村户数的{zh[4]}。",
        "en": f"In {year} the concentration of industries is {en[0]} (1 is a single industry), the largest buyer takes "
        f"{en[1]} of sales and the paired unit {en[2]}, {en[3]} of projects still run, and households linked "
        f"to them, project by project, come to {en[4]} of the village.",
    }


def _parts(found: dict[str, pd.Series | None], lang: str) -> list[str]:
    first = words.say(found["industry_hhi"], lambda value: f"{value:.2f}", lang)
    return [first, *(words.say(found[name], words.percent, lang) for name in NAMES[1:])]
