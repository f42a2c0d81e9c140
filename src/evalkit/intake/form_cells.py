"""Labels of a household form and the values that stand beside, below or inside them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Protocol

from evalkit.codebook import Codebook, Column, normal_form
from evalkit.intake.grid import LABEL_LENGTH, Grid
from evalkit.intake.values import Cell, Range

LEDGERS = ("households", "income", "guarantees")
HEADS = {"姓名": "户主姓名", "名字": "户主姓名"} | dict.fromkeys(
    ("身份证号", "身份证号码", "证件号码", "公民身份号码", "居民身份证号"), "户主证件号码"
)  # on a household's form, outside the list of members, these speak of its head
NOT_LABELS = ("item", "period", "amount")
INLINE = re.compile(r"([^\s:：;；,，。]{1,20})[:：]\s*(.*?)[\s;；,，]*(?=[^\s:：;；,，。]{1,20}[:：]|$)", re.DOTALL)
UNFILLED = re.compile(r"[xX×＿_…\s\u3000]*|[_\s]*年[_\s]*月(?:[_\s]*日)?")
COUNTED = frozenset({"int", "count", "money", "area", "number", "percent", "date", "idno", "phone"})
DIGIT = re.compile(r"[\d一二三四五六七八九十两零无]")
CROWDED = 4  # filled cells of a row, of which the only known label's neighbour may be a label itself
RIGHT, BELOW = "right", "below"
Place = tuple[int, int]


class Words(Protocol):
    """What knows the headers of every ledger."""

    book: Codebook

    def knows(self, header: str) -> bool:
        """Return whether any ledger has a column of this name."""

    def column(self, table: str, header: str, own: str) -> object | None:
        """Return what a header is in a ledger: something with `column` and `period`."""


@dataclass(frozen=True)
class Label:
    """A label: its cell, its words, the column it is in each ledger, and its value when both share the cell."""

    box: Range
    name: str
    columns: dict[str, Column] = field(compare=False)
    inside: str | None = None

    @property
    def row(self) -> int:
        """Return the label's own row."""
        return self.box[0]


@dataclass(frozen=True)
class Fact:
    """A label with the cell that holds its value; `value` is the part of the cell that is the value."""

    label: Label
    cell: Place
    value: Cell


class Form:
    """A sheet seen as a form.

    Parameters
    ----------
    grid : Grid
        The sheet.
    words : Words
        The headers known.
    """

    def __init__(self, grid: Grid, words: Words):
        self.grid, self.words = grid, words
        self._boxes = {(m[0], m[1]): m for m in grid.sheet.merged}
        self.labels = [label for r in range(grid.height) for c in grid.filled(r) for label in self._labels(r, c)]
        self.cells = {label.box[:2] for label in self.labels}

    def box(self, r: int, c: int) -> Range:
        """Return the merged range a cell lies in, or the cell itself as a range."""
        if (r, c) in self._boxes:
            return self._boxes[r, c]
        return next((m for m in self._boxes.values() if m[0] <= r <= m[2] and m[1] <= c <= m[3]), (r, c, r, c))

    def known(self, text: str) -> dict[str, Column]:
        """Return the column that a text is in every ledger a form speaks of."""
        tight = normal_form(text).rstrip(":")
        tight = HEADS.get(tight, tight)
        if not 0 < len(tight) <= LABEL_LENGTH or not self.words.knows(tight):
            return {}
        found = {table: self.words.column(table, tight, tight) for table in LEDGERS}
        return {t: k.column for t, k in found.items() if k and k.column and k.column.role not in NOT_LABELS}

    def _labels(self, r: int, c: int) -> list[Label]:
        if self.grid.is_number(r, c):
            return []
        text, box = self.grid.text(r, c), self.box(r, c)
        if columns := self.known(text):
            return [Label(box, text.rstrip(":： "), columns)]
        pairs = [(name, value.strip()) for name, value in INLINE.findall(text)]
        return [
            Label(box, name, columns, value)
            for name, value in pairs
            if (value or len(pairs) > 1) and (columns := self.known(name))
        ]

    def state(self, place: Place | None) -> str:
        """Return what a cell holds: `label`, `value`, `blank`, or `none` outside the sheet."""
        if place is None:
            return "none"
        text = self.grid.text(*place)
        if place in self.cells or text.endswith((":", "：")):
            return "label"
        return "blank" if UNFILLED.fullmatch(text) else "value"

    def suits(self, label: Label, place: Place) -> bool:
        """Return whether a cell could be the value of a label: a known wording for a code, a digit for a number."""
        text = self.grid.text(*place)
        column = next(iter(label.columns.values()))
        if column.type == "code":
            return self.words.book.code(column.codes, text) is not None
        return column.type not in COUNTED or bool(DIGIT.search(text))

    def beside(self, label: Label, way: str) -> Place | None:
        """Return the cell right of a label or below it, None at the edge of the sheet."""
        r, c = (label.row, label.box[3] + 1) if way == RIGHT else (label.box[2] + 1, label.box[1])
        return self.box(r, c)[:2] if r < self.grid.height and c < self.grid.width else None


def pair(form: Form, labels: list[Label], taken: set[int]) -> tuple[list[Fact], list[str]]:
    """Return the facts of a form, and the names of labels whose value may stand right or below.

    Parameters
    ----------
    form : Form
        The sheet.
    labels : list of Label
        Its labels outside tables.
    taken : set of int
        Rows of tables inside the form, where no value is looked for.

    Notes
    -----
    A row of labels has its values below it, a label that a filled cell follows has its value there. Where both could
    be, the other labels of the row decide, then those of the sheet; else nobody can tell.
    """
    ways = {label: _ways(form, label, taken) for label in labels if label.inside is None}
    votes: dict[int | None, Counter] = {}
    for label, (open_ways, likely) in ways.items():
        if len(open_ways) == 1 and likely:
            for key in (label.row, None):
                votes.setdefault(key, Counter()).update(open_ways)
    facts, doubtful = [], []
    for label in labels:
        if label.inside is not None:
            if not UNFILLED.fullmatch(label.inside):
                facts.append(Fact(label, label.box[:2], label.inside))
            continue
        open_ways, likely = ways[label]
        way = _choose(open_ways, votes.get(label.row), votes.get(None))
        if not likely and not votes and len(form.grid.filled(label.row)) >= CROWDED:
            way = ""
        if way is None:
            doubtful.append(label.name)
        elif way:
            place = form.beside(label, way)
            facts.append(Fact(label, place, form.grid.cells.value(*place)))
    return facts, doubtful


def _ways(form: Form, label: Label, taken: set[int]) -> tuple[list[str], bool]:
    """Return the ways in which a label's value may stand, those that suit its kind if any do, and whether any does."""
    places = {way: form.beside(label, way) for way in (RIGHT, BELOW)}
    filled = [way for way, place in places.items() if form.state(place) == "value" and place[0] not in taken]
    likely = [way for way in filled if form.suits(label, places[way])]
    return likely or filled, bool(likely)


def _choose(ways: list[str], *votes: Counter | None) -> str | None:
    """Return the way to a label's value, nothing when it has none, None when nobody can tell."""
    if not ways:
        return ""
    for counted in votes:
        if counted and counted[RIGHT] != counted[BELOW]:
            way = RIGHT if counted[RIGHT] > counted[BELOW] else BELOW
            return way if way in ways else ""
    return ways[0] if len(ways) == 1 else None
