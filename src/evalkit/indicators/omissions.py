"""What a figure had to leave out, counted by village and period, and said in its note in the words of the ledger."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evalkit import codebook
from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

Place = tuple[str, str]


def names(table: str, columns: Sequence[str]) -> tuple[str, str]:
    """Return columns of a ledger by their Chinese and their English names, each list joined by `or`.

    Examples
    --------
    >>> names("funds", ["arrived", "spent"])
    ('「到位资金」或「支出资金」', "'Arrived' or 'Spent'")
    """
    own = [codebook.load().tables[table].column(name) for name in dict.fromkeys(columns)]
    # The unit in brackets belongs to the header, not to the name.
    return "或".join(f"「{one.zh.partition('（')[0]}」" for one in own), " or ".join(f"'{one.en}'" for one in own)


def left_out(number: int, table: str, columns: Sequence[str]) -> str:
    """Return the note that so many lines without one of these columns were left out; empty for none.

    Examples
    --------
    >>> left_out(2, "sales", ["amount"])
    "2行缺「销售金额」，未计入 / 2 lines without 'Amount' left out"
    """
    if not number:
        return ""
    zh, en = names(table, columns) if columns else ("所需的数", "a needed value")
    return notes.both(f"{number}行缺{zh}，未计入", f"{number} lines without {en} left out")


def counts(ledger: pd.DataFrame, scope: pd.DataFrame, columns: Sequence[str]) -> dict[Place, int]:
    """Return by village and period how many lines lack at least one of the columns.

    Examples
    --------
    >>> own = pd.DataFrame({"village": "v", "year": 2024, "amount": [1, None, None]})
    >>> counts(own, scopes.years("v", [2024]), ["amount"])
    {('v', '2024'): 2}
    """
    lacking = ledger[list(columns)].isna().any(axis=1)
    met = scopes.within(ledger.loc[lacking, ["village", "year"]], scope)
    return {place: int(number) for place, number in met.groupby(["village", "period"]).size().items()}


def by_place(ledger: pd.DataFrame, scope: pd.DataFrame, table: str, columns: Sequence[str]) -> dict[Place, str]:
    """Return by village and period the note of `left_out`; places where no line lacks a column are not in it."""
    return {place: left_out(number, table, columns) for place, number in counts(ledger, scope, columns).items()}


def beside(rows: pd.DataFrame, before: str | pd.Series, left: dict[Place, str]) -> list[str]:
    """Return for each row, by its village and period, a note joined with what was left out there."""
    texts = pd.Series(before, index=rows.index, dtype="str")
    places = zip(rows["village"], rows["period"], strict=True)
    pairs = ((text, left.get(place, "")) for text, place in zip(texts, places, strict=True))
    return [notes.joined([text, more]) if more else text for text, more in pairs]


def noted(
    rows: pd.DataFrame, scope: pd.DataFrame, cases: pd.DataFrame, zh: str, en: str, *, by_group: bool = False
) -> pd.DataFrame:
    """Return rows whose notes also say how many cases of their village and period were left out.

    Parameters
    ----------
    rows : DataFrame
        village, period and `note`: result rows, or lines that become some. A period such as `2024-autumn` belongs to
        the line of its year.
    scope : DataFrame
        Lines reported on.
    cases : DataFrame
        The cases left out: village, year (that of the ledger row where the case itself tells none), and `group` with
        `by_group`.
    zh, en : str
        What to say, with `{n}` for how many.
    by_group : bool
        Whether a case matters only to the rows whose group begins with its own.

    Examples
    --------
    >>> here = scopes.years("990101100201", [2023, 2024])
    >>> undated = pd.DataFrame({"village": ["990101100201"], "year": [2024]})
    >>> said = noted(here.assign(note=""), here, undated, "{n}条没有日期，未计入", "{n} without a date left out")
    >>> said["note"].tolist()
    ['', '1条没有日期，未计入 / 1 without a date left out']
    """
    if cases.empty or rows.empty:
        return rows
    keys = ["village", "period", *(["group"] if by_group else [])]
    counted = scopes.within(cases, scope).groupby(keys, sort=False, observed=True).size().to_dict()
    parts = [rows["village"], rows["period"].str.partition("-")[0]]
    if by_group:
        parts.append(rows["group"].str.partition("/")[0])
    met = [counted.get(key, 0) for key in zip(*parts, strict=True)]
    texts = [notes.both(zh, en).format(n=n) if n else "" for n in met]
    joined = [notes.joined((own, text)) if text else own for own, text in zip(rows["note"], texts, strict=True)]
    return rows.assign(note=pd.Series(joined, index=rows.index, dtype="str"))
