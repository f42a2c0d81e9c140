"""The point estimates of `county_pass` by plain pandas group-by, county-year by county-year, for comparison."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SOURCES = ["wage", "business", "property", "transfer"]
HOME = ["county", "village", "year", "household"]
COLUMNS = [*HOME, "household_size", "source", "month", "months", "amount", "covered"]
ALL_MONTHS = 4095


def figures(root: Path, lines: dict[int, int]) -> pd.DataFrame:
    """Return a line per village and year: income per head (yuan), headcount, gap, Gini, and six figures by source."""
    paths = sorted(root.glob("income/year=*/county=*/part.parquet"))
    tables = [_homes(pd.read_parquet(path, columns=COLUMNS, partitioning=None)) for path in paths]
    return pd.concat([_places(homes, lines) for homes in tables]).reset_index()


def _homes(rows: pd.DataFrame) -> pd.DataFrame:
    homes = rows.pivot_table(index=HOME, columns="source", values="amount", aggfunc="sum", fill_value=0)
    by_home = rows.assign(last=rows["month"] + rows["months"], unreadable=rows["amount"].isna()).groupby(HOME)
    latest = rows.assign(last=rows["month"] + rows["months"]).sort_values(["last", "household_size"])
    homes["w"] = latest.groupby(HOME)["household_size"].last().astype(float)
    homes["net"] = homes[SOURCES].sum(axis=1) - homes["business_cost"]
    homes["business"] -= homes["business_cost"]
    covered = by_home["covered"].agg(lambda months: months.max() if months.nunique() == 1 else _union(months))
    return homes[(covered == ALL_MONTHS) & ~by_home["unreadable"].any() & (homes["w"] >= 1)].reset_index()


def _union(months: pd.Series) -> int:
    known = 0
    for value in months.unique():
        known |= int(value)
    return known


def _places(homes: pd.DataFrame, lines: dict[int, int]) -> pd.DataFrame:
    place, w = ["village", "year"], homes["w"]
    least = homes["year"].map(lines) * w
    names = ["net", *SOURCES]
    heads = homes[place].assign(w=w, **{name: homes[name] / w for name in names})
    people = heads.groupby(place)["w"].transform("sum")

    def mean(values: pd.Series) -> pd.Series:
        return (values * w).groupby([homes[key] for key in place]).sum() / w.groupby(
            [homes[key] for key in place]
        ).sum()

    def rank(name: str) -> pd.Series:
        running = heads.sort_values(name).groupby(place)["w"].cumsum().reindex(heads.index)
        return (running - w / 2) / people

    means = {name: mean(heads[name]) for name in names}
    ranks = {name: rank(name) for name in names}
    own = {name: mean(heads[name] * ranks[name]) - means[name] / 2 for name in names}
    gap = (least - homes["net"]).clip(lower=0) / least
    found = {"income_per_head": means["net"] / 100, "headcount_ratio": mean((homes["net"] < least).astype(float))}
    found |= {"poverty_gap": mean(gap), "income_gini": 2 * own["net"] / means["net"]}
    for name in SOURCES:
        with_net = mean(heads[name] * ranks["net"]) - means[name] / 2
        share, gini_share = means[name] / means["net"], with_net / own["net"]
        found |= {
            f"income_share/{name}": share,
            f"gini_contribution/{name}": 2 * with_net / means["net"],
            f"gini_source_share/{name}": gini_share,
            f"gini_of_source/{name}": 2 * own[name] / means[name],
            f"gini_correlation/{name}": with_net / own[name],
            f"gini_marginal_effect/{name}": gini_share - share,
        }
    return pd.DataFrame(found)
