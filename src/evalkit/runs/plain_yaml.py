"""Read a small YAML file in which every scalar stays the text that was typed, so that no code loses a digit."""

from __future__ import annotations

from pathlib import Path

import yaml

from evalkit.errors import EvalkitError, Problem

LARGEST = 200_000


def read(path: Path) -> dict | list:
    """Return the file's lists and mappings with text at their ends.

    YAML would read `012` as 10, `NO` as false and `12:30` as 750. Aliases are refused: nine of them in 200 bytes
    unfold to megabytes.

    Raises
    ------
    EvalkitError
        When the file is missing, too large, not YAML, or holds an alias.
    """
    if not path.is_file():
        raise EvalkitError(Problem(path.name, "no such file", "a YAML file"))
    if path.stat().st_size > LARGEST:
        raise EvalkitError(Problem(path.name, "too large", f"at most {LARGEST} bytes", f"{path.stat().st_size}"))
    try:
        text = path.read_text(encoding="utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
            raise EvalkitError(Problem(path.name, "an alias (*name)", "the values written out"))
        return yaml.load(text, Loader=yaml.BaseLoader) or {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = path.name if mark is None else f"{path.name}, line {mark.line + 1}"
        raise EvalkitError(Problem(where, "cannot be read as YAML in UTF-8")) from error
