"""The villages a run knows: the register in params/villages.csv and the village sheets among the ledgers themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalkit.cleaning.gather import Ledger
from evalkit.cleaning.parsers.plain import squeeze
from evalkit.codebook import normal_form

CODE = re.compile(r"(?<!\d)\d{12}(?!\d)")
ENDINGS = ("村民委员会", "村委会", "行政村", "村", "社区")
WRITTEN = ("村", "村委会", "村村委会", "村民委员会", "村村民委员会")


@dataclass(frozen=True)
class Village:
    """A village: its code, every name it goes by, and the words that tell it from another of the same name."""

    code: str
    names: frozenset[str]
    around: frozenset[str]
    folders: frozenset[str] = frozenset()


class Villages:
    """Finds villages by code or name, and in titles and paths; two of one name are told apart or not taken."""

    def __init__(self, villages: Iterable[Village]):
        self.villages: dict[str, Village] = {}
        for village in villages:
            old = self.villages.get(village.code)
            self.villages[village.code] = village if old is None else _joined(old, village)
        self.by_name: dict[str, list[str]] = {}
        for village in self.villages.values():
            for name in sorted(village.names):
                self.by_name.setdefault(name, []).append(village.code)
        self._in_text: dict[str, tuple[str, ...]] = {}

    def find(self, cell: object, around: tuple[str, ...], path: str) -> tuple[str | None, str]:
        """Return the code of the village a cell names, and `ok`, `blank`, `unknown_village` or `ambiguous_village`.

        Parameters
        ----------
        cell : str, int or None
            A 12-digit code or a name.
        around : tuple of str
            Township and county of the same row, where given.
        path : str
            Path of the file, whose folders may name the county.
        """
        text = squeeze(cell)
        if not text:
            return None, "blank"
        if text in self.villages:
            return text, "ok"
        tight = normal_form(text)
        return self._choose(self.by_name.get(tight) or self._behind_its_township(tight), around, path)

    def _behind_its_township(self, text: str) -> list[str]:
        """Return the villages whose full name ends a text that begins with their own township or county."""
        ends = (text[cut:] for cut in range(1, len(text) - 1) if text.endswith(ENDINGS))
        return [
            code
            for name in ends
            for code in self.by_name.get(name, ())
            if not _without(text.removesuffix(name), self.villages[code].around)
        ]

    def in_text(self, text: str, path: str) -> tuple[str | None, str]:
        """Return the one village a title or a file name speaks of; the longest name counts."""
        if text not in self._in_text:
            self._in_text[text] = self._named(text)
        found = self._in_text[text]
        return (None, "blank") if not found else self._choose(list(found), (text,), path)

    def _named(self, text: str) -> tuple[str, ...]:
        if codes := [code for code in CODE.findall(text) if code in self.villages]:
            return tuple(dict.fromkeys(codes))
        tight = normal_form(text)
        hits = [name for name in self.by_name if name in tight and len(name) > 1]
        if not hits:
            return ()
        longest = max(map(len, hits))
        return tuple(dict.fromkeys(code for name in hits if len(name) == longest for code in self.by_name[name]))

    def _choose(self, codes: list[str], around: tuple[str, ...], path: str) -> tuple[str | None, str]:
        if not codes:
            return None, "unknown_village"
        words = normal_form(" ".join(around))
        for narrow in (
            lambda v: any(word in words for word in v.around),
            lambda v: any(word in normal_form(path) for word in v.around),
            lambda v: path.split("/")[0] in v.folders,
        ):
            if len(codes) == 1:
                break
            codes = [code for code in codes if narrow(self.villages[code])] or codes
        return (codes[0], "ok") if len(codes) == 1 else (None, "ambiguous_village")


def known_villages(register: pd.DataFrame, sheets: Ledger | None) -> Villages:
    """Return the villages of the register and of the village sheets received.

    Parameters
    ----------
    register : DataFrame
        `params/villages.csv`, all text.
    sheets : Ledger, optional
        The village ledger of this run, parsed; a row with a 12-digit code and a name declares a village.
    """
    found = [
        Village(
            line.village,
            _names([line.name_zh, *line.aliases.split("|")]),
            _words([line.township_zh, line.county_zh, line.county]),
        )
        for line in register.itertuples()
    ]
    return Villages([*found, *(() if sheets is None else _declared(sheets))])


def _declared(sheets: Ledger) -> list[Village]:
    if "village" not in sheets.raw or "village_name" not in sheets.raw:
        return []
    blank = np.full(len(sheets.rows), None, dtype=object)
    columns = [sheets.raw[name].cells for name in ("village", "village_name")]
    columns += [sheets.raw[name].cells if name in sheets.raw else blank for name in ("township", "county_name")]
    declared = {}
    for code, name, township, county, block in zip(*columns, sheets.rows["block"], strict=True):
        code, name = squeeze(code), squeeze(name)
        if CODE.fullmatch(code) and name:
            folder = sheets.placed[block].layout.sheet.file.split("/")[0]
            words = _words([squeeze(township), squeeze(county), code[:6]])
            declared[code, name, folder] = Village(code, _names([name]), words, frozenset({folder}))
    return list(declared.values())


def _names(names: Iterable[str]) -> frozenset[str]:
    """Return every way to write the names: as they are and without their ending (石门村 and 石门)."""
    forms = set()
    for name in filter(None, map(normal_form, names)):
        forms.add(name)
        for ending in ENDINGS:
            if name.endswith(ending) and len(name) > len(ending) + 1:
                stem = name.removesuffix(ending)
                forms |= {stem, *(stem + written for written in WRITTEN)}
    return frozenset(forms)


def _words(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in map(normal_form, words) if word)


def _joined(one: Village, other: Village) -> Village:
    return Village(one.code, one.names | other.names, one.around | other.around, one.folders | other.folders)


def _without(text: str, words: Iterable[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    return text
