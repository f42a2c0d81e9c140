"""The top of a sheet: titles, who filled it in, the unit row, and headers of one or two rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from evalkit.codebook import Column
from evalkit.sample.ledgers.grid import Grid
from evalkit.sample.ledgers.mess import Mess

UNIT_IN_BRACKETS = re.compile(r"[（(][^（()）]{1,6}[）)]$")


@dataclass
class Place:
    """Where and when a sheet is from; `village` is empty for a county-wide sheet."""

    county: str
    county_name: str
    township: str
    village: str
    village_name: str
    year: int

    @property
    def label(self) -> str:
        """The name that heads a sheet."""
        return self.village_name or self.county_name


@dataclass
class Style:
    """The habits of one sheet.

    `place` is `full` (county, township, village and year columns), `village` (village only) or `none` (title, file
    name and folder only); `mark` says where the money unit stands: `header`, `row` or `default` (nowhere).
    """

    title: str
    place: str = "full"
    mark: str = "header"
    unit: str = "元"
    two_rows: bool = False
    filled_in_by: bool = False
    note: bool = False
    merged: bool = False
    subtotals: bool = False
    headers: dict[str, str] = field(default_factory=dict)


def style_for(mess: Mess, place: Place, zh: str, unit: str, county_wide: bool) -> Style:
    """Draw the habits of a sheet; tidy sheets have one title, plain headers and every key column."""
    titles = (f"{place.label}{place.year}年{zh}", f"{zh}（{place.year}年度）", f"{place.label}{zh}")
    if mess.tidy:
        return Style(titles[0], unit=unit)
    return Style(
        title=mess.pick(*titles),
        place="village" if county_wide else mess.pick("full", "village", "none", "none"),
        mark=mess.pick("header", "row", "row"),
        unit=unit if mess.rng.random() < 0.7 else ("元" if unit == "万元" else "万元"),
        two_rows=bool(mess.rng.random() < 0.6),
        filled_in_by=bool(mess.rng.random() < 0.5),
        note=bool(mess.rng.random() < 0.5),
        merged=True,
        subtotals=True,
    )


def header(mess: Mess, column: Column, style: Style) -> str:
    """Return a column's heading: the codebook's or one of its aliases, with the unit when the header is to show it."""
    words = (
        [w for w in column.aliases if "代码" not in w and "编码" not in w]
        if column.name == "village"
        else column.aliases
    )
    word = mess.pick(*words) if words and mess.chance(0.3) else column.zh
    if column.type == "money":
        word = UNIT_IN_BRACKETS.sub("", word)
        if style.mark == "header":
            word += f"（{style.unit}）"
    if mess.chance(0.08):
        middle = len(word) // 2
        word = word[:middle] + mess.pick(" ", "　") + word[middle:]
    return word


def banner_rows(grid: Grid, mess: Mess, place: Place, style: Style, width: int, has_money: bool) -> None:
    """Append title, fill-in line and unit row."""
    grid.banner(style.title, width, merged=True)
    if style.filled_in_by:
        grid.banner(f"填报单位：{place.label}    填报时间：{place.year}年12月", width)
    if has_money and style.mark == "row":
        grid.banner(mess.pick("单位：{}", "（单位：{}）", "金额单位：{}").format(style.unit), width, merged=False)


def header_rows(grid: Grid, headings: list[str], groups: dict[str, list[int]], two_rows: bool) -> None:
    """Append a header of one row, or of two rows with merged group headings.

    Parameters
    ----------
    grid : Grid
        The sheet being built.
    headings : list of str
        One heading per column.
    groups : dict
        Group heading -> 0-based columns it spans (adjacent).
    two_rows : bool
        Whether to show the group headings.
    """
    if not two_rows or not groups:
        grid.header_rows.add(grid.append(list(headings)))
        return
    grouped = {column: name for name, columns in groups.items() for column in columns}
    first_of = {columns[0]: name for name, columns in groups.items()}
    top = [heading if c not in grouped else first_of.get(c) for c, heading in enumerate(headings)]
    upper = grid.append(top)
    lower = grid.append([heading if c in grouped else None for c, heading in enumerate(headings)])
    grid.header_rows |= {upper, lower}
    for c in range(len(headings)):
        if c not in grouped:
            grid.merges.append((upper - 1, c, lower - 1, c))
    for columns in groups.values():
        if len(columns) > 1:
            grid.merges.append((upper - 1, columns[0], upper - 1, columns[-1]))
