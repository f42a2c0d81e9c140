"""Sheets that only help to fill in the others: how to fill in, and what the drop-downs offer."""

from __future__ import annotations

from evalkit.codebook import normal_form
from evalkit.intake.sheet import Sheet

HOW_TO, CHOICES = "填写说明", "下拉选项"
NAMES = (HOW_TO, CHOICES)


def is_guide(sheet: Sheet) -> bool:
    """Return whether a sheet is such a guide: called so, and headed so in its first cell.

    Notes
    -----
    Both are asked for, so that a ledger on a sheet that merely kept the name is still read.

    Examples
    --------
    >>> texts = ("填写说明：先填村名", "户编号")
    >>> [is_guide(Sheet("a.xlsx", "填写说明", [[text]])) for text in texts]
    [True, False]
    """
    first = normal_form(sheet.cells.value(0, 0)) if len(sheet.cells) else ""
    return any(normal_form(sheet.name) == name and first.startswith(name) for name in NAMES)
