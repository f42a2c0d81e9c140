"""Whether cadres were there, stayed and were judged alike, and whether tasks were done on time: one sentence."""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

YEARLY = ("days_in_village", "service_months", "training_hours", "assessment_score", "plan_completion_on_time")


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer in one sentence, zh and en."""
    year = words.latest_year(rows)
    found = {name: words.one(rows, name, period=str(year)) for name in YEARLY}
    changes = words.one(rows, "first_secretary_changes")
    if all(words.absent(row) for row in found.values()):
        zh, en = (words.why(found.values(), lang) for lang in ("zh", "en"))
        return {"zh": f"{year}年无法判断干部履职：{zh}。", "en": f"Nothing can be said about cadres in {year}: {en}."}
    zh, en = (_parts(found, changes, lang) for lang in ("zh", "en"))
    return {
        "zh": f"{year}年驻村干部人均驻村{zh[0]}天、已任职{zh[1]}个月、培训{zh[2]}学时，第一书记更换{zh[5]}次，"
        f"考核得分{zh[3]}分，一户一策任务按时完成{zh[4]}；得分是他人评价，天数不等于成效。",
        "en": f"In {year} resident cadres spent {en[0]} days each in the village, had served {en[1]} months and had "
        f"{en[2]} hours of training, the first secretary changed {en[5]} times, the assessment score was {en[3]} of "
        f"100 and {en[4]} of the tasks of household plans were done on time; scores are judgements and days are not "
        f"results.",
    }


def _parts(found: dict[str, pd.Series | None], changes: pd.Series | None, lang: str) -> list[str]:
    forms = (words.count, words.count, words.count, words.decimal, words.percent)
    said = [words.say(found[name], form, lang) for name, form in zip(YEARLY, forms, strict=True)]
    return [*said, words.say(changes, words.count, lang)]
