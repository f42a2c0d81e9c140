"""Which ledger, which month and which village is there, and which is missing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from evalkit.codebook import Codebook, Table

YEARLY, MONTHLY = 0, range(1, 13)
COLUMNS = {"county": "str", "village": "str", "year": "int32", "month": "int32", "table": "str", "rows": "int64"}
MONTHLY_TABLES = ("income", "public_posts", "meetings")  # expected every month; other dated ledgers hold events


def coverage(tables: Mapping[str, pd.DataFrame], codebook: Codebook) -> pd.DataFrame:
    """Return how many rows every village has of every ledger, for each year and for each month of monthly ledgers.

    Parameters
    ----------
    tables : mapping
        Table name to clean rows with county, village and year; `income` with month and months, monthly ledgers with
        their month or date.
    codebook : Codebook
        The declared ledgers, in their order.

    Returns
    -------
    DataFrame
        county, village, year, month (0: the whole year), table, rows. Every village with any row is crossed with every
        year of its county and every ledger anybody sent; rows is 0 where nothing was received.

    Notes
    -----
    0 is not always a fault: a village without new micro-credit has no such ledger. An annual income covers no month.
    """
    received = {name: tables[name] for name in codebook.tables if name in tables and len(tables[name])}
    if not received:
        return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in COLUMNS.items()})
    keys = ["county", "village", "year"]
    places = pd.concat([rows[keys].drop_duplicates() for rows in received.values()], ignore_index=True)
    years = places[["county", "year"]].drop_duplicates()
    frame = places[["county", "village"]].drop_duplicates().merge(years, on="county").sort_values(keys)
    parts = []
    for name, rows in received.items():
        counted = rows.groupby(keys).size().rename("rows").reset_index().assign(month=YEARLY)
        grid = frame.assign(month=YEARLY)
        if name in MONTHLY_TABLES:
            counted = pd.concat([counted, _by_month(rows, codebook.tables[name])])
            grid = pd.concat([grid, frame.merge(pd.DataFrame({"month": list(MONTHLY)}), how="cross")])
        parts.append(grid.merge(counted, on=[*keys, "month"], how="left").assign(table=name))
    table = pd.concat(parts, ignore_index=True).fillna({"rows": 0})
    return table[list(COLUMNS)].astype(COLUMNS)


def _by_month(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return county, village, year, month, rows; a quarter counts for its three months, a whole year for none."""
    keys = ["county", "village", "year", "month"]
    if "months" in rows:
        short = rows[rows["months"] < len(MONTHLY)]
        spread = [short[short["months"] > k].assign(month=lambda part, k=k: part["month"] + k) for k in range(6)]
        dated = pd.concat(spread)
    else:
        dated = rows.assign(month=pd.to_numeric(rows[_time_column(table)].astype("str").str[5:7], errors="coerce"))
    dated = dated[dated["month"].between(1, 12)]
    return dated.assign(month=dated["month"].astype("int32")).groupby(keys).size().rename("rows").reset_index()


def _time_column(table: Table) -> str:
    return next(c.name for c in table.columns if c.type in ("month", "date") and c.role == "key")
