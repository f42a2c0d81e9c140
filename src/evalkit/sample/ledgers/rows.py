"""Ledgers with one record per row: 户信息, 家庭成员, 监测预警, 帮扶措施 and the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from evalkit.codebook import Column, Table
from evalkit.sample.ledgers import wording
from evalkit.sample.ledgers.columns import FORMS, PLACE, Form
from evalkit.sample.ledgers.grid import Grid, Line, Planted
from evalkit.sample.ledgers.heads import Place, Style, banner_rows, header, header_rows, style_for
from evalkit.sample.ledgers.mess import DUPLICATE_SHARE, Cell, Mess

REGISTER = "villages"
KEYS = {"members": ("household", "person"), "households": ("household",)}
VILLAGE_CODE = "行政村代码"
NOTES = ("注：本表由村委会填报。", "说明：数据截至年底。", "填表人：        审核人：")


@dataclass
class Sheet:
    """A sheet being written: its form and style, columns, the villages it speaks of, and the keys seen so far."""

    table: str
    form: Form
    style: Style
    mess: Mess
    columns: list[Column]
    villages: dict[str, Place]
    grid: Grid
    seen: set[tuple] = field(default_factory=set)


def shown_columns(declared: Table, form: Form, style: Style) -> list[Column]:
    """Return the columns of this sheet in order: place and year first as far as the style shows them."""
    known = {column.name for column in declared.columns}
    lead = {"full": [*PLACE, "year"], "village": ["village"], "none": []}[style.place]
    return [declared.column(name) for name in [*lead, *form.columns] if name in known]


def rows_grid(table: str, records: list[dict], place: Place, mess: Mess, villages: dict[str, Place]) -> Grid:
    """Return the sheet of a row-per-record ledger.

    Parameters
    ----------
    table : str
        Name in `params/tables.csv`.
    records : list of dict
        Clean records; `village` and `year` included.
    place : Place
        Whose sheet it is.
    mess : Mess
        How untidily it is written.
    villages : dict
        Village code -> Place of every village the records speak of.
    """
    form = FORMS[table]
    style = style_for(mess, place, mess.book.tables[table].zh, form.unit, not place.village)
    columns = shown_columns(mess.book.tables[table], form, style)
    sheet = Sheet(table, form, style, mess, columns, villages, Grid(form.sheet))
    head(sheet, place)
    body(sheet, doubled(table, records, mess))
    if style.note:
        sheet.grid.append([None] * (len(columns) + 1))
        sheet.grid.banner(mess.pick(*NOTES), len(columns) + 1)
    return sheet.grid


def head(sheet: Sheet, place: Place) -> None:
    """Append titles and header; the county's village sheet heads its village column as a code."""
    headings = ["序号", *(header(sheet.mess, column, sheet.style) for column in sheet.columns)]
    places = {column.name: number for number, column in enumerate(sheet.columns, start=1)}
    if sheet.table == REGISTER:
        headings[places["village"]] = VILLAGE_CODE
    groups = {name: [places[column] for column in members] for name, members in sheet.form.groups.items()}
    has_money = any(column.type == "money" for column in sheet.columns)
    banner_rows(sheet.grid, sheet.mess, place, sheet.style, len(headings), has_money)
    header_rows(sheet.grid, headings, groups, sheet.style.two_rows)


def doubled(table: str, records: list[dict], mess: Mess) -> list[dict]:
    """Return the records with some households listed again under another grid, sorted by grid where there is one."""
    if table not in KEYS or mess.tidy:
        return records
    if table == "households":
        again = {r["household"] for r in records if mess.hit(DUPLICATE_SHARE)}
        mess.listed_twice = again  # their members follow them, in the next sheet
    else:
        again = mess.listed_twice
    other = {f"第{n}网格": f"第{n % 4 + 1}网格" for n in range(1, 5)}
    copies = [record | {"grid": other[record["grid"]]} for record in records if record["household"] in again]
    return sorted([*records, *copies], key=lambda record: record["grid"])


def body(sheet: Sheet, records: list[dict]) -> None:
    """Append data rows with their subtotals and totals, and merge what a household's rows share."""
    form, style = sheet.form, sheet.style
    by = form.by if form.by and style.subtotals else ""
    number = 0
    for _, group in groupby(records, key=lambda record: record.get(by, "") if by else ""):
        part = list(group)
        start = len(sheet.grid.rows) + 1
        for record in part:
            number += 1
            data_row(sheet, record, number)
        if style.merged:
            merge_households(sheet, part, start)
        if by and form.total:
            total_row(sheet, "小计", part)
    if form.total and style.subtotals and records:
        total_row(sheet, "合计", records)


def data_row(sheet: Sheet, record: dict, number: int) -> None:
    """Append one record and its truth line."""
    cells: list[object] = [number]
    meant, fate = {}, "kept"
    for column in sheet.columns:
        cell = data_cell(sheet, column, record)
        cells.append(cell.written)
        meant[column.name] = cell.meant
        if cell.wrong:
            fate = "quarantined" if column.required else fate
            sheet.grid.planted.append(Planted(len(sheet.grid.rows) + 1, len(cells), column.name, cell.wrong))
    row = sheet.grid.append(cells)
    key = tuple(record.get(name) for name in KEYS.get(sheet.table, ()))
    if key and fate == "kept":
        fate = "duplicate" if key in sheet.seen else "kept"
        sheet.seen.add(key)
    where = {"village": record["village"], "year": record["year"]}
    sheet.grid.lines.append(Line(sheet.table, meant | where, row, fate=fate))


def data_cell(sheet: Sheet, column: Column, record: dict) -> Cell:
    """Return a record's cell in a column; place columns come from the village, all others from the record."""
    home = sheet.villages[record["village"]]
    if column.name == "village":
        return Cell(village_word(sheet, home), record["village"])
    places = {"county_name": home.county_name, "township": home.township}
    return sheet.mess.cell(column, (places | record).get(column.name), sheet.style.unit)


def village_word(sheet: Sheet, home: Place) -> str:
    """Return how a village is named in a cell: its name, now and then its code or short name.

    The county's village sheet gives codes there, as the name has a column of its own.
    """
    if sheet.table == REGISTER:
        return home.village
    name = home.village_name
    return sheet.mess.pick(home.village, name[:-1], name + " ") if sheet.mess.hit() else name


def merge_households(sheet: Sheet, part: list[dict], start: int) -> None:
    """Merge the household's columns over its rows."""
    columns = [number for number, column in enumerate(sheet.columns, start=1) if column.name in sheet.form.merge]
    first = start
    for household, group in groupby(part, key=lambda record: (record.get("household"), record.get("grid"))):
        last = first + len(list(group)) - 1
        if household[0] is not None:
            sheet.grid.merge_down(first, last, columns)
        first = last + 1


def total_row(sheet: Sheet, word: str, records: list[dict]) -> None:
    """Append a 小计 or 合计 row."""
    cells: list[object] = [word]
    for column in sheet.columns:
        if column.name not in sheet.form.total:
            cells.append(None)
            continue
        total = sum(record.get(column.name) or 0 for record in records)
        scale = 1_000_000 if sheet.style.unit == "万元" else 100
        cells.append(wording.short(total / scale) if column.type == "money" else total)
    sheet.grid.append(cells)
