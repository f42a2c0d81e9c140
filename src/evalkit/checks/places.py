"""Rules about land and villages: areas and distances out of range, parts larger than the whole."""

from __future__ import annotations

import pandas as pd

from evalkit.checks import found
from evalkit.checks.declared import Rule
from evalkit.checks.masks import sure

LAND = {"arable_area": "most_arable_mu", "forest_area": "most_forest_mu", "road_distance": "most_distance_km"}
PARTS = ("unsafe_water_households", "dangerous_house_households")


def land_out_of_range(households: pd.DataFrame, limits: Rule) -> pd.DataFrame:
    """5_14_001..014: land above the limits of a household, or a house further from the road."""
    parts = [
        found.rows("households", households[sure(households[column] > limits.number(limit))], column)
        for column, limit in LAND.items()
    ]
    return found.concat(parts)


def more_than_all_households(villages: pd.DataFrame) -> pd.DataFrame:
    """3_03_001: more households with unsafe water or houses than there are households."""
    total = villages["households_total"]
    return found.concat([found.rows("villages", villages[sure(villages[part] > total)], part) for part in PARTS])


def no_household_total(villages: pd.DataFrame) -> pd.DataFrame:
    """3_03_003: the village's number of households is blank or zero.

    Notes
    -----
    Lines that only repeat published figures are no village sheet and are left alone.
    """
    total = villages["households_total"]
    return found.rows(
        "villages", villages[(total.isna() | sure(total == 0)) & ~sure(villages["published"])], "households_total"
    )


RULES = {"5_14_001..014": land_out_of_range, "3_03_001": more_than_all_households, "3_03_003": no_household_total}
