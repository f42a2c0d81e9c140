"""Which ledger a table of a sheet is, and which of its columns are which."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from evalkit.cleaning.parsers.periods import Period
from evalkit.cleaning.vocabulary import TOTALS, Known, Vocabulary
from evalkit.codebook import Column, Table, normal_form
from evalkit.intake.headers import levels_of
from evalkit.intake.layout import Block, Layout

IDENTITY = ("household", "head_id", "person", "head_name", "name")
FREELY_REPEATED = ("name", "phone", "account")
TITLE_POINTS = 2.0
IGNORED = frozenset({"序号", "编号", "备注", "no.", "no", "行号"})
NET = "business_net_stated"
FEWEST = 2
SHARE = 0.4


@dataclass(frozen=True)
class Field:
    """One column of a sheet that is used: where it is, what it holds, its unit and, for incomes, its period."""

    col: int
    header: str
    column: Column | None
    period: Period | None
    unit: str


@dataclass
class Placed:
    """A table of a sheet and the ledger it is.

    Parameters
    ----------
    file_id, sheet_id : int
        Where it was read.
    layout, block
        The sheet's layout and the table in it.
    table : Table or None
        The ledger; None when it could not be told.
    fields : list of Field
        The columns used.
    unmapped : list of int
        Named columns the codebook does not know.
    repeated : list of tuple
        Two columns for one thing: first column, second column, codebook column.
    reason : str
        Why there is no ledger.
    """

    file_id: int
    sheet_id: int
    layout: Layout
    block: Block
    table: Table | None = None
    fields: list[Field] = field(default_factory=list)
    unmapped: list[int] = field(default_factory=list)
    repeated: list[tuple[int, int, Column]] = field(default_factory=list)
    reason: str = ""


def recognise(placed: Placed, words: Vocabulary) -> Placed:
    """Choose the ledger of a table by its headers and titles, and map its columns.

    Notes
    -----
    A ledger is possible when its required columns are there (any column that identifies a household stands for the
    household number) and at least two columns, and two fifths of the named ones unless a title says so, are known.
    The one that knows most columns wins; words of its title count for two. A draw is nobody's. The ledger of a form's
    or a pinned table is settled already.
    """
    headers = _headers(placed.block)
    titles = normal_form(" ".join((placed.block.title, placed.layout.sheet.name, placed.layout.sheet.file)))
    scores = {}
    if settled := placed.block.table:
        placed.table = words.book.tables[settled]
        _assign(placed, {c: words.column(settled, *header) for c, header in headers.items()}, words.wholes)
        return placed
    for table in words.book.tables.values():
        known = _net(table, {c: words.column(table.name, *header) for c, header in headers.items()})
        named = sum(normal_form(full) not in IGNORED for full, _ in headers.values())
        score = _score(table, known, titles, named)
        if score > 0:
            scores[table.name] = score, known
    if not scores:
        placed.reason = "no ledger has these columns"
        return placed
    best = max(score for score, _ in scores.values())
    winners = [name for name, (score, _) in scores.items() if score == best]
    if len(winners) > 1:
        placed.reason = "could be " + " or ".join(words.book.tables[name].zh for name in winners)
        return placed
    placed.table = words.book.tables[winners[0]]
    _assign(placed, scores[winners[0]][1], words.wholes)
    return placed


def _net(table: Table, known: dict[int, Known | None]) -> dict[int, Known | None]:
    """Take a 经营净收入 for the business income where a sheet tells neither its gross nor its costs; else it checks."""
    names = {k.column.name for k in known.values() if k and k.column and k.column.role == "income_item"}
    if any(name.startswith(("business", "cost_")) for name in names):
        return known
    return {
        c: replace(k, column=table.column("business")) if k and k.column and k.column.name == NET else k
        for c, k in known.items()
    }


def _headers(block: Block) -> dict[int, tuple[str, str]]:
    first = block.columns[0]
    pairs = zip(block.headers, block.own_headers, strict=True)
    return {first + i: pair for i, pair in enumerate(pairs) if pair[0]}


def _score(table: Table, known: dict[int, Known | None], titles: str, named: int) -> float:
    columns = {k.column.name for k in known.values() if k and k.column and k.column.role != "place"}
    if any(k and k.period for k in known.values()):
        columns.add("period")
    identified = any(name in columns for name in IDENTITY)
    for column in table.columns:
        if column.required and column.name not in columns and not (column.name == "household" and identified):
            return 0.0
    said = any(word in titles for word in (normal_form(table.zh), *map(normal_form, table.title_words)))
    mapped = sum(1 for k in known.values() if k)
    if table.name == "income" and not _has_amount(known):
        return 0.0
    if len(columns) < FEWEST or (mapped < SHARE * named and not said):
        return 0.0
    return len(columns) + (TITLE_POINTS if said else 0.0)


def _has_amount(known: dict[int, Known | None]) -> bool:
    return any(k and (k.period or (k.column and k.column.role in ("income_item", "amount"))) for k in known.values())


def _assign(placed: Placed, known: dict[int, Known | None], wholes: frozenset[str]) -> None:
    """Give each codebook column its sheet column; the nearer of two wordings wins, two equal ones are a fault."""
    taken: dict[tuple, tuple[int, int]] = {}
    for c, found in sorted(known.items(), key=lambda pair: (pair[1].rank if pair[1] else 0, pair[0])):
        if found is None:
            placed.unmapped.append(c)
            continue
        key = (found.column.name if found.column else "", found.period, _own_words(placed.block, c, found, wholes))
        if key in taken and not _may_repeat(found):
            rank, first = taken[key]
            if rank == found.rank:
                placed.repeated.append((first, c, found.column))
            else:
                placed.unmapped.append(c)
            continue
        taken[key] = (found.rank, c)
        header = placed.block.header(c)
        placed.fields.append(Field(c, header, found.column, found.period, placed.block.units.get(c, "")))
    placed.fields.sort(key=lambda f: f.col)
    placed.unmapped.sort()


def _own_words(block: Block, c: int, found: Known, wholes: frozenset[str]) -> str:
    """Return what sets two columns of one income item apart: several differently named ones add up.

    Notes
    -----
    Of a whole family (财产性收入 beside 财产净收入) they would count one thing twice; there only what stands above the
    name sets columns apart, and a total of the column's own periods.
    """
    if found.column is None or found.column.role != "income_item":
        return ""
    own = [normal_form(level) for level in levels_of(block.header(c))]
    if found.column.name in wholes and not own[-1].endswith(tuple(TOTALS)):
        return "/".join(own[:-1])
    return "/".join(own)


def _may_repeat(found: Known) -> bool:
    return found.column is not None and (
        found.column.type in (*FREELY_REPEATED, "village") or found.column.role == "place"
    )
