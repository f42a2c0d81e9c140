"""Checks of the declared ledgers: tables, columns, headers, codes and villages."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from evalkit.codebook import bare_form, normal_form
from evalkit.errors import Problem
from evalkit.params_check import schemas
from evalkit.params_check.reading import Folder, schema_problems, where

BOOK, CODES, VILLAGES = "codebook.csv", "codes.csv", "villages.csv"
BOOK_COLUMNS = [
    "table",
    "column",
    "zh",
    "aliases",
    "type",
    "unit",
    "codes",
    "required",
    "personal",
    "role",
    "en",
    "description",
    "source",
]
CODE_COLUMNS = ["codes", "code", "zh", "en", "aliases", "note", "source", "part_of"]
VILLAGE_COLUMNS = [
    "village",
    "name_zh",
    "name_en",
    "county",
    "county_zh",
    "county_en",
    "province",
    "province_zh",
    "province_en",
    "invented",
]
MUST_BE = {"name": "direct", "phone": "direct", "account": "direct", "idno": "pseudonym", "household_no": "pseudonym"}
INVENTED = "99"


def problems(folder: Folder) -> list[Problem]:
    """Return what is wrong in tables.csv, codebook.csv, codes.csv and villages.csv."""
    tables = folder.csv("tables.csv", ["table", "zh", "en", "row", "time", "layout", "title_words"])
    book = folder.csv(BOOK, BOOK_COLUMNS)
    codes = folder.csv(CODES, CODE_COLUMNS)
    villages = folder.csv(VILLAGES, [*VILLAGE_COLUMNS, "source"])
    return [
        *schema_problems("tables.csv", tables, schemas.tables()),
        *schema_problems(BOOK, book, schemas.codebook(folder.tables)),
        *schema_problems(CODES, codes, schemas.codes()),
        *schema_problems(VILLAGES, villages, schemas.villages()),
        *_empty_tables(folder.tables, book),
        *_code_lists(folder, book),
        *_personal_classes(book),
        *_claimed_twice(BOOK, book, "table", "column", by_unit=True),
        *_claimed_twice(CODES, codes, "codes", "code"),
        *_income_items(book, codes),
        *_parts(codes),
        *_places(villages),
    ]


def _empty_tables(tables: set[str], book: pd.DataFrame) -> Iterator[Problem]:
    for table in sorted(tables - set(book["table"])):
        yield Problem("params/tables.csv", f"table {table} has no column in codebook.csv", "at least one column")


def _code_lists(folder: Folder, book: pd.DataFrame) -> Iterator[Problem]:
    for at, row in book.iterrows():
        place = f"{where(BOOK, at)}, column {row['table']}.{row['column']}"
        coded = row["type"] in ("code", "codes")
        if coded and row["codes"] not in folder.lists:
            yield Problem(place, "names a code list that codes.csv does not have", got=row["codes"] or "nothing")
        if row["codes"] and not coded:
            yield Problem(place, "names a code list but is not of type code or codes", got=row["type"])


def _personal_classes(book: pd.DataFrame) -> Iterator[Problem]:
    for at, row in book.iterrows():
        place = f"{where(BOOK, at)}, column {row['table']}.{row['column']}"
        due = MUST_BE.get(row["type"])
        if due and row["personal"] != due:
            yield Problem(place, f"type {row['type']} identifies people", f"personal {due}", row["personal"])
        if not row["zh"].strip() and row["role"] != "derived":
            yield Problem(place, "has no Chinese header", "the header as the ledger prints it")


def _claimed_twice(name: str, rows: pd.DataFrame, group: str, key: str, *, by_unit: bool = False) -> Iterator[Problem]:
    """Yield every wording that two columns of one table (or two codes of one list) claim."""
    owners: dict[tuple[str, str], str] = {}
    for at, row in rows.iterrows():
        for wording in [row["zh"], *row["aliases"].split("|")]:
            forms = {normal_form(wording), bare_form(wording)} if by_unit else {normal_form(wording)}
            for form in sorted(forms - {""}):
                owner = owners.setdefault((row[group], form), row[key])
                if owner != row[key]:
                    what = f"{wording} is claimed by two of {row[group]}"
                    yield Problem(where(name, at), what, "one owner per wording", f"{owner} and {row[key]}")


def _income_items(book: pd.DataFrame, codes: pd.DataFrame) -> Iterator[Problem]:
    declared = set(book.loc[book["role"] == "income_item", "column"])
    rows = codes[codes["codes"] == "income_item"]
    for item in sorted(declared - set(rows["code"])):
        yield Problem(f"params/{CODES}", f"list income_item lacks {item}, a column of codebook.csv", "a line for it")
    sources = set(codes.loc[codes["codes"] == "income_source", "code"])
    for at, row in rows.iterrows():
        if row["code"] not in declared:
            yield Problem(
                where(CODES, at), f"income item {row['code']} is no column of codebook.csv", "role income_item"
            )
        if row["note"].removeprefix("family=") not in sources:
            expected = "note family=<a code of income_source>"
            yield Problem(
                where(CODES, at), f"income item {row['code']} has no family", expected, row["note"] or "nothing"
            )


def _parts(codes: pd.DataFrame) -> Iterator[Problem]:
    """Yield codes that are part of an unknown code, or of one of another family."""
    notes = {(row["codes"], row["code"]): row["note"] for _, row in codes.iterrows()}
    for at, row in codes[codes["part_of"] != ""].iterrows():
        whole = notes.get((row["codes"], row["part_of"]))
        if whole is None:
            yield Problem(where(CODES, at), f"{row['code']} is part of an unknown code", got=row["part_of"])
        elif whole != row["note"]:
            yield Problem(where(CODES, at), f"{row['code']} is part of {row['part_of']}", row["note"], whole)


def _places(villages: pd.DataFrame) -> Iterator[Problem]:
    for at, row in villages.iterrows():
        place = f"{where(VILLAGES, at)}, village {row['village']}"
        for longer, shorter in (("village", "county"), ("county", "province")):
            if not row[longer].startswith(row[shorter]):
                yield Problem(place, f"{shorter} does not begin the {longer} code", row[longer], row[shorter])
        if (row["invented"] == "yes") != row["village"].startswith(INVENTED):
            yield Problem(
                place, "invented places, and only they, have codes starting 99", got=f"invented {row['invented']}"
            )
