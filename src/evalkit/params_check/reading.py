"""Reads parameter files for checking: every line with its number, every failure as a problem."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from evalkit.errors import Problem

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

FIRST_LINE = 2  # line 1 is the header
KINDS = {dict: "a file of keys and values", list: "a list of entries"}
Kind = TypeVar("Kind", dict, list)


class Folder:
    """The parameter folder, each file read once.

    Parameters
    ----------
    params : Path
        The folder.
    """

    def __init__(self, params: Path):
        self.params = params
        self.unreadable: list[Problem] = []
        self._read: dict[str, Any] = {}

    def csv(self, name: str, columns: list[str] | None = None, *, optional: bool = False) -> pd.DataFrame:
        """Return a CSV as text; an empty table with `columns` when it is missing or cannot be read."""
        if name not in self._read:
            self._read[name] = self._csv(name, columns or [], optional)
        return self._read[name]

    def yaml(self, name: str, kind: type[Kind]) -> Kind:
        """Return a YAML file's content; an empty `kind` when it is missing, cannot be read or is not of that kind."""
        if name not in self._read:
            content = self._yaml(name)
            if content is not None and not isinstance(content, kind):
                self._fail(name, f"is not {KINDS[kind]}")
            self._read[name] = content if isinstance(content, kind) else kind()
        return self._read[name]

    def _csv(self, name: str, columns: list[str], optional: bool) -> pd.DataFrame:
        import pandas as pd

        try:
            table = pd.read_csv(self.params / name, dtype=str, keep_default_na=False, encoding="utf-8")
        except FileNotFoundError:
            if not optional:
                self._fail(name, "file is missing")
            return pd.DataFrame(columns=columns, dtype="str")
        except (ValueError, UnicodeDecodeError) as error:
            self._fail(name, "cannot be read as UTF-8 comma-separated text", str(error).splitlines()[0])
            return pd.DataFrame(columns=columns, dtype="str")
        missing = [column for column in columns if column not in table]
        if missing:
            self._fail(name, f"lacks the column {', '.join(missing)}", ",".join(table.columns))
            table = table.assign(**dict.fromkeys(missing, ""))
        return table

    def _yaml(self, name: str) -> Any:
        import yaml

        try:
            content = yaml.safe_load((self.params / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            self._fail(name, "file is missing")
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self._fail(name, "cannot be read as YAML", " ".join(str(error).split())[:200])
        else:
            if content is None:
                self._fail(name, "is empty")
            return content
        return None

    def _fail(self, name: str, what: str, got: str = "") -> None:
        self.unreadable.append(Problem(f"params/{name}", what, got=got))

    @cached_property
    def tables(self) -> set[str]:
        """Names of the declared tables."""
        return set(self.csv("tables.csv", ["table"])["table"])

    @cached_property
    def lists(self) -> dict[str, set[str]]:
        """Codes of every code list."""
        codes = self.csv("codes.csv", ["codes", "code"])
        return {name: set(group["code"]) for name, group in codes.groupby("codes", sort=False)}

    @cached_property
    def villages(self) -> set[str]:
        """Codes of the registered villages."""
        return set(self.csv("villages.csv", ["village"])["village"])


def schema_problems(name: str, table: pd.DataFrame, schema: DataFrameSchema) -> list[Problem]:
    """Return what a pandera schema finds wrong in a parameter table, one problem per cell.

    Parameters
    ----------
    name : str
        File name under params/.
    table : DataFrame
        The file as text.
    schema : DataFrameSchema
        Its checks carry the expected value, in words, as `error`.
    """
    from pandera.errors import SchemaErrors

    try:
        schema.validate(table, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.drop_duplicates(["column", "check", "index"])
        return [_problem(name, case) for case in cases.to_dict("records")]
    return []


def _problem(name: str, case: dict[str, Any]) -> Problem:
    import pandas as pd

    line = "" if pd.isna(case["index"]) else f", line {int(case['index']) + FIRST_LINE}"
    expected = str(case["check"])
    if expected in ("multiple_fields_uniqueness", "field_uniqueness"):
        expected = "each of these only once"
    got = str(case["failure_case"]) or "nothing"
    return Problem(f"params/{name}{line}", f"column {case['column']} is not allowed", expected, got)


def as_dict(value: Any) -> dict[str, Any]:
    """Return a mapping as it is, and an empty one for anything else, whose keys are then found missing."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a list as it is, `[value]` for a single value, and an empty one for nothing."""
    return value if isinstance(value, list) else [] if value is None else [value]


def where(name: str, index: int) -> str:
    """Return `params/<name>, line N` for a row's position in the table."""
    return f"params/{name}, line {index + FIRST_LINE}"
