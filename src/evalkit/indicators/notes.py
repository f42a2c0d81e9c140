"""Notes of result rows in both languages: why a figure is missing, what was left out, how to read it."""

from __future__ import annotations

from collections.abc import Iterable

from evalkit import codebook
from evalkit.errors import EvalkitError

BETWEEN = " / "
CERTAINTY_ZH = {
    "invented": "虚构",
    "official": "官方",
    "official county reading": "县级官方口径",
    "official text, reprinted": "官方文本，转载",
    "derived from official": "由官方数推算",
    "quoted": "转引",
    "quoted in an article": "文章引用",
    "quoted by a local plan": "地方方案引用",
    "press": "媒体报道",
    "one press source": "单一媒体报道",
    "rule set used by officials": "工作系统规则",
    "secondary: not checked against a county bulletin": "二手资料，未与县公报核对",
}


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


def certainty(text: str) -> str:
    """Return in Chinese what stands behind a figure in the params files; wording of its own as it is.

    Examples
    --------
    >>> certainty("invented"), certainty("derived 15308-1430")
    ('虚构', 'derived 15308-1430')
    """
    return CERTAINTY_ZH.get(text, text)
