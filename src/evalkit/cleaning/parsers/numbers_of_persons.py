"""ID numbers (with their check character), household numbers and phones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from evalkit.cleaning.parsers.plain import Cell, nothing, squeeze

WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = np.frombuffer(b"10X98765432", dtype=np.uint8)
SHAPE = re.compile(r"\d{17}[\dX](?:\d\d)?")
PLACEHOLDER = "999999"
EXACT = 2**53
DIGITS_KEPT = 15
MONTH_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def id_numbers(cells: Sequence[Cell]) -> tuple[list[str | None], list[str]]:
    """Return ID numbers in one form and a reason code each; a whole column at once.

    Parameters
    ----------
    cells : sequence
        Distinct cells of an ID column.

    Returns
    -------
    values : list of str or None
        The 18 characters; the last two of a 20-character disability card are left out, so the person stays one person.
    codes : list of str
        `ok`, `disability_card`, `bad_checksum` and `no_id` keep the number; the others do not.

    Notes
    -----
    Check character by GB 11643: weighted sum of 17 digits modulo 11. A number cell has lost digits: no repair.

    Examples
    --------
    >>> id_numbers(["11010519491231002x", "110105194912310021", 1.1010519491231e17])[1]
    ['ok', 'bad_checksum', 'lossy_number']
    """
    values: list[str | None] = list(cells)
    reasons = ["ok"] * len(values)
    for i in np.flatnonzero(~_plain(values)):
        values[i], reasons[i] = _shape(values[i])
    valid = valid_id(values)
    for i in np.flatnonzero(~valid):
        if values[i] is not None and reasons[i] != "no_id":
            reasons[i] = "bad_checksum"
    return values, reasons


def valid_id(values: Sequence[str | None]) -> np.ndarray:
    """Return which 18-character numbers have a date that exists and the right check character."""
    present = np.array([value is not None for value in values], dtype=bool)
    valid = np.zeros(len(values), dtype=bool)
    if not present.any():
        return valid
    matrix = _characters(value for value in values if value is not None)
    digits = matrix[:, :17].astype(np.int64) - 48
    right = CHECKS[(digits @ WEIGHTS) % 11] == matrix[:, 17]
    year, month, day = (digits[:, a:b] @ (10 ** np.arange(b - a)[::-1]) for a, b in ((6, 10), (10, 12), (12, 14)))
    dated = (year >= 1900) & (year <= 2100) & (month >= 1) & (month <= 12) & (day >= 1)
    valid[present] = right & dated & (day <= MONTH_DAYS[np.clip(month, 0, 12)])
    return valid


def _characters(numbers: Iterable[str]) -> np.ndarray:
    """Return the characters of numbers of 18, one line each."""
    return np.frombuffer("".join(numbers).encode("ascii"), dtype=np.uint8).reshape(-1, 18)


def _plain(cells: list[Cell]) -> np.ndarray:
    """Return which cells are a number of 18 characters as it should be, so that nothing has to be put right."""
    plain = np.array([type(cell) is str and len(cell) == 18 and cell.isascii() for cell in cells], dtype=bool)
    matrix = _characters(cell for cell, fits in zip(cells, plain, strict=True) if fits)
    digit = (matrix >= ord("0")) & (matrix <= ord("9"))
    nobody = (matrix[:, :6] == ord(PLACEHOLDER[0])).all(axis=1)
    plain[plain] = digit[:, :17].all(axis=1) & (digit[:, 17] | (matrix[:, 17] == ord("X"))) & ~nobody
    return plain


def household_number(cell: Cell) -> tuple[str | None, str]:
    """Return a household number as text; noughts in front of an all-digit number do not count.

    Examples
    --------
    >>> household_number("0012"), household_number(12), household_number(9.90110120220112e17)
    (('12', 'ok'), ('12', 'ok'), (None, 'lossy_number'))
    """
    if type(cell) is str and cell.isascii() and cell.isdigit():
        return cell.lstrip("0") or "0", "ok"
    if type(cell) in (int, float):
        if cell != cell or cell != int(cell):
            return None, "not_a_household_number"
        if abs(cell) >= EXACT or len(str(abs(int(cell)))) > DIGITS_KEPT:
            return None, "lossy_number"
    text = squeeze(cell).upper()
    if empty := nothing(text):
        return None, "blank" if empty == "blank" else "dash" if empty != "error_cell" else empty
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", text):
        return None, "lossy_number"
    text = re.sub(r"\.0+$|^'", "", text)
    return (text.lstrip("0") or "0", "ok") if text.isdigit() else (text, "ok")


def phone_numbers(cell: Cell) -> list[str]:
    """Return the numbers in a phone cell; two may share it, and a float may have grown a `.0`.

    Examples
    --------
    >>> phone_numbers("81087858、81415182"), phone_numbers(15400251498.0)
    (['81087858', '81415182'], ['15400251498'])
    """
    text = re.sub(r"\.0+$", "", squeeze(cell)).replace("-", "")
    return re.findall(r"\d{7,12}", text)


def account_numbers(cell: Cell) -> list[str]:
    """Return the long digit runs of an account cell."""
    return re.findall(r"\d{8,24}", squeeze(cell).replace("-", ""))


def _shape(cell: Cell) -> tuple[str | None, str]:
    if type(cell) in (int, float):
        return None, "lossy_number"
    text = squeeze(cell).upper().replace("Х", "X").lstrip("'")
    if empty := nothing(text.lower()):
        return None, "blank" if empty == "blank" else "dash" if empty != "error_cell" else empty
    if re.fullmatch(r"\d(?:\.\d+)?E\+?\d+", text):
        return None, "lossy_number"
    if SHAPE.fullmatch(text):
        if text.startswith(PLACEHOLDER):
            return text[:18], "no_id"
        return text[:18], "disability_card" if len(text) == 20 else "ok"
    return None, "wrong_length" if re.fullmatch(r"[\dX*]+", text) else "not_an_id"
