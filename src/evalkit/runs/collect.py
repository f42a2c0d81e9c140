"""What all finished runs say, this time's and earlier ones': their records and their indicator rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from evalkit.indicators import result
from evalkit.runs import record
from evalkit.study import ROWS_FILE

RUN_KEYS = ["study", "place", "run_year"]


@dataclass(frozen=True)
class Collected:
    """Records of runs and the rows of those that are ok.

    Parameters
    ----------
    records : list of Record
        Sorted by village, year and study.
    rows : DataFrame
        Result rows, each key once, sorted by public keys.
    origin : DataFrame
        Which run saved which row: the keys of the result table with study, place and run_year.
    """

    records: list[record.Record]
    rows: pd.DataFrame
    origin: pd.DataFrame

    def rows_of(self, run: record.Record, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those of `rows` whose keys the run saved."""
        mine = (self.origin["study"] == run.study) & (self.origin["place"] == run.village)
        keys = self.origin.loc[mine & (self.origin["run_year"] == run.year), result.KEYS]
        return result.validate(keys.merge(rows, on=result.KEYS, how="left")[result.COLUMNS])


def collect(root: Path) -> Collected:
    """Read every record and every ok run's rows under the folder of runs.

    Notes
    -----
    Runs of later years save rows of earlier years again. Of several rows with one key the one from the run of the
    row's own year stays, else the one from the latest run, so that a released figure is the same wherever it is shown.
    """
    found = [record.read(path) for path in sorted(root.glob(f"[!.]*/*/[!.]*/{record.FILE}"))]
    records = sorted((r for r in found if r), key=lambda r: (r.village, r.year, r.study))
    parts = [_rows(root, run) for run in records if run.ok]
    every = pd.concat(parts, ignore_index=True) if parts else result.empty().assign(study="", place="", run_year=0)
    own_year = every["year"] == every["run_year"]
    ranked = every.assign(own=own_year.fillna(False).astype(bool))
    ranked = ranked.sort_values(["own", "run_year", "study"], ascending=[False, False, True], kind="stable")
    rows = ranked.drop_duplicates(result.KEYS)[result.COLUMNS].sort_values(result.KEYS, ignore_index=True)
    return Collected(records, result.validate(rows), every[result.KEYS + RUN_KEYS])


def _rows(root: Path, run: record.Record) -> pd.DataFrame:
    rows = pd.read_parquet(root / run.study / run.village / str(run.year) / ROWS_FILE)
    return result.validate(rows).assign(study=run.study, place=run.village, run_year=run.year)
