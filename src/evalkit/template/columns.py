"""Which columns of a ledger a person fills in, in which order and under which header."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.codebook import Column, Table, bare_form, normal_form

# The title of the sheet names the year; published figures do not come from a village's own ledgers.
NOT_FILLED = {"year", "published", "source_line", "seq"}
FILLED_ROLES = {"key", "value", "item"}
# The village sheet is where a village is declared, so there the row itself names the place.
DECLARES_PLACES = "villages"
# One row of the income ledger is a household's item over the year: not a person's, and not one month's.
LONG, NOT_IN_LONG, MONTHS = "income", {"name"}, range(1, 13)


@dataclass(frozen=True)
class Box:
    """One column of a blank ledger: what it is in the codebook, and the header it stands under."""

    column: Column
    header: str


def boxes(table: Table) -> list[Box]:
    """Return the columns of a blank ledger: the household's number first, then what else is required.

    Parameters
    ----------
    table : Table
        The ledger.

    Notes
    -----
    Columns that the sheet's title answers (village, year), that evalkit works out itself (age bands, stated totals)
    or that only published figures have are left out. Incomes have one row for each household and item, and a column
    for each month, so that a year's ledger can be filled month by month.

    Examples
    --------
    >>> from evalkit import codebook
    >>> [box.header for box in boxes(codebook.load().tables["meetings"])]
    ['会议时间', '参会人数（人）', '研判户数（户）', '新识别户数（户）', '消除风险户数（户）', '会议内容']
    """
    own = (c for c in table.columns if _is_filled(table, c))
    filled = sorted(own, key=lambda c: (c.name != "household", not c.required))
    found = [Box(column, header(column)) for column in filled]
    if table.name == LONG:
        amount = table.column("amount")
        found += [Box(amount, f"{month}月（{amount.unit}）") for month in MONTHS]
    return found


def header(column: Column) -> str:
    """Return a column's header with its unit in brackets, unless the header names one already.

    Examples
    --------
    >>> from evalkit import codebook
    >>> loans = codebook.load().tables["microcredit"]
    >>> header(loans.column("amount")), header(loans.column("rate"))
    ('贷款金额（万元）', '年利率（%）')
    """
    named = normal_form(column.zh) != bare_form(column.zh)
    if not column.unit or named or column.type == "int":
        return column.zh
    return f"{column.zh}（{column.unit}）"


def _is_filled(table: Table, column: Column) -> bool:
    if table.name == DECLARES_PLACES and (column.name == "village" or column.role == "place"):
        return column.name not in NOT_FILLED
    if column.name in NOT_FILLED or column.type == "village" or column.role not in FILLED_ROLES:
        return False
    return not (table.name == LONG and column.name in NOT_IN_LONG)
