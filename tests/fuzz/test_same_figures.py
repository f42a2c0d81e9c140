"""The same facts written in another way give the same figures: units, encoding, column order, headers, split sheets."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from evalkit import codebook, store
from evalkit.cleaning.finish import finish
from evalkit.cleaning.identifiers import collect
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.codebook import bare_form, normal_form
from evalkit.indicators import assistance, household_income, income, poverty, self_reliance
from evalkit.indicators import scope as scopes
from evalkit.intake import delimited, limits
from evalkit.intake.layout import locate
from evalkit.intake.reader import read_file
from evalkit.sample import write_county

BOOK = codebook.load()
WORDS = Vocabulary(BOOK)
VILLAGES = ("990101100201", "990101100202")  # one writes months as columns, the other items
FILES = {"收入台账.xlsx", "户台账.xlsx", "帮扶措施台账.xlsx"}
SEEDS = range(2)


@pytest.fixture(scope="module")
def allowed(home):
    return limits.load(home / "params" / "intake.yaml")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory, allowed):
    """Return the income, household and assistance ledgers of a tidy county of two villages."""
    raw = tmp_path_factory.mktemp("county") / "raw"
    write_county(raw, villages=2, years=(2023, 2024), households=6, seed=3, mess=0.0)
    paths = sorted(path for path in raw.rglob("*.xlsx") if path.name in FILES)
    return [sheet for path in paths for sheet in read_file(path, path.relative_to(raw).as_posix(), allowed)]


def figures(sheets):
    """Return the indicators of these sheets, one table under another."""
    issues = Issues()
    intake = take_in(sheets, [], WORDS, issues)
    assert intake.faults == []
    clean = make_tables(intake, BOOK, issues)
    made = finish(clean, bytes(32), collect(clean.ledgers, intake, WORDS), issues)
    table = {name: made.get(name, store.empty(name)) for name in BOOK.tables}
    scope = scopes.years(VILLAGES, (2023, 2024))
    earned = household_income.household_years(table["income"], table["households"])
    rows = [
        income.income_per_head(earned, scope),
        poverty.headcount_ratio(earned, scope),
        self_reliance.transfer_dependence(table["income"], earned, table["members"], scope),
        assistance.assistance_beneficiaries(table["assistance"], scope),
        assistance.assistance_amount(table["assistance"], scope),
    ]
    return pd.concat(rows).sort_values(["indicator", "village", "period", "group_by", "group"], ignore_index=True)


@pytest.fixture(scope="module")
def expected(sheets):
    found = figures(sheets)
    known = found.dropna(subset=["value"]).groupby("indicator")["value"].count()
    assert known["income_per_head"] == 4 and known["headcount_ratio"] == 4
    assert known["transfer_dependence"] >= 4 and known["assistance_amount"] >= 4
    return found


def same(found, expected):
    pd.testing.assert_frame_equal(found, expected, check_exact=False, rtol=1e-12)


def is_income(sheet):
    return sheet.file.endswith("收入台账.xlsx")


def header_rows(sheet):
    return locate(sheet, WORDS.knows).blocks[0].header_rows


def amounts(sheet):
    """Return the places of the amounts of an income sheet: numbers right of its text columns."""
    first = header_rows(sheet)[1] + 1
    text = {"序号", "户编号", "户主姓名", "户主证件号码", "家庭人口数", "收入项目"}
    labels = sheet.cells[header_rows(sheet)[0]]
    columns = [c for c, label in enumerate(labels) if label not in text]
    return [(r, c) for r in range(first, len(sheet.cells)) for c in columns if sheet.cells[r][c] is not None]


def with_cells(sheet, change):
    cells = [list(row) for row in sheet.cells]
    for (r, c), value in change.items():
        cells[r][c] = value
    return replace(sheet, cells=cells)


def in_wan(value):
    return Decimal(str(value)) / 10000


@pytest.mark.parametrize("share", [0.05, 0.5, 1.0])
def test_any_share_of_incomes_written_in_wan_changes_nothing(share, sheets, expected):
    rng = random.Random(int(100 * share))
    changed = 0
    wan = []
    for sheet in sheets:
        change = {}
        if is_income(sheet):
            places = [place for place in amounts(sheet) if rng.random() < share]
            change = {(r, c): f"{in_wan(sheet.cells[r][c]):f}万元" for r, c in places}
        changed += len(change)
        wan.append(with_cells(sheet, change))
    assert changed > 10
    same(figures(wan), expected)


def test_whole_ledgers_in_wan_by_their_headers_change_nothing(sheets, expected):
    wan = []
    for sheet in sheets:
        change = {}
        if is_income(sheet):
            change = {place: float(in_wan(sheet.cells[place[0]][place[1]])) for place in amounts(sheet)}
            first, last = header_rows(sheet)
            heads = {(r, c): text for r in range(first, last + 1) for c, text in enumerate(sheet.cells[r]) if text}
            change |= {place: text.replace("（元）", "（万元）") for place, text in heads.items()}
            assert any("（万元）" in str(text) for text in change.values())
        wan.append(with_cells(sheet, change))
    same(figures(wan), expected)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_delimited_text_in_any_encoding_changes_nothing(encoding, sheets, expected, allowed):
    saved = []
    for sheet in sheets:
        buffer = io.StringIO()
        csv.writer(buffer).writerows([["" if cell is None else cell for cell in row] for row in sheet.cells])
        file = sheet.file.replace(".xlsx", f"-{sheet.name}.csv")
        saved += delimited.read(buffer.getvalue().encode(encoding), file, allowed)
    same(figures(saved), expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_in_any_order_change_nothing(seed, sheets, expected):
    same(figures([shuffled(random.Random(seed), sheet) for sheet in sheets]), expected)


def shuffled(rng, sheet):
    """Return a sheet with its columns in another order; columns under one merged header stay together."""
    first, last = header_rows(sheet)
    over = {m[1]: m for m in sheet.merged if first <= m[0] <= last and m[3] > m[1]}
    groups, c = [], 0
    while c < sheet.width:
        end = over[c][3] if c in over else c
        groups.append(rng.sample(range(c, end + 1), end + 1 - c))
        c = end + 1
    rng.shuffle(groups)
    order = [c for group in groups for c in group]
    at = {old: new for new, old in enumerate(order)}
    cells = [[row[c] for c in order] if r >= first else list(row) for r, row in enumerate(sheet.cells)]
    merged = []
    for r0, c0, r1, c1 in sheet.merged:
        if r0 < first:
            merged.append((r0, c0, r1, c1))
            continue
        start = min(at[c] for c in range(c0, c1 + 1))
        merged.append((r0, start, r1, start + c1 - c0))
        cells[r0][at[c0]], cells[r0][start] = cells[r0][start], cells[r0][at[c0]]
    return replace(sheet, cells=cells, merged=tuple(sorted(merged)))


@pytest.mark.parametrize("seed", SEEDS)
def test_headers_renamed_within_the_alias_list_change_nothing(seed, sheets, expected):
    rng = random.Random(seed)
    renamed, changed = [], 0
    for sheet in sheets:
        change = new_headers(rng, sheet)
        changed += len(change)
        renamed.append(with_cells(sheet, change))
    assert changed > 30
    same(figures(renamed), expected)


def new_headers(rng, sheet):
    """Return other wordings of a sheet's headers: header or alias of the same codebook column, its unit kept."""
    placed = take_in([sheet], [], WORDS, Issues()).placed[0]
    words = {}
    for column in placed.table.columns:
        for word in (column.zh, *column.aliases):
            words.setdefault(normal_form(word), column)
            words.setdefault(bare_form(word), column)
    change = {}
    first, last = header_rows(sheet)
    for r in range(first, last + 1):
        for c, text in enumerate(sheet.cells[r]):
            column = words.get(normal_form(text or ""), words.get(bare_form(text or "")))
            if text and column:
                word = rng.choice((column.zh, *column.aliases))
                unit = text[text.index("（") :] if "（" in text and text.endswith("元）") else ""
                change[r, c] = word if normal_form(word) != bare_form(word) else word + unit
    return change


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("where", ["sheets", "files"])
def test_one_ledger_in_two_sheets_or_files_changes_nothing(where, seed, sheets, expected):
    rng = random.Random(seed)
    halves = []
    for sheet in sheets:
        first = header_rows(sheet)[1] + 1
        cut = rng.choice([r for r in range(first, len(sheet.cells)) if not is_income(sheet) or both_show(sheet, r)])
        parts = [sheet.cells[:cut], sheet.cells[:first] + sheet.cells[cut:]]
        for number, cells in enumerate(parts, 1):
            merged = tuple(m for m in sheet.merged if m[2] < first)
            name = f"{sheet.name}{number}" if where == "sheets" else sheet.name
            file = sheet.file if where == "sheets" else sheet.file.replace(".xlsx", f"{number}.xlsx")
            halves.append(replace(sheet, file=file, name=name, cells=cells, merged=merged))
    same(figures(halves), expected)


def both_show(sheet, cut):
    """Return whether both halves of an income sheet have amounts in all its months: amounts tell what a file covers."""
    months = {c for c, label in enumerate(sheet.cells[header_rows(sheet)[1]]) if re.search("月|季度", str(label))}
    shown = [(r, c) for r, c in amounts(sheet) if c in months]
    return {c for r, c in shown if r < cut} == {c for r, c in shown if r >= cut} == {c for _, c in shown}
