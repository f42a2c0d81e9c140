"""Checks of the studies, the named runs, the indicator catalogue and disclosure rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from evalkit.errors import Problem
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, as_dict, as_list, schema_problems, where

STUDIES, DEMO, DISCLOSURE, CATALOGUE = "studies.yaml", "demo.yaml", "disclosure.yaml", "indicators.csv"
UNITS_OF_PEOPLE = ("household", "person", "yuan", "share")
RUN_FILES = ("sample.yaml", "guanzhuang.yaml")
CATALOGUE_COLUMNS = ["name", "zh", "en", "family", "formula", "unit", "direction", "tables", "source"]


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in studies.yaml, the run files, indicators.csv and disclosure.yaml."""
    return [
        *_studies(folder),
        *(problem for name in RUN_FILES for problem in _run_file(folder, name)),
        *_demo(folder),
        *_disclosure(folder),
        *_catalogue(folder),
    ]


def _studies(folder: Folder) -> Iterator[Problem]:
    for name, entry in folder.yaml(STUDIES, dict).items():
        study, place = as_dict(entry), f"params/{STUDIES}, study {name}"
        for word in ("title", "question"):
            for lang in ("zh", "en"):
                if not as_dict(study.get(word)).get(lang):
                    yield Problem(place, f"has no {word} in {lang}")
        if study.get("parameters") != {"village": "code", "year": "year"}:
            yield Problem(place, "parameters", "{village: code, year: year}", str(study.get("parameters")))
        for table in as_list(study.get("tables")) or ["(none)"]:
            if str(table) not in folder.tables:
                yield Problem(place, "needs an unknown table", "a table of tables.csv", str(table))
        yield from _notebook(folder, place, str(study.get("notebook")))
        yield from _figures(place, as_list(study.get("figures")))


def _notebook(folder: Folder, place: str, notebook: str) -> Iterator[Problem]:
    if not re.match(r"^\d\d_[a-z_]+\.ipynb$", notebook):
        yield Problem(place, "notebook is not a notebook's name", "such as 02_income_trends.ipynb", notebook)
    shelf = folder.params.parent / "notebooks"
    if shelf.is_dir() and not (shelf / notebook).is_file():
        yield Problem(place, f"its notebook {notebook} is not in notebooks/")


def _figures(place: str, figures: list[str]) -> Iterator[Problem]:
    if figures and find_spec("evalkit.plots"):
        from evalkit import plots

        for figure in figures:
            if not hasattr(plots, str(figure)):
                yield Problem(place, "draws an unknown figure", "a function of evalkit.plots", str(figure))


def _run_file(folder: Folder, name: str) -> Iterator[Problem]:
    run = folder.yaml(name, dict)
    if run:
        yield from _village(folder, f"params/{name}", run.get("village"))
        yield from _year(f"params/{name}", run.get("year"))


def _village(folder: Folder, place: str, village: Any) -> Iterator[Problem]:
    if not isinstance(village, str):
        yield Problem(place, "village is not text", "the code in quotes, so that no digit is lost", repr(village))
    elif village not in folder.villages:
        yield Problem(place, "unknown village", "a code of villages.csv", village)


def _year(place: str, year: Any) -> Iterator[Problem]:
    if not re.match(schemas.YEAR, str(year)):
        yield Problem(place, "year is not a year", "such as 2024", repr(year))


def _demo(folder: Folder) -> Iterator[Problem]:
    known = set(folder.yaml(STUDIES, dict))
    for number, entry in enumerate(folder.yaml(DEMO, list), 1):
        part, place = as_dict(entry), f"params/{DEMO}, slice {number}"
        for study in as_list(part.get("studies")) or ["(none)"]:
            if study != "all" and str(study) not in known:
                yield Problem(place, "unknown study", f"all, or of {', '.join(sorted(known))}", str(study))
        for village in as_list(part.get("villages")) or [None]:
            if village != "all":
                yield from _village(folder, place, village)
        for year in as_list(part.get("years")) or [None]:
            if year != "all":
                yield from _year(place, year)


def _disclosure(folder: Folder) -> Iterator[Problem]:
    rules, place = folder.yaml(DISCLOSURE, dict), f"params/{DISCLOSURE}"
    if not rules:
        return
    profiles = as_dict(rules.get("profiles"))
    if str(rules.get("profile")) not in profiles:
        yield Problem(place, "unknown profile", f"one of {', '.join(profiles)}", str(rules.get("profile")))
    for lang in ("zh", "en"):
        if not as_dict(as_dict(rules.get("wording")).get("withheld")).get(lang):
            yield Problem(place, f"no wording for what is withheld in {lang}", "such as [withheld]")
    for unit in as_list(rules.get("village_facts")):
        if not isinstance(unit, str) or unit in UNITS_OF_PEOPLE:
            yield Problem(f"{place}, key village_facts", "counts people or is no unit", "a unit of things", str(unit))
    for name, profile in profiles.items():
        yield from _profile(f"{place}, profile {name}", as_dict(profile))


def _profile(place: str, profile: dict[str, Any]) -> Iterator[Problem]:
    if not isinstance(profile.get("threshold"), int) or profile["threshold"] < 3:
        yield Problem(place, "threshold", "a whole number of 3 or more", str(profile.get("threshold")))
    if not isinstance(profile.get("round_to"), int) or profile["round_to"] < 1:
        yield Problem(place, "round_to", "a whole number; 1 for no rounding", str(profile.get("round_to")))
    if str(profile.get("zeros")) not in ("withhold", "keep"):
        yield Problem(place, "zeros", "withhold or keep", str(profile.get("zeros")))
    if not profile.get("source"):
        yield Problem(place, "has no source")


def _catalogue(folder: Folder) -> Iterator[Problem]:
    if not (folder.params / CATALOGUE).is_file():
        return
    catalogue = folder.csv(CATALOGUE, CATALOGUE_COLUMNS)
    yield from schema_problems(CATALOGUE, catalogue, schemas.indicators())
    families = set(folder.csv("codes.csv").query("codes == 'indicator_family'")["code"])
    for at, row in catalogue.iterrows():
        if row["family"] not in families:
            what = f"indicator {row['name']} has an unknown family"
            yield Problem(where(CATALOGUE, at), what, "a code of indicator_family in codes.csv", row["family"])
        for table in filter(None, re.split(r"[|;,\s]+", row["tables"])):
            if table not in folder.tables:
                what = f"indicator {row['name']} needs an unknown table"
                yield Problem(where(CATALOGUE, at), what, "tables of tables.csv", table)
