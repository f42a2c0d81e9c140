"""Files to tables of sheets: which ledger each one is, and which files and sheets cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from evalkit.cleaning.issues import Issues
from evalkit.cleaning.known_items import take_back
from evalkit.cleaning.recognise import IGNORED, Placed, recognise
from evalkit.cleaning.units import column_of_units
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import normal_form
from evalkit.errors import Problem
from evalkit.intake import arrange
from evalkit.intake.form_read import EMPTY
from evalkit.intake.layout import Layout
from evalkit.intake.pins import Pin, without_file
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet
from evalkit.privacy.names import without_persons


@dataclass
class Intake:
    """Everything read: files and sheets by number, their tables, the faults that stop a run, and unknown labels of
    forms already told: a thousand forms of one print need one line."""

    files: list[str]
    hashes: list[str]
    layouts: list[Layout]
    file_of: list[int]
    placed: list[Placed] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def of_table(self, name: str) -> list[Placed]:
        """Return the usable tables of one ledger."""
        return [p for p in self.placed if p.table is not None and p.table.name == name and not p.reason]

    def file(self, sheet_id: int) -> str:
        """Return the path of a sheet's file."""
        return self.files[self.file_of[sheet_id]]


def take_in(
    sheets: list[Sheet], refusals: list[Refusal], words: Vocabulary, issues: Issues, pins: Sequence[Pin] = ()
) -> Intake:
    """Number files and sheets, find their tables, name their ledgers, and note what cannot be used."""
    names = sorted({s.file for s in sheets} | {r.file for r in refusals}, key=lambda name: name.split("/"))
    hashes = {s.file: s.sha256 for s in sheets}
    number = {name: i for i, name in enumerate(names)}
    layouts = arrange.layouts(sheets, words, words.book, pins)
    intake = Intake(names, [hashes.get(n, "") for n in names], layouts, [number[s.file] for s in sheets])
    intake.faults += without_file(pins, names)
    issues.far = {sheet_id: layout.far for sheet_id, layout in enumerate(layouts) if layout.far}
    for refusal in refusals:
        intake.faults.append(refusal.problem())
        issues.place("refused_file", number[refusal.file], found=refusal.what, expected=refusal.expected)
    for sheet_id, layout in enumerate(layouts):
        if layout.sheet.note:
            issues.place("file_note", intake.file_of[sheet_id], sheet_id, found=layout.sheet.note)
        for block in layout.blocks:
            placed = recognise(Placed(intake.file_of[sheet_id], sheet_id, layout, block), words)
            take_back(placed, words.book)
            intake.placed.append(placed)
            _note(placed, intake, words, issues)
    _empty_and_forms(intake, issues)
    return intake


def _note(placed: Placed, intake: Intake, words: Vocabulary, issues: Issues) -> None:
    sheet, block = placed.layout.sheet, placed.block
    where = f"{sheet.file}, sheet {sheet.name}"
    row = block.header_rows[1] + 1
    if placed.table is None:
        if not block.rows:
            return
        what = f"an unknown ledger (header in row {row}): {placed.reason}"
        intake.faults.append(Problem(where, what, "the columns of a ledger in params/codebook.csv"))
        issues.place("unknown_ledger", placed.file_id, placed.sheet_id, row, found=placed.reason)
        return
    for first, second, column in placed.repeated:
        cells = f"{letter(first)}{row} and {letter(second)}{row}"
        name = column.zh if column else block.header(second)
        intake.faults.append(Problem(f"{where}, {cells}", f"a duplicate column for {name}", "one column", "two"))
        issues.place("duplicate_column", placed.file_id, placed.sheet_id, row, second + 1, name, found=cells)
        placed.reason = "duplicate_column"
    for c in placed.unmapped:
        header = block.header(c)
        if c in placed.layout.far:
            header = without_persons(header)
            if header in intake.told:
                continue
            intake.told.add(header)
        if normal_form(header) not in IGNORED and c != column_of_units(placed):
            likely, _ = words.similar(placed.table.name, header)
            issues.place("unmapped_column", placed.file_id, placed.sheet_id, row, c + 1, found=header, expected=likely)


def _empty_and_forms(intake: Intake, issues: Issues) -> None:
    """Note files without content, and sheets without a table; they stop a run only if the file gave nothing else."""
    used = {p.file_id for p in intake.placed if p.table is not None}
    blamed = {p.file_id for p in intake.placed if p.table is None and p.block.rows}
    for file_id in sorted(set(intake.file_of)):
        own = [i for i, f in enumerate(intake.file_of) if f == file_id]
        filled = [i for i in own if "data" in intake.layouts[i].fates or intake.layouts[i].blocks]
        empty = [i for i in own if intake.layouts[i].is_form and intake.layouts[i].reason == EMPTY]
        for i in (i for i in own if intake.layouts[i].is_form and (i in filled or i in empty)):
            code = "empty_form" if i in empty else "form_sheet"
            issues.place(code, file_id, i, found=intake.layouts[i].reason)
        if empty and not filled:
            continue
        if not filled:
            issues.place("empty_file", file_id)
            intake.faults.append(Problem(intake.files[file_id], "an empty workbook", "a ledger", "no filled cell"))
        elif file_id not in used | blamed:
            reason = next((intake.layouts[i].reason for i in filled if intake.layouts[i].reason), "")
            expected = "a list with one row for each household, person or event"
            intake.faults.append(Problem(intake.files[file_id], "an unknown ledger", expected, reason))


def letter(c: int) -> str:
    """Return the letters of a column counted from 0.

    Examples
    --------
    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    text, c = "", c + 1
    while c:
        c, rest = divmod(c - 1, 26)
        text = chr(65 + rest) + text
    return text
