"""The villages and years that a score compares: all parts known, scaled on the villages of one base year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import catalogue
from evalkit.errors import EvalkitError, Problem
from evalkit.indicators import notes, result

PLACE = ["county", "village", "year"]
FEWEST = 3  # with two villages every indicator is best in one and worst in the other


@dataclass(frozen=True)
class Field:
    """Villages with every part, those that lack one, and what more of each part means.

    Parameters
    ----------
    full, short : DataFrame
        county, village, year and the parts: with every part, and without.
    parts : list of str
        Names of the indicators.
    benefit : ndarray of bool
        Whether more of a part is better.
    base_year : int
        Year whose villages fix the scale.
    """

    full: pd.DataFrame
    short: pd.DataFrame
    parts: list[str]
    benefit: np.ndarray
    base_year: int

    @property
    def base(self) -> np.ndarray:
        """Return the parts of the villages in the base year."""
        return self.full.loc[self.full["year"] == self.base_year, self.parts].to_numpy(float)

    @property
    def values(self) -> np.ndarray:
        """Return the parts of all villages and years in `full`."""
        return self.full[self.parts].to_numpy(float)


def of_rows(rows: pd.DataFrame, parts: Sequence[str], base_year: int, params: Path | None) -> Field:
    """Return the field of some result rows.

    Raises
    ------
    EvalkitError
        For each part that the catalogue does not know or whose direction is neither up nor down.
    """
    known = catalogue.load(params).set_index("name")["direction"]
    wrong = [part for part in parts if known.get(part) not in ("up", "down")]
    if wrong:
        where = "params/indicators.csv, direction"
        raise EvalkitError([Problem(where, f"{part} cannot be part of a score", "up or down") for part in wrong])
    own = rows[rows["indicator"].isin(parts) & (rows["group"] == "")]
    table = own.pivot(index=PLACE, columns="indicator", values="value").reindex(columns=list(parts)).reset_index()
    gap = table[list(parts)].isna().any(axis=1)
    benefit = np.array([known[part] == "up" for part in parts])
    return Field(table[~gap], table[gap], list(parts), benefit, base_year)


def lacking(field: Field, indicator: str, unit: str, keys: dict) -> list[pd.DataFrame]:
    """Return a refusal for each village and year that lacks a part, naming the parts."""
    tables = []
    for place in field.short.itertuples(index=False):
        absent = ", ".join(part for part in field.parts if pd.isna(getattr(place, part)))
        at = {"county": place.county, "village": place.village, "year": int(place.year)}
        reason = notes.both(f"缺少 {absent}", f"lacks {absent}")
        tables.append(result.refusal(indicator, unit=unit, reason=reason, **at, **keys))
    return tables


def refused(field: Field, indicator: str, unit: str, keys: dict, reason: str = "") -> pd.DataFrame:
    """Return a refusal for every village and year; that the base year has too few villages when no reason is given."""
    few = notes.both(
        f"基准年指标齐全的村不足{FEWEST}个", f"fewer than {FEWEST} villages with every part in the base year"
    )
    tables = [
        result.refusal(indicator, unit=unit, reason=reason or few, county=place.county, village=place.village,
                       year=int(place.year), **keys)
        for place in field.full.itertuples(index=False)
    ]  # fmt: skip
    return result.concat([*tables, *lacking(field, indicator, unit, keys)])
