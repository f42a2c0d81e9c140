"""Income sheets with periods as columns: 12 months, or three quarters and three months in one sheet."""

from __future__ import annotations

import numpy as np

from evalkit.sample.ledgers.heads import banner_rows, header, header_rows
from evalkit.sample.ledgers.income_page import COSTS, FAMILIES, Page
from evalkit.sample.world.people import Household

PERIODS = {
    "months": [(month, 1, f"{month}月") for month in range(1, 13)],
    "mixed": [(1, 3, "1-3月"), (4, 3, "4-6月"), (7, 3, "7-9月"), (10, 1, "10月"), (11, 1, "11月"), (12, 1, "12月")],
}
FIRST_VALUE = 6


def periods_as_columns(page: Page, kind: str) -> None:
    """Write a sheet with a block of item rows per household; `kind` is `months` or `mixed`."""
    keys = [page.column(name) for name in ("household", "head_name", "household_size", "item")]
    periods = PERIODS[kind]
    unit = f"（{page.style.unit}）" if page.style.mark == "header" else ""
    own = [header(page.mess, column, page.style) for column in keys]
    headings = ["序号", *own, *(word for _, _, word in periods), "合计"]
    span = {f"{page.place.year}年收入{unit}": list(range(FIRST_VALUE - 1, FIRST_VALUE - 1 + len(periods)))}
    banner_rows(page.grid, page.mess, page.place, page.style, len(headings), True)
    header_rows(page.grid, headings, span, page.style.two_rows or page.style.mark == "header")
    for number, home in enumerate(page.story.homes, start=1):
        household_block(page, kind, number, home)
    if page.style.subtotals:
        total_row(page, len(periods))


def total_row(page: Page, periods: int) -> None:
    """Append the 合计 row: income without costs, by period."""
    totals = [0] * periods
    for line in page.grid.lines:
        if line.values["source"] != "business_cost":
            totals[line.col - FIRST_VALUE] += line.values["amount"]
    sums = [page.stated(total) for total in [*totals, sum(totals)]]
    page.grid.append(["合计", None, None, None, "收入合计", *sums])


def household_block(page: Page, kind: str, number: int, home: Household) -> None:
    """Append one household's item rows with its 小计 rows, its own cells merged over the block."""
    start = len(page.grid.rows) + 1
    lead = [number, home.number, home.head.name, page.size(home)]
    for items in (shown(page.flows(home), family, kind) for family in FAMILIES):
        sums = np.zeros(len(PERIODS[kind]), dtype=np.int64)
        for item, flow in items.items():
            values = [int(flow[month - 1 : month - 1 + months].sum()) for month, months, _ in PERIODS[kind]]
            sums += np.array(values)
            value_row(page, kind, home, item, (lead, values))
        if page.style.subtotals and len(items) > 1:
            cells = [page.stated(value) if value else None for value in sums]
            page.grid.append([*lead, "小计", *cells, page.stated(sums.sum())])
    if page.style.merged:
        page.grid.merge_down(start, len(page.grid.rows), [0, 1, 2, 3])


def shown(flows: dict[str, np.ndarray], family: str, kind: str) -> dict[str, np.ndarray]:
    """Return the family's items that had money in the year; the mixed layout knows costs only as one sum."""
    items = {item: flows[item] for item in FAMILIES[family] if flows[item].any()}
    if family == COSTS and kind == "mixed" and items:
        return {"business_cost": sum(items.values())}
    return items


def value_row(page: Page, kind: str, home: Household, item: str, what: tuple[list, list[int]]) -> None:
    """Append one item's values by period, after the household's own cells; periods without money stay blank."""
    lead, values = what
    word = page.mess.write(page.column("item"), item, "", page.mess.hit())
    cells = [page.amount(page.column("amount"), value) for value in values]
    row = page.grid.append([*lead, word, *cells, page.stated(sum(values))])
    for col, ((month, months, _), value) in enumerate(zip(PERIODS[kind], values, strict=True), start=FIRST_VALUE):
        if value:
            page.tell(home, item, (month, months), value, (row, col), "kept")
