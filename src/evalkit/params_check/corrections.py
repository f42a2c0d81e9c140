"""Checks of corrections.csv: reviewed changes, each under one of its two keys."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalkit.cleaning import correction_lines
from evalkit.cleaning.correction_lines import BY_CELL, BY_HOUSEHOLD, CELL, FILE, Line
from evalkit.errors import Problem
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, schema_problems, where

COLUMNS = [*BY_CELL, "column", "found", "value", "action", "reason", "decided_by", "decided_on"]


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in corrections.csv; keys can be judged only with a readable codebook."""
    lines = folder.csv(FILE, COLUMNS)
    lines = lines.reindex(columns=[*COLUMNS, *BY_HOUSEHOLD]).fillna("")
    return [*schema_problems(FILE, lines, schemas.corrections()), *_keys(folder, lines)]


def _keys(folder: Folder, lines: pd.DataFrame) -> Iterator[Problem]:
    from evalkit import codebook

    if folder.unreadable or lines.empty:
        return
    book = codebook.load(folder.params)
    for at, row in lines.iterrows():
        line = Line(where(FILE, at), row.to_dict())
        yield from correction_lines.key_problems(line, book)
        if line["cell"] and not CELL.fullmatch(line["cell"].upper()):
            yield Problem(line.where, "column cell is not allowed", "a cell address such as C12", line["cell"])
