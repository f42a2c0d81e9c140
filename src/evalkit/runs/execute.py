"""Run notebooks through papermill in worker processes; a run that breaks, dies or hangs harms no other."""

from __future__ import annotations

import logging
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from evalkit import project
from evalkit.runs import folders, record
from evalkit.runs.plan import Run
from evalkit.study import RUN_FOLDER

TIMEOUT = 600


def execute(runs: list[Run], root: Path, *, jobs: int = 1, timeout: int = TIMEOUT) -> Iterator[record.Record]:
    """Run each notebook and yield its record as soon as it is finished, in the order of finishing.

    Parameters
    ----------
    runs : list of Run
        What to run.
    root : Path
        Folder of runs; each finished run replaces `root/<study>/<village>/<year>` as a whole.
    jobs : int
        Runs at the same time.
    timeout : int
        Seconds one run may take.

    Notes
    -----
    A worker runs one notebook at a time: papermill changes the working folder of the whole process. When a worker
    itself dies, the runs that were under way are tried once more, each alone, so that only the guilty one is lost.
    """
    root.mkdir(parents=True, exist_ok=True)
    folders.sweep(root)
    waiting = list(runs)
    suspects: list[Run] = []
    while waiting:
        yield from _until_a_worker_dies(waiting, suspects, root, jobs, timeout)
    for run in suspects:
        alone: list[Run] = []
        yield from _until_a_worker_dies([run], alone, root, 1, timeout)
        if alone:
            yield record.lost(run, root, "the worker process died")


def _until_a_worker_dies(
    waiting: list[Run], suspects: list[Run], root: Path, jobs: int, timeout: int
) -> Iterator[record.Record]:
    """Take runs off `waiting` until it is empty or a worker dies; what was under way then goes to `suspects`."""
    under_way: dict[Future, Run] = {}
    with _pool(min(jobs, len(waiting))) as pool:
        while waiting or under_way:
            while waiting and len(under_way) < jobs:
                run = waiting.pop(0)
                under_way[pool.submit(run_one, run, root, timeout)] = run
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                run = under_way.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    suspects += [run, *under_way.values()]
                    return


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return workers that start clean: forking a process with threads or an event loop can hang."""
    return ProcessPoolExecutor(
        jobs,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_prepare_worker,
        initargs=({name: str(getattr(project, name)()) for name in ("root", "processed")},),
    )


def _prepare_worker(folders: dict[str, str]) -> None:
    os.environ["EVALKIT_HOME"] = str(Path(folders["root"]).resolve())
    os.environ["EVALKIT_PROCESSED"] = str(Path(folders["processed"]).resolve())
    import papermill  # noqa: F401  (once per worker, not once per run)

    # What papermill logs is what the record says, or cell values, which no log may hold.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)


def run_one(run: Run, root: Path, timeout: int) -> record.Record:
    """Run one notebook in this process and put its finished folder in place."""
    folder = folders.begin(run, root)
    began = time.time()
    trouble = _papermill(run, folder, timeout)
    result = record.make(run, folder, trouble, began)
    folders.put_in_place(folder, run.folder(root))
    return result


def _papermill(run: Run, folder: Path, timeout: int) -> record.Trouble | None:
    """Execute the notebook into `folder`; return what went wrong as far as papermill knows."""
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from evalkit.runs.kernel import options

    ends = time.monotonic() + timeout
    os.environ[RUN_FOLDER] = str(folder.resolve())
    sockets = Path(tempfile.mkdtemp(prefix="evalkit-"))
    # papermill formats paths with the parameters; a brace in a folder's name must stay a brace.
    paths = [str(path).replace("{", "{{").replace("}", "}}") for path in (run.notebook, folder / record.NOTEBOOK)]
    try:
        papermill.execute_notebook(
            *paths,
            parameters=run.parameters,
            cwd=run.notebook.parent,
            kernel_name="python3",
            progress_bar=False,
            autosave_cell_every=0,
            **options(sockets, lambda _cell: max(1, int(ends - time.monotonic()))),
        )
    except PapermillExecutionError as error:
        return record.Trouble(error.ename, str(error.evalue))
    except CellTimeoutError:
        return record.Trouble("Timeout", f"not finished after {timeout} seconds")
    except DeadKernelError:
        return record.Trouble("DeadKernel", "the kernel died: out of memory, or ended by the code itself")
    except Exception as error:  # a run that cannot start is this run's failure, not the end of the matrix
        return record.Trouble(type(error).__name__, str(error).splitlines()[0] if str(error) else "")
    finally:
        shutil.rmtree(sockets, ignore_errors=True)
    return None
