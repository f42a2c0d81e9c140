"""From the group of a figure to the rows of a ledger that make it up."""

from __future__ import annotations

import re

import pandas as pd

from evalkit.codebook import Table
from evalkit.indicators.household_income import COST
from evalkit.indicators.initiative import LEDGERS
from evalkit.indicators.self_reliance import DIVIDEND, DIVIDENDS, KINDS

SOURCES = {"business": ("business", COST)}
ACTS = {
    "self_report": ("channel", "self_report"),
    "own_credit": ("applied_by", "own"),
    "training": ("programme", "training"),
    "own_job": ("channel", "own"),
}
COLUMNS = {"unit": "quantity_unit"}
EVERY = "all"


def keys(group_by: str, group: str) -> dict[str, str]:
    """Return the keys of a figure's group with their values.

    Examples
    --------
    >>> keys("programme/term", "yulu/autumn")
    {'programme': 'yulu', 'term': 'autumn'}
    """
    return dict(zip(group_by.split("/"), group.split("/"), strict=True)) if group_by else {}


def narrowed(ledger: Table, rows: pd.DataFrame, groups: dict[str, str], period: str) -> pd.DataFrame:
    """Return the rows of a ledger that make up a group and a part of a year.

    Parameters
    ----------
    ledger : Table
        The ledger.
    rows : DataFrame
        Its clean rows.
    groups : dict
        From `keys`; keys that are no column of the ledger, no source of income and no act leave the rows as they are.
    period : str
        Of the figure: `2024-Q1` and `2024-03` keep the rows that fall into them, and all when none does.

    Notes
    -----
    What is kept are the rows of the numerator: the share of wages in income rests on the wages, while the whole income
    is traced without the group.
    """
    table = ledger.name
    for name, value in groups.items():
        column = COLUMNS.get(name, name)
        if name == "income_source" and table == "income":
            rows = rows[rows["source"].isin(SOURCES.get(value, (value,)))]
        elif name == "transfer_kind" and table == "income":
            rows = rows[_is_transfer(rows, value)]
        elif name == "initiative_act" and value != EVERY:
            rows = _of_act(table, rows, value)
        elif name == "ledger":
            rows = rows if table == value else rows.iloc[:0]
        elif column in rows:
            rows = rows[rows[column] == value]
    if table == "assistance" and "programme" in groups and "term" not in groups:
        rows = rows[rows["term"].isna()]
    part = _in_period(ledger, rows, period)
    return part if len(part) else rows


def _is_transfer(rows: pd.DataFrame, kind: str) -> pd.Series:
    if kind == DIVIDEND:
        return rows["item"].isin(DIVIDENDS)
    named = [item for items in KINDS.values() for item in items]
    own = rows["source"] == "transfer"
    if kind == EVERY:
        return own
    return own & (rows["item"].isin(KINDS[kind]) if kind in KINDS else ~rows["item"].isin(named))


def _of_act(table: str, rows: pd.DataFrame, act: str) -> pd.DataFrame:
    if table not in LEDGERS.values():
        return rows
    column, value = ACTS[act]
    return rows[rows[column] == value] if LEDGERS[act] == table else rows.iloc[:0]


def _in_period(ledger: Table, rows: pd.DataFrame, period: str) -> pd.DataFrame:
    part = re.fullmatch(r"\d{4}-(?:Q(\d)|(\d\d))", period)
    if not part:
        return rows
    first, last = (int(part[1]) * 3 - 2, int(part[1]) * 3) if part[1] else (int(part[2]), int(part[2]))
    if ledger.name == "income":
        return rows[(rows["month"] <= last) & (rows["month"] + rows["months"] - 1 >= first)]
    stated = rows[ledger.time].astype("str").str.extract(r"^\d{4}-(\d\d)", expand=False)
    return rows[pd.to_numeric(stated).between(first, last)]
