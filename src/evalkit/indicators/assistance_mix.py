"""Help that builds income against help that relieves: what mix of measures each helped household received."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators import annual, estimates, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.design import ratio
from evalkit.indicators.help_reach import OWNER
from evalkit.indicators.household_income import PLACE_YEAR

MIXES = ("development", "both", "relief")
LABOUR = ("with_labour", "without_labour")
NOBODY = notes.both("没有已获帮扶的户", "no household of the list was helped")
OUTSIDE = notes.both(
    "没有劳动力的户难以享受开发式措施，故分开列出",
    "households without labour can hardly take development measures, so they stand apart",
)


def development_share(
    households: pd.DataFrame, measures: pd.DataFrame, scope: pd.DataFrame, *, development: list[str]
) -> pd.DataFrame:
    """Return, of helped households, the shares that got development measures only, relief only, or both.

    Parameters
    ----------
    households : DataFrame
        Clean table `households`: all households, monitored or not.
    measures : DataFrame
        As from `help_reach.measures`: which measures each household received in each year.
    scope : DataFrame
        Villages and single years.
    development : list of str
        Codes of measures that build income, from the policy file; all others relieve.

    Returns
    -------
    DataFrame
        Result rows `development_share`, unit `share`, by `labour_ability/assistance_mix`: for households with and
        without a member who can work, three shares that add up to one. Numerator and denominator in households, `n` as
        well; logit limits (super-population).

    Notes
    -----
    A household counts once whatever it received how often. Whether it can work is the number of working members, else
    the mark of a household wholly without labour. A measure whose programme stands for none in `params/codes.csv` is
    left out.

    Examples
    --------
    >>> homes = pd.DataFrame({"county": "v", "village": "v", "year": 2024, "household": ["a", "b"]})
    >>> homes = homes.assign(labour_count=2, no_labour_household=False)
    >>> got = {"village": "v", "year": 2024, "household": ["a", "b"], "measure": ["industry", "health"]}
    >>> rows = development_share(homes, pd.DataFrame(got), scopes.years("v", [2024]), development=["industry"])
    >>> rows[["group", "value"]].values.tolist()[:3]
    [['with_labour/development', 0.5], ['with_labour/both', 0.0], ['with_labour/relief', 0.5]]
    """
    own = households.drop_duplicates(OWNER).astype({"year": "int64"})
    can = (own["labour_count"] > 0).where(own["labour_count"].notna(), ~own["no_labour_household"].astype("boolean"))
    own = own.assign(labour=can.astype("boolean").map({True: LABOUR[0], False: LABOUR[1]}))
    told = measures.dropna(subset=["measure"]).astype({"year": "int64"})
    told = told.assign(builds=told["measure"].isin(development))
    kinds = told.groupby(OWNER, sort=False)["builds"].agg(["any", "all"]).reset_index()
    homes = own.merge(kinds, on=OWNER)
    homes["mix"] = homes["all"].map({True: MIXES[0], False: MIXES[1]}).where(homes["any"], MIXES[2])
    unknown = homes["labour"].isna()
    left = homes[unknown].groupby(PLACE_YEAR).size()
    figures = _shares(homes[~unknown].reset_index(drop=True), left)
    lines = scope.merge(figures.drop(columns="county"), on=["village", "year"], how="inner")
    missing = scopes.missing_ledger(scope, households=households)
    reason = missing.where(missing != "", NOBODY)
    return scopes.with_refusals(lines, scope, "development_share", "share", reason, uncertainty=annual.SUPER)


def _shares(homes: pd.DataFrame, left: pd.Series) -> pd.DataFrame:
    by = [*PLACE_YEAR, "labour"]
    tables = []
    for mix in MIXES:
        parts = homes[by].assign(top=(homes["mix"] == mix).astype("int64"), bottom=1)
        figures = estimates.per_place(
            parts, lambda own: ratio(own["top"], own["bottom"]), weight=None, scale="logit", by=by
        )
        totals = parts.groupby(by, sort=True).agg(numerator=("top", "sum"), denominator=("bottom", "sum")).reset_index()
        tables.append(figures.merge(totals, on=by).assign(mix=mix))
    found = pd.concat(tables, ignore_index=True)
    found["order"] = found["mix"].map(list(MIXES).index)
    found = found.sort_values([*PLACE_YEAR, "labour", "order"], kind="stable", ignore_index=True)
    counts = [left.get((line.county, line.village, line.year), 0) for line in found.itertuples()]
    said = (
        notes.both(f"{n}户劳动力不明，未计入", f"{n} households of unknown labour left out") if n else ""
        for n in counts
    )
    return found.assign(
        group_by="labour_ability/assistance_mix",
        group=found["labour"].astype("str") + "/" + found["mix"],
        note=[notes.joined([OUTSIDE, text]) for text in said],
    ).drop(columns=["labour", "mix", "order"])
