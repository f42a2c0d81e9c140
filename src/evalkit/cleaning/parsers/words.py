"""Yes and no, codes, lists of codes, and text."""

from __future__ import annotations

import re

from evalkit.cleaning.parsers.plain import Cell, nothing, squeeze, tidy
from evalkit.codebook import Codebook

YES = re.compile(r"是|有|√|✓|✔|y|yes|t|true|1|已|已?享受|已?参加|属于|对")
NO = re.compile(r"否|无|没有?|未|×|x|✗|n|no|f|false|0|不是?|未享受|未参加|非")
SEPARATORS = re.compile(r"[、，,;；/|+\n]|(?<=\S)\s+(?=\S)")


def yesno(cell: Cell) -> tuple[bool | None, str]:
    """Return yes or no.

    Examples
    --------
    >>> yesno("是"), yesno("√"), yesno(0), yesno("可能")
    ((True, 'ok'), (True, 'ok'), (False, 'ok'), (None, 'not_yes_no'))
    """
    text = squeeze(cell).lower()
    if YES.fullmatch(text):
        return True, "ok"
    if NO.fullmatch(text):
        return False, "ok"
    return None, nothing(text) or "not_yes_no"


def code(cell: Cell, book: Codebook, name: str) -> tuple[str | None, str]:
    """Return the code of a wording in the code list `name`; an unknown wording is never guessed at."""
    text = squeeze(cell)
    if known := book.code(name, text):
        return known, "ok"
    empty = nothing(text)
    return None, "dash" if empty == "none_word" else empty or "unknown_wording"


def codes(cell: Cell, book: Codebook, name: str) -> tuple[str | None, str]:
    """Return the codes of a list (、 ， ; / or blanks between), joined by `;` in the order given, each once.

    Notes
    -----
    Known parts are kept when another part is unknown; the code then says so.
    """
    found, reason = code(cell, book, name)
    if reason != "unknown_wording":
        return found, reason
    parts = [part for part in SEPARATORS.split(tidy(cell)) if part.strip()]
    known = [book.code(name, part) for part in parts]
    kept = list(dict.fromkeys(part for part in known if part))
    if not kept:
        return None, "unknown_wording"
    return ";".join(kept), "ok" if all(known) else "unknown_part"


def text(cell: Cell) -> tuple[str | None, str]:
    """Return text without blanks at its ends; a number becomes its digits."""
    found = tidy(cell)
    empty = nothing(squeeze(cell))
    return (None, "dash" if empty == "none_word" else empty) if empty else (found, "ok")
