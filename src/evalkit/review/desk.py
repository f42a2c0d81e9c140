"""The county's loop: lists come back, points are compared, new lists go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit.checks import declared
from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.sheets import Intake
from evalkit.codebook import Codebook
from evalkit.errors import EvalkitError, Problem
from evalkit.privacy.known import Known
from evalkit.review import coverage_book, publish, words
from evalkit.review.coverage import coverage
from evalkit.review.places import Places, all_villages, places
from evalkit.review.points import WHERE, Rule, file_names, points, points_of_checks, sheet_names
from evalkit.review.returned import earlier_points
from evalkit.review.shelf import put
from evalkit.review.status import Scope, batch, compare

HISTORY = ["id", "village", "status", "answer", "contradicted", "first_seen", "found_now", *WHERE]
PERSONAL = "（个人信息，不显示）"
LONGEST = 200
MOST_SHOWN = 12


@dataclass(frozen=True)
class Screening:
    """What a run found and what became of what earlier runs found.

    Parameters
    ----------
    points : DataFrame
        Every point with its status; the columns of a list, folder, found_now and where it is in the raw files.
    sides : dict
        `_review`, and `_problems` and `_checks` without what a person found to stand as it is.
    noticed : DataFrame
        What cleaning noticed, without the same.
    """

    points: pd.DataFrame
    sides: dict[str, pd.DataFrame]
    noticed: pd.DataFrame
    mark: str
    held: Places


@dataclass(frozen=True)
class Desk:
    """A folder of lists, with what came back in them."""

    folder: Path
    raw: Path
    earlier: pd.DataFrame

    def screen(
        self, intake: Intake, ledgers: Mapping[str, Ledger], sides: Mapping[str, pd.DataFrame], noticed: pd.DataFrame,
        known: Known, book: Codebook,
    ) -> Screening:  # fmt: skip
        """Compare what this cleaning found with the lists that came back."""
        sources, held = sides["_sources"], places(ledgers, intake.files)
        found = [points(noticed, sides["_fates"], sources, held, book)]
        if "_checks" in sides:
            found.append(_checked(sides, intake, known, held, book))
        now = pd.concat(found, ignore_index=True).drop_duplicates("id")
        now["found"] = [" ".join(text.split())[:LONGEST] for text in now["found"]]
        mark = batch(intake.hashes)
        told = compare(now, self.earlier, _scope(sides), mark)
        told = told.merge(now[["id", *WHERE]], on="id", how="left")
        stands = told[told["status"] == words.STANDS]
        kept = {"_review": _history(told)} | {
            name: _without(sides[name], stands) for name in ("_problems", "_checks") if name in sides
        }
        return Screening(told, kept, _without(noticed, stands), mark, held)

    def publish(
        self, screening: Screening, intake: Intake, tables: Mapping[str, pd.DataFrame], book: Codebook, jobs: int = 1
    ) -> str:
        """Write the lists, the marked copies (so many at a time) and the coverage; return what to tell the user."""
        folders = {words.COUNTY, *screening.points["folder"], *all_villages(screening.held)}
        edited = []
        with publish.workers(jobs) as each:
            for name in sorted(folders):
                edited += publish.folder(self.folder / name, self.raw, screening, intake, book, each)
        put(self.folder / coverage_book.FILE, coverage_book.workbook(coverage(tables, book), book))
        return _said(screening.points, self.folder, edited)


def open_desk(folder: Path, raw: Path, out: Path) -> Desk:
    """Read the lists that came back.

    Parameters
    ----------
    folder : Path
        Folder of the lists: one folder per village. It may not exist yet.
    raw, out : Path
        Ledgers as received, and clean tables.

    Raises
    ------
    EvalkitError
        When the folder lies in the ledgers or the clean tables, or a list was edited out of shape.
    """
    here = folder.resolve()
    for other, what in ((raw.resolve(), "raw ledgers"), (out.resolve(), "clean tables")):
        if here == other or here.is_relative_to(other) or other.is_relative_to(here):
            raise EvalkitError(Problem(str(folder), f"lists and {what} lie in each other", "two separate folders"))
    return Desk(folder, raw, earlier_points(folder))


def _checked(sides: Mapping, intake: Intake, known: Known, held: Places, book: Codebook) -> pd.DataFrame:
    """Return the rows that checks found as points, with what stands in the cell unless it is personal."""
    checks = sides["_checks"]
    rules = {name: Rule(rule.zh, rule.suggestion_zh) for name, rule in declared.load().items()}
    letters = _letters(sides["_columns"])
    personal = {(t.name, c.name): c.personal != "none" for t in book.tables.values() for c in t.columns}
    found = []
    for sheet_id, row, table, column in checks[["sheet_id", "row", "table", "column"]].itertuples(index=False):
        col = letters.get((sheet_id, table, column))
        if col is None:
            found.append("")
        elif personal.get((table, column), True):
            found.append(PERSONAL)
        else:
            value = intake.layouts[sheet_id].sheet.cells.value(row - 1, col - 1)
            found.append("" if value is None else known.mask(str(value)))
    return points_of_checks(checks, rules, found, sides["_sources"], held, book, letters)


def _letters(columns: pd.DataFrame) -> dict[tuple[int, str, str], int]:
    """Return the sheet column, from 1, of every codebook column that stands in the rows of its table."""
    near = columns[columns["letter"] != ""]
    if "row" in near:
        near = near[near["row"].isna()]
    number = {text: _number(text) for text in near["letter"].unique()}
    keys = near[["sheet_id", "table", "column"]].itertuples(index=False, name=None)
    return {key: number[text] for key, text in zip(keys, near["letter"], strict=True)}


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _scope(sides: Mapping[str, pd.DataFrame]) -> Scope:
    sources = sides["_sources"]
    files, sheets = file_names(sources), sheet_names(sources)
    file_of = dict(sources.dropna(subset="sheet_id")[["sheet_id", "file_id"]].itertuples(index=False, name=None))
    read = frozenset((files[file_of[s]], sheets[s]) for s in sides["_columns"]["sheet_id"].unique())
    return Scope(frozenset(files.values()), read)


def no_history() -> pd.DataFrame:
    """Return `_review` of a cleaning that keeps no lists: no points."""
    return pd.DataFrame(columns=HISTORY).astype(dict.fromkeys(HISTORY, "str") | {"sheet_id": "Int64"})


def _history(told: pd.DataFrame) -> pd.DataFrame:
    """Return `_review`: what became of every point; no values and no remarks."""
    table = told.assign(
        village=told["folder"].where(told["folder"] != words.COUNTY, ""),
        contradicted=(told["answer"] == words.FIXED) & told["found_now"],
    )
    return table[HISTORY].sort_values(["village", "id"], ignore_index=True)


def _without(rows: pd.DataFrame, stands: pd.DataFrame) -> pd.DataFrame:
    """Return rows of `_problems`, `_checks` or of what was noticed without the points that stand as they are."""
    if stands.empty:
        return rows
    key = ["sheet_id", "row", "table", "column", "rule" if "rule" in rows else "code"]
    places = stands[["sheet_id", "row", "table", "column", "code"]].itertuples(index=False, name=None)
    right = {tuple(None if pd.isna(v) else v for v in place) for place in places}
    lines = rows[key].itertuples(index=False, name=None)
    kept = [tuple(None if pd.isna(v) else v for v in line) not in right for line in lines]
    return rows[np.array(kept, dtype=bool)].reset_index(drop=True)


def _said(told: pd.DataFrame, folder: Path, edited: list[str]) -> str:
    counts = told["status"].value_counts()
    by_status = ", ".join(f"{status} {counts.get(status, 0)}" for status in words.STATUSES)
    says = [f"{words.LIST} of every village in {folder}: {by_status}"]
    against = told[(told["answer"] == words.FIXED) & told["found_now"]]
    if len(against):
        says.append(f"Said to be put right but still there ({len(against)}):")
        shown = against[["file", "sheet", "cell"]].head(MOST_SHOWN).itertuples(index=False)
        says += [f"  {file}, sheet {sheet}, {cell}" for file, sheet, cell in shown]
    says += [f"A marked copy was edited; it is not read, and kept as {name}" for name in edited]
    return "\n".join(says)
