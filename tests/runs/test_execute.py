"""Runs in workers: what hangs is stopped, and of a dead worker's runs only the guilty one is lost."""

from concurrent.futures.process import BrokenProcessPool

import pytest

from evalkit.runs import execute
from evalkit.runs.plan import Run
from evalkit.runs.record import Record

VILLAGE = "990101100201"


@pytest.mark.slow
def test_a_run_that_hangs_is_stopped_and_says_where(project_folder, monkeypatch):
    monkeypatch.setenv("EVALKIT_RUN_FOLDER", "")
    run = Run("hangs", project_folder / "notebooks" / "hangs.ipynb", VILLAGE, 2024)
    made = execute.run_one(run, project_folder / "runs", timeout=2)
    assert (made.status, made.trouble.kind, made.trouble.cell) == ("failed", "Timeout", 3)
    # The notebook sleeps for a minute.
    assert made.seconds < 30


class Pool:
    """Workers of which the one that gets the study `kills` dies, and the others with it."""

    def __enter__(self):
        return self

    def __exit__(self, *_exc):
        return False

    def submit(self, _function, run, _root, _timeout):
        from concurrent.futures import Future

        future = Future()
        if run.study == "kills":
            future.set_exception(BrokenProcessPool("died"))
        else:
            future.set_result(Record("ok", run.study, run.village, run.year, {}, 1, 1.0))
        return future


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_a_worker_that_dies_takes_only_its_own_run_with_it(project_folder, monkeypatch, jobs):
    monkeypatch.setattr(execute, "_pool", lambda _jobs: Pool())
    asked = [Run(s, project_folder / "notebooks" / "good.ipynb", VILLAGE, 2024) for s in ("a", "kills", "b", "c")]
    made = list(execute.execute(asked, project_folder / "runs", jobs=jobs))
    assert {record.study: record.status for record in made} == {"a": "ok", "b": "ok", "c": "ok", "kills": "failed"}
    assert len(made) == 4
    assert [record.trouble.message for record in made if record.trouble] == ["the worker process died"]
