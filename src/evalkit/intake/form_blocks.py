"""The facts and inner tables of a household's form as blocks of the declared ledgers."""

from __future__ import annotations

from dataclasses import dataclass, field

from evalkit.codebook import Column, normal_form
from evalkit.intake.blocks import Block
from evalkit.intake.form_cells import HEADS, LEDGERS, Fact, Form, Label, Place
from evalkit.intake.form_tables import Part
from evalkit.intake.form_unknown import Unknown
from evalkit.intake.units import of_header
from evalkit.intake.values import Cell

IDENTITY = ("household", "head_id", "head_name")
WHERE = ("household", "village", "township", "county_name", "year")
EVERYWHERE = (*WHERE, "household_size", "head_name", "head_id")


@dataclass
class Reading:
    """What a form holds.

    Parameters
    ----------
    form : Form
        The sheet.
    parts : list of Part
        Its tables.
    labels : list of Label
        Its labels outside tables.
    facts : list of Fact
        Those labels that have a value.
    doubtful : list of str
        Those whose value may stand beside or below.
    unknown : list of Unknown
        Labels that no ledger knows, with their values; they get columns too, so that cleaning can report them.
    far, given
        The columns that facts get beyond the sheet's own: their cells and values (see `Layout`).
    meaning : dict of int -> Column
        The codebook column that each of them is.
    unit : str
        The unit stated for the whole form, where one is.
    """

    form: Form
    parts: list[Part]
    labels: list[Label]
    facts: list[Fact] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unknown: list[Unknown] = field(default_factory=list)
    far: dict[int, Place | None] = field(default_factory=dict)
    given: dict[int, Cell] = field(default_factory=dict)
    meaning: dict[int, Column] = field(default_factory=dict)
    unit: str = ""

    def add(self, cell: Place | None, value: Cell, column: Column | None = None) -> int:
        """Give a value its own column beyond the sheet, for a codebook column; return it."""
        c = self.form.grid.width + len(self.far)
        self.far[c], self.given[c] = cell, value
        if column is not None:
            self.meaning[c] = column
        return c


@dataclass
class Draft:
    """The columns of a block while it is put together: full and last names, units."""

    names: dict[int, str] = field(default_factory=dict)
    own: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)


def identifies(label: Label) -> bool:
    """Return whether a label names one household: by its number, its head or its head's ID number.

    Notes
    -----
    姓名 and 证件号码 alone do not: they stand in every list of persons.
    """
    column = label.columns.get("households")
    return column is not None and column.name in IDENTITY and normal_form(label.name) not in HEADS


def build(reading: Reading, title: str, number: str, said: str) -> tuple[Block, ...]:
    """Return the blocks of a form: the household, what else its facts speak of, and the tables inside.

    Parameters
    ----------
    reading : Reading
        What the form holds; gets a column for every value.
    title : str
        The text above the form.
    number, said : str
        The household number where only a name gives it, and the words of the name that are a number.
    """
    blocks = [
        _block(_of_facts(reading, table, number), title, said, table, *_anchor(reading, table))
        for table in LEDGERS
        if _speaks_of(reading, table)
    ]
    for part in reading.parts:
        if part.rows:
            draft = _of_part(reading, part, number)
            blocks.append(_block(draft, title, said, part.table, part.rows, (part.first, part.last)))
    return tuple(blocks)


def _speaks_of(reading: Reading, table: str) -> bool:
    """Return whether facts say something in a ledger: always of the household, else more than the household list."""
    if table == "households":
        return True
    own = [fact.label.columns for fact in reading.facts if table in fact.label.columns]
    return any(columns[table].name not in EVERYWHERE and "households" not in columns for columns in own)


def _anchor(reading: Reading, table: str) -> tuple[list[int], tuple[int, int]]:
    """Return the row that stands for the whole form, where its household is named, and that row as the header."""
    facts = [fact for fact in reading.facts if table in fact.label.columns] or reading.facts
    if not facts:
        part = next(part for part in reading.parts if part.rows)
        return [part.rows[0]], (part.first, part.last)
    first = next((fact for fact in facts if identifies(fact.label)), facts[0])
    return [first.cell[0]], (first.label.row, first.label.row)


def _of_facts(reading: Reading, table: str, number: str) -> Draft:
    draft = Draft()
    for fact in reading.facts:
        if column := fact.label.columns.get(table):
            _put(reading, fact, column, draft)
    if table == "households":
        draft.names |= {reading.add(label.cell, label.value): label.name for label in reading.unknown}
    _number(reading, draft, number)
    if reading.unit:
        draft.units[-1] = reading.unit
    elif draft.units:  # the unit that one label names is not that of the others
        others = {c: reading.meaning[c].unit for c in draft.names if c in reading.meaning}
        draft.units = {c: unit for c, unit in others.items() if unit} | draft.units
    return draft


def _of_part(reading: Reading, part: Part, number: str) -> Draft:
    units = {c: unit for c, name in part.headers.items() if (unit := of_header(name))}
    draft, extra = Draft(dict(part.headers), dict(part.own), units), Draft()
    for fact in reading.facts:
        column = fact.label.columns.get("households")
        if column and column.name in WHERE and reading.form.words.column(part.table, column.zh, column.zh):
            _put(reading, fact, column, extra)
    _number(reading, extra, number)
    draft.names |= extra.names
    return draft


def _put(reading: Reading, fact: Fact, column: Column, draft: Draft) -> None:
    """Add a fact to a block unless the block has the same already; two labels of one income item both count."""
    if column.role != "income_item" and any(reading.meaning.get(c) == column for c in draft.names):
        return
    c = reading.add(fact.cell, fact.value, column)
    draft.names[c] = column.zh if normal_form(fact.label.name) in HEADS else fact.label.name
    if unit := of_header(fact.label.name):
        draft.units[c] = unit


def _number(reading: Reading, draft: Draft, number: str) -> None:
    if number:
        draft.names[reading.add(None, number)] = "户编号"


def _block(draft: Draft, title: str, said: str, table: str, rows: list[int], header: tuple[int, int]) -> Block:
    first, last = min(draft.names), max(draft.names)
    names = [draft.names.get(c, "") for c in range(first, last + 1)]
    own = [draft.own.get(c, draft.names.get(c, "")) for c in range(first, last + 1)]
    return Block(title, header, names, own, draft.units, list(rows), (first, last), table, said)
