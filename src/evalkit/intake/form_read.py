"""A household's form (一户一档) to blocks of the declared ledgers, or the reason why it cannot be read."""

from __future__ import annotations

from collections import Counter

from evalkit.codebook import normal_form
from evalkit.intake import form_blocks, form_names, form_tables, form_unknown
from evalkit.intake.form_blocks import Reading, identifies
from evalkit.intake.form_cells import Form, Label, Words, pair
from evalkit.intake.grid import Grid
from evalkit.intake.layout import Layout
from evalkit.intake.sheet import Sheet
from evalkit.intake.units import of_title

MOST_ROWS, MOST_COLUMNS, MOST_MERGES = 120, 80, 2000  # a household fits on a few pages
FEWEST = 3
MAY_DIFFER = ("phone", "account")
EMPTY = "an empty household form: labels without values"


def read(sheet: Sheet, words: Words) -> Layout | None:
    """Return the layout of a household's form, None when a sheet is none.

    Parameters
    ----------
    sheet : Sheet
        The sheet as read.
    words : Words
        What knows the headers of every ledger.

    Returns
    -------
    Layout or None
        Blocks for households, members, income and others, of which each value keeps its own cell (`Layout.far`); or
        `is_form` with a reason when the form is empty or cannot be read for certain.

    Notes
    -----
    A household's form has a label that names one household (户编号, 户主姓名, 户主证件号码) outside every table, or
    says so in its title, and at least three known labels or a list of members. A list of several households is none.
    """
    if len(sheet.cells) > MOST_ROWS or sheet.width > MOST_COLUMNS or len(sheet.merged) > MOST_MERGES:
        return None
    reading = _look(Form(Grid(sheet), words))
    if reading is None:
        return None
    if not reading.facts and not reading.doubtful and not any(part.rows for part in reading.parts):
        return _refused(reading, EMPTY, "header")
    number, said, _ = form_names.household_number(sheet.name, sheet.file)
    if reason := _doubt(reading, number):
        return _refused(reading, reason, "data")
    return _layout(reading, number, said)


def _look(form: Form) -> Reading | None:
    """Return the labels, tables and facts of a sheet, None when it is no household's form."""
    says = form_names.says_form(form.grid.sheet.file, form.grid.sheet.name, *_top(form.grid))
    if not says and not any(identifies(label) for label in form.labels):
        return None
    parts = form_tables.find(form)
    if any(column.name == "household" for part in parts for column in part.columns.values()):
        return None
    inside = set().union(*(part.all_rows for part in parts))
    labels = [label for label in form.labels if label.row not in inside]
    reading = Reading(form, parts, labels)
    members = any(part.table == "members" for part in parts)
    if not labels or any(_is_list(form, label, inside) for label in labels):
        return None
    if not members and (_in_one_row(labels) or _heads_a_table(form, labels)):
        return None
    if len(labels) < FEWEST and not members and not says:
        return None
    if not says and not any(identifies(label) for label in labels):
        return None
    reading.facts, reading.doubtful = pair(form, labels, inside)
    empty = not reading.facts and not any(part.rows for part in parts)
    return None if empty and not says and not members else reading


def _top(grid: Grid) -> list[str]:
    return [" ".join(grid.texts(r).values()) for r in range(min(3, grid.height))]


def _in_one_row(labels: list[Label]) -> bool:
    """Return whether all labels stand in one row, as a header's do.

    Notes
    -----
    Labels of place and year may stand above a header; what looks like a label in the row just below is a value.
    """
    own = [label for label in labels if not _names_a_place(label)]
    if any(label.inside is not None for label in own):
        return False
    first = min((label.row for label in own), default=0)
    below = max((label.box[2] for label in own if label.row == first), default=0) + 1
    return all(label.row in (first, below) for label in own) and sum(label.row == first for label in own) >= FEWEST


def _is_list(form: Form, label: Label, inside: set[int]) -> bool:
    """Return whether a label that names a household heads a list: deep as a header, or with several values below it."""
    if not identifies(label) or label.inside is not None or form.state(form.beside(label, "right")) == "value":
        return False
    if label.box[2] > label.row:
        return True
    first = form.box(label.box[2] + 1, label.box[1])
    second = form.box(first[2] + 1, label.box[1])
    below = [box[0] for box in (first, second) if box[0] < form.grid.height and box[0] not in inside]
    return [form.state((r, label.box[1])) for r in below] == ["value", "value"]


def _heads_a_table(form: Form, labels: list[Label]) -> bool:
    """Return whether the household's label is in a header: a row of names, and no second row of labels in the sheet."""
    headers = {label.row for label in labels if identifies(label) and _is_header(form, label.row)}
    below = {form.box(r, form.grid.filled(r)[0])[2] + 1 for r in headers}
    rows = Counter(label.row for label in labels)
    others = [r for r, count in rows.items() if r not in headers | below and count >= 2]
    return bool(headers) and all(_names_a_place(label) for label in labels if label.row in others)


def _is_header(form: Form, r: int) -> bool:
    texts = form.grid.texts(r)
    known = sum(form.words.knows(normal_form(text)) for text in texts.values())
    return known >= FEWEST and 2 * known > len(texts) and not any(form.grid.is_number(r, c) for c in texts)


def _names_a_place(label: Label) -> bool:
    return bool({column.name for column in label.columns.values()} & {"village", "year", "township"})


def _doubt(reading: Reading, number: str) -> str:
    """Return why a form cannot be read for certain, or nothing."""
    if reading.doubtful:
        names = ", ".join(sorted(set(reading.doubtful)))
        return f"a household form: the value of {names} may stand beside or below"
    cells = [fact.cell for fact in reading.facts if fact.label.inside is None]
    if len(set(cells)) < len(cells):
        return "a household form: two labels share one value"
    stated: dict[tuple[str, str], str] = {}
    for fact in reading.facts:
        for table, column in fact.label.columns.items():
            key = (table, column.name if column.role != "income_item" else normal_form(fact.label.name))
            text = normal_form(fact.value)
            if stated.setdefault(key, text) != text and column.type not in MAY_DIFFER:
                return f"a household form: two values for {column.zh}, perhaps of two households"
    own = stated.get(("households", "household"), "")
    told, _ = form_names.stated_number(reading.form.grid.sheet.file.rpartition("/")[2].rsplit(".", 1)[0])
    if own and told and own.lstrip("0") != told.lower().lstrip("0"):
        return "a household form: its household number differs from the one in the file's name"
    if not own and not number and ("households", "head_id") not in stated:
        return "a household form without a household number: neither a cell nor a name gives one"
    if len({fact.label.name for fact in reading.facts}) < FEWEST and not any(p.rows for p in reading.parts):
        return "a household form with too few known labels that have a value"
    return ""


def _refused(reading: Reading, reason: str, filled: str) -> Layout:
    grid = reading.form.grid
    fates = [filled if grid.filled(r) else "blank" for r in range(grid.height)]
    if filled == "header":
        labelled = {label.row for label in reading.form.labels} | {p.first for p in reading.parts}
        fates = [_idle(reading, r) if fate == filled and r not in labelled else fate for r, fate in enumerate(fates)]
    return Layout(grid.sheet, (), fates, is_form=True, reason=reason)


def _layout(reading: Reading, number: str, said: str) -> Layout:
    sheet = reading.form.grid.sheet
    own = {fact.label.columns["households"].name for fact in reading.facts if identifies(fact.label)}
    number = "" if "household" in own else number
    idle = (r for r in range(len(sheet.cells)) if r not in {label.row for label in reading.labels})
    reading.unit = of_title("\n".join(" ".join(reading.form.grid.texts(r).values()) for r in idle))
    tables = set().union(*(part.all_rows for part in reading.parts))
    reading.unknown = form_unknown.find(reading.form, reading.labels, reading.facts, tables)
    blocks = form_blocks.build(reading, _title(reading), number, said)
    used = {fact.cell[0] for fact in reading.facts} | {r for part in reading.parts for r in part.rows}
    labelled = {label.row for label in reading.labels} | {r for p in reading.parts for r in range(p.first, p.last + 1)}
    fates = ["data" if r in used else "header" if r in labelled else _idle(reading, r) for r in range(len(sheet.cells))]
    starts = {r for part in reading.parts for r in part.rows}
    origins = {
        (r, m[1]): m[0] for m in sheet.merged if m[0] in starts for r in range(m[0] + 1, m[2] + 1) if r in starts
    }
    return Layout(sheet, blocks, fates, origins=origins, far=reading.far, given=reading.given)


def _idle(reading: Reading, r: int) -> str:
    """Return the fate of a row that holds no fact: a title above all labels, else a note."""
    if not reading.form.grid.filled(r):
        return "blank"
    first = min([label.row for label in reading.form.labels] + [part.first for part in reading.parts], default=0)
    return "title" if r < first else "note"


def _title(reading: Reading) -> str:
    """Return the text above the first label; `label: value` pairs, as the day of filling in, are no title."""
    grid = reading.form.grid
    texts = [
        t for r in range(grid.height) if _idle(reading, r) == "title" for t in dict.fromkeys(grid.texts(r).values())
    ]
    return "\n".join(text for text in texts if not {":", "："} & set(text))
