"""The side tables of a cleaning: sources, columns, fates, repairs, problems, unmapped columns, known values."""

from __future__ import annotations

import pandas as pd

from evalkit.cleaning.issues import is_repair
from evalkit.cleaning.sheets import Intake, letter
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.privacy.known import Known


def sides(
    intake: Intake, fates: pd.DataFrame, noticed: pd.DataFrame, known: Known, key: bytes, words: Vocabulary
) -> dict[str, pd.DataFrame]:
    """Return every side table by its name; paths, sheet names and headers are masked like any text."""
    repairs = is_repair(noticed["code"])
    of_cell = ["sheet_id", "row", "col", "table", "column", "code"]
    return {
        "_sources": sources(intake, known),
        "_columns": _columns(intake, known),
        "_fates": fates,
        "_repairs": noticed.loc[repairs, [*of_cell, "before", "after"]].reset_index(drop=True),
        "_problems": noticed.loc[~repairs, ["file_id", *of_cell, "expected"]].reset_index(drop=True),
        "_unmapped": _unmapped(intake, known, words),
        "_known": known.digests(key),
    }


def sources(intake: Intake, known: Known) -> pd.DataFrame:
    """Return file_id, path, sha256, sheet_id, sheet, rows; a refused file has no sheet."""
    lines = [
        (
            intake.file_of[i],
            known.mask(layout.sheet.file),
            layout.sheet.sha256,
            i,
            known.mask(layout.sheet.name),
            len(layout.fates),
        )
        for i, layout in enumerate(intake.layouts)
    ]
    refused = set(range(len(intake.files))) - set(intake.file_of)
    lines += [(i, known.mask(intake.files[i]), intake.hashes[i], None, "", 0) for i in sorted(refused)]
    table = pd.DataFrame(lines, columns=["file_id", "path", "sha256", "sheet_id", "sheet", "rows"])
    types = {"file_id": "int32", "path": "str", "sha256": "str", "sheet_id": "Int32", "sheet": "str", "rows": "int32"}
    return table.astype(types).sort_values(["file_id", "sheet_id"], ignore_index=True)


def _columns(intake: Intake, known: Known) -> pd.DataFrame:
    lines = [
        (p.sheet_id, p.table.name, f.column.name if f.column else "amount", letter(f.col), known.mask(f.header))
        for p in intake.placed
        if p.table is not None and not p.reason
        for f in p.fields
    ]
    table = pd.DataFrame(lines, columns=["sheet_id", "table", "column", "letter", "header"])
    return table.astype({"sheet_id": "int32"} | dict.fromkeys(["table", "column", "letter", "header"], "str"))


def _unmapped(intake: Intake, known: Known, words: Vocabulary) -> pd.DataFrame:
    """Return each unknown column with the number of rows it has and the known header most like it, a proposal only."""
    lines = []
    for p in intake.placed:
        first = p.block.columns[0]
        columns = p.unmapped if p.table is not None else [first + i for i, h in enumerate(p.block.headers) if h]
        for c in columns:
            header = p.block.header(c)
            likely, score = words.similar(p.table.name, header) if p.table is not None else ("", 0.0)
            lines.append((p.sheet_id, c + 1, known.mask(header), len(p.block.rows), likely, score))
    table = pd.DataFrame(lines, columns=["sheet_id", "col", "header", "rows", "similar", "score"])
    return table.astype(
        {"sheet_id": "int32", "col": "int32", "header": "str", "rows": "int32", "similar": "str", "score": "float64"}
    )
