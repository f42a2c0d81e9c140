"""From a folder of ledgers as received to data/processed, all or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from evalkit import checks, codebook, project, store
from evalkit.checks import families
from evalkit.cleaning import correction_lines, corrections, household_corrections, proposals, quality, summary
from evalkit.cleaning.corrections import Correction
from evalkit.cleaning.fates import fates
from evalkit.cleaning.faults import nothing_left, unknown_places
from evalkit.cleaning.finish import finish
from evalkit.cleaning.identifiers import collect
from evalkit.cleaning.issues import Issues, is_repair
from evalkit.cleaning.lineage import lineage
from evalkit.cleaning.lineage_presence import presence
from evalkit.cleaning.sheets import Intake, letter, take_in
from evalkit.cleaning.sides import sides
from evalkit.cleaning.summary import Summary
from evalkit.cleaning.tables import Clean, make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import Codebook
from evalkit.errors import EvalkitError, Problem
from evalkit.intake.pins import Pin
from evalkit.intake.pins import read as read_pins
from evalkit.intake.read import read_folder
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet
from evalkit.memory import give_back
from evalkit.privacy.keys import fingerprint, load_key
from evalkit.privacy.known import Known

if TYPE_CHECKING:
    from evalkit.review.desk import Desk

QUALITY = "quality.xlsx"


def clean(
    raw: Path,
    out: Path,
    *,
    skip_bad: bool = False,
    review: Path | None = None,
    jobs: int = 1,
    progress: Callable[[str], None] | None = None,
) -> Summary:
    """Read every ledger below a folder and write clean tables, side tables and quality.xlsx.

    Parameters
    ----------
    raw : Path
        Ledgers as received; never changed.
    out : Path
        Folder of clean tables; replaced as a whole, or not at all.
    skip_bad : bool
        Set files and sheets aside that cannot be used, and go on; otherwise they stop the run.
    review : Path, optional
        Folder of the villages' lists of points (疑点清单): what came back is read, compared, and sent out again.
    jobs : int
        Files read at the same time, each in a process of its own.
    progress : callable, optional
        Told in words what is being done.

    Returns
    -------
    Summary
        Counts; prints as a page of text.

    Raises
    ------
    EvalkitError
        One problem per unusable file, unknown ledger, duplicate column and unknown village, all at once and before
        anything is written; with `skip_bad` only when nothing at all is left.

    Examples
    --------
    >>> print(clean(Path("data/raw"), Path("data/processed")))              # doctest: +SKIP
    """
    say = progress or (lambda text: None)
    raw, out = Path(raw), Path(out)
    _refuse_target(raw, out)
    give_back()
    desk = _desk(Path(review), raw, out) if review else None
    book = codebook.load()
    words = Vocabulary(book)
    say("reading")
    sheets, refusals = read_folder(raw, jobs=jobs)
    intake, issues, decided, unused = _corrected(sheets, refusals, words)
    corrections.note(decided, intake.file_of, issues)
    key = load_key([raw, out])
    say("cleaning")
    made = make_tables(intake, book, issues, decided)
    related = _related(made, intake, issues, key)
    give_back()
    known = collect(made.ledgers, intake, words)
    faults = [known.masked(fault) for fault in (*intake.faults, *unknown_places(made))]
    tables = finish(made, key, known, issues)
    give_back()
    noticed = corrections.without_okayed(issues.table(known), decided)
    del issues
    if faults and not (skip_bad and tables):
        raise EvalkitError(faults)
    if not tables:
        raise EvalkitError([known.masked(problem) for problem in nothing_left(raw, noticed, intake)])
    say("writing")
    give_back()
    looked_at = checks.run(tables)
    give_back()
    row_fates = fates(intake, made.ledgers)
    give_back()
    beside = sides(intake, row_fates, noticed, known, key, words) | related | {"_checks": looked_at}
    screening = desk.screen(intake, made.ledgers, beside, noticed, known, book) if desk else None
    if screening:
        noticed, beside = screening.noticed, beside | screening.sides
    else:
        beside |= {"_review": _no_lists()}
    result = _summary(intake, row_fates, noticed, faults, out, known)
    result = replace(result, checks=families.by_family(beside["_checks"]), unused=unused)
    listed = _listed(result, noticed, row_fates, beside, book)
    give_back()
    store.write(tables, beside, _manifest(intake, tables, key), out, {QUALITY: listed})
    if screening:
        result = replace(result, review=desk.publish(screening, intake, tables, book, jobs))
    return result


def _related(made: Clean, intake: Intake, issues: Issues, key: bytes) -> dict[str, pd.DataFrame]:
    """Return what became of households and persons, and who may be the same; note the latter for the lists."""
    found = presence(made)
    proposed = proposals.propose(made, found)
    proposals.note(proposed, intake, made.ledgers, issues)
    give_back()
    return {"_lineage": lineage(made, found, key), "_proposals": proposals.without_names(proposed, key)}


def _listed(
    result: Summary, noticed: pd.DataFrame, row_fates: pd.DataFrame, beside: dict[str, pd.DataFrame], book: Codebook
) -> bytes:
    """Return quality.xlsx."""
    problems = noticed[~is_repair(noticed["code"])]
    lines = quality.lines(problems, beside["_sources"], beside["_columns"], row_fates, book)
    return quality.workbook(lines, _kinds_zh(result.kinds), _tables_zh(result.tables))


def _corrected(
    sheets: list[Sheet], refusals: list[Refusal], words: Vocabulary
) -> tuple[Intake, Issues, list[Correction], list[str]]:
    """Find tables and ledgers once every cell holds what params/corrections.csv says.

    Notes
    -----
    A correction that names a household can be placed only when the ledgers are known; the sheets are then looked at
    again, so that it acts like one that names a cell. Lines about files that were not read come last.
    """
    lines, pins, issues = correction_lines.read(), _pinned(words.book), Issues()
    decided = corrections.of_cells(lines, sheets, words.book)
    corrections.replace_cells(sheets, decided)
    intake = take_in(sheets, refusals, words, issues, pins)
    if more := household_corrections.of_households(lines, intake, words.book):
        corrections.replace_cells(sheets, more)
        issues = Issues()
        intake = take_in(sheets, refusals, words, issues, pins)
    return intake, issues, [*decided, *more], corrections.passed_over(lines, sheets)


def _pinned(book: Codebook) -> list[Pin]:
    """Return the pinned layouts; raise everything wrong with them at once."""
    pins, problems = read_pins(project.params(), book)
    if problems:
        raise EvalkitError(problems)
    return pins


def _no_lists() -> pd.DataFrame:
    from evalkit.review.desk import no_history  # it builds on this package

    return no_history()


def _desk(review: Path, raw: Path, out: Path) -> Desk:
    """Read the lists that came back, before anything else is done."""
    from evalkit.review.desk import open_desk  # it builds on this package

    return open_desk(review, raw, out)


def _refuse_target(raw: Path, out: Path) -> None:
    """Refuse an output folder whose replacement would lose something, or that would be read as ledgers next time."""
    here, there = out.resolve(), raw.resolve()
    if here == there or here.is_relative_to(there) or there.is_relative_to(here):
        raise EvalkitError(Problem(str(out), "clean tables and raw ledgers lie in each other", "two separate folders"))
    if out.exists() and not (out.is_dir() and (store.manifest(out) or not set(os.listdir(out)) - {".gitkeep"})):
        expected = "a new folder, or one that an earlier `evalkit clean` wrote"
        raise EvalkitError(Problem(str(out), "the folder holds something else, which would be lost", expected))


def _summary(
    intake: Intake, row_fates: pd.DataFrame, noticed: pd.DataFrame, faults: list[Problem], out: Path, known: Known
) -> Summary:
    unmapped = noticed[noticed["code"] == "unmapped_column"]
    places = [
        f"{known.mask(intake.files[f])}, sheet {known.mask(intake.layouts[s].sheet.name)}, {letter(c - 1)}{r}: {header}"
        for f, s, c, r, header in unmapped[["file_id", "sheet_id", "col", "row", "before"]].itertuples(index=False)
    ]
    return Summary(
        files=len(intake.files),
        sheets=len(intake.layouts),
        rows=len(row_fates),
        tables=summary.by_table(row_fates, codebook.load()),
        layout=summary.layout_rows(row_fates),
        kinds=summary.by_kind(noticed),
        faults=faults,
        unmapped=places,
        out=str(out),
    )


def _manifest(intake: Intake, tables: dict[str, pd.DataFrame], key: bytes) -> dict[str, object]:
    return {
        "evalkit": version("evalkit"),
        store.KEY_FINGERPRINT: fingerprint(key),
        "files": {f"{i}": sha for i, sha in enumerate(intake.hashes)},
        "rows": {name: len(rows) for name, rows in tables.items()},
    }


def _kinds_zh(kinds: pd.DataFrame) -> pd.DataFrame:
    return kinds[["what", "cells"]].set_axis(["问题或更正 / problem or repair", "单元格数 / cells"], axis=1)


def _tables_zh(tables: pd.DataFrame) -> pd.DataFrame:
    names = ["台账 / ledger", "采用 / kept", "重复 / duplicate", "合计 / subtotal", "隔离 / quarantined"]
    return tables.drop(columns="table").set_axis(names, axis=1)
