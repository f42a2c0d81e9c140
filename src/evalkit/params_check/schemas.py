"""What each parameter table must look like, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from evalkit.codebook import DTYPES

if TYPE_CHECKING:
    from pandera.pandas import Column, DataFrameSchema

TYPES = frozenset(DTYPES) | {"name", "phone", "account"}
ROLES = frozenset({"key", "value", "place", "item", "period", "amount", "income_item", "total", "derived"})
PERSONAL = frozenset({"none", "quasi", "pseudonym", "direct"})
YES_NO = ("yes", "no")
PLACE = r"^(\d{2}|\d{6})$"
YEAR = r"^(19|20)\d\d$"
ISO_DATE = r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
NAME = r"^[a-z][a-z0-9_]*$"
AMOUNT = r"^\d+(\.\d+)?$"


def column(pattern: str = "", words: str = "", *, among: Iterable[str] = (), unique: bool = False) -> Column:
    """Return a text column: matching `pattern` (said in `words`), or one `among` values, or just not empty."""
    from pandera.pandas import Check, Column

    allowed = sorted(among)
    if allowed:
        check = Check.isin(allowed, error=f"one of {', '.join(allowed)}")
    elif pattern:
        check = Check.str_matches(pattern, error=words)
    else:
        check = Check.str_matches(r"\S", error="not empty")
    return Column(str, check, unique=unique)


def schema(columns: dict[str, Column], *, unique: list[str] | None = None) -> DataFrameSchema:
    """Return a schema over text columns; columns it does not name are free."""
    from pandera.pandas import DataFrameSchema

    return DataFrameSchema(columns, unique=unique)


def tables() -> DataFrameSchema:
    """Schema of tables.csv."""
    words = ("zh", "en", "row", "time", "layout", "title_words")
    return schema({"table": column(NAME, "a lower-case name", unique=True)} | {word: column() for word in words})


def codebook(known_tables: set[str]) -> DataFrameSchema:
    """Schema of codebook.csv."""
    return schema(
        {
            "table": column(among=known_tables or {"a table of tables.csv"}),
            "column": column(NAME, "a lower-case name"),
            "type": column(among=TYPES),
            "required": column(among=YES_NO),
            "personal": column(among=PERSONAL),
            "role": column(among=ROLES),
            "en": column(),
            "source": column(),
        },
        unique=["table", "column"],
    )


def codes() -> DataFrameSchema:
    """Schema of codes.csv."""
    return schema(
        {
            "codes": column(NAME, "a lower-case name"),
            "code": column(r"^[A-Za-z][A-Za-z0-9_]*$", "letters, digits and underscores"),
            "zh": column(),
            "en": column(),
            "source": column(),
        },
        unique=["codes", "code"],
    )


def villages() -> DataFrameSchema:
    """Schema of villages.csv."""
    words = ("name_zh", "name_en", "county_zh", "county_en", "province_zh", "province_en", "source")
    return schema(
        {
            "village": column(r"^\d{12}$", "12 digits", unique=True),
            "county": column(r"^\d{6}$", "6 digits"),
            "province": column(r"^\d{2}$", "2 digits"),
            "invented": column(among=YES_NO),
        }
        | {word: column() for word in words}
    )


def price_index() -> DataFrameSchema:
    """Schema of price_index.csv."""
    return schema(
        {
            "place": column(PLACE, "2 or 6 digits"),
            "year": column(YEAR, "a year"),
            "index": column(AMOUNT, "a number above zero, the base year = 100"),
            "base": column(YEAR, "a year"),
            "source": column(),
            "certainty": column(),
        },
        unique=["place", "year"],
    )


def reference_series() -> DataFrameSchema:
    """Schema of reference_series.csv."""
    return schema(
        {
            "place": column(PLACE, "2 or 6 digits, 00 for the nation"),
            "level": column(among=("county", "province", "nation")),
            "name_zh": column(),
            "name_en": column(),
            "series": column(NAME, "a lower-case name"),
            "year": column(YEAR, "a year"),
            "yuan": column(AMOUNT, "yuan per person per year"),
            "source": column(),
            "certainty": column(),
        },
        unique=["place", "series", "year"],
    )


def corrections() -> DataFrameSchema:
    """Schema of corrections.csv: one reviewed change; which key a line uses is checked apart."""
    return schema(
        {
            "action": column(among=("replace", "drop", "okay")),
            "reason": column(),
            "decided_by": column(),
            "decided_on": column(ISO_DATE, "a date such as 2024-05-14"),
        },
        unique=["file", "sheet", "cell", "table", "village", "household", "period", "column", "found"],
    )


def indicators() -> DataFrameSchema:
    """Schema of indicators.csv."""
    words = ("zh", "en", "family", "formula", "unit", "direction", "source")
    return schema({"name": column(NAME, "a lower-case name", unique=True)} | {word: column() for word in words})
