"""What is known of a finished run: written last, by us, since papermill calls dead notebooks completed."""

from __future__ import annotations

import hashlib
import json
import platform
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from evalkit import store
from evalkit.files import write_whole
from evalkit.runs import folders
from evalkit.runs.plan import Run
from evalkit.study import ROWS_FILE

FILE = "run.json"
NOTEBOOK = "notebook.ipynb"


@dataclass(frozen=True)
class Trouble:
    """Why a run failed: exception type, message, and n of the cell `In [n]` where it stopped."""

    kind: str
    message: str
    cell: int | None = None


@dataclass(frozen=True)
class Record:
    """One run's `run.json`.

    Parameters
    ----------
    status : str
        `ok` or `failed`.
    study, village, year, parameters
        What ran.
    rows : int
        Indicator rows saved.
    seconds : float
        Wall time.
    peak_memory_mb : float or None
        Peak memory of the kernel.
    trouble : Trouble or None
        Why it failed.
    origin : dict
        Hashes of the notebook and of what the clean tables were made from, versions, start time.
    """

    status: str
    study: str
    village: str
    year: int
    parameters: dict[str, object]
    rows: int
    seconds: float
    peak_memory_mb: float | None = None
    trouble: Trouble | None = None
    origin: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the run counts."""
        return self.status == "ok"

    def __str__(self) -> str:
        text = f"{self.study} {self.village} {self.year}"
        if self.trouble is None:
            return f"ok      {text}  {self.seconds:.1f} s"
        cell = f"In [{self.trouble.cell}]: " if self.trouble.cell else ""
        return f"FAILED  {text}  {cell}{self.trouble.kind}: {self.trouble.message}"


def make(run: Run, folder: Path, trouble: Trouble | None, began: float) -> Record:
    """Judge the run in `folder`, tidy its notebook and write its record there.

    A run is ok only when nothing was raised, every code cell has an execution count, and indicator rows were saved
    which keep the contract of the result table and are about this village.
    """
    from evalkit.runs import kernel

    code = _tidy(folder / NOTEBOOK)
    rows = 0
    if trouble is not None:
        trouble = Trouble(trouble.kind, without_identifiers(trouble.message), _stopped(code))
    elif skipped := [number for number, cell in enumerate(code, 1) if cell["execution_count"] is None]:
        trouble = Trouble("NotExecuted", "the cell was not executed", skipped[0])
    else:
        rows, trouble = _check_rows(folder / ROWS_FILE, run.village)
    if trouble is not None:
        (folder / ROWS_FILE).unlink(missing_ok=True)
    seconds = round(time.time() - began, 2)
    return _write(_record(run, trouble, rows, seconds, kernel.MeasuredKernel.peak_mb, began), folder)


def lost(run: Run, root: Path, reason: str) -> Record:
    """Write and return the record of a run whose worker died with it."""
    folder = folders.begin(run, root)
    result = _write(_record(run, Trouble("WorkerDied", reason), 0, 0.0, None, time.time()), folder)
    folders.put_in_place(folder, run.folder(root))
    return result


def _record(run: Run, trouble: Trouble | None, rows: int, seconds: float, peak: float | None, began: float) -> Record:
    origin = {
        "notebook": run.notebook.name,
        "notebook_sha256": _sha256(run.notebook),
        "tables_sha256": store.fingerprint(),
        "evalkit": version("evalkit"),
        "python": platform.python_version(),
        "pandas": version("pandas"),
        "started": datetime.fromtimestamp(began, UTC).isoformat(timespec="seconds"),
    }
    status = "ok" if trouble is None else "failed"
    return Record(status, run.study, run.village, run.year, run.parameters, rows, seconds, peak, trouble, origin)


def read(path: Path) -> Record | None:
    """Read a `run.json`; None when it is not one."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        trouble = content.pop("trouble")
        return Record(**content, trouble=Trouble(**trouble) if trouble else None)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(record: Record, folder: Path) -> Record:
    write_whole(folder / FILE, json.dumps(asdict(record), ensure_ascii=False, indent=1).encode())
    return record


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _tidy(path: Path) -> list[dict]:
    """Take this machine's paths out of a notebook's metadata; return its code cells that are not blank."""
    if not path.is_file():
        return []
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"].get("papermill", {}).update(input_path=None, output_path=NOTEBOOK)
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


def _stopped(code: list[dict]) -> int | None:
    """Return n of the last cell `In [n]` that was begun."""
    begun = [n for n, cell in enumerate(code, 1) if cell["metadata"].get("papermill", {}).get("start_time")]
    return begun[-1] if begun else None


def _check_rows(path: Path, village: str) -> tuple[int, Trouble | None]:
    """Return how many rows a run saved, and what is wrong with them."""
    import pandas as pd

    from evalkit.indicators import result

    if not path.is_file():
        return 0, Trouble("NoRows", "the notebook saved no indicator rows")
    try:
        rows = result.validate(pd.read_parquet(path))
    except (OSError, ValueError) as error:
        return 0, Trouble("BadRows", str(error).splitlines()[0])
    if others := set(rows["village"]) - {"", village}:
        return 0, Trouble("BadRows", f"rows of another village: {', '.join(sorted(others))}")
    return len(rows), None


def without_identifiers(message: str) -> str:
    """Return a message's last line, or only the fact that it is withheld when it may hold a personal identifier."""
    from evalkit.privacy.lookup import Known
    from evalkit.privacy.scan import scan_text

    line = message.strip().splitlines()[-1][:300] if message.strip() else ""
    return "[message withheld]" if scan_text(line, Known.load()) else line
