"""A village's industries beside those of its county: what it leans on, and what moved its output."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import notes, omissions, regional, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.income_pairs import spans

FEN = 100
CENSUS = "none (census)"
FEWEST = 2  # a county of one village is that village
NEEDED = ["industry", "output"]
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
    Projects of one industry are added; those without an industry or an output are left out and counted.

    References
    ----------
    Farhauer and Kroell (2013), Standorttheorien.
    """
    tables = []
    for line in scope.itertuples():
        stated, blank = _split(_own(industry, line.county, [line.year]))
        county, left = _outputs(stated, line.year), _left(line, blank)
        if reason := _reason(scope, line, industry, county, NO_OUTPUT):
            why = notes.joined([reason, left])
            tables.append(result.refusal("location_quotient", unit="multiple", reason=why, **_keys(line)))
            continue
        part, whole = county.loc[line.village], county.sum()
        found = regional.location_quotient(part.to_numpy(), part.sum(), whole.to_numpy(), whole.sum())
        figures = pd.DataFrame({"value": found, "own": part / part.sum(), "all": whole / whole.sum()}, index=part.index)
        tables += [
            result.row("location_quotient", unit="multiple", value=one.value, numerator=one.own, denominator=one.all,
                       group_by="industry", group=one.Index, n=len(county), uncertainty=CENSUS, note=left,
                       **_keys(line))
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
        Villages and spans; the first and the last year of each are compared, a single year with the year before.

    Returns
    -------
    DataFrame
        Four result rows per village, unit `yuan`, grouped by part: `growth`, and what adds up to it: `whole` (growth at
        the county's rate), `mix` (its industries grew otherwise in the county) and `own` (its industries grew otherwise
        than in the county). `n` is the number of villages compared.

    Notes
    -----
    Current prices. The county is the villages, this one among them, with an output in both years, so that a ledger that
    came or went is no growth. A project without an industry or an output in one of the two years is left out of both,
    and counted: a blank is no zero. An industry new in the county counts as the village's own.

    References
    ----------
    Dunn (1960), Papers in Regional Science 6.
    """
    tables = []
    for line in spans(scope).itertuples():
        stated, blank = _split(_own(industry, line.county, [line.since, line.year]), ["village", "project"])
        both, left = [_outputs(stated, year) for year in (line.since, line.year)], _left(line, blank, pair=True)
        stayed = both[0].index.intersection(both[1].index)
        kinds = both[0].columns.union(both[1].columns)
        before, after = (one.reindex(index=stayed, columns=kinds, fill_value=0.0) for one in both)
        if reason := _reason(scope, line, industry, before, NO_YEARS):
            why = notes.joined([reason, left])
            tables.append(result.refusal("shift_share", unit="yuan", reason=why, **_keys(line)))
            continue
        pairs = (before.loc[line.village], after.loc[line.village], before.sum(), after.sum())
        found = regional.shift_share(*(one.to_numpy() for one in pairs))
        tables += [
            result.row("shift_share", unit="yuan", value=float(getattr(found, part).sum()) / FEN, group_by="part",
                       group=part, n=len(stayed), uncertainty=CENSUS, note=left, **_keys(line))
            for part in PARTS
        ]  # fmt: skip
    return result.concat(tables)


def _own(industry: pd.DataFrame, county: str, years: list[int]) -> pd.DataFrame:
    return industry[(industry["county"] == county) & industry["year"].isin(years)]


def _split(lines: pd.DataFrame, unit: list[str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the lines that state all, and those that do not; all lines of a `unit` follow its worst line.

    Lines without a project name cannot be told apart between two years: a village's nameless lines are one unit.
    """
    blank = lines[NEEDED].isna().any(axis=1)
    if unit and len(lines):
        blank = blank.groupby([lines[name].fillna("") for name in unit]).transform("any")
    return lines[~blank], lines[blank].drop_duplicates(unit) if unit else lines[blank]


def _outputs(stated: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return villages with an output by industries, in fen."""
    own = stated[(stated["year"] == year) & (stated["output"] > 0)]
    sums = own.pivot_table(index="village", columns="industry", values="output", aggfunc="sum", observed=True)
    return sums.astype("float64").fillna(0.0)


def _left(line: tuple, blank: pd.DataFrame, *, pair: bool = False) -> str:
    if not len(blank):
        return ""
    k, own = len(blank), int((blank["village"] == line.village).sum())
    zh, en = omissions.names("industry", NEEDED)
    if pair:
        return notes.both(
            f"县内{k}个项目首年或末年缺{zh}，两年都不计，其中本村{own}个",
            f"{k} projects of the county without {en} in the first or the last year left out of both years, "
            f"{own} of them of this village",
        )
    return notes.both(
        f"县内{k}行缺{zh}，未计入，其中本村{own}行",
        f"{k} lines of the county without {en} left out, {own} of them of this village",
    )


def _reason(scope: pd.DataFrame, line: tuple, industry: pd.DataFrame, county: pd.DataFrame, nothing: str) -> str:
    if line.village not in county.index:
        return scopes.nothing(scope.loc[[line.Index]], nothing, industry=industry).iloc[0]
    return FEW if len(county) < FEWEST else ""


def _keys(line: tuple) -> dict[str, object]:
    return {"county": line.county, "village": line.village, "year": line.year, "period": line.period}
