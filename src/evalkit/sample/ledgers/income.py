"""Income sheets in the three layouts villages use: 12 months, mixed periods, and items as columns for the year."""

from __future__ import annotations

from evalkit.sample.ledgers.grid import Grid
from evalkit.sample.ledgers.heads import Place, style_for
from evalkit.sample.ledgers.income_page import Page
from evalkit.sample.ledgers.income_periods import periods_as_columns
from evalkit.sample.ledgers.income_year import items_as_columns
from evalkit.sample.ledgers.mess import Mess
from evalkit.sample.world.story import Story

LAYOUTS = ("months", "mixed", "year")


def layout(index: int, year_index: int) -> str:
    """Return which layout a village uses in a year: it keeps its habit but for its second year."""
    return LAYOUTS[(index + (year_index == 1)) % len(LAYOUTS)]


def income_grid(story: Story, place: Place, mess: Mess, kind: str) -> Grid:
    """Return the income sheet of a village and year.

    Parameters
    ----------
    story : Story
        The village.
    place : Place
        Whose sheet it is, and the year.
    mess : Mess
        How untidily it is written.
    kind : str
        `months`, `mixed` or `year`.
    """
    style = style_for(mess, place, "农户收入台账", "元", False)
    page = Page(story, place, mess, style, Grid("收入"))
    if kind == "year":
        items_as_columns(page)
    else:
        periods_as_columns(page, kind)
    if style.note:
        page.grid.banner("注：收入按实际到账填写。", page.grid.width)
    return page.grid
