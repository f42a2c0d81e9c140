"""Checks of assessment_weights.csv: codes of the lists, weights above zero, a source behind every line."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.errors import Problem
from evalkit.indicators.assessment_score import FILE, LISTS
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, schema_problems, where

NAME = Path(FILE).name
COLUMNS = ["place", "from", "kind", "item", "weight", "source", "certainty"]
PLACE = r"^(\d{2}|\d{6}|\d{12})$"
WEIGHT = r"^(?=.*[1-9])\d+(\.\d+)?$"


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in assessment_weights.csv; a project without the file weighs everything equally."""
    table = folder.csv(NAME, COLUMNS, optional=True)
    columns = {
        "place": schemas.column(PLACE, "2, 6 or 12 digits, 00 for the nation"),
        "from": schemas.column(schemas.YEAR, "a year"),
        "kind": schemas.column(among=LISTS),
        "weight": schemas.column(WEIGHT, "a number above zero such as 30 or 0.3"),
        "source": schemas.column(),
        "certainty": schemas.column(),
    }
    schema = schemas.schema(columns, unique=["place", "from", "kind", "item"])
    return [*schema_problems(NAME, table, schema), *_items(table, folder)]


def _items(table: pd.DataFrame, folder: Folder) -> list[Problem]:
    found = []
    for at, row in table.iterrows():
        known = folder.lists.get(LISTS.get(row["kind"], ""), set())
        if row["kind"] in LISTS and row["item"] not in known:
            wanted = f"a code of the list {LISTS[row['kind']]}"
            found.append(Problem(where(NAME, at), "column item is not allowed", wanted, row["item"] or "nothing"))
    return found
