"""The side tables of a cleaning: sources, columns, fates, repairs, problems, unmapped columns, known values."""

from __future__ import annotations

import pandas as pd

from evalkit.cleaning.issues import is_repair
from evalkit.cleaning.reasons import CODES, IS_PROPOSAL
from evalkit.cleaning.sheets import Intake, letter
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.privacy.known import Known
from evalkit.privacy.names import without_persons


def sides(
    intake: Intake, fates: pd.DataFrame, noticed: pd.DataFrame, known: Known, key: bytes, words: Vocabulary
) -> dict[str, pd.DataFrame]:
    """Return every side table by its name; paths, sheet names and headers are masked like any text."""
    repairs, proposals = is_repair(noticed["code"]), noticed["code"].isin(CODES[IS_PROPOSAL])
    of_cell = ["sheet_id", "row", "col", "table", "column", "code"]
    return {
        "_sources": sources(intake, known),
        "_columns": _columns(intake, known),
        "_fates": fates,
        "_repairs": noticed.loc[repairs, [*of_cell, "before", "after"]].reset_index(drop=True),
        "_problems": noticed.loc[~repairs & ~proposals, ["file_id", *of_cell, "expected"]].reset_index(drop=True),
        "_unmapped": _unmapped(intake, known, words),
        "_known": known.digests(key),
    }


def sources(intake: Intake, known: Known) -> pd.DataFrame:
    """Return file_id, path, sha256, sheet_id, sheet, rows; a refused file has no sheet.

    Notes
    -----
    Files and sheets that no ledger was made of lose every word that looks like a name: a folder of one file per
    household names them after persons whom no ledger may name.
    """
    used = [p for p in intake.placed if p.table is not None and not p.reason]
    files, sheets = {p.file_id for p in used}, {p.sheet_id for p in used}

    def path(file_id: int) -> str:
        masked = known.mask(intake.files[file_id])
        return masked if file_id in files else without_persons(masked)

    lines = []
    for i, layout in enumerate(intake.layouts):
        name = known.mask(layout.sheet.name)
        name = name if i in sheets else without_persons(name)
        lines.append((intake.file_of[i], path(intake.file_of[i]), layout.sheet.sha256, i, name, len(layout.fates)))
    refused = set(range(len(intake.files))) - set(intake.file_of)
    lines += [(i, path(i), intake.hashes[i], None, "", 0) for i in sorted(refused)]
    table = pd.DataFrame(lines, columns=["file_id", "path", "sha256", "sheet_id", "sheet", "rows"])
    types = {"file_id": "int32", "path": "str", "sha256": "str", "sheet_id": "Int32", "sheet": "str", "rows": "int32"}
    return table.astype(types).sort_values(["file_id", "sheet_id"], ignore_index=True)


def _columns(intake: Intake, known: Known) -> pd.DataFrame:
    """Return where each codebook column stands in a sheet; with its own `row` where that is not the row of the data.

    Notes
    -----
    A form's values stand apart: 户类型 may be in D3 and its household's number in B2. A value that stands in a name or
    in a pinned layout has neither letter nor row.
    """
    lines = []
    for p in intake.placed:
        for f in p.fields if p.table is not None and not p.reason else ():
            far = p.layout.far.get(f.col)
            place = (letter(far[1]), far[0] + 1) if far else ("" if f.col in p.layout.far else letter(f.col), None)
            lines.append((p.sheet_id, p.table.name, f.column.name if f.column else "amount", *place, f.header))
    table = pd.DataFrame(lines, columns=["sheet_id", "table", "column", "letter", "row", "header"])
    table["header"] = [known.mask(header) for header in table["header"]]
    types = dict.fromkeys(["table", "column", "letter", "header"], "str")
    return table.astype({"sheet_id": "int32", "row": "Int32"} | types)


def _unmapped(intake: Intake, known: Known, words: Vocabulary) -> pd.DataFrame:
    """Return each unknown column with the number of rows it has and the known header most like it, a proposal only."""
    lines = []
    for p in intake.placed:
        first = p.block.columns[0]
        columns = p.unmapped if p.table is not None else [first + i for i, h in enumerate(p.block.headers) if h]
        for c in columns:
            header = p.block.header(c)
            likely, score = words.similar(p.table.name, header) if p.table is not None else ("", 0.0)
            text, col = known.mask(header), c + 1
            if cell := p.layout.far.get(c):  # what stands where a form's labels do may be anything, a name too
                text, col = without_persons(text), cell[1] + 1
            lines.append((p.sheet_id, col, text, len(p.block.rows), likely, score))
    table = pd.DataFrame(lines, columns=["sheet_id", "col", "header", "rows", "similar", "score"])
    return table.astype(
        {"sheet_id": "int32", "col": "int32", "header": "str", "rows": "int32", "similar": "str", "score": "float64"}
    )
