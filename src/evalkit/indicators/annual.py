"""Figures of villages and years into result rows, with what was left out and why a line has no figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.indicators import household_income, notes
from evalkit.indicators import scope as scopes
from evalkit.indicators.household_income import PLACE_YEAR

FEN = 100
CENSUS = "none (census)"
SUPER = "super-population"
NEEDED = ("partial", "unreadable", "size")
NO_HOUSEHOLD = notes.both(
    "没有收入满一年且人口数已知的农户", "no household with a full year of income and a known size"
)
NO_INCOME = notes.both(
    "没有收入满一年的农户，或纯收入不大于零", "no household with a full year of income, or net income not above zero"
)


def usable(earned: pd.DataFrame, needed: Sequence[str] = NEEDED) -> pd.DataFrame:
    """Return the household-years without a fault that matters."""
    return earned[~earned["fault"].isin(needed)]


def rows(
    scope: pd.DataFrame,
    earned: pd.DataFrame,
    figures: pd.DataFrame,
    indicator: str,
    unit: str | pd.Series,
    *,
    note: str = "",
    nothing: str = NO_HOUSEHOLD,
    needed: Sequence[str] = NEEDED,
    **constants: object,
) -> pd.DataFrame:
    """Return the result rows of figures that come from household incomes.

    Parameters
    ----------
    scope : DataFrame
        Lines to report on, from `indicators.scope`.
    earned : DataFrame
        As from `household_years`; says which ledgers there are and what was left out.
    figures : DataFrame
        county, village, year and any result columns; `note` of its own allowed.
    note, nothing : str
        What every figure must say; why there is none where the ledger is there.
    """
    return Lines.of(scope, earned, needed).rows(figures, indicator, unit, note=note, nothing=nothing, **constants)


@dataclass(frozen=True)
class Lines:
    """The lines of a scope that have an income ledger and the others, and what was left out: for several indicators.

    Parameters
    ----------
    ready, refused : DataFrame
        Lines of the scope; those refused with the reason in `note`.
    left : DataFrame
        county, village, year and `left`, the note on households left out.
    """

    ready: pd.DataFrame
    refused: pd.DataFrame
    left: pd.DataFrame

    @classmethod
    def of(cls, scope: pd.DataFrame, earned: pd.DataFrame, needed: Sequence[str] = NEEDED) -> Lines:
        """Return the lines of a scope; parameters as of `rows`.

        Raises
        ------
        ValueError
            When the scope holds spans: the figure of one year would stand under the name of several.
        """
        if (scope["since"] != scope["year"]).any():
            raise ValueError("a yearly figure needs a scope of single years (scope.years), not of spans")
        left = household_income.left_out(earned, needed).rename("left").reset_index()
        return cls(*scopes.split(scope, scopes.missing_ledger(scope, income=earned)), left)

    def rows(
        self,
        figures: pd.DataFrame,
        indicator: str,
        unit: str | pd.Series,
        *,
        note: str = "",
        nothing: str = NO_HOUSEHOLD,
        **constants: object,
    ) -> pd.DataFrame:
        """Return the result rows of one indicator; parameters as of `annual.rows`."""
        lines = self.ready.merge(figures, on=PLACE_YEAR, how="left")
        lines = lines.merge(self.left, on=PLACE_YEAR, how="left").fillna({"left": ""})
        own = lines["note"].astype("object").fillna("") if "note" in lines else pd.Series("", index=lines.index)
        has = lines["value"].notna()
        texts = zip(own.tolist(), has.tolist(), lines["left"].tolist(), strict=True)
        lines["note"] = [
            notes.joined((text, note, left) if met else (text or nothing, left)) for text, met, left in texts
        ]
        for column in ("group_by", "group"):
            if column in lines:
                lines[column] = lines[column].fillna("")
        lines["n"] = lines["n"].fillna(0)
        table = scopes.table(lines, indicator, unit, **constants)
        if self.refused.empty:
            return table
        unit_name = unit if isinstance(unit, str) else ""
        refusals = scopes.refusals(self.refused, indicator, unit_name, self.refused["note"])
        return pd.concat([table, refusals], ignore_index=True)


def yuan(figures: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Turn fen into yuan in the given columns of a table that is about to become result rows."""
    return figures.assign(**{column: figures[column].astype("float64") / FEN for column in columns})


def looked_up(places: pd.DataFrame, find: Callable[[str, int], object]) -> tuple[pd.Series, pd.Series]:
    """Look up a policy value for every county and year once.

    Parameters
    ----------
    places : DataFrame
        county, year.
    find : callable
        `find(county, year)`; may raise EvalkitError.

    Returns
    -------
    tuple of Series
        The value (missing when there is none) and the reason (empty when there is one), on the index of `places`.
    """
    values, reasons = {}, {}
    keys = list(zip(places["county"].tolist(), places["year"].tolist(), strict=True))
    for key in set(keys):
        try:
            values[key], reasons[key] = find(key[0], int(key[1])), ""
        except EvalkitError as error:
            values[key], reasons[key] = None, notes.of(error)
    return (
        pd.Series([values[key] for key in keys], index=places.index, dtype="object"),
        pd.Series([reasons[key] for key in keys], index=places.index, dtype="str"),
    )
