"""Whether programmes reach those they are meant for: coverage, exclusion, inclusion, share of the gap filled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import policy
from evalkit.indicators import annual, notes, programme_rows, result, targeting
from evalkit.indicators.design import Estimate
from evalkit.indicators.household_benefits import BEFORE, household_benefits, said
from evalkit.indicators.household_income import PLACE_YEAR

TARGETS = ("below_line", "monitored", "dibao")
ERRORS = {
    "targeting_coverage": (targeting.coverage, "eligible"),
    "exclusion_error": (targeting.exclusion_error, "eligible"),
    "inclusion_error": (targeting.inclusion_error, "helped"),
}
NOBODY = notes.both("没有目标人群，或无人享受", "nobody in the target group, or nobody helped")
NO_GAP = notes.both("补助前无人低于监测线，或没有金额", "nobody below the line before the benefit, or no amount")


def targeting_errors(
    assistance: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    target: str = "below_line",
    households: pd.DataFrame | None = None,
    income: str = BEFORE,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return coverage of the target group, the share of it left out, and the share of help that goes elsewhere.

    Parameters
    ----------
    assistance : DataFrame
        Clean table `assistance`.
    earned : DataFrame
        As from `household_years`: the population, whoever was helped.
    scope : DataFrame
        Villages and single years.
    target : {"below_line", "monitored", "dibao"}
        Who is meant: persons below the monitoring line, in monitored households whose risk is open, or in households
        with the subsistence allowance; the last two need `households`.
    income : {"before", "after"}
        Which income is held against the line, as in `household_benefits`.

    Returns
    -------
    DataFrame
        Result rows `targeting_coverage`, `exclusion_error` (one less coverage) and `inclusion_error` (of all helped),
        unit `share`, by `target/programme`, `all` being any programme. Numerator and denominator in persons; `n` is
        the households meant, for inclusion those helped. Limits on the logit scale, households seen as drawn
        (super-population).

    Notes
    -----
    A programme that is meant for others, such as school grants, has a large inclusion error by design.

    Raises
    ------
    ValueError
        When `target` is unknown.
    """
    if target not in TARGETS:
        raise ValueError(f"target: expected one of {TARGETS}, got {target!r}")
    if target != "below_line" and households is None:
        raise ValueError(f"target {target}: needs the table households")
    homes = household_benefits(assistance, earned, households=households, income=income)
    problem, ledgers = "", {"assistance": assistance}
    if target == "below_line":
        homes, problem = _lined(homes, params), _no_line(scope, params)
        homes["eligible"] = homes["net"] < homes["least"]
    else:
        homes, ledgers = homes.assign(eligible=homes[target]), ledgers | {"households": households}
    notes_of, tables = _with_line(said(assistance, homes, income), homes), []
    for name, (measure, behind) in ERRORS.items():
        found = programme_rows.figures(homes, notes_of, _persons(measure), behind=behind, nothing=NOBODY, scale="logit")
        persons = homes["members"].where(homes[behind], 0).groupby([homes[by] for by in programme_rows.BY]).sum()
        found = found.merge(persons.rename("denominator").reset_index(), on=programme_rows.BY)
        found = found.assign(numerator=found["value"] * found["denominator"], group_by="target/programme")
        found["group"] = target + "/" + found["group"]
        tables.append(programme_rows.rows(scope, earned, found, name, "share", problem=problem, **ledgers))
    return result.concat(tables)


def benefit_gap_share(
    assistance: pd.DataFrame,
    earned: pd.DataFrame,
    scope: pd.DataFrame,
    *,
    income: str = BEFORE,
    params: Path | None = None,
) -> pd.DataFrame:
    """Return how much of the distance below the monitoring line each programme's benefits fill.

    Returns
    -------
    DataFrame
        Result rows `benefit_gap_share`, unit `share`, by `programme`; a benefit counts up to its household's gap.
        Numerator and denominator in yuan of the year; `n` is the households below the line.
    """
    homes = _lined(household_benefits(assistance, earned, income=income), params)
    homes["short"] = (homes["least"] - homes["net"]).clip(lower=0)
    homes = homes.assign(below=homes["short"] > 0, one=1)

    def measure(own: pd.DataFrame) -> Estimate:
        parts = (own[name].to_numpy(dtype=float) for name in ("short", "amount", "one"))
        return targeting.benefit_share_of_gap(*parts)

    notes_of = _with_line(said(assistance, homes, income), homes)
    found = programme_rows.figures(homes, notes_of, measure, behind="below", nothing=NO_GAP, scale="logit", weight=None)
    gaps = homes.groupby(programme_rows.BY)["short"].sum().rename("denominator").reset_index()
    found = annual.yuan(programme_rows.unpriced(found.merge(gaps, on=programme_rows.BY)), "denominator")
    found = found.assign(numerator=found["value"] * found["denominator"], group_by="programme")
    problem = _no_line(scope, params)
    return programme_rows.rows(
        scope, earned, found, "benefit_gap_share", "share", problem=problem, assistance=assistance
    )


def _persons(measure: Callable[..., Estimate]) -> Callable[[pd.DataFrame], Estimate]:
    def of(own: pd.DataFrame) -> Estimate:
        parts = (own[name].to_numpy(dtype=bool) for name in ("eligible", "helped"))
        return measure(*parts, own["members"].to_numpy(dtype=float))

    return of


def _lined(homes: pd.DataFrame, params: Path | None) -> pd.DataFrame:
    """Return the households of places with a monitoring line, with what the line asks of them (fen)."""
    lines, _ = annual.looked_up(homes, lambda county, year: policy.monitoring_line(county, year, params))
    known = lines.notna()
    fen = np.array([line.fen for line in lines[known]], dtype=np.int64)
    return homes[known].assign(least=fen * homes.loc[known, "members"].to_numpy())


def _no_line(scope: pd.DataFrame, params: Path | None) -> pd.Series:
    return annual.looked_up(scope, lambda county, year: policy.monitoring_line(county, year, params))[1]


def _with_line(said: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Return the notes with the line of their place and year, where incomes were held against one."""
    if "least" not in homes:
        return said
    own = homes.drop_duplicates(PLACE_YEAR)
    fen = said[PLACE_YEAR].merge(own[PLACE_YEAR].assign(fen=own["least"] // own["members"]), on=PLACE_YEAR, how="left")
    yuan = [f"{one / annual.FEN:,.0f}" if one == one else "" for one in fen["fen"]]
    lines = [notes.both(f"监测线{one}元", f"line {one} yuan") if one else "" for one in yuan]
    return said.assign(note=[notes.joined(pair) for pair in zip(said["note"], lines, strict=True)])
