"""pytest plugin: `pytest --nbval` compares stored notebook outputs with tolerance for float noise, and nothing else.

nbval alone compares outputs as text, so the last digit of a float on another processor, a memory address or a figure
cell ending in `;` makes an unchanged notebook fail. Here integers and words must agree exactly, numbers with a decimal
point or an exponent must agree to `RTOL`, and what can never be the same twice is masked before comparing.
"""

from __future__ import annotations

import math
import re

RTOL = 1e-6
ATOL = 1e-9

# A number may follow a Chinese character, which `\w` would take for part of a word.
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
MASKS = (
    (re.compile(r"\b0x[0-9a-fA-F]{6,}\b"), "ADDRESS"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"), "TIME"),
    (re.compile(r"\b\d\d:\d\d:\d\d(?:\.\d+)?\b"), "TIME"),
    (re.compile(r"\b\d+(?:\.\d+)?(?:s/it|it/s)\b"), "SPEED"),
    (re.compile(r"(?:/private)?/(?:var/)?tmp/[^\s'\"<>)]+|/var/folders/[^\s'\"<>)]+"), "TEMPORARY"),
)


class TolerantText(str):
    """Text that equals another when the words are the same and the numbers are the same but for float noise.

    Examples
    --------
    >>> TolerantText("share 0.3000000001 of 12") == TolerantText("share 0.3 of 12")
    True
    >>> TolerantText("share 0.3 of 12") == TolerantText("share 0.3 of 13")
    False
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str):
            return NotImplemented
        if NUMBER.split(self) != NUMBER.split(other):
            return False
        return all(map(_same_number, NUMBER.findall(self), NUMBER.findall(other)))

    def __ne__(self, other: object) -> bool:
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    # Texts that are equal within a tolerance cannot share a hash; nobody may put them into a set.
    __hash__ = None


def mask(text: str) -> str:
    """Replace memory addresses, times of day, speeds and temporary paths, which differ between any two runs."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    return text


def pytest_configure(config) -> None:
    """Teach nbval the tolerance, but only in a run that asks for `--nbval` or `--nbval-lax`."""
    options = config.option
    if not (getattr(options, "nbval", False) or getattr(options, "nbval_lax", False)):
        return
    if not options.nbval_kernel_name:
        options.nbval_current_env = True
    _patch_nbval()


def _same_number(left: str, right: str) -> bool:
    if left == right:
        return True
    if left.lstrip("+-").isdigit() or right.lstrip("+-").isdigit():
        return False
    return math.isclose(float(left), float(right), rel_tol=RTOL, abs_tol=ATOL)


def _patch_nbval() -> None:
    from nbval.kernel import RunningKernel
    from nbval.plugin import IPyNbCell

    plain_sanitize = IPyNbCell.sanitize

    def sanitize(cell, text):
        clean = plain_sanitize(cell, text)
        return TolerantText(mask(clean)) if isinstance(clean, str) else clean

    def execute_cell_input(kernel, cell_input, allow_stdin=None):
        # IPython honours a closing `;` only for cells it keeps in its history.
        return kernel.kc.execute(cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False)

    IPyNbCell.sanitize = sanitize
    RunningKernel.execute_cell_input = execute_cell_input
