"""One command's work: plan, run, show, and make the reports."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evalkit import project
from evalkit.errors import EvalkitError, Problem
from evalkit.privacy.lookup import Known
from evalkit.runs import plan
from evalkit.runs.record import Record

LOCK = ".lock"


def run(slices: list[plan.Slice], *, jobs: int = 1, timeout: int = 600) -> bool:
    """Run the slices, make the reports and print what happened; True when everything succeeded.

    Raises
    ------
    EvalkitError
        Before anything starts: what is wrong with the request, or that another evalkit is running here.
    """
    runs = plan.expand(slices)
    root = project.runs()
    Known.load()  # a key that does not fit must be told before hours of runs, not after
    with _alone(root):
        from evalkit.reports import site
        from evalkit.runs.execute import execute

        began = time.monotonic()
        records = list(_shown(execute(runs, root, jobs=jobs, timeout=timeout), len(runs)))
        print(f"{len(records)} runs in {time.monotonic() - began:.0f} s")
        release = site.build(root, project.reports())
    failed = [record for record in records if not record.ok]
    for record in failed:
        print(record, file=sys.stderr)
    for finding in release.refused:
        print(f"REFUSED by the gate, not written: reports/{finding}", file=sys.stderr)
    for name, reason in release.broken.items():
        print(f"FAILED  report {name}: {reason}", file=sys.stderr)
    print(
        f"{len(runs) - len(failed)} of {len(runs)} runs ok; {release.pages} reports, {release.rows} indicator rows "
        f"({release.withheld} withheld) in {_shown_path(project.reports() / site.INDEX)}"
    )
    return not failed and release.ok


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Hold the folder of runs for one command; a second one is told so."""
    from filelock import FileLock, Timeout

    root.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(root / LOCK, timeout=0):
            yield
    except Timeout:
        raise EvalkitError(
            Problem(_shown_path(root), "another evalkit run is writing here", "wait until it has finished")
        ) from None


def _shown(records: Iterable[Record], total: int) -> Iterator[Record]:
    """Pass records on while a bar moves, or, where nobody watches, while a line each is printed."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        with tqdm(total=total, unit="run", file=sys.stderr) as bar:
            for record in records:
                bar.set_postfix_str(f"{record.study} {record.village} {record.year}", refresh=False)
                bar.update()
                yield record
    else:
        for number, record in enumerate(records, 1):
            print(f"{number}/{total} {record}", flush=True)
            yield record


def _shown_path(path: Path) -> str:
    """Return a path as seen from the project, so that output names no home folder."""
    try:
        return path.resolve().relative_to(project.root().resolve()).as_posix()
    except ValueError:
        return str(path)
