"""Rows between a header and the data: units of measure, and numbers of the columns."""

from __future__ import annotations

from evalkit.codebook import normal_form
from evalkit.intake import units
from evalkit.intake.grid import Grid

DASHES = ("-", "—", "/", "单位", "计量单位")
LETTERS = ("甲", "乙", "丙", "丁", "栏次", "a", "b", "c")


def below(grid: Grid, last: int, columns: tuple[int, int], found: dict[int, str]) -> dict[int, str]:
    """Find a unit row and a row of column numbers below a header; units are added to `found`."""
    under: dict[int, str] = {}
    for r in range(last + 1, min(last + 3, grid.height)):
        filled = {c: text for c, text in grid.texts(r).items() if columns[0] <= c <= columns[1]}
        named = {c: units.of_cell(text) for c, text in filled.items()}
        signs = [c for c, unit in named.items() if unit or filled[c] in DASHES]
        if filled and len(signs) == len(filled) and any(named.values()) and "unit" not in under.values():
            found |= {c: unit for c, unit in named.items() if unit}
            under[r] = "unit"
        elif _numbers_columns([normal_form(text) for text in filled.values()]):
            under[r] = "header"
        else:
            break
    return under


def _numbers_columns(texts: list[str]) -> bool:
    """Return whether a row only numbers the columns: 甲 乙 1 2 3, or 栏次 1 2 3=1+2."""
    digits = [text.partition("=")[0] for text in texts if text not in LETTERS]
    plain = [text for text in digits if text.isdecimal()]
    enough = len(plain) >= (2 if len(digits) < len(texts) else 4)
    return enough and len(plain) == len(digits) and [int(t) for t in plain] == list(range(1, len(plain) + 1))
