"""What the ledgers say of each household beside its income: the characteristics that foretell falls."""

from __future__ import annotations

import pandas as pd

from evalkit.indicators.household_income import KEYS, TEXT

WORDS = {
    "log_income": ("上年收入", "income of the year before"),
    "log_past_mean": ("往年平均收入", "mean income of past years"),
    "log_size": ("家庭人口", "size"),
    "labour_share": ("劳动力占比", "share able to work"),
    "dibao": ("低保", "subsistence allowance"),
    "tekun": ("特困", "extreme-hardship support"),
    "monitored": ("监测对象", "monitored"),
    "land_per_head": ("人均耕地", "land per head"),
    "ill_share": ("慢性病大病占比", "share ill"),
    "disabled": ("有残疾人", "a disabled member"),
    "schooling": ("最高文化程度", "highest schooling"),
    "old_share": ("60岁以上占比", "share of 60 or older"),
    "child_share": ("15岁以下占比", "share of 15 or younger"),
    "work_months": ("人均务工月数", "months of paid work per head"),
}
SCHOOLING = {"none": 0, "primary": 6, "middle": 9, "high": 12, "college": 15, "technician": 15, "bachelor": 16}
OLD = ("60-74", "75+")
CHILD = ("0-5", "6-15")


def characteristics(households: pd.DataFrame | None = None, members: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return one row per household and year with what its ledgers tell, as numbers.

    Parameters
    ----------
    households, members : DataFrame, optional
        The clean tables; a ledger that was not received gives no column.

    Returns
    -------
    DataFrame
        county, village, year, household; labour_share, dibao, tekun, monitored (0 or 1), land_per_head (mu), ill_share,
        disabled (0 or 1), schooling (years of the best schooled), old_share, child_share, work_months (a head). Missing
        where the ledger is blank, except that a blank kind of monitoring means none.

    Examples
    --------
    >>> home = {"county": "990101", "village": "990101100201", "year": 2023, "household": ["h"], "household_size": [4]}
    >>> home |= {"labour_count": 1, "dibao": "rural", "tekun": "none", "monitored_type": None, "arable_area": 2.0}
    >>> characteristics(pd.DataFrame(home))[["labour_share", "dibao", "land_per_head"]].values.tolist()
    [[0.25, 1.0, 0.5]]
    """
    parts = [_of_lists(households)] if households is not None and len(households) else []
    parts += [_of_members(members)] if members is not None and len(members) else []
    if not parts:
        return pd.DataFrame({key: pd.Series(dtype="int64" if key == "year" else "str") for key in KEYS})
    both = parts[0] if len(parts) == 1 else parts[0].merge(parts[1], on=KEYS, how="outer")
    return both.astype(TEXT | dict.fromkeys(both.columns.difference(KEYS), "float64"))


def _of_lists(households: pd.DataFrame) -> pd.DataFrame:
    size = households["household_size"].astype("Float64").where(households["household_size"] >= 1)
    told = {
        "labour_share": (households["labour_count"] / size).clip(upper=1),
        "dibao": _yes(households["dibao"]),
        "tekun": _yes(households["tekun"]),
        "monitored": households["monitored_type"].notna().astype("Float64"),
        "land_per_head": households["arable_area"] / size,
    }
    return households[KEYS].assign(**told).drop_duplicates(KEYS)


def _of_members(members: pd.DataFrame) -> pd.DataFrame:
    health, age = members["health"], members["birth_band"]
    told = members[KEYS].assign(
        ill_share=health.isin(["chronic", "serious"]).astype("Float64").mask(health.isna()),
        disabled=(health == "disabled").astype("Float64").mask(health.isna()),
        schooling=members["education"].map(SCHOOLING).astype("Float64"),
        old_share=age.isin(OLD).astype("Float64").mask(age.isna()),
        child_share=age.isin(CHILD).astype("Float64").mask(age.isna()),
        work_months=members["work_months"].astype("Float64"),
    )
    how = dict.fromkeys(["ill_share", "old_share", "child_share", "work_months"], "mean")
    return told.groupby(KEYS, as_index=False, sort=False).agg(how | {"disabled": "max", "schooling": "max"})


def _yes(codes: pd.Series) -> pd.Series:
    return (codes != "none").astype("Float64").mask(codes.isna())
