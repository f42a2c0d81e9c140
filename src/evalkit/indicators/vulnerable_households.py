"""Who is expected below the line: in a year whose ledgers a rule has not seen, or that are still to come."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalkit.indicators import annual, notes, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import ratio
from evalkit.indicators.estimates import per_place
from evalkit.indicators.household_income import PLACE_YEAR
from evalkit.indicators.vulnerability import THRESHOLDS
from evalkit.indicators.vulnerability_forecasts import FITTED, NO_BASE, RULES, Forecasts

FIXED = notes.both("区间未含拟合本身的误差", "the limits leave out the error of the fit")
NO_LIMITS = notes.both("取值在端点，没有区间", "at an end of its range, without limits")
NO_PAST = notes.both("没有至少两年以往收入的农户", "no household with at least two past years of income")


def vulnerability_headcount(
    found: Forecasts, scope: pd.DataFrame, thresholds: Sequence[str] = ("half", "two_years")
) -> pd.DataFrame:
    """Return the share of persons in households that a rule expects below the line in the year.

    Parameters
    ----------
    found : Forecasts
        As from `vulnerability_forecasts.foretell`; the year may be one whose ledgers are still to come.
    scope : DataFrame
        Villages and years (`scope.years`) or counties and years (`scope.county_years`).
    thresholds : sequence of {"half", "two_years"}
        Above which probability a household counts as vulnerable: 0.5, or 1 - sqrt(0.5) = 0.29, from which on it is more
        likely than not below the line at least once in two years.

    Returns
    -------
    DataFrame
        Result rows, unit `share`, grouped by rule and threshold; the rules of past income say yes or no, so one row
        each with the threshold `line`. Numerator and denominator in persons, n households; super-population limits.

    References
    ----------
    Chaudhuri, Jalan and Suryahadi (2002); Zhang and Wan (2009).
    """
    cuts = [(rule, name, THRESHOLDS[name]) for rule in FITTED for name in thresholds]
    cuts += [(rule, "line", 1.0) for rule in RULES if rule not in FITTED]
    households = placed(found, scope)
    return result.concat([_headcount(found, scope, households, *cut) for cut in cuts])


def placed(found: Forecasts, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the households foretold of each line of the scope; a line of a county has those of all its villages."""
    own = found.households
    both = pd.concat([own, own.assign(village="")], ignore_index=True)
    return both.merge(scope[PLACE_YEAR].drop_duplicates().astype({"year": "int64"}), on=PLACE_YEAR)


def fitted_notes(found: Forecasts, scope: pd.DataFrame) -> pd.DataFrame:
    """Return the scope with `how`, the note on the fit of its county and year, and `fitted`."""
    told = found.fits.rename(columns={"note": "how"})
    lines = scope.astype({"year": "int64"}).merge(told, on=["county", "year"], how="left")
    return lines.fillna({"how": NO_BASE, "fitted": False}).astype({"how": "str", "fitted": "bool"})


def _headcount(
    found: Forecasts, scope: pd.DataFrame, households: pd.DataFrame, rule: str, name: str, cut: float
) -> pd.DataFrame:
    told = households.dropna(subset=[rule])
    told = told.assign(hit=told[rule] > cut if rule in FITTED else told[rule] < cut)
    figures = per_place(told, lambda own: ratio(own["hit"], np.ones(len(own)), own["members"]), scale="logit")
    persons = told.assign(numerator=told["hit"] * told["members"], denominator=told["members"])
    persons = persons.groupby(PLACE_YEAR, sort=True)[["numerator", "denominator"]].sum()
    counts = households.groupby(PLACE_YEAR).size().rename("all").reset_index()
    lines = fitted_notes(found, scope)
    for table in (figures, persons.reset_index(), counts):
        lines = lines.merge(table, on=PLACE_YEAR, how="left")
    lines = lines.fillna({"n": 0, "all": 0})
    lines["note"] = [_note(line, rule) for line in lines.itertuples()]
    keys = {"group_by": "rule/threshold", "group": f"{rule}/{name}", "uncertainty": annual.SUPER}
    return scopes.table(lines, "vulnerability_headcount", "share", **keys)


def _note(line: tuple, rule: str) -> str:
    if not line.n:
        return NO_BASE if not line.all else line.how if rule in FITTED else NO_PAST
    left = int(line.all - line.n)
    short = notes.both(
        f"{left}户以往收入不足两年，未计入", f"{left} households with fewer than two past years left out"
    )
    fit = [line.how, FIXED] if rule in FITTED else []
    return notes.joined([*fit, short if left else "", NO_LIMITS if line.value in (0, 1) else ""])
