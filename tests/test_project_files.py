"""The files around the code: environment, lock, front pages, and that the project speaks of itself alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOME = Path(__file__).resolve().parents[1]
LOCK = (HOME / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = (HOME / "environment.yml").read_text(encoding="utf-8")
OTHER_NAMES_IN_CONDA = {"matplotlib-base": "matplotlib", "python-duckdb": "duckdb"}
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
READMES = ("README.md", "README.zh-CN.md")

# Written in two halves, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    r"(?<![\w.])/(?:"
    + r"work|root|home/\w+|Users/\w+)/"
    + r"|file"
    + r":///|py"
    + r"pi\.org|files\.python"
    + r"hosted|"
    r"index-" + r"url\s*[=:]|find-" + r"links\s*[=:]|registry\.npm" + r"js|conda\.anaconda" + r"\.org"
)


def locked() -> dict[str, list[str]]:
    """Versions in the lock by package; some packages have one version for each Python."""
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def declared() -> list[Requirement]:
    """Every requirement in pyproject.toml, those of the extras and of the build too."""
    extras = PROJECT["project"]["optional-dependencies"].values()
    lists = [PROJECT["project"]["dependencies"], PROJECT["build-system"]["requires"], *extras]
    return [Requirement(line) for lines in lists for line in lines]


def conda() -> list[Requirement]:
    """The ranges of environment.yml under the names of the package index."""
    listed = yaml.safe_load(ENVIRONMENT)["dependencies"]
    pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    lines = [*(entry for entry in listed if isinstance(entry, str)), *(entry for entry in pip if entry != "-e .")]
    found = [Requirement(line) for line in lines if not re.match(r"(python|pip)\b(?!-)", line)]
    for requirement in found:
        requirement.name = OTHER_NAMES_IN_CONDA.get(requirement.name, requirement.name)
    return found


def test_environment_yml_is_what_pyproject_says():
    made = subprocess.run(
        [sys.executable, "tools/conda_environment.py"],
        cwd=HOME,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert made.stdout == ENVIRONMENT


@pytest.mark.parametrize("requirement", conda(), ids=str)
def test_a_conda_range_admits_the_locked_version(requirement):
    versions = locked()[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


@pytest.mark.parametrize("requirement", declared(), ids=str)
def test_the_lock_holds_every_requirement_within_its_range(requirement):
    versions = locked()[canonicalize_name(requirement.name)]
    assert all(requirement.specifier.contains(version) for version in versions)


def test_conda_lists_what_the_extras_and_the_project_need():
    build = {"hatchling"}
    assert {canonicalize_name(r.name) for r in conda()} == {canonicalize_name(r.name) for r in declared()} - build


def test_every_locked_package_has_a_hash():
    packages = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) > 100
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def tracked() -> list[Path]:
    """Every file of the project that is or may be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=HOME, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone, so nothing says which files belong to the project")
    names = sorted(filter(None, listed.stdout.decode().split("\0")))
    return [HOME / name for name in names if (HOME / name).is_file()]


def test_the_project_names_no_machine_and_no_package_index():
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data[:4096]:
            continue
        for number, line in enumerate(data.decode("utf-8", errors="ignore").splitlines(), start=1):
            if match := FOREIGN.search(line):
                found.append(f"{path.relative_to(HOME)}:{number}: {match.group()}")
    assert found == []


@pytest.mark.parametrize(
    "line",
    ["see /work" + "/main/x", "--index-" + "url=abc", "in /home" + "/someone/data", "https://py" + "pi.org/simple"],
)
def test_the_search_for_foreign_places_finds_them(line):
    assert FOREIGN.search(line)


def test_links_between_pages_lead_somewhere():
    pages = [path for path in tracked() if path.suffix == ".md"]
    links = [(page, link) for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert len(links) > 10
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_both_readmes_have_the_same_parts():
    def shape(name: str) -> list[str]:
        text = (HOME / name).read_text(encoding="utf-8")
        blocks = re.findall(r"^(#+ |```\w*$|- \*\*|- |\| `\w+`|<!-- /?demo:\w+ -->)", text, re.MULTILINE)
        return blocks + re.findall(r"^(?:make|\.venv/bin/\w+) \w+", text, re.MULTILINE)

    english, chinese = map(shape, READMES)
    assert english == chinese


def test_every_make_target_says_what_it_does():
    text = (HOME / "Makefile").read_text(encoding="utf-8")
    declared_targets = set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE).group(1).split())
    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))
    assert declared_targets == explained
    assert {"demo", "test", "check", "notebooks", "bench", "lab", "lock", "clean-build", "help"} <= explained


def test_continuous_integration_runs_the_targets_a_person_types():
    script = (HOME / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (HOME / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "make check" in script and "make test" in script
    assert "bash .ci/run" in workflow and "make demo" in workflow


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("5 passed in 1.00s\n7 passed, 1 warning in 2.50s", 0),
        ("========= 5 passed, 2 skipped in 1.00s =========\n===== 7 passed in 65.00s (0:01:05) =====", 0),
        ("5 passed in 1.00s", 1),
        ("5 passed in 1.00s\n3 skipped in 0.10s", 1),
        ("no tests ran in 0.01s\nno tests ran in 0.01s", 1),
    ],
)
def test_continuous_integration_fails_when_one_of_the_two_runs_had_no_test(tmp_path, printed, expected):
    (tmp_path / ".ci").mkdir()
    script = shutil.copy(HOME / ".ci" / "run", tmp_path / ".ci" / "run")
    make = tmp_path / "make"
    make.write_text(f"#!/bin/sh\n[ $1 = check ] || printf '{printed}\\n'\n", encoding="utf-8")
    make.chmod(0o755)
    environment = os.environ | {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == expected, done.stdout + done.stderr
    if expected == 0:
        assert done.stdout.splitlines()[-2:] == printed.splitlines()


@pytest.mark.skipif(shutil.which("make") is None, reason="this machine has no make")
def test_an_interpreter_that_is_too_old_gets_one_sentence(tmp_path):
    command = ["make", "setup", "PYTHON=false", f"VENV={tmp_path / 'none'}"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0].startswith("evalkit needs Python 3.11 or newer, and false is not")
    assert not (tmp_path / "none").exists()
