"""Lists that came back from the villages, read before anything is written over them."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from evalkit.errors import EvalkitError, Problem
from evalkit.intake import limits
from evalkit.intake.child import Reader
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet
from evalkit.review.words import ANSWERS, CLOSED, HEADS, LIST, OPEN, SHOWN, STATUSES, STAYS

FOLDER = re.compile(r"\d{12}|县级")
ID = re.compile(r"[0-9a-f]{12}")
HEADER_ROWS = 10
MUST_HAVE = ("id", "status", "answer", "remark")
EARLIER = ("folder", *SHOWN)


def earlier_points(review: Path) -> pd.DataFrame:
    """Return every point of the lists in a review folder with what was filled in.

    Parameters
    ----------
    review : Path
        The folder that holds one folder per village.

    Returns
    -------
    DataFrame
        `folder` (village code) and the columns of a list, all text; empty before the first list.

    Raises
    ------
    EvalkitError
        All at once: a list that cannot be read, lacks its columns or ids, or holds an answer that is none of the three.
        Nothing has been written then, so the list stays as it came.
    """
    lines, problems = [], []
    folders = sorted(p for p in review.glob("*") if p.is_dir() and FOLDER.fullmatch(p.name)) if review.is_dir() else []
    with Reader(limits.load()) as reader:
        for folder in folders:
            problems += _strays(folder)
            if (folder / LIST).is_file():
                _read(reader, folder, lines, problems)
    table = pd.DataFrame(lines, columns=list(EARLIER)).astype("str")
    problems += _twice(table)
    if problems:
        raise EvalkitError(problems)
    return table.drop_duplicates("id", ignore_index=True)


def _strays(folder: Path) -> list[Problem]:
    """Refuse a second list beside the first: which of the two holds the answers cannot be known."""
    stem = LIST.removesuffix(".xlsx")
    strays = sorted(p.name for p in folder.glob(f"{stem}*") if p.name != LIST)
    return [Problem(f"{folder.name}/{name}", "a second list of points", f"one, called {LIST}") for name in strays]


def _read(reader: Reader, folder: Path, lines: list, problems: list[Problem]) -> None:
    where = f"{folder.name}/{LIST}"
    read = reader.read(folder / LIST, where)
    if isinstance(read, Refusal):
        problems.append(read.problem())
        return
    sheets = {sheet.name: sheet for sheet in read}
    if OPEN not in sheets:
        problems.append(Problem(where, f"the sheet {OPEN} is missing", "the list with its sheets as sent out"))
    for name in (OPEN, CLOSED):
        if name in sheets:
            _lines(sheets[name], f"{where}, sheet {name}", folder.name, lines, problems)


def _lines(sheet: Sheet, where: str, folder: str, lines: list, problems: list[Problem]) -> None:
    texts = [["" if value is None else str(value).strip() for value in row] for row in sheet.cells]
    zh = {head.zh: head.name for head in HEADS}
    top = max(range(min(len(texts), HEADER_ROWS)), key=lambda r: len(zh.keys() & set(texts[r])), default=0)
    columns = {zh[text]: c for row in texts[top : top + 1] for c, text in enumerate(row) if text in zh}
    missing = [head.zh for head in HEADS if head.name in MUST_HAVE and head.name not in columns]
    if missing:
        problems.append(Problem(where, f"columns are missing: {'、'.join(missing)}", "the header as sent out"))
        return
    for r, row in enumerate(texts[top + 1 :], start=top + 2):
        if not any(row):
            continue
        line = {name: row[columns[name]] if name in columns else "" for name in SHOWN}
        line["status"] = line["status"] if line["status"] in STATUSES else STAYS
        wrong = _wrong(line)
        if wrong:
            problems.append(Problem(f"{where}, row {r}", *wrong))
        else:
            lines.append([folder, *line.values()])


def _wrong(line: dict[str, str]) -> tuple[str, str] | None:
    if not ID.fullmatch(line["id"]):
        return "no 编号, or one that was changed", "the 12 characters as sent out"
    if line["answer"] not in ("", *ANSWERS):
        return "核实结果 is none of the choices; explanations go into 备注", "、".join(ANSWERS)
    return None


def _twice(table: pd.DataFrame) -> list[Problem]:
    """Refuse a point that stands twice with two different answers."""
    told = table[["folder", "id", "answer"]].drop_duplicates()
    again = told[told.duplicated("id")]
    what = "one point stands there twice with different answers"
    return [
        Problem(f"{folder}/{LIST}", what, "one line", point)
        for folder, point in zip(again["folder"], again["id"], strict=True)
    ]
