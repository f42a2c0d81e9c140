"""A village's industries beside those of its county: what it leans on, and what moved its output."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, regional, result
from evalkit.indicators import scope as scopes

FEN = 100
CENSUS = "none (census)"
FEWEST = 2  # a county of one village is that village
PARTS = ("growth", "whole", "mix", "own")
FEW = notes.both(
    "该县只收到本村的产业台账，无从比较", "no industry ledger of another village of the county to compare with"
)
NO_OUTPUT = notes.both("该年没有写产值的项目", "no project with an output in this year")
NO_YEARS = notes.both("首年或末年没有写产值的项目", "no project with an output in the first or the last year")


def location_quotient(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return how much more each industry weighs in the village's output than in that of the county's ledgers.

    Parameters
    ----------
    industry : DataFrame
        The industry ledgers of all villages of the county that were received: county, village, year, industry, output.
    scope : DataFrame
        Villages and single years to report on.

    Returns
    -------
    DataFrame
        Result rows, unit `multiple`, grouped by industry; numerator and denominator are the industry's shares in the
        village and in the county, `n` the number of villages in the county's output. Above 1 the village leans on it.

    Notes
    -----
    The county is the villages whose ledgers were received, the village among them; not the county's whole economy.
    Projects of one industry are added; those without an industry or an output are left out.

    References
    ----------
    Farhauer and Kroell (2013), Standorttheorien.
    """
    tables = []
    for line in scope.itertuples():
        county = _county(industry, line.county, line.year)
        if reason := _reason(scope, line, industry, county, NO_OUTPUT):
            tables.append(result.refusal("location_quotient", unit="multiple", reason=reason, **_keys(line)))
            continue
        part, whole = county.loc[line.village], county.sum()
        found = regional.location_quotient(part.to_numpy(), part.sum(), whole.to_numpy(), whole.sum())
        figures = pd.DataFrame({"value": found, "own": part / part.sum(), "all": whole / whole.sum()}, index=part.index)
        tables += [
            result.row("location_quotient", unit="multiple", value=one.value, numerator=one.own, denominator=one.all,
                       group_by="industry", group=one.Index, n=len(county), uncertainty=CENSUS, **_keys(line))
            for one in figures[part > 0].itertuples()
        ]  # fmt: skip
    return result.concat(tables)


def shift_share(industry: pd.DataFrame, scope: pd.DataFrame) -> pd.DataFrame:
    """Return what moved the village's output between two years: the county's growth, its industries, or itself.

    Parameters
    ----------
    industry : DataFrame
        The industry ledgers of all villages of the county that were received: county, village, year, industry, output.
    scope : DataFrame
        Villages and spans; the first and the last year of each are compared.

    Returns
    -------
    DataFrame
        Four result rows per village, unit `yuan`, grouped by part: `growth`, and what adds up to it: `whole` (growth at
        the county's rate), `mix` (its industries grew otherwise in the county) and `own` (its industries grew otherwise
        than in the county). `n` is the number of villages compared.

    Notes
    -----
    Current prices. The county is the villages, this one among them, with an output in both years, so that a ledger that
    came or went is no growth. An industry new in the county counts as the village's own.

    References
    ----------
    Dunn (1960), Papers in Regional Science 6.
    """
    tables = []
    for line in scope.itertuples():
        both = [_county(industry, line.county, year) for year in (line.since, line.year)]
        stayed = both[0].index.intersection(both[1].index)
        kinds = both[0].columns.union(both[1].columns)
        before, after = (one.reindex(index=stayed, columns=kinds, fill_value=0.0) for one in both)
        if reason := _reason(scope, line, industry, before, NO_YEARS):
            tables.append(result.refusal("shift_share", unit="yuan", reason=reason, **_keys(line)))
            continue
        pairs = (before.loc[line.village], after.loc[line.village], before.sum(), after.sum())
        found = regional.shift_share(*(one.to_numpy() for one in pairs))
        tables += [
            result.row("shift_share", unit="yuan", value=float(getattr(found, part).sum()) / FEN, group_by="part",
                       group=part, n=len(stayed), uncertainty=CENSUS, **_keys(line))
            for part in PARTS
        ]  # fmt: skip
    return result.concat(tables)


def _county(industry: pd.DataFrame, county: str, year: int) -> pd.DataFrame:
    """Return villages with an output by industries, in fen."""
    own = industry[(industry["county"] == county) & (industry["year"] == year) & (industry["output"] > 0)]
    own = own.dropna(subset=["industry"])
    sums = own.pivot_table(index="village", columns="industry", values="output", aggfunc="sum", observed=True)
    return sums.astype("float64").fillna(0.0)


def _reason(scope: pd.DataFrame, line: tuple, industry: pd.DataFrame, county: pd.DataFrame, nothing: str) -> str:
    if line.village not in county.index:
        return scopes.nothing(scope.loc[[line.Index]], nothing, industry=industry).iloc[0]
    return FEW if len(county) < FEWEST else ""


def _keys(line: tuple) -> dict[str, object]:
    return {"county": line.county, "village": line.village, "year": line.year, "period": line.period}
