"""The release zone: gate all rows, make the pages, scan each, and write those that pass."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from evalkit.files import write_whole
from evalkit.privacy import gate
from evalkit.privacy.lookup import Known
from evalkit.privacy.scan import Finding, scan_bytes
from evalkit.reports import index, page
from evalkit.runs import studies
from evalkit.runs.collect import collect
from evalkit.runs.record import Record

TABLE = "indicators.parquet"
INDEX = "index.html"
AUDIT = "gate_audit.csv"


@dataclass
class Release:
    """What became of the reports.

    Parameters
    ----------
    rows : int
        Rows in `indicators.parquet`.
    withheld : int
        Rows among them without their figure.
    pages : int
        Study pages written.
    refused : list of Finding
        What the scan found; those files were not written.
    broken : dict of str to str
        Pages that could not be made, by name, and why.
    """

    rows: int = 0
    withheld: int = 0
    pages: int = 0
    refused: list[Finding] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether everything was made and written."""
        return not (self.refused or self.broken)


def build(runs: Path, reports: Path) -> Release:
    """Make `reports/` from what all runs have saved, and the gate's audit trail in the folder of runs.

    Parameters
    ----------
    runs : Path
        Folder of runs.
    reports : Path
        Folder of reports. Pages of runs that are gone, failed or refused are removed.
    """
    collected = collect(runs)
    rows, audit = gate.release(collected.rows)
    write_whole(runs / AUDIT, audit.to_csv(index=False).encode())
    desk = _Desk(reports, Known.load(), Release(rows=len(rows), withheld=int(audit["rows"].sum())))
    desk.publish(TABLE, _parquet(rows))
    declared = studies.load()
    order = list(declared)
    shown = sorted((r for r in collected.records if r.study in declared), key=lambda r: _place(r, order))
    entries = [_entry(run, declared[run.study], collected.rows_of(run, rows), desk) for run in shown]
    front = index.render(entries, order, desk.release.rows, desk.release.withheld)
    desk.publish(INDEX, front.encode())
    _sweep(reports, {entry.link for entry in entries if entry.link})
    return desk.release


def _place(run: Record, order: list[str]) -> tuple[str, int, int]:
    return run.village, run.year, order.index(run.study)


@dataclass
class _Desk:
    """Where pages are scanned before they are written."""

    reports: Path
    known: Known
    release: Release

    def publish(self, name: str, content: bytes) -> bool:
        """Write a file that holds nothing personal; remove an older one where the new one is refused."""
        path = self.reports / name
        found = scan_bytes(content, path.name, self.known)
        if found:
            self.release.refused += [Finding(name, finding.kind) for finding in found]
            path.unlink(missing_ok=True)
            return False
        write_whole(path, content)
        return True


def _entry(run: Record, study: studies.StudySpec, rows: pd.DataFrame, desk: _Desk) -> index.Entry:
    """Make and publish one run's page; return its line in the index."""
    name = f"{run.village}/{run.year}/{run.study}.html"
    if not run.ok:
        return index.Entry(run, study.title, link=None, answer=None, trouble=str(run.trouble.kind))
    try:
        made = page.make(run, study, rows)
    except Exception as error:  # one page that cannot be drawn must not take the others with it
        last = traceback.extract_tb(error.__traceback__)[-1]
        desk.release.broken[name] = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
        return index.Entry(run, study.title, link=None, answer=None, trouble="report not made")
    if not desk.publish(name, made.html.encode()):
        return index.Entry(run, study.title, link=None, answer=None, trouble="refused by the gate")
    desk.release.pages += 1
    return index.Entry(run, study.title, link=name, answer=made.answer, trouble=None)


def _parquet(rows: pd.DataFrame) -> bytes:
    return rows.to_parquet(index=False, compression="zstd", write_page_checksum=True)


def _sweep(reports: Path, kept: set[str]) -> None:
    """Remove pages that no ok run stands behind any more."""
    for path in reports.glob("*/*/*.html"):
        if path.relative_to(reports).as_posix() not in kept:
            path.unlink()
