"""What must never be seen again: the raw names and numbers of an intake, masked in texts and kept as keyed digests."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import pandas as pd

MASK = "[已隐去]"
KINDS = ("name", "idno", "phone", "account", "household")
SHORTEST = {"name": 2, "idno": 15, "phone": 7, "account": 8, "household": 10}
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PERSON = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}(?:[·•・][{HAN}]{{1,10}})+")
# A `name` cell may hold an office or a note instead of a person; these words never end or make a personal name.
OFFICE = re.compile(
    r"[村委会组局队站社部镇乡县所办厂校院户]$|公司|干部|书记|主任|本人|不详|未定|待定|农户|集体|同上|户主|姓名|合计|小计"
)
NUMBER_LIKE = re.compile(r"(?<!\d)(?:\d{17}[\dXx](?:\d\d)?|1[3-9]\d{9})(?!\d)")
DIGEST_BYTES = 8


class Known:
    """The raw names, ID numbers, phones, accounts and household numbers of one intake."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
        self._lengths: dict[str, list[int]] | None = None

    def add(self, kind: str, values: Iterable[str | None]) -> None:
        """Remember values of a kind; too short ones and offices in name columns are passed over."""
        for value in values:
            if value and len(value) >= SHORTEST[kind] and (kind != "name" or is_personal_name(value)):
                self.values[kind][value] = None
        self._lengths = None

    def mask(self, text: str) -> str:
        """Return a text with every known value, and anything shaped like an ID number or a mobile phone, masked.

        Examples
        --------
        >>> known = Known()
        >>> known.add("name", ["王小示"])
        >>> known.mask("王小示养殖场")
        '[已隐去]养殖场'
        """
        return NUMBER_LIKE.sub(MASK, self._masked(text))

    def _masked(self, text: str) -> str:
        for kind, lengths in self._by_length().items():
            known = self.values[kind]
            for length in lengths:
                for start in range(len(text) - length + 1):
                    if text[start : start + length] in known:
                        rest = text[start + length :]
                        return self._masked(text[:start]) + MASK + self._masked(rest)
        return text

    def _by_length(self) -> dict[str, list[int]]:
        if self._lengths is None:
            self._lengths = {
                kind: sorted({len(value) for value in values}, reverse=True) for kind, values in self.values.items()
            }
        return self._lengths

    def digests(self, key: bytes) -> pd.DataFrame:
        """Return the keyed digests to store: kind, length, digest; in order of first appearance."""
        lines = [(kind, len(v), digest(key, kind, v)) for kind, values in self.values.items() for v in values]
        table = pd.DataFrame(lines, columns=["kind", "length", "digest"])
        return table.astype({"kind": "str", "length": "int32", "digest": "str"})


def is_personal_name(text: str) -> bool:
    """Return whether a cell of a name column holds a person's name rather than an office.

    Examples
    --------
    >>> is_personal_name("王小示"), is_personal_name("村委会")
    (True, False)
    """
    return PERSON.fullmatch(text) is not None and OFFICE.search(text) is None


def digest(key: bytes, kind: str, value: str) -> str:
    """Return the keyed digest of one raw value (BLAKE2b with the key, 8 bytes, as 16 hex digits)."""
    hashed = hashlib.blake2b(f"{kind}\0{value}".encode(), digest_size=DIGEST_BYTES, key=key)
    return hashed.hexdigest()
