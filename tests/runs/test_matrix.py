"""A whole `evalkit run` with real kernels: what works is kept, and what breaks is told."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from filelock import FileLock
from typer.testing import CliRunner

from evalkit.cli import app

VILLAGE = "990101100201"
NAME = "欧阳小示"


def evalkit(*arguments: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "evalkit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def refused(*arguments: str) -> str:
    """Return what a command that must not start says, run in this process."""
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 2
    return done.stderr


def record(folder, study, year=2024):
    return json.loads((folder / "runs" / study / VILLAGE / str(year) / "run.json").read_text(encoding="utf-8"))


@pytest.mark.slow
def test_runs_that_break_or_die_are_told_and_the_rest_finish(project_folder):
    studies = [part for name in ("income_trends", "broken", "dies") for part in ("--study", name)]
    done = evalkit("run", *studies, "--year", "2024", "--village", VILLAGE, "--jobs", "2")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert f"broken {VILLAGE} 2024  In [4]: ValueError: no such column" in done.stderr
    assert f"dies {VILLAGE} 2024  In [3]: DeadKernel" in done.stderr
    assert record(project_folder, "income_trends")["status"] == "ok"
    for study in ("broken", "dies"):
        assert record(project_folder, study)["status"] == "failed"
        folder = project_folder / "runs" / study / VILLAGE / "2024"
        assert (folder / "notebook.ipynb").is_file()
        assert not (folder / "indicators.parquet").exists()
    assert not list(project_folder.glob("runs/*/*/.unfinished*"))
    index = (project_folder / "reports" / "index.html").read_text(encoding="utf-8")
    assert f'href="{VILLAGE}/2024/income_trends.html"' in index
    assert "DeadKernel" in index


@pytest.mark.slow
def test_a_run_keeps_codes_and_tells_how_to_make_it_again(project_folder):
    done = evalkit("run", "--study", "income_trends", "--year", "2023", "--param", "draws=7", "--param", "code=012")
    assert done.returncode == 0, done.stderr
    folder = project_folder / "runs" / "income_trends" / VILLAGE / "2023"
    made = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert made["parameters"] == {"village": VILLAGE, "year": 2023, "draws": 7, "code": "012"}
    assert pd.read_parquet(folder / "indicators.parquet")["value"].tolist() == [1007.0]
    assert {"notebook_sha256", "tables_sha256", "evalkit", "started"} <= made["origin"].keys()
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.*") if path.suffix != ".parquet")
    assert 'code = "012"' in json.loads(json.dumps(everything)).replace('\\"', '"')
    assert str(project_folder) not in everything


@pytest.mark.slow
def test_a_message_that_names_a_person_is_withheld(project_folder):
    path = project_folder / "notebooks" / "broken.ipynb"
    # Made of numbers, as if read from a ledger: a name that stood in the notebook's source would be the project's own.
    made = f"''.join(map(chr, {[ord(letter) for letter in NAME]}))"
    path.write_text(path.read_text(encoding="utf-8").replace("'no such column'", made), encoding="utf-8")
    done = evalkit("run", "--study", "broken", "--year", "2023")
    assert done.returncode == 1
    assert "In [4]: ValueError: [message withheld]" in done.stderr
    assert NAME not in done.stdout + done.stderr + json.dumps(
        record(project_folder, "broken", 2023), ensure_ascii=False
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--param", "vilage=x"], "unknown to good.ipynb; expected one of draws, code"),
        (["--param", "draws"], "--param: not name=value"),
        (
            ["--village", "990101100202"],
            "unknown village; expected one of 990101100201 东沟村, 990101100203 南湾村, got 990101100202",
        ),
        (["--year", "20x4"], "unknown year; expected one of 2023, 2024, got 20x4"),
        (["--plan", "nowhere.yaml"], "comes with --study"),
    ],
)
def test_a_mistake_stops_before_a_kernel_starts(project_folder, arguments, sentence):
    assert sentence in refused("run", "--study", "income_trends", *arguments)
    assert not (project_folder / "runs").exists()


def test_a_second_command_is_told_that_the_first_still_runs(project_folder):
    (project_folder / "runs").mkdir()
    with FileLock(project_folder / "runs" / ".lock"):
        assert "another evalkit run is writing here" in refused("run", "--study", "income_trends")


def test_a_key_that_does_not_fit_the_tables_stops_the_run(project_folder, monkeypatch, tmp_path):
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "another_key"))
    assert "not the key the clean tables were made with" in refused("run", "--study", "income_trends")
    assert not (project_folder / "runs").exists()
