"""Projects that do not say how much money arrived or was spent: how many, and what the figure is if it was none."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, result
from evalkit.indicators import scope as scopes

Key = tuple[str, str, str]
GAP = (
    "{n}个项目没有写到位资金：如果都没有到位，缺口为{share}",
    "{n} projects without an amount arrived: if nothing came, the gap is {share}",
)
EXECUTION = (
    "{n}个项目没有写支出资金：如果都没有支出，支出率为{share}",
    "{n} projects without an amount spent: if nothing was spent, the part spent is {share}",
)


def projects(funds: pd.DataFrame, scope: pd.DataFrame, *, whole: str, part: str, by: str = "") -> dict[Key, int]:
    """Return by village, period and group how many lines state the amount `whole` but not the amount `part`.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "planned": [1, 1, None], "arrived": [1, None, None]})
    >>> projects(own, scopes.years("v", [2024]), whole="planned", part="arrived")
    {('v', '2024', ''): 1}
    """
    own = funds[["village", "year"]].assign(group=funds[by] if by else "")
    met = scopes.within(own[funds[whole].notna() & funds[part].isna()], scope)
    sizes = met.groupby(["village", "period", "group"], observed=True).size()
    return {(village, period, str(group)): int(n) for (village, period, group), n in sizes.items()}


def told(rows: pd.DataFrame, none: pd.DataFrame, blank: dict[Key, int], words: tuple[str, str]) -> pd.DataFrame:
    """Return result rows whose notes say what the figure is if the blank amounts are nothing.

    Parameters
    ----------
    rows : DataFrame
        Result rows with the lines of a blank amount left out.
    none : DataFrame
        The same with blank amounts as nothing.
    blank : dict
        As from `projects`.
    words : (str, str)
        The Chinese and the English sentence, with `{n}` and `{share}`.

    Returns
    -------
    DataFrame
        The rows; a group of which every amount is blank has a row without a figure that says so.
    """
    known = none[none["value"].notna()]
    pairs = zip(_keys(known), known["value"], strict=True)
    said = {key: _said(blank[key], share, words) for key, share in pairs if key in blank}
    there = set(_keys(rows))
    # An empty list alone would be no mask.
    silent = known[pd.array([key in said and key not in there for key in _keys(known)], dtype="bool")]
    parts = dict.fromkeys(("value", "numerator", "denominator"), result.NAN)
    silent = silent.assign(n=0, uncertainty="", **parts)
    # The refusal of the whole line says less than those of its groups.
    met = set(zip(silent["village"], silent["period"], strict=True))
    rows = rows[pd.array([bool(key[2]) or key[:2] not in met for key in _keys(rows)], dtype="bool")]
    return result.concat([part.assign(note=_joined(part, said)) for part in (rows, silent)])


def _keys(rows: pd.DataFrame) -> list[Key]:
    return list(zip(rows["village"], rows["period"], rows["group"], strict=True))


def _said(number: int, share: float, words: tuple[str, str]) -> str:
    zh, en = (text.format(n=number, share=f"{share:.1%}") for text in words)
    return notes.both(zh, en)


def _joined(rows: pd.DataFrame, said: dict[Key, str]) -> list[str]:
    more = [said.get(key, "") for key in _keys(rows)]
    return [notes.joined([note, text]) if text else note for note, text in zip(rows["note"], more, strict=True)]
