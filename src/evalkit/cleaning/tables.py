"""All ledgers of a run from gathered cells to clean rows, still with raw identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalkit.cleaning import (
    covered,
    duplicates,
    identity,
    income,
    income_cells,
    income_lines,
    merged_amounts,
    persons,
    place,
)
from evalkit.cleaning.corrections import Correction, drop_rows
from evalkit.cleaning.gather import Ledger, gather
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.numbering import category
from evalkit.cleaning.parse import parse
from evalkit.cleaning.parsers.money import in_yuan
from evalkit.cleaning.period_list import Periods
from evalkit.cleaning.reasons import CODES, IS_PROBLEM, NUMBER
from evalkit.cleaning.same_cells import note_same
from evalkit.cleaning.scales import check_amounts
from evalkit.cleaning.sheets import Intake
from evalkit.cleaning.totals import check_totals
from evalkit.cleaning.villages import known_villages
from evalkit.codebook import Codebook
from evalkit.memory import give_back

AT_CELLS = ("unreadable_amount", merged_amounts.CODE)  # their cells are named already
NOT_PARSED = {"name", "phone", "account", "village"}


@dataclass
class Clean:
    """The ledgers of a run, and the long income lines made of one of them."""

    ledgers: dict[str, Ledger]
    codes: dict[tuple[str, str], np.ndarray] = field(default_factory=dict)
    incomes: pd.DataFrame | None = None


def make_tables(intake: Intake, book: Codebook, issues: Issues, decided: Sequence[Correction] = ()) -> Clean:
    """Gather, parse, place, identify and compare the rows of every ledger that was received."""
    ledgers = {n: gather(t, placed) for n, t in book.tables.items() if (placed := intake.of_table(n))}
    clean = Clean({name: ledger for name, ledger in ledgers.items() if len(ledger.rows)})
    villages = known_villages(book.villages, clean.ledgers.get("villages"))
    for name, ledger in clean.ledgers.items():
        note_same(ledger, issues)
        if name == "income":
            income_cells.mark_totals(ledger, book)
        drop_rows(ledger, decided)
        merged_amounts.set_aside(ledger, issues)
        _parse(ledger, book, clean, issues)
        place.locate_rows(ledger, villages)
    give_back()
    known = _homes(clean, issues)
    for name, ledger in clean.ledgers.items():
        filled = identity.find_households(ledger, known)
        issues.rows(ledger, np.flatnonzero(filled), "household_from_id", "household")
        _months(ledger)
        _require(ledger, clean)
        if name == "income":
            _incomes(ledger, book, clean, issues)
        else:
            place.require_year(ledger)
            check_totals(ledger, issues)
            check_amounts(ledger, issues)
            for code, mask in duplicates.mark_duplicates(ledger).items():
                issues.rows(ledger, np.flatnonzero(mask), code)
        if "person" in ledger.rows:
            noted = persons.describe_persons(ledger, clean.codes[name, "person"])
            for code, mask in noted.items():
                issues.rows(ledger, np.flatnonzero(mask & ledger.kept), code, "sex")
        _quarantined(ledger, issues)
    give_back()
    return clean


def _homes(clean: Clean, issues: Issues) -> identity.Homes:
    """Return the household of every ID number, and note the numbers that stand in two."""
    known = identity.homes(clean.ledgers)
    for name, column in identity.SOURCES:
        if name in clean.ledgers:
            torn = identity.in_two_households(clean.ledgers[name], column, known)
            issues.rows(clean.ledgers[name], torn, "two_households", column)
    return known


def _parse(ledger: Ledger, book: Codebook, clean: Clean, issues: Issues) -> None:
    for name, raw in ledger.raw.items():
        periods = ledger.table.name == "income" and raw.column.role == "period"
        if raw.column.type in NOT_PARSED or raw.column.role == "place" or periods:
            continue
        parsed = parse(raw, book)
        ledger.rows[name] = parsed.values
        clean.codes[ledger.table.name, name] = parsed.codes
        issues.cells(ledger, name, parsed.codes)


def _months(ledger: Ledger) -> None:
    """Give a month without its year (`--05`) the year of its row, and a row without a year that of its month."""
    if ledger.table.name == "income" or "month" not in ledger.rows:
        return
    months, years = ledger.rows["month"], ledger.rows["year"]
    bare = months.str.startswith("--").fillna(False).astype(bool) & years.notna()
    ledger.rows["month"] = months.where(~bare, years.astype("str") + months.str[1:])
    named = ~months.str.startswith("--").fillna(True).astype(bool)
    ledger.rows.loc[named & years.isna(), "year"] = pd.to_numeric(months[named & years.isna()].str[:4]).astype("Int64")


def _require(ledger: Ledger, clean: Clean) -> None:
    """Set aside rows whose required cells are missing; an unreadable cell says why."""
    for column in ledger.table.columns:
        if not column.required or column.name == "household":
            continue
        if column.name not in ledger.rows:
            ledger.set_fate(np.ones(len(ledger.rows), dtype=bool), "quarantined", "missing_required")
            continue
        missing = ledger.rows[column.name].isna().to_numpy()
        codes = clean.codes[ledger.table.name, column.name]
        for number in np.unique(codes[missing]):
            reason = CODES[number] if IS_PROBLEM[number] else "missing_required"
            ledger.set_fate(missing & (codes == number), "quarantined", reason)


def _incomes(ledger: Ledger, book: Codebook, clean: Clean, issues: Issues) -> None:
    periods = Periods()
    lines = income_cells.amounts(ledger, book, periods)
    total = (ledger.fate == "subtotal")[lines["i"]]
    for number in np.unique(lines["code"]):
        if number != NUMBER["ok"]:
            _note_cells(issues, ledger, lines[(lines["code"] == number).to_numpy() & ~total], CODES[number])
    lines = income_lines.resolve(ledger, lines, book, periods)
    incomes, found = income.unpivot(ledger, lines, income_cells.parts_of(book))
    give_back()
    incomes = covered.with_months(incomes, covered.covered_months(ledger, lines, book, periods))
    texts = {name: category(ledger.rows[name]) for name in ("village", "household")}
    clean.incomes = incomes.assign(**{name: values[incomes["i"]] for name, values in texts.items()})
    for code, cells, due in found.at:
        _note_cells(issues, ledger, cells, code, "" if due is None else [in_yuan(amount) for amount in due])


def _note_cells(issues: Issues, ledger: Ledger, cells: pd.DataFrame, code: str, expected: object = "") -> None:
    before, after = [str(cell) for cell in cells["raw"]], cells["amount"].to_numpy(dtype=object, na_value=None)
    issues.at(ledger, cells["i"].to_numpy(), cells["col"].to_numpy(), code, "amount", before, after, expected)


def _quarantined(ledger: Ledger, issues: Issues) -> None:
    """Note why each row was set aside, at the cell to blame."""
    blame = {"unknown_village": "village", "ambiguous_village": "village", "no_year": "year"}
    blame |= {"unknown_household": "household", "unknown_item": "item", "unknown_period": "month"}
    aside = ledger.fate == "quarantined"
    for code in dict.fromkeys(ledger.code[aside]):
        rows = np.flatnonzero(aside & (ledger.code == code))
        name = blame.get(code, "")
        if code not in (*blame, *AT_CELLS):
            name = next((c.name for c in ledger.table.columns if c.required and _absent(ledger, c.name, rows)), "")
        if code not in AT_CELLS:
            issues.rows(ledger, rows, code, name)


def _absent(ledger: Ledger, name: str, rows: np.ndarray) -> bool:
    return name in ledger.rows and bool(ledger.rows[name].iloc[rows].isna().all())
