"""The headers a codebook knows, per ledger, and what a sheet's column is called in it; never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from evalkit.cleaning.parsers.periods import Period, period, split_period
from evalkit.codebook import Codebook, Column, Table, bare_form, normal_form
from evalkit.intake.headers import levels_of

EXACT, BARE, FAR = 0, 1, 9
SIMILAR = 80.0
TOTALS = frozenset({"合计", "小计", "总计", "共计", "累计"})
KINDS = ("收入", "支出")
REST = frozenset({"其他", "其它", "其他收入", "其它收入", "其他支出", "其它支出"})
NUMBERED = re.compile(
    r"(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)[、.]?|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.])(?!\d)"
)


@dataclass(frozen=True)
class Known:
    """What a header means: a codebook column, a period or both, and how near the match is; neither is a row's total."""

    column: Column | None
    period: Period | None
    rank: int


class Vocabulary:
    """The header words of every ledger in a codebook."""

    def __init__(self, book: Codebook):
        self.book = book
        self.words = {name: _words(table) for name, table in book.tables.items()}
        self._found: dict[tuple[str, str, str], Known | None] = {}

    def knows(self, header: str) -> bool:
        """Return whether any ledger has a column of this name; what the table finder asks."""
        return normal_form(header) in self._any or bare_form(header) in self._any or period(header) is not None

    @cached_property
    def wholes(self) -> frozenset[str]:
        """The income items that others are parts of: 工资性收入, 公益岗收入."""
        return frozenset(row.part_of for row in self.book.code_lists["income_item"].values() if row.part_of)

    @cached_property
    def _any(self) -> frozenset[str]:
        return frozenset(word for words in self.words.values() for word in words)

    def column(self, table: str, header: str, own: str) -> Known | None:
        """Return what a column of a sheet is in a ledger, None when its words are unknown there.

        Parameters
        ----------
        table : str
            The ledger.
        header, own : str
            All levels joined by `/`, and the last level alone.
        """
        key = (table, header, own)
        if key not in self._found:
            self._found[key] = self._find(*key)
        return self._found[key]

    def _find(self, table: str, header: str, own: str) -> Known | None:
        income = table == "income"
        dated = self._dated(header) if income else None
        # 其他 under 财产性收入 is not 其他收入, a transfer: below a parent the rest of it has no meaning of its own.
        rest = income and bare_form(own) in REST and normal_form(own) != normal_form(header)
        for place, text in enumerate(_spellings(header, "" if rest else own)):
            for nearness, form in ((EXACT, normal_form(text)), (BARE, bare_form(text))):
                if found := self.words[table].get(form):
                    return Known(found, None, 2 * place + nearness)
            if dated:
                return dated
        found = self._item(_levels(header)) if income else self.words[table].get(_levels(own)[-1])
        return Known(found, None, FAR) if found else None

    def _dated(self, header: str) -> Known | None:
        """Read an income header that names a period or a total: 工资性收入/3月, 2023年务工收入, 转移性收入/小计."""
        rest, periods, total = [], [], False
        for level in _levels(header):
            found, left = split_period(level)
            periods += [found] if found else []
            total |= left in TOTALS
            rest += [left] if left and left not in TOTALS else []
        item = next((found for end in range(len(rest), 0, -1) if (found := self._item(rest[:end]))), None)
        if not (periods or total) or (rest and item is None):
            return None
        return Known(item, _narrowest(periods), 0)

    def _item(self, levels: list[str]) -> Column | None:
        """Return the income item that the last level of a header names under the levels above it."""
        return next((self.words["income"][text] for text in _under(levels) if text in self.words["income"]), None)

    def similar(self, table: str, header: str) -> tuple[str, float]:
        """Return the known header most like an unknown one, and how like (0..100); a proposal for a person only."""
        from rapidfuzz import fuzz, process

        best = process.extractOne(bare_form(header), list(self.words[table]), scorer=fuzz.ratio, score_cutoff=SIMILAR)
        return ("", 0.0) if best is None else (self.words[table][best[0]].zh, round(best[1], 1))


def _words(table: Table) -> dict[str, Column]:
    """Return every form of every header of a ledger; a header's own form comes before a form without its unit."""
    words: dict[str, Column] = {}
    for form in (normal_form, bare_form):
        for column in table.columns:
            for word in (column.zh, *column.aliases):
                if word:
                    words.setdefault(form(word), column)
    return words


def _spellings(header: str, own: str) -> Iterator[str]:
    """Yield the ways to read a flattened header: as it is, all levels as one word, two levels, the last one."""
    parts = levels_of(header)
    yield header
    yield "".join(parts)
    yield "".join(parts[-2:])
    yield own


def _levels(header: str) -> list[str]:
    """Return the levels of a header without units and without the numbering of forms: 一、 (二) 3."""
    return [NUMBERED.sub("", bare_form(level), count=1) for level in levels_of(header)] or [""]


def _under(levels: list[str]) -> Iterator[str]:
    """Yield the ways to read the last level: with what its parents say, else alone; 种植业 under 生产经营性收入."""
    own, parents = levels[-1], levels[-2::-1]
    if own in REST and parents:
        yield from ("其他" + parent for parent in parents)
        return
    yield own
    yield from (own + kind for parent in parents for kind in KINDS if parent.endswith(kind))


def _narrowest(periods: list[Period]) -> Period | None:
    """Return the shortest of the periods a header names, with the year any of them names."""
    if not periods:
        return None
    year = next((found.year for found in periods if found.year), None)
    return replace(min(periods, key=lambda found: found.months), year=year)
