"""A village's blank ledgers, filled in the way a spreadsheet program would: typed values under the printed headers."""

from __future__ import annotations

from types import SimpleNamespace

import openpyxl
import pytest

from evalkit import codebook, store, template
from evalkit.cleaning import clean
from evalkit.privacy import keys
from evalkit.template.sheets import FIRST_ROW


@pytest.fixture
def fill():
    """Put rows of values (table -> rows, one value for each printed column) into a workbook of blank ledgers."""

    def filled(path, values):
        book = openpyxl.load_workbook(path)
        for name, rows in values.items():
            sheet = book[codebook.load().tables[name].zh]
            for r, row in enumerate(rows, FIRST_ROW + 1):
                for c, value in enumerate(row, 1):
                    if value is not None:
                        sheet.cell(r, c, value)
        book.save(path)

    return filled


@pytest.fixture
def blank(tmp_path):
    """Write a workbook of blank ledgers for one invented village and year."""
    return template.write(tmp_path / "raw" / "台账.xlsx", village="990101100201", year="2024")


@pytest.fixture
def cleaned(tmp_path, monkeypatch):
    """Clean the folder `raw` and return what came of it: tables, side tables, the summary and the key."""
    monkeypatch.setenv(keys.VARIABLE, str(tmp_path / "keys" / "key"))

    def run():
        summary = clean(tmp_path / "raw", tmp_path / "out")
        return SimpleNamespace(
            table=lambda name: store.read(name, root=tmp_path / "out"),
            side=lambda name: store.side(name, tmp_path / "out"),
            summary=summary,
            key=keys.load_key(),
        )

    return run
