"""What became of every point since the last list: put right, still there, or standing as it is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from evalkit.review import words
from evalkit.review.advice import ONCE, UNCHANGED
from evalkit.review.words import FIXED, IS_OPEN, NEW, SHOWN, STANDS, STAYS

SAME_THING = ["file", "sheet", "ledger", "heading", "problem", "found"]
SHAPE = r"(?:文字|数字格)，\d+位"  # personal cells show only this; it does not tell two values apart
USED = (UNCHANGED, ONCE)
BATCH_LENGTH = 12


@dataclass(frozen=True)
class Scope:
    """What was received and could be read as ledgers this time: files, and sheets as (file, sheet)."""

    files: frozenset[str]
    sheets: frozenset[tuple[str, str]]


def batch(hashes: Iterable[str]) -> str:
    """Return the mark of one delivery: 12 hex digits of the hash of its files' hashes; the same files, the same mark.

    Examples
    --------
    >>> batch(["b", "a"]) == batch(["a", "b"])
    True
    """
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()[:BATCH_LENGTH]


def compare(now: pd.DataFrame, earlier: pd.DataFrame, scope: Scope, mark: str) -> pd.DataFrame:
    """Return the points found now and those of earlier lists, each with its status.

    Parameters
    ----------
    now : DataFrame
        Points found by this cleaning.
    earlier : DataFrame
        Points of the lists as they came back: `folder` and the columns of a list.
    scope : Scope
        Which files and sheets were looked at; what was not received is neither put right nor still there.
    mark : str
        Mark of this delivery, from `batch`.

    Returns
    -------
    DataFrame
        The columns of a list, `folder`, and `found_now`. Status is 新发现, 未整改, 已整改 or 属实保留. A point that
        moved to another cell of its sheet (rows put in above it) keeps its history where as many like it went as came.

    Notes
    -----
    属实保留 holds for the content it was given for: when the cell says something else, the point is open again.
    """
    before = {line["id"]: line for line in earlier.to_dict("records")}
    moved = _moved(now, earlier)
    listed = []
    for line in now.to_dict("records"):
        was = before.get(moved.get(line["id"], line["id"]))
        told = {"status": NEW, "note": "", "answer": "", "remark": "", "first_seen": mark}
        if was is not None:
            told = _again(line, was, mark)
        listed.append({**line, **told, "folder": line["village"] or words.COUNTY, "found_now": True})
    gone = earlier[~earlier["id"].isin(now["id"]) & ~earlier["id"].isin(moved.values())]
    listed += [{**line, **_gone(line, scope), "found_now": False} for line in gone.to_dict("records")]
    table = pd.DataFrame(listed, columns=[*SHOWN, "folder", "found_now"])
    return table.astype(dict.fromkeys([*SHOWN, "folder"], "str") | {"found_now": bool})


def _again(line: dict, was: dict, mark: str) -> dict[str, str]:
    """Return the status of a point that an earlier list had and that is found again, there or at another cell."""
    kept = {"answer": was["answer"], "remark": was["remark"], "first_seen": was["first_seen"]}
    moved = line["id"] != was["id"]
    origin = words.moved_from(was["cell"]) if moved else ""
    if was["status"] == FIXED:
        return {**kept, "status": STAYS, "note": words.CAME_BACK, "answer": ""}
    if was["answer"] == STANDS:
        sure = was["found"] == line["found"] and not (moved and re.fullmatch(SHAPE, line["found"]))
        if not sure:
            return {**kept, "status": STAYS, "note": origin + words.CHANGED, "answer": ""}
        return {**kept, "status": STANDS, "note": origin + ("" if line["done"] in USED else words.STILL_OUT)}
    if was["answer"] == FIXED:
        return {**kept, "status": STAYS, "note": origin + words.STILL_THERE}
    fresh = kept["first_seen"] == mark and not was["answer"]
    return {**kept, "status": NEW if fresh else STAYS, "note": origin}


def _gone(line: dict, scope: Scope) -> dict[str, str]:
    """Return the status of a point that is not found any more."""
    if line["status"] == FIXED:
        return {}
    if line["file"] not in scope.files:
        return {"note": words.NOT_RECEIVED}
    if line["sheet"] and (line["file"], line["sheet"]) not in scope.sheets:
        return {"note": words.NOT_READ}
    return {"status": FIXED, "note": words.GONE_UNSAID if line["answer"] == STAYS else ""}


def _moved(now: pd.DataFrame, earlier: pd.DataFrame) -> dict[str, str]:
    """Return new id -> old id where as many like points went from a sheet as came to it, in their order."""
    old = earlier[~earlier["id"].isin(now["id"]) & earlier["status"].isin((*IS_OPEN, STANDS)) & (earlier["cell"] != "")]
    new = now[~now["id"].isin(earlier["id"]) & (now["cell"] != "")]
    came = {key: list(part["id"]) for key, part in new.groupby(SAME_THING, sort=False)}
    pairs: dict[str, str] = {}
    for key, part in old.groupby(SAME_THING, sort=False):
        if len(came.get(key, ())) == len(part):
            pairs |= dict(zip(came[key], part["id"], strict=True))
    return pairs
