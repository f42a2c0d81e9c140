"""The declared ledgers: which columns exist, how they are named in the field, and what they become."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit import project

if TYPE_CHECKING:
    import pandas as pd

PLACE_AND_TIME = {"county": "str", "village": "str", "year": "int32"}
PROVENANCE = {"file_id": "int32", "sheet_id": "int32", "row": "int32"}
DTYPES = {
    "text": "str",
    "code": "str",
    "codes": "str",
    "village": "str",
    "date": "str",
    "month": "str",
    "idno": "str",
    "household_no": "str",
    "int": "Int64",
    "count": "Int64",
    "money": "Int64",
    "number": "Float64",
    "area": "Float64",
    "percent": "Float64",
    "yesno": "boolean",
}
UNPIVOTED = {
    "income": {
        "household": "str",
        "household_size": "Int64",
        "item": "str",
        "source": "str",
        "period_kind": "str",
        "month": "int32",
        "months": "int32",
        "amount": "Int64",
        "covered": "int32",
    }
}
RENAMED = {"head_id": "head"}
_BRACKETS = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")"})
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位[:：]?)?[^()]{1,6}\)$")


@dataclass(frozen=True)
class Column:
    """One column of one ledger: one line of `params/codebook.csv`."""

    table: str
    name: str
    zh: str
    aliases: tuple[str, ...]
    type: str
    unit: str
    codes: str
    required: bool
    personal: str
    role: str
    en: str
    description: str
    source: str

    @property
    def processed_name(self) -> str | None:
        """Name of the column in the processed table, None when it never gets there."""
        if self.personal == "direct" or self.role in {"place", "item", "period", "amount", "income_item", "total"}:
            return None
        return RENAMED.get(self.name, self.name)


@dataclass(frozen=True)
class Table:
    """One ledger: one line of `params/tables.csv` with its columns."""

    name: str
    zh: str
    en: str
    row: str
    time: str
    layout: str
    title_words: tuple[str, ...]
    columns: tuple[Column, ...]
    most_yuan: int | None = None  # no amount of one row is larger; a larger one is in another unit than it says

    def column(self, name: str) -> Column:
        """Return the column called `name`."""
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True)
class CodeRow:
    """One allowed value of a code list; `part_of` names the code that a total of several would have."""

    code: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    note: str
    part_of: str = ""


@dataclass(frozen=True)
class Codebook:
    """Everything declared about ledgers, codes and villages."""

    tables: dict[str, Table]
    code_lists: dict[str, dict[str, CodeRow]]
    villages: pd.DataFrame
    _wordings: dict[str, dict[str, str]] = field(repr=False)

    def code(self, name: str, wording: str) -> str | None:
        """Return the code of a ledger wording in the list `name`, None when the list does not know it."""
        return self._wordings[name].get(normal_form(wording))

    def label(self, name: str, code: str, lang: str = "zh") -> str:
        """Return the label of a code in `zh` or `en`; an unknown code is returned as it is."""
        row = self.code_lists[name].get(code)
        return code if row is None else getattr(row, lang)

    def village_name(self, village: str, lang: str = "zh") -> str:
        """Return a village's name; the code itself when the register does not hold it."""
        known = self.villages.loc[self.villages["village"] == village, f"name_{lang}"]
        return known.iloc[0] if len(known) else village


def normal_form(text: object) -> str:
    """Return the form under which headers and wordings are compared: NFKC, no blanks, one kind of bracket.

    Examples
    --------
    >>> normal_form("干部　职工（人次）")
    '干部职工(人次)'
    """
    return _normal_form(str(text))


@lru_cache(maxsize=1 << 16)
def _normal_form(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return re.sub(r"[\s\u200b\ufeff]+", "", plain).lower()


def bare_form(text: object) -> str:
    """Return the normal form without a unit in closing brackets.

    Examples
    --------
    >>> bare_form("贷款金额（万元）")
    '贷款金额'
    """
    return _UNIT_IN_BRACKETS.sub("", normal_form(text))


def load(params: Path | None = None) -> Codebook:
    """Read the codebook, the tables, the code lists and the villages.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.
    """
    folder = params or project.params()
    names = ("codebook.csv", "tables.csv", "codes.csv", "villages.csv")
    return _load(folder, tuple((folder / name).stat().st_mtime_ns for name in names))


@cache
def _load(folder: Path, _stamps: tuple[int, ...]) -> Codebook:
    import pandas as pd

    columns: dict[str, list[Column]] = {}
    for line in _lines(folder / "codebook.csv"):
        columns.setdefault(line["table"], []).append(_column(line))
    tables = {
        line["table"]: Table(
            line["table"],
            line["zh"],
            line["en"],
            line["row"],
            line["time"],
            line["layout"],
            _split(line["title_words"]),
            tuple(columns.get(line["table"], ())),
            int(line["most_yuan"]) if line.get("most_yuan") else None,
        )
        for line in _lines(folder / "tables.csv")
    }
    lists: dict[str, dict[str, CodeRow]] = {}
    wordings: dict[str, dict[str, str]] = {}
    for line in _lines(folder / "codes.csv"):
        row = CodeRow(
            line["code"], line["zh"], line["en"], _split(line["aliases"]), line["note"], line.get("part_of", "")
        )
        lists.setdefault(line["codes"], {})[row.code] = row
        known = wordings.setdefault(line["codes"], {})
        for wording in (row.code, row.zh, *row.aliases):
            known.setdefault(normal_form(wording), row.code)
    villages = pd.read_csv(folder / "villages.csv", dtype=str, keep_default_na=False)
    return Codebook(tables, lists, villages, wordings)


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _column(line: dict[str, str]) -> Column:
    return Column(
        line["table"],
        line["column"],
        line["zh"],
        _split(line["aliases"]),
        line["type"],
        line["unit"],
        line["codes"],
        line["required"] == "yes",
        line["personal"],
        line["role"],
        line["en"],
        line["description"],
        line["source"],
    )


def processed_columns(table: str, params: Path | None = None) -> dict[str, str]:
    """Return the columns of `data/processed/<table>` with their pandas dtypes, in order.

    Parameters
    ----------
    table : str
        Name of a table in `params/tables.csv`.

    Returns
    -------
    dict
        Place and time keys, the table's own columns, then file_id, sheet_id and row (and col for unpivoted tables).
    """
    if table in UNPIVOTED:
        return PLACE_AND_TIME | UNPIVOTED[table] | PROVENANCE | {"col": "int32"}
    own = {}
    for column in load(params).tables[table].columns:
        name = column.processed_name
        if name and name not in PLACE_AND_TIME:
            own[name] = DTYPES[column.type]
    return PLACE_AND_TIME | own | PROVENANCE
