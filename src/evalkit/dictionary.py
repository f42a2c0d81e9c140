"""The data dictionary: what every ledger column is called, means and becomes, written from the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from evalkit import codebook, project
from evalkit.codebook import CodeRow, Column, Table
from evalkit.files import write_whole

NAME = Path("docs") / "data-dictionary.md"
HEAD = """# Data dictionary 数据字典

Written by `evalkit codebook` from `params/tables.csv`, `params/codebook.csv` and `params/codes.csv`; change those, not
this page. 本页由 `evalkit codebook` 生成，请修改 `params/` 中的表，不要直接修改本页。

- **Header** is the ledger's own column heading; **also written** are other headings seen for the same thing. Blanks,
  full-width characters and a unit in closing brackets make no difference.
- **Becomes** is the column of `data/processed/<table>`; empty means it is used on the way in and not kept.
- **Personal data**: *dropped* never leaves intake; *pseudonym* is replaced by a keyed hash; *group only* must not be
  published for single persons.
- Money is stored in fen (1/100 yuan), areas in mu (亩), percentages as 0..100, dates as precisely as the
  ledger gave them.
"""
PERSONAL = {"none": "", "direct": "dropped", "pseudonym": "pseudonym", "quasi": "group only"}


def render(params: Path | None = None) -> str:
    """Return the data dictionary as Markdown.

    Parameters
    ----------
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    str
        Overview of the ledgers, one section per ledger, then the code lists.

    Examples
    --------
    >>> render().startswith("# Data dictionary")
    True
    """
    book = codebook.load(params)
    parts = [HEAD, "## Ledgers 台账\n", _overview(book.tables.values())]
    for table in book.tables.values():
        parts += [f"## {table.name} {table.zh}\n", _about(table), _rows(_column_lines(table, params))]
    parts.append("## Code lists 代码表\n")
    for name, codes in book.code_lists.items():
        parts += [f"### {name}\n", _rows(_code_lines(codes.values()))]
    return "\n".join(parts)


def write(out: Path | None = None, params: Path | None = None) -> Path:
    """Write the data dictionary and return where it is: the work of `evalkit codebook`.

    Parameters
    ----------
    out : Path, optional
        File to write; docs/data-dictionary.md of the project when omitted.
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.
    """
    return write_whole(out or project.root() / NAME, render(params).encode())


def _overview(tables: Iterable[Table]) -> str:
    lines = [("Table", "Ledger 台账", "English", "One row is", "Time")]
    lines += [(f"[{t.name}](#{t.name}-{t.zh})", t.zh, t.en, t.row, t.time) for t in tables]
    return _rows(lines)


def _about(table: Table) -> str:
    words = "、".join(table.title_words)
    return f"{table.en}. One row is {table.row}; time is `{table.time}`. Recognised by a title with: {words}.\n"


def _column_lines(table: Table, params: Path | None) -> Iterator[tuple[str, ...]]:
    kept = codebook.processed_columns(table.name, params)
    yield (
        "Column",
        "Header 表头",
        "Also written 别名",
        "Type",
        "Required",
        "Personal data",
        "Becomes",
        "Meaning",
        "Source",
    )
    for column in table.columns:
        name = column.processed_name
        yield (
            f"`{column.name}`",
            column.zh,
            "、".join(column.aliases),
            _type(column),
            "yes" if column.required else "",
            PERSONAL[column.personal],
            f"`{name}`" if name in kept else _use(column),
            ": ".join(filter(None, (column.en, column.description))),
            column.source,
        )


def _type(column: Column) -> str:
    detail = f" of [{column.codes}](#{column.codes})" if column.codes else f", {column.unit}" if column.unit else ""
    return column.type + detail


def _use(column: Column) -> str:
    uses = {"income_item": "an `item`", "total": "a check", "place": "", "key": "`village`"}
    return uses.get(column.role, "")


def _code_lines(codes: Iterable[CodeRow]) -> Iterator[tuple[str, ...]]:
    yield ("Code", "Wording 用语", "Also written 别名", "English", "Note")
    for code in codes:
        yield (f"`{code.code}`", code.zh, "、".join(code.aliases), code.en, code.note)


def _rows(lines: Iterable[tuple[str, ...]]) -> str:
    """Return lines as a Markdown table; the first line is its header."""
    cells = [[cell.replace("|", "\\|") for cell in line] for line in lines]
    rule = ["---"] * len(cells[0])
    return "\n".join("| " + " | ".join(line) + " |" for line in [cells[0], rule, *cells[1:]]) + "\n"
