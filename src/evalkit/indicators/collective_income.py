"""Collective income of villages: its growth, and how many villages of a county have little of it."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, proportion, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.income_pairs import spans
from evalkit.indicators.ledger_totals import CENSUS

FEN = 100
KEYS = ["village", "year"]
GROWTH, BELOW = "collective_income_growth", "collective_income_below"
NO_PAIR = notes.both(
    "村情表没有首末两年都写村级集体经济收入，或首年不大于零",
    "the village sheets do not state the collective income of both years, or the first is not above zero",
)
UNKNOWN = notes.both("没有写集体经济收入，或写了不同的数", "no collective income stated, or differing ones")
NO_VILLAGE = notes.both("没有村情表", "no village sheet")


def collective_income_growth(villages: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of the collective income that the village sheets state, on the year before.

    Parameters
    ----------
    villages : DataFrame
        Clean table: village, year, collective_income (fen).
    scope : DataFrame
        Villages and years; a single year is compared with the one before, a span with its first year.

    Returns
    -------
    DataFrame
        Result rows, unit `ratio`; numerator and denominator the later and the earlier income in yuan of their year.

    Notes
    -----
    Current prices. A year with two differing figures has none.

    Examples
    --------
    >>> sheet = pd.DataFrame({"village": "v", "year": [2023, 2024], "collective_income": [1000, 1250]})
    >>> collective_income_growth(sheet, scopes.years("v", [2024]))["value"].item()
    0.25
    """
    stated = stated_income(villages).dropna()
    lines = spans(scope)
    first = stated.rename(columns={"year": "since", "fen": "earlier"})
    met = lines.merge(stated, on=KEYS).merge(first, on=["village", "since"])
    met = met[met["earlier"] > 0]
    rows = met.assign(numerator=met["fen"] / FEN, denominator=met["earlier"] / FEN, n=1)
    rows["value"] = (met["fen"] - met["earlier"]) / met["earlier"]
    why = scopes.nothing(lines, NO_PAIR, villages=villages)
    return scopes.with_refusals(rows, lines, GROWTH, "ratio", why, uncertainty=CENSUS)


def collective_income_below(villages: pd.DataFrame, scope: pd.DataFrame, *, limit_fen: int) -> pd.DataFrame:
    """Return the share of a county's villages whose collective income is below a limit.

    Parameters
    ----------
    villages : DataFrame
        Clean table of the county's villages.
    scope : DataFrame
        Counties and years, as from `scope.county_years`.
    limit_fen : int
        The limit in fen. It has no default: counties set their own.

    Returns
    -------
    DataFrame
        Result rows, unit `share of villages`, grouped by the limit in yuan; denominator villages with a figure, n all
        villages with a sheet. A village exactly at the limit is not below it.

    Examples
    --------
    >>> sheet = {"village": ["990101100201", "990101100202"], "year": 2024, "collective_income": [400, 500]}
    >>> county = scopes.county_years("990101", [2024])
    >>> collective_income_below(pd.DataFrame(sheet), county, limit_fen=500)["value"].item()
    0.5
    """
    stated = stated_income(villages)
    # The county's villages stand under its six digits, with no village of their own.
    events = stated.assign(county=stated["village"].str[:6], yes=(stated["fen"] < limit_fen).mask(stated["fen"].isna()))
    events = events.drop(columns="village").rename(columns={"county": "village"})
    lines = scope.assign(village=scope["county"])
    rows = proportion.rows(lines, events, BELOW, nothing=NO_VILLAGE, unknown=UNKNOWN, unit="share of villages")
    return rows.assign(village="", group_by="limit_yuan", group=f"{limit_fen / FEN:g}").astype(result.DTYPES)


def stated_income(villages: pd.DataFrame) -> pd.DataFrame:
    """Return the collective income in fen of each village and year with a sheet; missing where none or two differ."""
    figures = villages.groupby(KEYS)["collective_income"]
    fen = figures.min().astype("Int64").where(figures.nunique() == 1)
    return fen.rename("fen").reset_index()
