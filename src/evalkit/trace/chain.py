"""One question, one table: a clean table or an indicator, back to the cells."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from evalkit import catalogue, codebook, project, store
from evalkit.errors import EvalkitError, Problem
from evalkit.trace import evidence, figures, inputs, narrow, values
from evalkit.trace.evidence import Evidence, Shown
from evalkit.trace.ledgers import Ledgers
from evalkit.trace.line import Line
from evalkit.trace.raw_cells import RawCells


def trace(name: str, **asked: object) -> pd.DataFrame:
    """Return what a clean table's values, or an indicator's figures, were read from.

    Parameters
    ----------
    name : str
        A ledger of `params/tables.csv`, or an indicator of `params/indicators.csv`.
    **asked
        As for `traced`: village, year, columns, group, period, root, raw, reports.

    Returns
    -------
    DataFrame
        village, year, table, address (`file!sheet!D4`; `7:7` a whole row), column (for amounts of income their item
        and period), header (as the sheet has it), value (text; money in yuan), raw (the cell's text), code (what
        cleaning noted about the cell, `ok` when nothing), correction (what params/corrections.csv decided).

    Raises
    ------
    EvalkitError
        Everything wrong with the question at once; else one problem for each raw file that is not there as it was
        cleaned, and for each cell that does not give its value.

    Notes
    -----
    What is traced is restricted like the ledgers themselves. Personal columns are refused for a table; an indicator
    that counts persons or households names their cells and shows neither text nor pseudonym. A raw text in which the
    scan finds a name or number of the ledgers is masked as a whole.

    Examples
    --------
    >>> trace("income", village="990101100201", year=2024)                      # doctest: +SKIP
    >>> trace("income_per_head", village="990101100201", year=2024)             # doctest: +SKIP
    """
    return evidence.table(traced(name, **asked))


def traced(
    name: str,
    *,
    village: str | None = None,
    year: int | None = None,
    columns: list[str] | None = None,
    group: str | None = None,
    period: str | None = None,
    root: Path | None = None,
    raw: Path | None = None,
    reports: Path | None = None,
) -> list[Shown]:
    """Return the lines of `trace` with the real cells for hyperlinks.

    Parameters
    ----------
    name : str
        A ledger or an indicator.
    village, year : str, int, optional
        Of the rows; an indicator needs both.
    columns : list of str, optional
        Codebook columns of a ledger; all that hold no personal data when omitted.
    group, period : str, optional
        Of an indicator's figure, such as `yulu/autumn` and `2024-autumn`; all of the year when omitted.
    root, raw, reports : Path, optional
        Folders of clean tables, raw ledgers and reports; the project's own when omitted.
    """
    ledgers = Ledgers(root)
    _check(ledgers, name, village, year, columns, (group, period))
    if name in ledgers.book.tables:
        rows = ledgers.rows(name, village)
        rows = rows if year is None else rows[rows["year"] == year]
        wanted = columns or values.open_columns(ledgers.book, name)
        head, found = [], values.lines(rows, ledgers.book.tables[name], wanted, ledgers.heads(name))
    else:
        told = figures.chosen(figures.of(name, village, year, reports), group, period)
        head, found = _behind(name, village, year, told, group is not None, ledgers)
    with RawCells(raw or project.raw(), ledgers.side("_sources")) as cells:
        return [*map(Shown, head), *Evidence(ledgers, cells).show(found)]


def _behind(
    name: str, village: str, year: int, told: pd.DataFrame, grouped: bool, ledgers: Ledgers
) -> tuple[list[tuple], list[Line]]:
    """Return the figures with their parameters, and the lines of their inputs."""
    pairs = list(dict.fromkeys(told[["group_by", "group"]].itertuples(index=False, name=None)))
    groups = narrow.keys(*pairs[0]) if grouped else {}
    periods = list(dict.fromkeys(told["period"])) or [str(year)]
    own = {"village": village, "year": year}
    declared, found = [], []
    for period in periods:
        for pair in pairs or [("", "")]:
            declared += inputs.declared(name, period=period, groups=narrow.keys(*pair), **own)
        found += inputs.lines(name, period=period, groups=groups, ledgers=ledgers, **own)
    return [*figures.lines(told), *dict.fromkeys(declared)], list(dict.fromkeys(found))


def _check(
    ledgers: Ledgers, name: str, village: str | None, year: int | None, columns: list[str] | None, figure: tuple
) -> None:
    indicators = list(catalogue.load()["name"])
    if name not in ledgers.book.tables and name not in indicators:
        known = [*ledgers.book.tables, *indicators]
        close = get_close_matches(name, known, n=5, cutoff=0.5) or list(ledgers.book.tables)
        raise EvalkitError(Problem("name", "no such ledger or indicator", f"such as {', '.join(close)}", name[:40]))
    own = _of_table(ledgers.book, name, columns, figure) if name in ledgers.book.tables else _of_indicator(columns)
    problems = [*_places(ledgers, village, year, name in indicators), *own]
    if problems:
        raise EvalkitError(problems)


def _places(ledgers: Ledgers, village: str | None, year: int | None, needed: bool) -> list[Problem]:
    known, problems = store.places(ledgers.root), []
    for name, value, existing in (("village", village, known["village"]), ("year", year, known["year"])):
        expected = f"one of {', '.join(map(str, sorted(set(existing))))}"
        if value is None and needed:
            problems.append(Problem(name, "an indicator is traced for one village and year", expected))
        elif value is not None and value not in set(existing):
            problems.append(Problem(name, f"no ledger of this {name} in data/processed", expected, str(value)[:40]))
    return problems


def _of_table(book: codebook.Codebook, name: str, columns: list[str] | None, figure: tuple) -> list[Problem]:
    allowed = values.open_columns(book, name)
    expected = f"one of {', '.join(allowed)}"
    problems = [Problem(f"column {c[:40]}", "cannot be traced", expected) for c in columns or () if c not in allowed]
    if any(part is not None for part in figure):
        problems.append(Problem("--group and --period", "are for indicators", "an indicator, not a ledger", name))
    return problems


def _of_indicator(columns: list[str] | None) -> list[Problem]:
    return [Problem("--column", "is for ledgers", "--group or --period of an indicator")] if columns else []
