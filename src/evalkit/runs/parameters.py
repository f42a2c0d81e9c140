"""Parameters a person adds to a run, checked against the notebook before any kernel starts."""

from __future__ import annotations

import json
import re

from evalkit.errors import Problem
from evalkit.runs.studies import SET_BY_THE_MATRIX, StudySpec

LONGEST = 10_000


def typed(given: dict[str, str], study: StudySpec) -> tuple[dict[str, object], list[Problem]]:
    """Return the given texts as values of the same kinds as the notebook's defaults, and what is wrong with them.

    papermill only warns of an unknown name and then runs the default, and it pastes names into code unchecked; so
    names and kinds are checked here.

    Parameters
    ----------
    given : dict of str to str
        Name and text, as typed in `--param name=text` or a plan.
    study : StudySpec
        The study whose parameters cell decides names and kinds.

    Examples
    --------
    >>> from pathlib import Path
    >>> spec = StudySpec("a", Path("a.ipynb"), {}, {}, (), {"village": "x", "year": 1, "code": "001", "draws": 10})
    >>> typed({"code": "012", "draws": "99"}, spec)
    ({'code': '012', 'draws': 99}, [])
    """
    values: dict[str, object] = {}
    problems = []
    own = [name for name in study.defaults if name not in SET_BY_THE_MATRIX]
    for name, text in given.items():
        where = f"study {study.name}, parameter {name[:40]!r}"
        if name in SET_BY_THE_MATRIX:
            problems.append(Problem(where, "is set by the matrix", f"--{name} instead"))
        elif not name.isidentifier() or name not in own:
            expected = f"one of {', '.join(own)}" if own else "no parameter but village and year"
            problems.append(Problem(where, f"unknown to {study.notebook.name}", expected))
        else:
            kind = type(study.defaults[name])
            value = _value(text, kind)
            if value is None:
                problems.append(Problem(where, "wrong kind of value", _words(kind), text[:40]))
            else:
                values[name] = value
    return values, problems


def _value(text: str, kind: type) -> object:
    """Return the text as a value of that kind, None when it is not one."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    if kind is str:
        return text
    if kind is bool:
        return {"true": True, "false": False}.get(text.lower())
    if kind is int:
        return int(text) if re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII) else None
    if kind is float:
        return float(text) if re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", text, re.ASCII) else None
    return _from_json(text, kind) if kind in (list, dict) else None


def _from_json(text: str, kind: type) -> object:
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    return value if isinstance(value, kind) else None


def _words(kind: type) -> str:
    words = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
    return words.get(kind, "a JSON list or object" if kind in (list, dict) else "a default that is not None")
