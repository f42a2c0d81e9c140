"""Labels of a household's form that no ledger knows: reported with the cell of their value, and never used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from evalkit.intake.form_cells import BELOW, INLINE, RIGHT, UNFILLED, Fact, Form, Label, Place
from evalkit.intake.values import Cell


@dataclass(frozen=True)
class Unknown:
    """A label nobody knows, the cell that holds its value, and the value."""

    name: str
    cell: Place
    value: Cell


def find(form: Form, labels: list[Label], facts: list[Fact], inside: set[int]) -> list[Unknown]:
    """Return the unknown labels that have a value, from top to bottom.

    Parameters
    ----------
    form : Form
        The sheet.
    labels, facts : list
        Its known labels, and those of them that have a value.
    inside : set of int
        Rows of tables inside the form.

    Notes
    -----
    Looked for from the first known label to the last fact. A short text is a label when a filled cell beside or below
    it belongs to no known label, in the way in which the known labels of its row, else of the form, have their values.
    """
    if not labels or not facts:
        return []
    rows = range(min(label.row for label in labels), max(fact.cell[0] for fact in facts) + 1)
    used = {fact.cell for fact in facts} | form.cells
    found = []
    for r in (r for r in rows if r not in inside):
        for c in form.grid.filled(r):
            if (r, c) in used:
                continue
            own = _inline(form, r, c) or _beside(form, (r, c), _ways(facts, r), used, inside)
            used |= {(r, c), *(unknown.cell for unknown in own)}
            found += own
    return found


def _inline(form: Form, r: int, c: int) -> list[Unknown]:
    pairs = [(name, value.strip()) for name, value in INLINE.findall(form.grid.text(r, c))]
    return [Unknown(name, (r, c), value) for name, value in pairs if value and not UNFILLED.fullmatch(value)]


def _beside(form: Form, place: Place, ways: Iterable[str], used: set[Place], inside: set[int]) -> list[Unknown]:
    text = form.grid.text(*place).rstrip(":： ")
    if not text or form.grid.is_number(*place) or not form.grid.is_label(*place):
        return []
    label = Label(form.box(*place), text, {})
    for way in ways:
        if way == BELOW and label.box[2] > label.box[0]:
            continue  # the name of several rows at the side of a form
        value = form.beside(label, way)
        if value and value not in used and value[0] not in inside and form.state(value) == "value":
            return [Unknown(text, value, form.grid.cells.value(*value))]
    return []


def _ways(facts: list[Fact], r: int) -> list[str]:
    """Return where the value of a label in a row stands: as those of the known labels there, else of the whole form."""
    own = [fact for fact in facts if fact.label.row == r and fact.label.inside is None]
    own = own or [fact for fact in facts if fact.label.inside is None]
    below = sum(fact.cell[0] > fact.label.box[2] for fact in own)
    return [BELOW] if 2 * below > len(own) else [RIGHT]
