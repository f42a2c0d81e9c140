"""The studies declared in `params/studies.yaml`, and the parameters their notebooks take."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path

from evalkit import project
from evalkit.errors import EvalkitError, Problem
from evalkit.runs import plain_yaml

FILE = "params/studies.yaml"
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
SET_BY_THE_MATRIX = ("village", "year")


@dataclass(frozen=True)
class StudySpec:
    """One study: one entry of `params/studies.yaml`.

    Parameters
    ----------
    name : str
        Key in the file; also the name of its folder under `runs/`.
    notebook : Path
        The notebook's file.
    title, question : dict
        Text by language, `zh` and `en`.
    figures : tuple of str
        Functions of `evalkit.plots` that the report draws from gated rows.
    defaults : dict
        Values of the notebook's parameters cell by name.
    """

    name: str
    notebook: Path
    title: dict[str, str]
    question: dict[str, str]
    figures: tuple[str, ...]
    defaults: dict[str, object]


def load() -> dict[str, StudySpec]:
    """Read the declared studies, in the order of the file.

    Raises
    ------
    EvalkitError
        With one problem for each study that cannot run: no such notebook, no parameters cell, no village or year in it.
    """
    entries = plain_yaml.read(project.params() / Path(FILE).name)
    problems: list[Problem] = []
    specs = {name: _spec(name, entry, problems) for name, entry in entries.items()}
    if problems:
        raise EvalkitError(problems)
    return {name: spec for name, spec in specs.items() if spec}


def _spec(name: str, entry: dict, problems: list[Problem]) -> StudySpec | None:
    where = f"{FILE}, study {name}"
    if not NAME.fullmatch(name):
        problems.append(Problem(where, "not a study name", "small letters, digits and _", name))
        return None
    path = project.notebooks() / Path(str(entry["notebook"])).name
    if not path.is_file():
        problems.append(Problem(where, "no such notebook", f"a file notebooks/{path.name}"))
        return None
    try:
        defaults = notebook_defaults(path)
    except (ValueError, KeyError, SyntaxError):
        problems.append(Problem(f"notebooks/{path.name}", "no readable parameters cell", "lines such as year = 2024"))
        return None
    for needed in SET_BY_THE_MATRIX:
        if needed not in defaults:
            problems.append(
                Problem(f"notebooks/{path.name}", f"no {needed} in the cell tagged parameters", "a default")
            )
    figures = tuple(entry.get("figures") or ())
    return StudySpec(name, path, entry["title"], entry["question"], figures, defaults)


def notebook_defaults(path: Path) -> dict[str, object]:
    """Return the names and default values assigned in a notebook's cell tagged `parameters`; empty without one."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = [cell for cell in cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
    defaults: dict[str, object] = {}
    for cell in tagged[:1]:
        for line in ast.parse("".join(cell["source"])).body:
            if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
                defaults[line.targets[0].id] = ast.literal_eval(line.value)
            elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None:
                defaults[line.target.id] = ast.literal_eval(line.value)
    return defaults
