"""The one table that every indicator returns."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

DTYPES = {
    "county": "str",
    "village": "str",
    "year": "Int64",
    "period": "str",
    "group_by": "str",
    "group": "str",
    "indicator": "str",
    "unit": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "numerator": "float64",
    "denominator": "float64",
    "n": "Int64",
    "uncertainty": "str",
    "published": "bool",
    "note": "str",
}
COLUMNS = list(DTYPES)
KEYS = ["county", "village", "year", "period", "group_by", "group", "indicator"]
UNCERTAINTY = frozenset(
    {
        "",
        "none (census)",
        "none (published figure)",
        "sampling",
        "super-population",
        "rank test",
        "binomial (super-population)",
        "weights and normalisation",
    }
)
NAN = float("nan")


def row(
    indicator: str,
    *,
    unit: str,
    value: float,
    county: str = "",
    village: str = "",
    year: int | None = None,
    period: str | None = None,
    group_by: str = "",
    group: str = "",
    low: float = NAN,
    high: float = NAN,
    numerator: float = NAN,
    denominator: float = NAN,
    n: int = 0,
    uncertainty: str = "",
    published: bool = False,
    note: str = "",
) -> pd.DataFrame:
    """Return one result row.

    Parameters
    ----------
    indicator, unit : str
        Name as declared in `params/indicators.csv`, and the unit of `value` (yuan, share, month, ...).
    value, low, high : float
        The figure and its interval.
    county, village, year, period : str, str, int, str
        Place and time keys; `period` is the year when omitted.
    group_by, group : str
        Keys and values of a breakdown, joined by `/`.
    numerator, denominator, n : float, float, int
        The parts of a ratio and the number of units behind the figure.
    uncertainty : str
        What the interval means; one of `UNCERTAINTY`.
    published : bool
        True for a figure that was already published.
    note : str
        What a reader must know, or why there is no value.

    Returns
    -------
    DataFrame
        One row with the columns `COLUMNS`.

    Examples
    --------
    >>> row("transfer_dependence", unit="share", value=0.25, year=2024)["period"].item()
    '2024'
    """
    period = (str(year) if year is not None else "") if period is None else period
    values = (county, village, year, period, group_by, group, indicator, unit, value, low, high)
    values += (numerator, denominator, n, uncertainty, published, note)
    return pd.DataFrame([dict(zip(COLUMNS, values, strict=True))]).astype(DTYPES)


def refusal(indicator: str, *, unit: str, reason: str, **keys: object) -> pd.DataFrame:
    """Return the row that says why there is no figure.

    Parameters
    ----------
    reason : str
        In plain words, such as `no income ledger received`.
    keys
        Place, time and group keys as in `row`.
    """
    return row(indicator, unit=unit, value=NAN, note=reason, **keys)


def empty() -> pd.DataFrame:
    """Return a result table without rows."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in DTYPES.items()})


def concat(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Stack result tables into one, checked."""
    filled = [table for table in tables if len(table)]
    return validate(pd.concat(filled, ignore_index=True)) if filled else empty()


def validate(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` when it keeps the contract of the result table.

    Raises
    ------
    ValueError
        When columns differ, a key occurs twice, an uncertainty is unknown or a missing value has no reason.
    """
    if list(table.columns) != COLUMNS:
        raise ValueError(f"result columns: expected {COLUMNS}, got {list(table.columns)}")
    table = table.astype(DTYPES)
    if unknown := set(table["uncertainty"].unique()) - UNCERTAINTY:
        raise ValueError(f"uncertainty: expected one of {sorted(UNCERTAINTY)}, got {sorted(unknown)}")
    twice = table.loc[table.duplicated(KEYS), KEYS]
    if len(twice):
        raise ValueError(f"the same key occurs twice: {twice.iloc[0].to_dict()}")
    silent = table.loc[table["value"].isna() & (table["note"] == ""), "indicator"]
    if len(silent):
        raise ValueError(f"{silent.iloc[0]}: a missing value needs a reason in note")
    return table
