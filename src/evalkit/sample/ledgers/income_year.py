"""Income sheets for the whole year: one row per household, items as columns under their families, stated totals."""

from __future__ import annotations

from evalkit.sample.ledgers.heads import banner_rows, header, header_rows
from evalkit.sample.ledgers.income_page import COSTS, FAMILIES, Page
from evalkit.sample.ledgers.mess import DUPLICATE_SHARE
from evalkit.sample.world.people import Household

KEYS = ("household", "head_name", "head_id", "household_size")
STATED = ("gross_stated", "net_stated", "net_per_head_stated")
FIRST_VALUE = 6


def items_as_columns(page: Page) -> None:
    """Write the sheet; now and then a household stands in it twice."""
    head(page)
    seen: set[str] = set()
    homes = [home for home in page.story.homes for _ in range(2 if page.mess.hit(DUPLICATE_SHARE) else 1)]
    for number, home in enumerate(homes, start=1):
        household_row(page, number, home, "duplicate" if home.number in seen else "kept")
        seen.add(home.number)
    if page.style.subtotals:
        total_row(page)


def head(page: Page) -> None:
    """Append titles and the two-row header: families above, their items and a 小计 below."""
    headings = ["序号", *(header(page.mess, page.column(name), page.style) for name in KEYS)]
    groups: dict[str, list[int]] = {}
    for family, items in FAMILIES.items():
        groups[family] = list(range(len(headings), len(headings) + len(items) + 1))
        headings += [header(page.mess, page.column(item), page.style) for item in items] + ["小计"]
    headings += [header(page.mess, page.column(name), page.style) for name in STATED]
    banner_rows(page.grid, page.mess, page.place, page.style, len(headings), True)
    header_rows(page.grid, headings, groups, True)


def household_row(page: Page, number: int, home: Household, fate: str) -> None:
    """Append one household's year: items, family sums and the three stated totals."""
    sums = {item: int(flow.sum()) for item, flow in page.flows(home).items()}
    family_sums = {name: sum(sums[item] for item in items) for name, items in FAMILIES.items()}
    head_id = page.mess.write(page.column("head_id"), home.head.number, "", page.mess.hit())
    cells: list[object] = [number, home.number, home.head.name, head_id, page.size(home)]
    row = len(page.grid.rows) + 1
    for family, items in FAMILIES.items():
        for item in items:
            cells.append(page.amount(page.column(item), sums[item]))
            if sums[item]:
                page.tell(home, item, (1, 12), sums[item], (row, len(cells)), fate)
        cells.append(page.stated(family_sums[family]))
    gross = sum(value for name, value in family_sums.items() if name != COSTS)
    net = gross - family_sums[COSTS]
    page.grid.append([*cells, *(page.stated(fen) for fen in (gross, net, round(net / page.size(home))))])


def total_row(page: Page) -> None:
    """Append the 合计 row: each item as the rows of the sheet add up, doubled households included."""
    sums = [0] * sum(len(items) + 1 for items in FAMILIES.values())
    for line in page.grid.lines:
        sums[line.col - FIRST_VALUE] += line.values["amount"]
    cells = [page.stated(total) if total else None for total in sums]
    page.grid.append(["合计", None, None, None, None, *cells, *(None for _ in STATED)])
