"""Ways to lay a ledger out otherwise: parts in several sheets, files or tables, totals and titles between its rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType

import pytest

PARTS = ("sheets", "files")


def named(page, number: int, where: str):
    """Return a part of a page under its own sheet or file name."""
    if where == "sheets":
        return replace(page, name=f"{page.name}{number}")
    path = PurePosixPath(page.file)
    return replace(page, file=str(path.with_name(f"{path.stem}{number}{path.suffix}")))


def parts_of(rng, page) -> list[list[list]]:
    """Return the data rows in two to four parts, cut anywhere."""
    cuts = sorted(rng.sample(range(1, len(page.data)), min(rng.randint(1, 3), len(page.data) - 1)))
    return [page.data[a:b] for a, b in zip([0, *cuts], [*cuts, len(page.data)], strict=True)]


def rows_in_sheets(rng, page):
    return [named(replace(page, data=data), n, "sheets") for n, data in enumerate(parts_of(rng, page), 1)]


def rows_in_files(rng, page):
    return [named(replace(page, data=data), n, "files") for n, data in enumerate(parts_of(rng, page), 1)]


def tables_below_each_other(rng, page):
    """Each part below a blank row, with its own title and header."""
    return [_again(rng, page, [[None] * len(page.head[0]), *page.title], 0)]


def printed_headers(rng, page):
    """The header again at the top of every printed page."""
    return [_again(rng, page, [], len(page.title))]


def _again(rng, page, above: list[list], first: int):
    """Return a page whose header stands again before every part of its rows, together with the ranges merged there."""
    first_part, *others = parts_of(rng, page)
    data, merged = list(first_part), list(page.merged)
    for part in others:
        start = page.top + len(data)
        shift = start + (1 if above else 0) - first
        merged += [(r0 + shift, c0, r1 + shift, c1) for r0, c0, r1, c1 in page.merged if r0 >= first]
        data += [*above, *page.head, *part]
    return replace(page, data=data, merged=tuple(merged))


def titles_and_notes(rng, page):
    """More rows above and below the table."""
    blank = [None] * (len(page.head[0]) - 1)
    above = [["填报单位：村民委员会", *blank], ["填报日期：2025年1月5日", *blank]][: rng.randint(1, 2)]
    merged = tuple(m if m[0] < len(page.title) else _lower(m, len(above)) for m in page.merged)
    below = [["注：以上数据由村民委员会填报。", *blank], ["填表人：", *blank]]
    return [replace(page, title=[*page.title, *above], merged=merged, below=below)]


def _lower(merged: tuple, rows: int) -> tuple:
    return merged[0] + rows, merged[1], merged[2] + rows, merged[3]


@pytest.fixture(scope="session")
def totals(money_columns):
    """A 小计 below some rows and a 合计 below all; the page's columns must be in their places."""

    def write(rng, page):
        if len(page.data) < 3:
            return [page]
        cut = rng.randint(2, len(page.data) - 1)
        summed = [(f.col, [row[f.col] for row in page.data]) for f in money_columns(page)]
        summed = [(c, cells) for c, cells in summed if all(cell is None or type(cell) is not str for cell in cells)]

        def total(word: str, first: int, end: int) -> list:
            row = [word, *[None] * (len(page.head[0]) - 1)]
            for c, cells in summed:
                row[c] = round(sum(cell or 0 for cell in cells[first:end]), 6)
            return row

        last = len(page.data)
        data = [*page.data[:cut], total("小计", 0, cut), *page.data[cut:], total("合计", 0, last)]
        return [replace(page, data=data)]

    return write


@pytest.fixture(scope="session")
def months_apart():
    """Cut an income ledger between two of its periods: `months_apart(rng, page, where)`, beside, in sheets or files."""

    def write(rng, page, where: str):
        periods = [f.col for f in page.placed.fields if f.period and f.period.months < 12]
        if len(periods) < 2:
            return [page]
        cut = rng.randint(1, len(periods) - 1)
        keys = list(range(periods[0]))
        rest = list(range(periods[-1] + 1, len(page.head[0])))
        left, right = [*keys, *periods[:cut]], [*keys, *periods[cut:], *rest]
        if where == "beside":
            return [_columns(page, [*left, None, *right], periods[0])]
        return [named(_columns(page, part, periods[0]), n, where) for n, part in enumerate((left, right), 1)]

    return write


def _columns(page, chosen: list[int | None], first: int):
    """Return a page of chosen columns; the words over its periods (from column `first`) stand over each part."""
    head = [[None if c is None else row[c] for c in chosen] for row in page.head]
    over, merged, top = page.head[0][first], [m for m in page.merged if m[0] < len(page.title)], len(page.title)
    under = [c is not None and page.head[0][c] is None or c == first for c in chosen]
    starts = [i for i, yes in enumerate(under) if yes and not (i and under[i - 1])]
    for start in starts:
        end = next((i for i in range(start, len(chosen)) if not under[i]), len(chosen)) - 1
        head[0][start] = over
        merged += [(top, start, top, end)] if end > start else []
    merged += [(top, i, top + 1, i) for i, yes in enumerate(under) if not yes and chosen[i] is not None]
    merged = [(r0, c0, r1, min(c1, len(chosen) - 1)) for r0, c0, r1, c1 in merged]
    data = [[None if c is None else row[c] for c in chosen] for row in page.data]
    title = [[*row[: len(chosen)], *[None] * (len(chosen) - len(row))] for row in page.title]
    return replace(page, title=title, head=head, data=data, merged=tuple(sorted(merged)))


@pytest.fixture(scope="session")
def other_rows(totals, months_apart):
    """The ways that move rows or add some, by name."""

    def months(where):
        return lambda rng, page: months_apart(rng, page, where)

    ways = (rows_in_sheets, rows_in_files, tables_below_each_other, printed_headers, titles_and_notes)
    found = {way.__name__: way for way in ways} | {"totals": totals}
    return MappingProxyType(found | {f"months_{where}": months(where) for where in ("beside", *PARTS)})
