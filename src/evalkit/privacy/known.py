"""What must never be seen again: the raw names and numbers of an intake, masked in texts and kept as keyed digests."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

import pandas as pd

from evalkit.errors import Problem
from evalkit.privacy.names import DOTS, HAN, MASK, is_personal_name

KINDS = ("name", "idno", "phone", "account", "household")
SHORTEST = {"name": 2, "idno": 15, "phone": 7, "account": 8, "household": 10}
# ID numbers, mobile phones and bank cards, also in groups; an ID number with a date of birth however it is spaced.
GAP = r"[- ]?"
MONTH_DAY = rf"(?:0{GAP}[1-9]|1{GAP}[0-2]){GAP}(?:0{GAP}[1-9]|[12]{GAP}\d|3{GAP}[01])"
BORN = rf"(?:1{GAP}9|2{GAP}0)(?:{GAP}\d){{2}}{GAP}{MONTH_DAY}"
NUMBER_LIKE = re.compile(
    rf"(?<!\d)(?:\d(?:{GAP}\d){{5}}{GAP}{BORN}(?:{GAP}\d){{3}}{GAP}[\dXx](?:\d\d)?"
    r"|\d{6}[- ]?\d{8}[- ]?\d{3}[\dXx](?:\d\d)?|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|62\d\d(?:[- ]?\d{4}){3}(?:[- ]?\d{1,3})?)(?!\d)"
)
IGNORED = re.compile(rf"[\s\u200b\ufeff\-{DOTS}]")  # what may stand between the characters of a known value
SHORTEST_NUMBER = 11  # of `NUMBER_LIKE`: a mobile phone
NAME_LIKE = re.compile(rf"[{HAN}]{{2}}")
DIGEST_BYTES = 8


class Known:
    """The raw names, ID numbers, phones, accounts and household numbers of one intake."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
        self._by_length: dict[tuple[str, int], frozenset[str]] | None = None

    def add(self, kind: str, values: Iterable[str | None], *, beside_id: bool = False) -> None:
        """Remember values of a kind; too short ones and offices in name columns are passed over.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        values : iterable of str
            The values without blanks.
        beside_id : bool
            Whether the names stand beside an ID number.
        """
        known, shortest, is_name = self.values[kind], SHORTEST[kind], kind == "name"
        for value in values:
            if not value or len(value) < shortest or value in known:
                continue
            if not is_name or is_personal_name(value, beside_id=beside_id):
                known[value] = None
        self._by_length = None

    def mask(self, text: str) -> str:
        """Return a text with every known value, and every number shaped like a personal one, masked.

        Notes
        -----
        Full-width characters, and blanks, hyphens and dots within a value, do not hide it. Names in other characters
        (志远 and 志遠) or of persons in no ledger stay.

        Examples
        --------
        >>> known = Known()
        >>> known.add("name", ["王小示"])
        >>> known.mask("王 小示养殖场"), known.mask("电话138-0013-8000")
        ('[已隐去]养殖场', '电话[已隐去]')
        """
        if unicodedata.is_normalized("NFKC", text) and self._is_clean(text):
            return text
        wide = [(c, i) for i, char in enumerate(text) for c in unicodedata.normalize("NFKC", char)]
        spans = [(wide[m.start()][1], wide[m.end() - 1][1]) for m in NUMBER_LIKE.finditer("".join(c for c, _ in wide))]
        tight = [(c, i) for c, i in wide if not IGNORED.match(c)]
        spans += [(tight[a][1], tight[b - 1][1]) for a, b in self._hits("".join(c for c, _ in tight))]
        return _masked(text, spans)

    def masked(self, problem: Problem) -> Problem:
        """Return a problem whose words hold no known value, so that it may be shown and kept."""
        return Problem(*map(self.mask, (problem.where, problem.what, problem.expected, problem.got)))

    def _is_clean(self, text: str) -> bool:
        """Return whether a text without full-width characters holds nothing to be masked; most are such."""
        tight = IGNORED.sub("", text)
        numbers = (length for kind, length in self._lengths() if kind != "name")
        if len(tight) < min(numbers, default=SHORTEST_NUMBER) and not NAME_LIKE.search(tight):
            return len(tight) < SHORTEST_NUMBER or not NUMBER_LIKE.search(text)
        return not NUMBER_LIKE.search(text) and not self._hits(tight)

    def _lengths(self) -> dict[tuple[str, int], frozenset[str]]:
        """Return the known values without dots and hyphens by kind and length; names first, the longest first."""
        if self._by_length is None:
            self._by_length = {(kind, n): values for kind in KINDS for n, values in _by_length(self.values[kind])}
        return self._by_length

    def _hits(self, text: str) -> list[tuple[int, int]]:
        """Return where known values stand in a text without blanks; names first, the longest first, none twice."""
        found, free = [], [True] * len(text)
        for (_, length), values in self._lengths().items():
            for start in range(len(text) - length + 1):
                if text[start : start + length] in values and all(free[start : start + length]):
                    free[start : start + length] = [False] * length
                    found.append((start, start + length))
        return found

    def digests(self, key: bytes) -> pd.DataFrame:
        """Return the keyed digests to store: kind, length, digest; in order of first appearance."""
        values = [value for kind in KINDS for value in self.values[kind]]
        table = pd.DataFrame(
            {
                "kind": [kind for kind in KINDS for _ in self.values[kind]],
                "length": list(map(len, values)),
                "digest": [made for kind in KINDS for made in _digests(key, kind, self.values[kind])],
            }
        )
        return table.astype({"kind": "str", "length": "int32", "digest": "str"})


def _by_length(values: Iterable[str]) -> list[tuple[int, frozenset[str]]]:
    """Return the values without dots and hyphens by their length, the longest first."""
    tight = [IGNORED.sub("", value) for value in values]
    return [(n, frozenset(v for v in tight if len(v) == n)) for n in sorted({len(v) for v in tight}, reverse=True)]


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with the spans (first and last position) masked; overlapping ones as one."""
    parts, end = [], -1
    for first, last in sorted(spans):
        if first > end:
            parts += [text[end + 1 : first], MASK]
        end = max(end, last)
    return "".join([*parts, text[end + 1 :]])


def _digests(key: bytes, kind: str, values: Iterable[str]) -> Iterator[str]:
    """Yield the keyed digests of many values, as `digest` makes them; what key and kind contribute is hashed once."""
    begun = hashlib.blake2b(f"{kind}\0".encode(), digest_size=DIGEST_BYTES, key=key)
    for value in values:
        hashed = begun.copy()
        hashed.update(value.encode())
        yield hashed.hexdigest()


def digest(key: bytes, kind: str, value: str) -> str:
    """Return the keyed digest of one raw value (BLAKE2b with the key, 8 bytes, as 16 hex digits)."""
    hashed = hashlib.blake2b(f"{kind}\0{value}".encode(), digest_size=DIGEST_BYTES, key=key)
    return hashed.hexdigest()
