"""Search what is about to be handed over for identity numbers, phones, bank cards and known names.

A finding says where and what kind, never the value. Shapes alone would cry wolf, so numbers must also pass their check
digit; names are found because the raw ledgers' own names are known, as keyed digests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evalkit.privacy import decode
from evalkit.privacy.lookup import NOTHING_KNOWN, Known

# A number is a whole one: not a piece of a longer number, a decimal fraction or a hash.
NUMBER = re.compile(r"(?<![0-9A-Za-z])(?<!\d\.)\d{6,19}[Xx]?(?![0-9A-Za-z])(?!\.\d)")
# Provinces as in GB/T 2260; 99 is no province, and stands for invented persons.
PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|99")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, order=True)
class Finding:
    """Something that must not be handed over: in which file, and of what kind."""

    file: str
    kind: str

    def __str__(self) -> str:
        return f"{self.file}: {self.kind}"


def scan_file(path: Path, known: Known = NOTHING_KNOWN) -> list[Finding]:
    """Return what a file holds that must not leave: notebook, HTML, xlsx, docx, parquet, JSON, CSV or text.

    A kind of file that cannot be read is a finding too.
    """
    return scan_bytes(path.read_bytes(), path.name, known)


def scan_bytes(content: bytes, name: str, known: Known = NOTHING_KNOWN) -> list[Finding]:
    """As `scan_file`, for content not yet written under its name."""
    try:
        kinds = {kind for text in decode.texts(content, name) for kind in _kinds(text, known)}
    except decode.Unreadable:
        kinds = {"cannot be read"}
    return [Finding(name, kind) for kind in sorted(kinds)]


def scan_text(text: str, known: Known = NOTHING_KNOWN, name: str = "text") -> list[Finding]:
    """As `scan_file`, for a text in which nothing is encoded.

    Examples
    --------
    >>> [str(finding) for finding in scan_text("call 13800138000")]
    ['text: phone number']
    """
    return [Finding(name, kind) for kind in sorted(set(_kinds(text, known)))]


def _kinds(text: str, known: Known) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", text)
    for number in set(NUMBER.findall(text)):
        if is_identity_number(number):
            yield "identity number"
        elif is_mobile_phone(number):
            yield "phone number"
        elif is_bank_card(number):
            yield "bank card number"
    yield from known.kinds(text)


def is_identity_number(text: str) -> bool:
    """Tell whether 18 characters are a resident identity number: place, date of birth and check character fit.

    Notes
    -----
    Check character as in GB 11643-1999 (ISO 7064, MOD 11-2). Code 99 belongs to no province; it stands for invented
    persons, who must not be in a release either.
    """
    if not re.fullmatch(r"\d{17}[\dXx]", text, re.ASCII) or not PROVINCE.match(text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, text, strict=False)) % 11
    return 1880 <= born.year < 2100 and "10X98765432"[rest] == text[-1].upper()


def is_mobile_phone(text: str) -> bool:
    """Tell whether the text is an 11-digit number of a Chinese mobile phone."""
    return re.fullmatch(r"1[3-9]\d{9}", text, re.ASCII) is not None


def is_bank_card(text: str) -> bool:
    """Tell whether the text is a UnionPay card number: 16 to 19 digits from 62 on, with a Luhn check digit."""
    if not re.fullmatch(r"62\d{14,17}", text, re.ASCII):
        return False
    digits = [int(digit) for digit in reversed(text)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
