"""The command line is thin: it starts quickly, and shows what is wrong as sentences."""

import resource
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from evalkit.cli import app


def evalkit(*arguments: str):
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def test_help_costs_less_than_a_second_of_work():
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([sys.executable, "-m", "evalkit", "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "clean" in done.stdout
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 1.0


def test_help_imports_nothing_heavy():
    code = "import sys, evalkit.cli; print(sorted({'pandas', 'papermill', 'matplotlib', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_outside_a_project_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("EVALKIT_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    done = evalkit("check")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "not inside an evalkit project" in done.stderr


def test_a_missing_folder_of_ledgers_is_one_sentence(tmp_path, monkeypatch, home):
    monkeypatch.setenv("EVALKIT_HOME", str(home))
    done = evalkit("clean", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "nowhere" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("years", ["2024-2021", "21-24", "all"])
def test_a_span_of_years_must_be_one(tmp_path, years):
    done = evalkit("sample", str(tmp_path / "out"), "--years", years)
    assert done.exit_code == 2
    assert "not a span of years" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_doctor_names_versions_font_and_key(tmp_path, monkeypatch, home):
    monkeypatch.setenv("EVALKIT_HOME", str(home))
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "key"))
    done = evalkit("doctor")
    assert done.exit_code == 0
    assert "Chinese font: Noto Sans SC" in done.stdout
    assert "none yet" in done.stdout
    assert not (tmp_path / "key").exists()


def test_the_doctor_warns_of_a_key_that_others_may_read(tmp_path, monkeypatch, home):
    (tmp_path / "key").write_bytes(bytes(32))
    (tmp_path / "key").chmod(0o644)
    monkeypatch.setenv("EVALKIT_HOME", str(home))
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "key"))
    assert "others may read it (mode 644)" in evalkit("doctor").stdout
