"""How each sheet is laid out: as a person pinned it, as a household's form, or as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from evalkit.codebook import Codebook
from evalkit.intake import form_names, form_read, guides, pinned, same_as_above
from evalkit.intake.form_cells import Words
from evalkit.intake.layout import Layout, locate
from evalkit.intake.pins import Pin
from evalkit.intake.sheet import Sheet

SHARED = "a household form whose number stands only in the file's name, as that of another form in this file does"


def layouts(sheets: Sequence[Sheet], words: Words, book: Codebook, pins: Sequence[Pin] = ()) -> list[Layout]:
    """Return the layout of every sheet.

    Parameters
    ----------
    sheets : sequence of Sheet
        The sheets of a run.
    words : Words
        What knows the headers of every ledger.
    book : Codebook
        The ledgers, for pinned columns.
    pins : sequence of Pin
        The pinned layouts; they go before everything else.

    Notes
    -----
    A file's name can give a household's number to one form only; two forms that would share it are set aside.
    """
    found = []
    for sheet in sheets:
        own = [pin for pin in pins if pin.matches(sheet.file, sheet.name)]
        if own:
            found.append(pinned.layout(sheet, own, book))
        else:
            form = None if guides.is_guide(sheet) else form_read.read(sheet, words)
            found.append(form or locate(sheet, words.knows))
    shared = Counter(layout.sheet.file for layout in found if _by_file_name(layout))
    for i, layout in enumerate(found):
        if _by_file_name(layout) and shared[layout.sheet.file] > 1:
            fates = ["blank" if fate == "blank" else "data" for fate in layout.fates]
            found[i] = replace(layout, blocks=(), fates=fates, far={}, given={}, is_form=True, reason=SHARED)
    return [same_as_above.followed(layout) for layout in found]


def _by_file_name(layout: Layout) -> bool:
    """Return whether a form's household number comes from its file's name."""
    if not layout.blocks or not layout.blocks[0].said or None not in layout.far.values():
        return False
    return form_names.household_number(layout.sheet.name, layout.sheet.file)[2] == "file"
