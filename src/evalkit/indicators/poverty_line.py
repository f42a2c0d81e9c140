"""Household incomes beside the monitoring line of their year, and poverty measures of them as result rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.indicators import annual, notes
from evalkit.indicators.design import Estimate
from evalkit.indicators.estimates import per_place, ratios
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.numbering import key_table, numbered
from evalkit.indicators.poverty_measures import poor_and_gaps
from evalkit.indicators.proportion import wilson

WILSON = "binomial (super-population)"
NO_LINE = -1
PARTS = ("numerator", "denominator")
Measure = Callable[[np.ndarray, np.ndarray], Estimate]


def beside_line(earned: pd.DataFrame, scope: pd.DataFrame, params: Path | None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return usable household-years with what the line asks of them, and a note on the line of each village and year.

    Returns
    -------
    met : DataFrame
        As `earned`, with fen (the line), least (line x members, fen) and relative (net over least; below one exactly
        where net is less than least, since both are whole fen).
    on_line : DataFrame
        county, village, year, note.
    """
    full = annual.usable(earned)
    place, first = numbered(full, PLACE_YEAR)
    places = key_table(full, PLACE_YEAR, first).assign(place=range(len(first)))
    places = places.merge(scope[["village", "year"]].drop_duplicates())
    lines, reasons = annual.looked_up(places, lambda county, year: policy.monitoring_line(county, year, params))
    words = pd.Series([_line_note(line) for line in lines], index=places.index, dtype="str")
    places["note"] = reasons.where(reasons != "", words)
    fen = np.full(len(first), NO_LINE)
    fen[places["place"]] = [NO_LINE if line is None else line.fen for line in lines]
    known = fen[place] != NO_LINE
    met = full[known].reset_index(drop=True).assign(fen=fen[place[known]])
    met["members"] = met["members"].astype("int64")
    met["least"] = met["fen"] * met["members"]
    met["relative"] = met["net"] / met["least"]
    return met, places[[*PLACE_YEAR, "note"]]


def figures(met: pd.DataFrame, measure: Measure, scale: str = "log") -> pd.DataFrame:
    """Return a poverty measure of every village and year, persons weighing equally, with super-population limits.

    Parameters
    ----------
    met : DataFrame
        As from `beside_line`.
    measure : callable
        Gets incomes over the line and household sizes.
    """
    return per_place(met, lambda own: measure(own["relative"].to_numpy(), own["members"].to_numpy(float)), scale=scale)


def headcount(met: pd.DataFrame) -> pd.DataFrame:
    """Return the headcount of every village and year, with numerator and denominator in persons.

    Notes
    -----
    Logit limits by the variance engine. Where nobody or everybody is below the line the data hold no spread; the limits
    are then Wilson's, with the households' Kish size (sum of members)^2 / sum of members^2.
    """
    poor, _ = poor_and_gaps(met["relative"], 1, "strict")
    found = ratios(met, met["members"].where(poor, 0), met["members"], scale="logit")
    found["square"] = ratios(met, met["members"] ** 2, met["members"])["numerator"]
    kish = found["denominator"] ** 2 / found["square"]
    low, high = wilson(found["value"] * kish, kish)
    edge = found["value"].isin([0, 1])
    found["low"], found["high"] = found["low"].mask(edge, low), found["high"].mask(edge, high)
    found["uncertainty"] = np.where(edge, WILSON, annual.SUPER)
    return found.drop(columns="square")


def gap(met: pd.DataFrame) -> pd.DataFrame:
    """Return the poverty gap of every village and year, with the money that is short and the line times all persons."""
    _, gaps = poor_and_gaps(met["relative"], 1, "strict")
    found = ratios(met, gaps * met["members"], met["members"], scale="log")
    money = ratios(met, (met["least"] - met["net"]).clip(lower=0), met["least"])
    return annual.yuan(found.assign(numerator=money["numerator"], denominator=money["denominator"]), *PARTS)


def rows(
    scope: pd.DataFrame,
    earned: pd.DataFrame,
    found: pd.DataFrame,
    on_line: pd.DataFrame,
    indicator: str,
    unit: str,
    *,
    interval: bool,
    note: str = "",
) -> pd.DataFrame:
    """Return result rows of figures at the line; without limits, as of a full census, unless `interval`."""
    kept = found if interval else found.drop(columns=["low", "high", "uncertainty"], errors="ignore")
    constants = {} if "uncertainty" in kept else {"uncertainty": annual.SUPER if interval else annual.CENSUS}
    own = kept.rename(columns={"note": "own"}).merge(on_line, on=PLACE_YEAR, how="outer")
    if "own" in own:
        own["note"] = [notes.joined(pair) for pair in zip(own["note"], own["own"].fillna(""), strict=True)]
    return annual.rows(scope, earned, own, indicator, unit, note=note, **constants)


def _line_note(line: policy.Line | None) -> str:
    if line is None:
        return ""
    yuan = f"{line.fen / annual.FEN:,.0f}"
    return notes.both(f"监测线{yuan}元（{notes.certainty(line.certainty)}）", f"line {yuan} yuan ({line.certainty})")
