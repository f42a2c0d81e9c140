"""Notes of result rows in both languages: why a figure is missing, what was left out, how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from evalkit import codebook
from evalkit.errors import EvalkitError

BETWEEN = " / "


def both(zh: str, en: str) -> str:
    """Return a note that holds both languages.

    Examples
    --------
    >>> both("没有线索", "no clue")
    '没有线索 / no clue'
    """
    return f"{zh}{BETWEEN}{en}"


def joined(notes: Iterable[str]) -> str:
    """Return several notes as one; empty ones vanish, one in a single language stands in both halves.

    Examples
    --------
    >>> joined(["没有线索 / no clue", "", "数量少 / small number"])
    '没有线索；数量少 / no clue; small number'
    """
    halves = [note.partition(BETWEEN) for note in notes if note]
    return both("；".join(h[0] for h in halves), "; ".join(h[2] or h[0] for h in halves)) if halves else ""


def no_ledger(table: str) -> str:
    """Return the note for a ledger that was not received.

    Examples
    --------
    >>> no_ledger("income")
    '未收到收入台账 / no income ledger received'
    """
    return both(f"未收到{codebook.load().tables[table].zh}", f"no {table} ledger received")


def of(error: EvalkitError) -> str:
    """Return what a failed look-up says, as a note."""
    return str(error).replace("\n", "; ").replace(BETWEEN, "/")
