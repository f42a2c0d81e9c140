"""Lines of a ledger that lack a value: how many in each line of a scope, told in the words of the ledger."""

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
