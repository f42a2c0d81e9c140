"""Values that policy sets, looked up by place and year, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import yaml

from evalkit import project
from evalkit.errors import EvalkitError, Problem

FILE = "params/policy.yaml"
PRICE_FILE = "params/price_index.csv"
REFERENCE_FILE = "params/reference_series.csv"


@dataclass(frozen=True)
class Line:
    """A monitoring line: fen per person per year, the place and year it holds for, and where it is written."""

    fen: int
    year: int
    place: str
    source: str
    certainty: str


def monitoring_line(county: str, year: int, params: Path | None = None) -> Line:
    """Return the monitoring line (防返贫监测范围) of a county in a year.

    Parameters
    ----------
    county : str
        6-digit county code; the county's own line is taken before its province's.
    year : int
        Year the incomes belong to.

    Returns
    -------
    Line
        In fen per person per year.

    Raises
    ------
    EvalkitError
        When no line is declared for that place and year: another year is never taken instead.
    """
    values = _policy(params)["monitoring_line"]["values"]
    for place in (county, county[:2]):
        for value in values:
            if str(value["place"]) == place and value["year"] == year:
                fen = int(Decimal(str(value["value"])) * 100)
                return Line(fen, year, place, value["source"], value["certainty"])
    known = ", ".join(str(v["year"]) for v in values if str(v["place"]) in (county, county[:2])) or "no year"
    raise EvalkitError(
        Problem(
            f"{FILE}, key monitoring_line",
            f"no monitoring line for place {county[:2]} (province) or {county} (county) in {year}",
            f"an entry {{place: '{county[:2]}', year: {year}, value: ..., source: ...}}",
            f"lines for {known}",
        )
    )


def value(key: str, params: Path | None = None) -> dict:
    """Return one undated policy entry, such as `identification_days`, as written in the file.

    Raises
    ------
    EvalkitError
        When the file has no such key.
    """
    entries = _policy(params)
    if key not in entries:
        raise EvalkitError(Problem(FILE, f"no key {key}", f"one of {', '.join(sorted(entries))}", key))
    return entries[key]


def price_index(county: str, year: int, base_year: int, params: Path | None = None) -> float:
    """Return how many yuan of `base_year` one yuan of `year` is worth in divisor form (index ratio year/base).

    Divide a nominal amount of `year` by it to get an amount in prices of `base_year`. Both years come from one place:
    the county when it has both, else its province.

    Raises
    ------
    EvalkitError
        When the index of either year is not declared for the county's province.
    """
    table = _csv(PRICE_FILE, params)
    both = {str(year), str(base_year)}
    for place in (county, county[:2]):
        own = table[table["place"] == place].set_index("year")["index"].astype(float)
        if both <= set(own.index):
            return float(own[str(year)] / own[str(base_year)])
    missing = sorted(both - set(own.index))
    raise EvalkitError(
        [
            Problem(PRICE_FILE, f"no price index for place {county[:2]} in {y}", f"a line {county[:2]},{y},...", "none")
            for y in missing
        ]
    )


def reference(county: str, year: int, series: str = "disposable_income", params: Path | None = None) -> pd.DataFrame:
    """Return the published series of the county, its province and the nation in one year.

    Returns
    -------
    DataFrame
        place (6-digit, 2-digit or `00`), name_zh, name_en, year, yuan, source, certainty; empty when none is published.
    """
    table = _csv(REFERENCE_FILE, params)
    places = [county, county[:2], "00"]
    chosen = table[table["place"].isin(places) & (table["year"] == str(year)) & (table["series"] == series)]
    order = chosen["place"].map(places.index)
    chosen = chosen.assign(yuan=chosen["yuan"].astype(float), year=chosen["year"].astype(int))
    columns = ["place", "name_zh", "name_en", "year", "yuan", "source", "certainty"]
    return chosen.iloc[order.argsort(kind="stable")][columns].reset_index(drop=True)


def _policy(params: Path | None) -> dict:
    path = (params or project.params()) / Path(FILE).name
    return _read_yaml(path, path.stat().st_mtime_ns)


@cache
def _read_yaml(path: Path, _stamp: int) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _csv(file: str, params: Path | None) -> pd.DataFrame:
    path = (params or project.params()) / Path(file).name
    return pd.read_csv(path, dtype=str, keep_default_na=False)
