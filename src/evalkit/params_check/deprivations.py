"""Checks of deprivations.csv: dimensions with a label, numbers that can be read, measures that evalkit can take."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pandas as pd

from evalkit.errors import Problem
from evalkit.indicators.deprivation_scores import FILE, LIST, NO_MEASURE
from evalkit.indicators.deprivations import MEASURES
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, schema_problems, where

NAME = Path(FILE).name
COLUMNS = ["place", "from", "dimension", "weight", "k", "measure", "source", "certainty"]
NUMBER = r"^(?=\d*\.?\d*[1-9])\d+(\.\d+|/0*[1-9]\d*)?$"
SET = ["place", "from"]


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in deprivations.csv."""
    table = folder.csv(NAME, COLUMNS)
    columns = {
        "place": schemas.column(schemas.PLACE, "2 or 6 digits, 00 for the nation"),
        "from": schemas.column(schemas.YEAR, "a year"),
        "dimension": schemas.column(among=folder.lists.get(LIST, set()) or {f"a code of the list {LIST}"}),
        "weight": schemas.column(NUMBER, "a number above zero such as 1, 0.5 or 1/6"),
        "k": schemas.column(NUMBER, "a share above zero such as 0.2 or 1/3"),
        "measure": schemas.column(among=(*MEASURES, NO_MEASURE)),
        "source": schemas.column(),
        "certainty": schemas.column(),
    }
    schema = schemas.schema(columns, unique=[*SET, "dimension"])
    return [*schema_problems(NAME, table, schema), *_sets(table)]


def _sets(table: pd.DataFrame) -> Iterator[Problem]:
    for (place, since), own in table.groupby(SET, sort=False):
        at, name = where(NAME, own.index[0]), f"the standard of place {place} from {since}"
        cutoffs = {cell for cell in own["k"] if re.match(NUMBER, cell)}
        if len({Fraction(cell) for cell in cutoffs}) > 1:
            yield Problem(at, f"{name} has several cut-offs", "the same k in all its lines", ", ".join(sorted(cutoffs)))
        if any(Fraction(cell) > 1 for cell in cutoffs):
            yield Problem(at, f"{name} has a cut-off above all there is", "k up to 1", ", ".join(sorted(cutoffs)))
        if set(own["measure"]) <= {NO_MEASURE}:
            yield Problem(at, f"{name} measures nothing", f"a measure other than {NO_MEASURE} in one of its lines")
