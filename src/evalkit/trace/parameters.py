"""The values of params/ that a figure was computed with, as lines beside those of cells."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from evalkit import policy, project
from evalkit.cleaning.parsers.money import in_yuan
from evalkit.errors import EvalkitError
from evalkit.indicators import assessment_score, deprivation_scores

TABLE = "params"
LEVELS = {"county": slice(0, 6), "province": slice(0, 2)}
NATION = "00"


def lines(key: str, village: str, years: range, groups: dict[str, str], params: Path | None = None) -> list[tuple]:
    """Return the declared values behind one key of the catalogue, in the fields of `evidence.COLUMNS`.

    Parameters
    ----------
    key : str
        `policy.yaml:KEY`, `price_index.csv`, `deprivations.csv`, `assessment_weights.csv`, or
        `reference_series.csv:SERIES`.
    village : str
        12-digit code.
    years : range
        Years the figure looks at.
    groups : dict
        Keys and values of the figure's group: `price_base` adds a year, `reference` names one level.

    Notes
    -----
    A value that is not declared gives no line; the figure's own note says what is missing.
    """
    file, _, name = key.partition(":")
    makers = {
        "policy.yaml": _policy,
        "price_index.csv": _prices,
        "reference_series.csv": _references,
        "deprivations.csv": _deprivations,
        "assessment_weights.csv": _assessment_weights,
    }
    place = village if file == "assessment_weights.csv" else village[:6]
    found = makers[file](name, place, years, groups, params)
    return [
        (village, year, TABLE, at, name or file, source, value, raw, TABLE, "")
        for year, at, source, value, raw in found
    ]


def _policy(name: str, county: str, years: range, groups: dict[str, str], params: Path | None) -> Iterator[tuple]:
    entry = policy.value(name, params)
    where = f"{policy.FILE}: {name}"
    if name == "monitoring_line":
        for year in years:
            try:
                line = policy.monitoring_line(county, year, params)
            except EvalkitError:
                continue
            raw = next(v["value"] for v in entry["values"] if str(v["place"]) == line.place and v["year"] == year)
            yield year, f"{where}, {line.place}, {year}", line.source, in_yuan(line.fen), str(raw)
    elif "value" in entry:
        yield years[-1], where, entry["source"], f"{entry['value']} {entry['unit']}", str(entry["value"])
    else:
        for value in entry["values"]:
            listed = "|".join(value["any_of"])
            yield years[-1], f"{where}, {value['rule']}", value["source"], listed, listed


def _prices(_: str, county: str, years: range, groups: dict[str, str], params: Path | None) -> Iterator[tuple]:
    wanted = {str(year) for year in years} | ({groups["price_base"]} if "price_base" in groups else set())
    table = _read(policy.PRICE_FILE, params)
    for place in (county, county[:2]):
        own = table[(table["place"] == place) & table["year"].isin(wanted)]
        if wanted <= set(own["year"]) or place != county:
            for at, row in own.iterrows():
                yield int(row["year"]), f"{policy.PRICE_FILE}, line {at + 2}", row["source"], row["index"], row["index"]
            return


def _references(name: str, county: str, years: range, groups: dict[str, str], params: Path | None) -> Iterator[tuple]:
    places = {level: county[part] for level, part in LEVELS.items()} | {"nation": NATION}
    wanted = [places[groups["reference"]]] if "reference" in groups else list(places.values())
    table = _read(policy.REFERENCE_FILE, params)
    own = table[table["place"].isin(wanted) & (table["series"] == name) & table["year"].isin([str(y) for y in years])]
    for at, row in own.iterrows():
        value = in_yuan(float(row["yuan"]) * 100)
        yield int(row["year"]), f"{policy.REFERENCE_FILE}, line {at + 2}", row["source"], value, row["yuan"]


def _deprivations(_: str, county: str, years: range, groups: dict[str, str], params: Path | None) -> Iterator[tuple]:
    for year in years:
        try:
            rules = deprivation_scores.standard(county, year, params)
        except EvalkitError:
            continue
        own = rules[rules["dimension"] == groups.get("deprivation", rules["dimension"])]
        for rule in own.itertuples():
            value = f"{rule.dimension}: {rule.measure}, weight {rule.weight:.3g}, k {rule.k:.3g}"
            yield year, f"{deprivation_scores.FILE}, line {rule.line}", rule.source, value, rule.measure


def _assessment_weights(_: str, village: str, years: range, __: dict[str, str], params: Path | None) -> Iterator[tuple]:
    for year in years:
        for kind in assessment_score.LISTS:
            for rule in assessment_score.weights(village, year, kind, params).itertuples():
                value = f"{kind} {rule.item}: weight {rule.weight:.3g}"
                yield year, f"{assessment_score.FILE}, line {rule.line}", rule.source, value, f"{rule.weight:g}"


def _read(file: str, params: Path | None) -> pd.DataFrame:
    path = (params or project.params()) / Path(file).name
    return pd.read_csv(path, dtype=str, keep_default_na=False)
