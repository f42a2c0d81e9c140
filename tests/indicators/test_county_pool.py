"""A county as one place."""

import pandas as pd
import pytest

from evalkit.indicators import channel_detection, county_pool, scope

COUNTY = "990101"


def test_figures_of_a_county_are_those_of_all_its_villages_together(ledger):
    # Household 1 of three villages falls in June; a clue in two of them. The third lies in another county.
    villages = ["990101100201", "990101100202", "990102100201"]
    at = 2024 * 12 + 5
    fell = pd.DataFrame(
        {"village": villages, "household": "1", "year": 2024, "first": at, "last": at, "kind": "income"}
    )
    seen = pd.concat([
        pd.DataFrame({"village": villages, "household": h, "year": 2024, "outcome": "income", "months": 12})
        for h in ("1", "2")
    ])  # fmt: skip
    clue = {"year": 2024, "household": "1", "clue_date": "2024-05-02", "channel": "patrol", "outcome": "identified"}
    alerts = ledger("alerts", [clue | {"village": villages[0]}, clue | {"village": villages[2]}])
    tables = [county_pool.pooled(table, COUNTY) for table in (fell, seen, alerts)]
    row = channel_detection.detection_sensitivity(*tables, scope.county_years(COUNTY, [2024]), horizons=[6]).iloc[0]
    assert (row["county"], row["village"], row["value"], row["denominator"]) == (COUNTY, "", 0.5, 2)


def test_households_of_the_same_number_stay_apart():
    homes = pd.DataFrame({"village": ["990101100201", "990101100202"], "household": "7"})
    assert county_pool.pooled(homes, COUNTY)["household"].nunique() == 2


def test_a_table_without_households_only_loses_its_village():
    meetings = pd.DataFrame({"village": ["990101100201"], "date": ["2024-01"]})
    assert county_pool.pooled(meetings, COUNTY).to_numpy().tolist() == [["", "2024-01"]]
    assert county_pool.pooled(meetings, "990102").empty
    with pytest.raises(KeyError):
        county_pool.pooled(pd.DataFrame({"date": ["2024-01"]}), COUNTY)
