"""Everything a person should look at, one line each, with an id that stays while the cell and the problem do."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalkit.cleaning.issues import is_repair
from evalkit.cleaning.quality import FATES
from evalkit.cleaning.reasons import REASONS
from evalkit.cleaning.sheets import letter
from evalkit.codebook import Codebook
from evalkit.review.advice import LOOK, UNCHANGED, advice, done
from evalkit.review.places import Places

WHERE = ["file_id", "sheet_id", "row", "col", "table", "column", "code"]
COLUMNS = [*WHERE, "found", "id", "village", "file", "sheet", "cell", "ledger", "heading", "problem", "advice", "done"]
# One line for the sheet says it; a line for each of its rows would bury the rest.
SAID_ONCE = {"unknown_ledger", "form_sheet", "duplicate_column", "corrected_drop", "identical"}
ID_LENGTH = 12


@dataclass(frozen=True)
class Rule:
    """What one check says: the problem and what to do about it, in Chinese."""

    problem: str
    advice: str = LOOK


def points(
    noticed: pd.DataFrame, fates: pd.DataFrame, sources: pd.DataFrame, held: Places, book: Codebook
) -> pd.DataFrame:
    """Return the problems of cleaning and the rows set aside without one.

    Parameters
    ----------
    noticed : DataFrame
        From `Issues.table`: problems and repairs, personal values masked.
    fates, sources : DataFrame
        Side tables `_fates` and `_sources`.
    held : Places
        Villages of rows, sheets and files.
    book : Codebook
        Names of ledgers and columns.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`; `id` is made of file, sheet, cell, column and code, never of a value.
    """
    problems = noticed.loc[~is_repair(noticed["code"]), [*WHERE, "before"]].rename(columns={"before": "found"})
    listed = pd.concat([problems, _set_aside(fates, problems, sources)], ignore_index=True)
    listed = listed.sort_values(["file_id", "sheet_id", "row", "col"], kind="stable", na_position="first")
    fate = dict(zip(zip(fates["sheet_id"], fates["row"], strict=True), fates["fate"], strict=True))
    at = [fate.get((s, r), "") for s, r in listed[["sheet_id", "row"]].itertuples(index=False)]
    said = {
        "problem": [REASONS[code].zh for code in listed["code"]],
        "advice": [advice(code) for code in listed["code"]],
        "done": [done(code, where if where in FATES else "") for code, where in zip(listed["code"], at, strict=True)],
    }
    return _placed(listed.assign(**said), sources, held, book)


def points_of_checks(
    checks: pd.DataFrame, rules: dict[str, Rule], found: list[str], sources: pd.DataFrame, held: Places,
    book: Codebook, letters: dict[tuple[int, str, str], int],
) -> pd.DataFrame:  # fmt: skip
    """Return the rows that checks found, as points like those of cleaning.

    Parameters
    ----------
    checks : DataFrame
        rule, table, file_id, sheet_id, row, column...: one line per row to look at.
    rules : dict
        Rule to what it says.
    found : list of str
        What stands in each cell, personal values masked.
    letters : dict
        (sheet_id, table, column) to the 1-based column of the sheet.
    """
    col = [letters.get(key) for key in checks[["sheet_id", "table", "column"]].itertuples(index=False, name=None)]
    listed = checks.rename(columns={"rule": "code"})[[name for name in WHERE if name != "col"]].assign(
        col=pd.array(col, dtype="Int64"),
        found=found,
        problem=[rules[code].problem if code in rules else code for code in checks["rule"]],
        advice=[rules[code].advice if code in rules else LOOK for code in checks["rule"]],
        done=UNCHANGED,
    )
    return _placed(listed, sources, held, book)


def _set_aside(fates: pd.DataFrame, problems: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return the quarantined and duplicate rows of which no problem was noted."""
    aside = fates[fates["fate"].isin(("quarantined", "duplicate")) & ~fates["code"].isin(SAID_ONCE)]
    noted = set(problems[["sheet_id", "row"]].itertuples(index=False, name=None))
    fresh = [place not in noted for place in aside[["sheet_id", "row"]].itertuples(index=False, name=None)]
    file_of = sources.dropna(subset="sheet_id").set_index("sheet_id")["file_id"]
    aside = aside[np.array(fresh, dtype=bool)]
    numbers = {"file_id": aside["sheet_id"].map(file_of), "sheet_id": aside["sheet_id"], "row": aside["row"]}
    numbers["col"] = pd.NA
    table = pd.DataFrame(numbers, index=aside.index).astype("Int64")
    return table.assign(table=aside["table"], column="", code=aside["code"], found="")


def _placed(listed: pd.DataFrame, sources: pd.DataFrame, held: Places, book: Codebook) -> pd.DataFrame:
    files, sheets = file_names(sources), sheet_names(sources)
    zh = {(t.name, c.name): c.zh for t in book.tables.values() for c in t.columns}
    cells = [cell(row, col) for row, col in listed[["row", "col"]].itertuples(index=False)]
    number = [tuple(None if pd.isna(n) else int(n) for n in t) for t in listed[WHERE[:3]].itertuples(index=False)]
    listed = listed.assign(
        village=[held.village(*place) for place in number],
        file=[files[f] for f, _, _ in number],
        sheet=[sheets.get(s, "") for _, s, _ in number],
        cell=cells,
        ledger=[book.tables[t].zh if t in book.tables else "" for t in listed["table"]],
        heading=[zh.get(key, key[1]) for key in listed[["table", "column"]].itertuples(index=False, name=None)],
    )
    key = ["file", "sheet", "cell", "table", "column", "code"]
    listed = listed.assign(id=[point_id(*line) for line in listed[key].itertuples(index=False, name=None)])
    return listed.drop_duplicates("id")[COLUMNS].reset_index(drop=True)


def point_id(*parts: str) -> str:
    """Return the id of a point: 12 hex digits of the SHA-256 of where it is and what is wrong.

    Examples
    --------
    >>> point_id("石门村/收入.xlsx", "收入", "E5", "income", "amount", "range")
    'f8ac565ee2ae'
    """
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:ID_LENGTH]


def file_names(sources: pd.DataFrame) -> dict[int, str]:
    """Return the name of every file; files that look alike once personal data is masked are numbered."""
    by_file = sources.drop_duplicates("file_id")
    return dict(zip(by_file["file_id"].astype(int), _told_apart(by_file["path"]), strict=True))


def sheet_names(sources: pd.DataFrame) -> dict[int, str]:
    """Return the name of every sheet, numbered within its file where masking made them alike."""
    names: dict[int, str] = {}
    for _, own in sources.dropna(subset="sheet_id").groupby("file_id", sort=False):
        names |= dict(zip(own["sheet_id"].astype(int), _told_apart(own["sheet"]), strict=True))
    return names


def cell(row: object, col: object) -> str:
    """Return the address of a cell, the row alone in words, or nothing.

    Examples
    --------
    >>> cell(5, 2), cell(5, None), cell(None, None)
    ('B5', '第5行', '')
    """
    if pd.isna(row):
        return ""
    return f"第{int(row)}行" if pd.isna(col) else f"{letter(int(col) - 1)}{int(row)}"


def _told_apart(names: pd.Series) -> list[str]:
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return told
