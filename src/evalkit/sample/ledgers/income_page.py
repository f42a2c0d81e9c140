"""What the three layouts of income sheets share: the page being written, item families, truth lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.codebook import Column
from evalkit.sample.ledgers import wording
from evalkit.sample.ledgers.grid import Grid, Line
from evalkit.sample.ledgers.heads import Place, Style
from evalkit.sample.ledgers.mess import Mess
from evalkit.sample.world import incomes
from evalkit.sample.world.people import Household
from evalkit.sample.world.story import Story

KINDS = {1: "month", 3: "quarter", 12: "year"}
COSTS = "生产经营性支出"
FAMILIES = {
    "工资性收入": ("wage_migrant", "wage_public_post"),
    "生产经营性收入": ("business_crop", "business_livestock"),
    "财产性收入": ("property_dividend", "property_land"),
    "转移性收入": ("transfer_dibao", "transfer_pension", "transfer_one_off", "transfer_other"),
    COSTS: ("cost_crop", "cost_livestock"),
}


@dataclass
class Page:
    """An income sheet being written: whose it is, in what style, and the grid so far."""

    story: Story
    place: Place
    mess: Mess
    style: Style
    grid: Grid

    def column(self, name: str) -> Column:
        """Return a column of the income ledger."""
        return self.mess.book.tables["income"].column(name)

    def flows(self, home: Household) -> dict[str, np.ndarray]:
        """Return a household's 12 monthly amounts (fen) per item."""
        start = (self.place.year - self.story.years[0]) * 12
        return {item: flow[start : start + 12] for item, flow in self.story.flows[home.number].items()}

    def size(self, home: Household) -> int:
        """Return the household's members at the end of the year."""
        return home.size(self.place.year)

    def stated(self, fen: int) -> int | float:
        """Return fen in the sheet's unit, as sums are written."""
        return wording.short(int(fen) / (1_000_000 if self.style.unit == "万元" else 100))

    def amount(self, column: Column, fen: int) -> object:
        """Return an income value as it is written; nothing where there was none."""
        return self.mess.write(column, fen, self.style.unit, self.mess.hit(0.5)) if fen else None

    def tell(
        self, home: Household, item: str, period: tuple[int, int], fen: int, at: tuple[int, int], fate: str
    ) -> None:
        """Record the truth of one value: `period` is (first month, months), `at` is (row, column)."""
        values = {
            "village": self.place.village,
            "year": self.place.year,
            "household": home.number,
            "household_size": self.size(home),
            "item": item,
            "source": incomes.FAMILY.get(item, "business_cost"),
            "period_kind": KINDS[period[1]],
            "month": period[0],
            "months": period[1],
            "amount": fen,
        }
        self.grid.lines.append(Line("income", values, *at, fate))
