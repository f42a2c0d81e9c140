"""The files of one village: its list and the marked copies of its workbooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from evalkit.cleaning.sheets import Intake
from evalkit.codebook import Codebook
from evalkit.review import lists, marked
from evalkit.review.links import link
from evalkit.review.places import single_village
from evalkit.review.shelf import put, put_marked
from evalkit.review.words import COUNTY, IS_OPEN, LIST, MARKED

if TYPE_CHECKING:
    from evalkit.review.desk import Screening

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip and OLE: the files whose sheets have names


@contextmanager
def workers(jobs: int) -> Iterator[Callable]:
    """Give what applies a function to many things, as `map` does, in so many processes."""
    if jobs == 1:
        yield map
    else:
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield pool.map


def folder(
    where: Path, raw: Path, screening: Screening, intake: Intake, book: Codebook, each: Callable = map
) -> list[str]:
    """Write one village's list and marked copies; return copies found edited.

    Parameters
    ----------
    where : Path
        Folder named by the village's code, or `县级` for what belongs to no single village.
    raw : Path
        Ledgers as received.
    screening : Screening
        Points with their status.
    each : callable
        From `workers`; makes the copies.
    """
    name = where.name
    own = screening.points[screening.points["folder"] == name]
    own = own.assign(link=[_link(line, raw, intake, where) for line in own.to_dict("records")])
    made, unmarked = _copies(name, raw, screening, intake, each)
    title = COUNTY if name == COUNTY else f"{book.village_name(name)}（{name}）"
    edited = put_marked(where / MARKED, made)
    if name != COUNTY or len(own) or (where / LIST).is_file():
        put(where / LIST, lists.workbook(title, screening.mark, own, unmarked))
    return [f"{name}/{MARKED}/{copy}" for copy in edited]


def _link(line: dict, raw: Path, intake: Intake, where: Path) -> str:
    if pd.isna(line["file_id"]):
        return ""
    ledger = raw / intake.files[int(line["file_id"])]
    with ledger.open("rb") as handle:
        named = handle.read(4) in WORKBOOKS
    sheet = intake.layouts[int(line["sheet_id"])].sheet.name if named and not pd.isna(line["sheet_id"]) else ""
    return link(ledger, sheet, line["cell"], where)


def _copies(
    name: str, raw: Path, screening: Screening, intake: Intake, each: Callable
) -> tuple[dict[str, bytes], list[str]]:
    """Return marked copies by path, and the files without one.

    Notes
    -----
    A workbook with rows of several villages goes to the county's folder, so that no village gets another's rows.
    """
    told = screening.points
    faulty = told[told["status"].isin(IS_OPEN) & told["file_id"].notna() & told["sheet_id"].notna()]
    here = [f for f in faulty["file_id"].unique() if (single_village(screening.held, int(f)) or COUNTY) == name]
    wanted, unmarked = {}, []
    for file_id, own in faulty[faulty["file_id"].isin(here)].groupby("file_id", sort=True):
        path = raw / intake.files[int(file_id)]
        rows = sum(len(layout.fates) for f, layout in zip(intake.file_of, intake.layouts, strict=True) if f == file_id)
        if marked.can_mark(path, rows):
            wanted[int(file_id)] = own.assign(sheet=[intake.layouts[int(s)].sheet.name for s in own["sheet_id"]])
        else:
            unmarked.append(own["file"].iloc[0])
    copies = each(marked.copy, [raw / intake.files[f] for f in wanted], wanted.values())
    made = dict(zip(wanted, copies, strict=True))
    unmarked += [wanted[f]["file"].iloc[0] for f, copy in made.items() if copy is None]
    return {intake.files[f]: copy for f, copy in made.items() if copy is not None}, unmarked
