"""What a study notebook asks for: its place and year, its ledgers, what is missing, and where its rows go."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from evalkit import catalogue, codebook, store
from evalkit.errors import EvalkitError, Problem
from evalkit.files import write_whole
from evalkit.indicators import result

RUN_FOLDER = "EVALKIT_RUN_FOLDER"
ROWS_FILE = "indicators.parquet"


@dataclass
class Study:
    """One study of one village in one year, as opened by `open_study`."""

    name: str
    village: str
    year: int
    _received: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False)

    @property
    def county(self) -> str:
        """6-digit code of the county."""
        return self.village[:6]

    @property
    def name_zh(self) -> str:
        """Village name in Chinese."""
        return codebook.load().village_name(self.village, "zh")

    @property
    def name_en(self) -> str:
        """Village name in English."""
        return codebook.load().village_name(self.village, "en")

    @property
    def missing(self) -> list[str]:
        """Ledgers that were asked for and not received up to the year."""
        return [name for name, rows in self._received.items() if rows.empty]

    def table(self, name: str) -> pd.DataFrame:
        """Return the village's rows of one ledger, all years up to the study's year; money in fen.

        A ledger that was not received gives an empty table and is remembered for `gaps`.
        """
        if name not in self._received:
            rows = store.read(name, village=self.village)
            self._received[name] = rows[rows["year"] <= self.year].reset_index(drop=True)
        return self._received[name]

    def county_table(self, name: str) -> pd.DataFrame:
        """Return one ledger's rows of every village of the county up to the study's year, to hold the village against.

        Nothing of another village is to be saved or printed but its public name.
        """
        rows = store.read(name, county=self.county)
        return rows[rows["year"] <= self.year].reset_index(drop=True)

    def gaps(self) -> pd.DataFrame:
        """Return what was received of each ledger asked for so far.

        Returns
        -------
        DataFrame
            table, ledger (Chinese name), rows, first_year, last_year, note.
        """
        lines = []
        for name, rows in self._received.items():
            years = rows["year"]
            note = "not received" if rows.empty else "" if (years == self.year).any() else f"nothing for {self.year}"
            first, last = (None, None) if rows.empty else (int(years.min()), int(years.max()))
            lines.append((name, codebook.load().tables[name].zh, len(rows), first, last, note))
        table = pd.DataFrame(lines, columns=["table", "ledger", "rows", "first_year", "last_year", "note"])
        return table.astype({"first_year": "Int64", "last_year": "Int64"})

    def save(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Check the study's result rows and, inside `evalkit run`, write them into the run's folder.

        Raises
        ------
        ValueError
            When the rows break the contract of the result table, or `params/indicators.csv` lacks an indicator.
        """
        rows = result.validate(rows)
        if unknown := catalogue.undeclared(rows):
            raise ValueError(f"not declared in params/{catalogue.FILE}: {', '.join(unknown)}")
        if folder := os.environ.get(RUN_FOLDER):
            write_whole(Path(folder) / ROWS_FILE, rows.to_parquet(index=False, write_page_checksum=True))
        return rows


def open_study(name: str, village: str | int, year: str | int) -> Study:
    """Open a study for a village and a year.

    Parameters
    ----------
    name : str
        Name in `params/studies.yaml`.
    village : str or int
        12-digit code; a number (as papermill and YAML make of it) keeps every digit.
    year : str or int
        Year of the ledgers.

    Raises
    ------
    EvalkitError
        When the code or the year cannot be one, or no ledger of that village was received.
    """
    problems = []
    code, when = str(village).strip(), str(year).strip()
    if not re.fullmatch(r"\d{12}", code):
        problems.append(Problem("parameter village", "not a village code", "12 digits, such as 990101100201", code))
    if not re.fullmatch(r"(19|20)\d\d", when):
        problems.append(Problem("parameter year", "not a year", "four digits, such as 2024", when))
    known = store.places()
    if not problems and code not in set(known["village"]):
        got = ", ".join(sorted(set(known["village"]))[:20]) or "none"
        problems.append(
            Problem("parameter village", f"no ledger of village {code} in data/processed", f"one of {got}", code)
        )
    if problems:
        raise EvalkitError(problems)
    return Study(name, code, int(when))
