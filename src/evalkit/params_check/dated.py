"""Checks of dated values: policy, prices and reference series, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from evalkit.errors import Problem
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, as_dict, as_list, schema_problems, where

POLICY, PRICES, SERIES = "policy.yaml", "price_index.csv", "reference_series.csv"
FROM = r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$"


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in policy.yaml, price_index.csv and reference_series.csv."""
    prices = folder.csv(PRICES, ["place", "year", "index", "base", "source", "certainty"])
    series = folder.csv(
        SERIES, ["place", "level", "name_zh", "name_en", "series", "year", "yuan", "source", "certainty"]
    )
    return [
        *_policy(folder),
        *schema_problems(PRICES, prices, schemas.price_index()),
        *_bases(prices),
        *_invented(PRICES, prices),
        *schema_problems(SERIES, series, schemas.reference_series()),
        *_invented(SERIES, series),
    ]


def _policy(folder: Folder) -> Iterator[Problem]:
    for key, entry in folder.yaml(POLICY, dict).items():
        place = f"params/{POLICY}, key {key}"
        if not isinstance(entry, dict):
            yield Problem(place, "is not an entry", "name: {zh, en}, unit and a value or values")
            continue
        yield from _heading(place, entry)
        yield from _values(place, entry, folder)


def _heading(place: str, entry: dict[str, Any]) -> Iterator[Problem]:
    for lang in ("zh", "en"):
        if not as_dict(entry.get("name")).get(lang):
            yield Problem(place, f"has no name in {lang}", "name: {zh: ..., en: ...}")
    if not entry.get("unit"):
        yield Problem(place, "has no unit")
    if ("values" in entry) == ("value" in entry):
        yield Problem(place, "must have either one value or a list of values", "value: ... or values: [...]")


def _values(place: str, entry: dict[str, Any], folder: Folder) -> Iterator[Problem]:
    values = entry.get("values", [entry])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        yield Problem(place, "values is not a list of entries", "- {place, year, value, source, certainty}")
        return
    seen: set[tuple[str, str]] = set()
    for number, value in enumerate(values, 1):
        here = f"{place}, entry {number}" if "values" in entry else place
        for word in ("source", "certainty"):
            if not str(value.get(word) or "").strip():
                yield Problem(here, f"has no {word}", "where the value is written and how sure it is")
        if "any_of" in value:
            yield from _measures(here, value, folder)
        else:
            yield from _number(here, value, listed="values" in entry, seen=seen)


def _number(here: str, value: dict[str, Any], *, listed: bool, seen: set[tuple[str, str]]) -> Iterator[Problem]:
    amount = value.get("value")
    if isinstance(amount, bool) or not isinstance(amount, (int, float)) or amount <= 0:
        yield Problem(here, "value is not a number above zero", got=str(amount))
    if not listed:
        if not re.match(FROM, str(value.get("from", ""))):
            yield Problem(here, "has no date it holds from", "from: 2021 or from: '2022-04'", str(value.get("from")))
        return
    place, year = value.get("place"), value.get("year")
    if not isinstance(place, str) or not re.match(schemas.PLACE, place):
        yield Problem(here, "place is not a code in quotes", "place: '14' or '140123' or '00'", repr(place))
    if not re.match(schemas.YEAR, str(year)):
        yield Problem(here, "year is not a year", "year: 2024", repr(year))
    if (str(place), str(year)) in seen:
        yield Problem(here, "the same place and year stand twice", "one value", f"{place} {year}")
    seen.add((str(place), str(year)))
    if str(place).startswith("99") != (value.get("certainty") == "invented"):
        yield Problem(here, "invented values, and only they, belong to places starting 99", got=f"place {place}")


def _measures(here: str, value: dict[str, Any], folder: Folder) -> Iterator[Problem]:
    unknown = [str(code) for code in as_list(value["any_of"]) if str(code) not in folder.lists.get("measure", ())]
    if unknown:
        yield Problem(
            here, "names measures that codes.csv does not have", "codes of the list measure", ", ".join(unknown)
        )
    when = as_dict(value.get("when"))
    if "risk" in when and str(when["risk"]) not in folder.lists.get("risk", ()):
        yield Problem(here, "names a risk that codes.csv does not have", "a code of the list risk", str(when["risk"]))
    book = folder.csv("codebook.csv", ["table", "column"])
    guarantees = set(book.loc[book["table"] == "guarantees", "column"])
    if "guarantees" in when and str(when["guarantees"]) not in guarantees:
        yield Problem(here, "names an unknown column of guarantees", got=str(when["guarantees"]))


def _bases(prices: pd.DataFrame) -> Iterator[Problem]:
    for place, rows in prices.groupby("place", sort=False):
        at = where(PRICES, rows.index[0])
        if rows["base"].nunique() > 1:
            yield Problem(
                at, f"place {place} has several base years", "one base per place", ", ".join(set(rows["base"]))
            )
        base = pd.to_numeric(rows.loc[rows["year"] == rows["base"], "index"], errors="coerce")
        if len(base) == 0 or (base != 100).any():
            yield Problem(at, f"place {place} has no line for its base year", "index 100 in the base year")


def _invented(name: str, rows: pd.DataFrame) -> Iterator[Problem]:
    for at, row in rows.iterrows():
        if row["place"].startswith("99") != (row["certainty"] == "invented"):
            what = "invented values, and only they, belong to places starting 99"
            yield Problem(where(name, at), what, got=f"place {row['place']}, certainty {row['certainty']}")
