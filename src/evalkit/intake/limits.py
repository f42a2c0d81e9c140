"""The limits of params/intake.yaml."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from evalkit import project
from evalkit.errors import EvalkitError, Problem


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost; see params/intake.yaml for each."""

    file_mb: int
    archive_mb: int
    member_mb: int
    ratio: int
    members: int
    cells: int
    columns: int
    seconds: int
    memory_mb: int


def load(path: Path | None = None) -> Limits:
    """Read the limits.

    Raises
    ------
    EvalkitError
        When the file or a key is missing, or a value is not a whole number above zero.
    """
    import yaml

    path = path or project.params() / "intake.yaml"
    if not path.is_file():
        raise EvalkitError(Problem(path.as_posix(), "file is missing", "the limits of reading a file"))
    given = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    names = [f.name for f in fields(Limits)]
    problems = [
        Problem(f"{path.name}: {name}", "not a limit", "a whole number above zero", str(given.get(name, "nothing")))
        for name in names
        if type(given.get(name)) is not int or given[name] < 1
    ]
    problems += [
        Problem(f"{path.name}: {name}", "unknown key", ", ".join(names)) for name in given if name not in names
    ]
    if problems:
        raise EvalkitError(problems)
    return Limits(**given)
