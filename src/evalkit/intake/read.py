"""A folder of files as received, to sheets and refusals."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue

from evalkit.errors import EvalkitError, Problem
from evalkit.intake import limits as limit_file
from evalkit.intake.child import Reader
from evalkit.intake.folder import files
from evalkit.intake.limits import Limits
from evalkit.intake.refusals import Refusal
from evalkit.intake.sheet import Sheet


def read_folder(raw: Path, limits: Limits | None = None, jobs: int = 1) -> tuple[list[Sheet], list[Refusal]]:
    """Read every ledger below a folder, in the order of their paths; the files are never changed.

    Parameters
    ----------
    raw : Path
        The folder. Folders named `truth`, hidden and temporary files and README files are passed over.
    limits : Limits, optional
        What one file may cost; by default params/intake.yaml.
    jobs : int
        Files read at the same time, each in a process of its own.

    Returns
    -------
    sheets : list of Sheet
    refusals : list of Refusal
        One for every file that gave no sheet.

    Raises
    ------
    EvalkitError
        When there is no such folder or no file in it.

    Examples
    --------
    >>> sheets, refusals = read_folder(Path("data/raw"))                     # doctest: +SKIP
    """
    raw = Path(raw)
    if not raw.is_dir():
        raise EvalkitError(Problem(str(raw), "no such folder", "a folder of ledgers"))
    paths = files(raw)
    if not paths:
        raise EvalkitError(Problem(str(raw), "the folder holds no ledgers", "at least one .xlsx, .xls, .ods or .csv"))
    sheets: list[Sheet] = []
    refusals: list[Refusal] = []
    for result in _results(paths, raw, limits or limit_file.load(), min(jobs, len(paths))):
        if isinstance(result, Refusal):
            refusals.append(result)
        else:
            sheets += result
    return sheets, refusals


def _results(paths: list[Path], raw: Path, limits: Limits, jobs: int) -> list[list[Sheet] | Refusal]:
    """Read files with several reading processes; what they give stands in the order of the files."""
    with ExitStack() as stack:
        idle: SimpleQueue[Reader] = SimpleQueue()
        for _ in range(jobs):
            idle.put(stack.enter_context(Reader(limits)))

        def read(path: Path) -> list[Sheet] | Refusal:
            reader = idle.get()
            try:
                return reader.read(path, path.relative_to(raw).as_posix())
            finally:
                idle.put(reader)

        with ThreadPoolExecutor(jobs) as pool:
            return list(pool.map(read, paths))
