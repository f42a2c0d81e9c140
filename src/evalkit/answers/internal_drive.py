"""Whether households live more by their own work and initiative: one sentence."""

from __future__ import annotations

import pandas as pd

from evalkit.answers import words

FIGURES = {
    "transfer_dependence": {"group": "labour_capable/all"},
    "labour_use": {},
    "own_initiative_acts": {"group": "all"},
    "productive_credit_share": {},
}


def answer(rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer of the study `internal_drive`.

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
    parts = {name: words.one(rows, name, year=year, **keys) for name, keys in FIGURES.items()}
    if all(words.absent(part) for part in parts.values()):
        return {lang: _refusal(rows, year, lang) for lang in ("zh", "en")}
    return {"zh": _zh(rows, parts, year), "en": _en(rows, parts, year)}


def _zh(rows: pd.DataFrame, parts: dict[str, pd.Series | None], year: int) -> str:
    transfer, labour, acts, credit = parts.values()
    return (
        f"{year}年有劳动力农户的纯收入中转移性收入占{words.say(transfer, words.percent, 'zh')}"
        f"{_change(rows, transfer, year, 'zh')}，劳动力利用率{words.say(labour, words.percent, 'zh')}，"
        f"每百户登记的主动行为{words.say(acts, words.decimal, 'zh')}次，"
        f"小额信贷用于生产的占{words.say(credit, words.percent, 'zh')}；这些只是替代指标，不等于动力强弱。"
    )


def _en(rows: pd.DataFrame, parts: dict[str, pd.Series | None], year: int) -> str:
    transfer, labour, acts, credit = parts.values()
    return (
        f"In {year} transfers were {words.say(transfer, words.percent, 'en')} of the net income of households that "
        f"can work{_change(rows, transfer, year, 'en')}, {words.say(labour, words.percent, 'en')} of their "
        f"labour-months were worked, {words.say(acts, words.decimal, 'en')} acts of own initiative were registered per "
        f"100 households and {words.say(credit, words.percent, 'en')} of micro-credit was for production; these are "
        f"proxies, not drive itself."
    )


def _change(rows: pd.DataFrame, now: pd.Series | None, year: int, lang: str) -> str:
    """The change of transfer dependence since the first year known, in percentage points."""
    known = rows[(rows["indicator"] == "transfer_dependence") & (rows["group"] == "labour_capable/all")]
    known = known[known["value"].notna() & (known["year"] < year)]
    if now is None or pd.isna(now["value"]) or known.empty:
        return ""
    first = known.loc[known["year"].idxmin()]
    points = words.points(now["value"] - first["value"], lang)
    return f"（与{first['year']}年相比{points}）" if lang == "zh" else f" ({points} since {first['year']})"


def _refusal(rows: pd.DataFrame, year: int | None, lang: str) -> str:
    notes = rows.loc[(rows["year"] == year) & rows["value"].isna() & rows["indicator"].isin(FIGURES), "note"]
    reasons = list(dict.fromkeys(words.in_language(note, lang) for note in notes)) or [words.MISSING[lang]]
    when = "" if year is None else str(year)
    if lang == "zh":
        return f"无法判断{when}年的内生动力：{'；'.join(reasons)}。"
    return f"Nothing can be said about own initiative in {when}: {'; '.join(reasons)}."
