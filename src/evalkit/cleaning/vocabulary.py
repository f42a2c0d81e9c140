"""The headers a codebook knows, per ledger, and what a sheet's column is called in it; never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from evalkit.cleaning.parsers.periods import Period, period, split_period
from evalkit.codebook import Codebook, Column, Table, bare_form, normal_form

EXACT, BARE = 0, 1
SIMILAR = 80.0
TOTALS = frozenset({"合计", "小计", "总计", "共计", "累计"})


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
        dated = self._dated(header) if table == "income" else None
        for place, text in enumerate(_spellings(header, own)):
            for nearness, form in ((EXACT, normal_form(text)), (BARE, bare_form(text))):
                if found := self.words[table].get(form):
                    return Known(found, None, 2 * place + nearness)
            if dated:
                return dated
        return None

    def _dated(self, header: str) -> Known | None:
        """Read an income header that names a period or a total: 工资性收入/3月, 2023年务工收入, 转移性收入/小计."""
        words = self.words["income"]
        rest, periods, total = [], [], False
        for level in (bare_form(part) for part in header.split("/") if part):
            found, left = split_period(level)
            periods += [found] if found else []
            total |= left in TOTALS
            rest += [left] if left and left not in TOTALS else []
        item = next((words[text] for text in rest[::-1] if text in words), None)
        if not (periods or total) or (rest and item is None):
            return None
        return Known(item, _narrowest(periods), 0)

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
    levels = [level for level in header.split("/") if level]
    yield header
    yield "".join(levels)
    yield "".join(levels[-2:])
    yield own


def _narrowest(periods: list[Period]) -> Period | None:
    """Return the shortest of the periods a header names, with the year any of them names."""
    if not periods:
        return None
    year = next((found.year for found in periods if found.year), None)
    return replace(min(periods, key=lambda found: found.months), year=year)
