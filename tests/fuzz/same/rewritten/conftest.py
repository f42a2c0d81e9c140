"""Ways to write a page otherwise that say the same: each takes a random generator and a page and returns pages.

Here: amounts in other units, columns in another order, headers in other words.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from evalkit.cleaning import income_cells, units
from evalkit.cleaning.recognise import Field
from evalkit.codebook import bare_form, normal_form

PER_WAN = 10_000


def money_fields(page) -> list[Field]:
    if page.ledger == "income":
        return [f for f in page.placed.fields if income_cells.is_amount(f)]
    return [f for f in page.placed.fields if f.column.type == "money"]


def in_wan(page, field: Field, value: float) -> Decimal:
    """An amount in 万元, to the fen."""
    unit = str(units.of_rows(page.placed, field)[0])
    return Decimal(str(value)) / {"元": PER_WAN, "万元": 1}[unit]


def rewritten(page, field: Field, write: Callable, share: float = 1.0, rng: random.Random | None = None):
    """Return data rows with a share of the amounts of one column written otherwise, and the places changed."""
    data, places = [list(row) for row in page.data], []
    for r, row in enumerate(data):
        if isinstance(row[field.col], int | float) and (rng is None or rng.random() < share):
            row[field.col] = write(in_wan(page, field, row[field.col]))
            places.append((r, field.col))
    return data, places


def wan_in_cells(rng, page):
    """Any share of the amounts as text that names its unit: 3.2万元."""
    share = rng.choice((0.05, 0.5, 1.0))
    for field in money_fields(page):
        page = replace(page, data=rewritten(page, field, lambda wan: f"{wan:f}万元", share, rng)[0])
    return [page]


def with_units(page, unit: str):
    """Return a page whose money headers name another unit, or none."""
    head = [[_with_unit(text, unit) if isinstance(text, str) else text for text in row] for row in page.head]
    for field in money_fields(page) if unit else ():
        named = [row[field.col] for row in head if row[field.col]]
        if named and not any("元）" in str(row[field.col]) for row in head if row[field.col]):
            lowest = max(r for r, row in enumerate(head) if row[field.col])
            head[lowest][field.col] += f"（{unit}）"
    return replace(page, head=head)


def _with_unit(text: str, unit: str) -> str:
    for old in ("（元）", "（万元）"):
        text = text.replace(old, f"（{unit}）" if unit else "")
    return text


def all_in_wan(page, write: Callable = float):
    for field in money_fields(page):
        page = replace(page, data=rewritten(page, field, write)[0])
    return page


def wan_in_headers(rng, page):
    return [with_units(all_in_wan(page), "万元")]


def wan_in_a_unit_row(rng, page):
    title = [*page.title, ["单位：万元", *[None] * (len(page.head[0]) - 1)]]
    moved = tuple(
        (r0 + 1, c0, r1 + 1, c1) if r0 >= len(page.title) else (r0, c0, r1, c1) for r0, c0, r1, c1 in page.merged
    )
    return [replace(with_units(all_in_wan(page), ""), title=title, merged=moved)]


def wan_in_formats(rng, page):
    """Any share of the amounts typed in 万元 under a number format that says so, the others in 元."""
    plain, formats = with_units(page, ""), {}
    for field in money_fields(page):
        data, places = rewritten(page, field, lambda wan: float(wan), rng.choice((0.3, 1.0)), rng)
        if str(units.of_rows(page.placed, field)[0]) == "元":
            plain = replace(
                plain, data=[_taken(row, new, field.col) for row, new in zip(plain.data, data, strict=True)]
            )
            formats |= dict.fromkeys(places, '0.00"万元"')
    return [replace(plain, formats=formats)]


def _taken(row: list, new: list, c: int) -> list:
    return [*row[:c], new[c], *row[c + 1 :]]


def shuffled(rng, page):
    """Columns in another order; those under one merged header stay together."""
    first = len(page.title)
    over = {m[1]: m for m in page.merged if m[0] >= first and m[3] > m[1]}
    groups, c = [], 0
    while c < len(page.head[0]):
        end = over[c][3] if c in over else c
        groups.append(rng.sample(range(c, end + 1), end + 1 - c))
        c = end + 1
    rng.shuffle(groups)
    order = [c for group in groups for c in group]
    at = {old: new for new, old in enumerate(order)}
    head, data = ([[row[c] for c in order] for row in rows] for rows in (page.head, page.data))
    merged = []
    for r0, c0, r1, c1 in page.merged:
        start = c0 if r0 < first else min(at[c] for c in range(c0, c1 + 1))
        merged.append((r0, start, r1, start + c1 - c0))
        if r0 >= first:
            row = head[r0 - first]
            row[at[c0]], row[start] = row[start], row[at[c0]]
    return [replace(page, head=head, data=data, merged=tuple(sorted(merged)))]


def renamed(choose: Callable[[tuple], str], page):
    """Headers in other words of the same codebook column, their units kept."""
    known = {}
    for column in page.placed.table.columns:
        for word in (column.zh, *column.aliases):
            known.setdefault(normal_form(word), column)
            known.setdefault(bare_form(word), column)

    def other(text: str | None) -> str | None:
        column = known.get(normal_form(text or ""), known.get(bare_form(text or "")))
        if not text or column is None:
            return text
        word = choose((column.zh, *column.aliases))
        named = text.endswith("元）")
        bare = word.replace("(", "（").split("（")[0] if word.endswith(("元)", "元）")) else word
        if named:
            return bare + text[text.index("（") :]
        return bare if unit_row else word

    unit_row = any("单位" in str(row[0]) for row in page.title)
    return [replace(page, head=[[other(text) for text in row] for row in page.head])]


def renamed_at_random(rng, page):
    return renamed(rng.choice, page)


@pytest.fixture(scope="session")
def money_columns():
    """Return a page's columns of amounts: `money_columns(page)`."""
    return money_fields


@pytest.fixture(scope="session")
def same_rows():
    """The ways that leave every row of a sheet in its place, by name."""
    ways = (wan_in_cells, wan_in_headers, wan_in_a_unit_row, wan_in_formats, shuffled, renamed_at_random)
    return MappingProxyType({way.__name__: way for way in ways})


@pytest.fixture(scope="session")
def with_alias():
    """Write every header in its n-th wording of the codebook: `with_alias(n, page)`."""
    return lambda n, page: renamed(lambda words: words[n % len(words)], page)
