"""Those for whom the invented county planted a fall are those whose incomes fall below the line."""

import pandas as pd
import pytest

from evalkit import store
from evalkit.indicators import household_income, poverty_spells, scope


@pytest.fixture(scope="module")
def county(processed, home):
    truth = home / "data" / "raw" / "sample" / "truth"
    if not truth.is_dir():
        pytest.skip("data/raw/sample/truth is not there")
    households, income = (store.read(name, county="990101", root=processed) for name in ("households", "income"))
    sources = store.side("_sources", processed)[["sheet_id", "path", "sheet"]]
    own = households[["household", "sheet_id", "row"]].merge(sources, on="sheet_id")
    own["file"] = own["path"].str.removeprefix("sample/")
    written = pd.read_csv(truth / "households.csv.gz", dtype="str", keep_default_na=False).astype({"row": "int32"})
    written = written.rename(columns={"household": "number", "sheet": "named"})[["number", "file", "named", "row"]]
    both = written.merge(own, on=["file", "row"])
    both = both[(both["named"] == "") | (both["named"] == both["sheet"])].drop_duplicates("number")
    planted = pd.read_csv(truth / "falls.csv", dtype={"household": "str"})
    planted["household"] = planted["household"].map(both.set_index("number")["household"])
    month = planted["month"].str.split("-", expand=True).astype(int)
    planted["first"] = month[0] * 12 + month[1] - 1
    return households, household_income.household_years(income, households), planted.dropna(subset=["household"])


def test_households_with_a_planted_fall_enter_far_more_often_than_others(county):
    households, earned, planted = county
    tables = []
    for year in (2022, 2023, 2024):
        # A fall shows in the year's income when it begins by September, or in the year before after April.
        start, end = planted["first"], planted["first"] + planted["months"] - 1
        hit = start.between((year - 1) * 12 + 4, year * 12 + 8) & (end >= year * 12 + 2)
        fell = households["household"].isin(planted.loc[hit, "household"]).map({True: "fell", False: "stayed"})
        marked = households.assign(household_type=fell)[households["year"] == year - 1]
        villages = scope.years(sorted(households["village"].unique()), [year])
        tables.append(poverty_spells.crossing_hazards(earned, villages, seed=1, households=marked, draws=19))
    rows = pd.concat(tables)
    sums = rows[rows["group_by"] == "household_type"].groupby("group")[["numerator", "denominator"]].sum()
    hazard = sums["numerator"] / sums["denominator"]
    assert sums["denominator"].min() > 100
    assert hazard["fell"] > 10 * hazard["stayed"]
