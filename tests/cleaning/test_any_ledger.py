"""Whatever stands in the cells of a ledger, cleaning ends, and every row of the sheet has one fate."""

import datetime as dt
import random

import pytest

from evalkit import codebook
from evalkit.cleaning.fates import FATES, fates
from evalkit.cleaning.finish import finish
from evalkit.cleaning.identifiers import collect
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake.sheet import Sheet

BOOK = codebook.load()
WORDS = Vocabulary(BOOK)
CELLS = [
    None, "", "1", "7", 1.5, -3, 1e-9, 1e18, 10**15, True, False, "是", "否", "无", "-", "\n", "约5", "2000-3000",
    "三万二千", "５０元", "1" * 40, "9" * 25, "½", "٣", "②", "x" * 300, "=1+1", "#DIV/0!", "合计", "小计", "务工收入",
    "1月", "五月", "2023年5月", "2023-13-40", dt.date(2023, 5, 1), dt.datetime(2023, 5, 1, 3, 4), "石门村",
    "990101101202", 990101101202, "999999195001010018", "990101196503120012", "王小示",
]  # fmt: skip


def ledger(rng, table):
    """Return the rows of a sheet with most of a ledger's columns and anything in its cells."""
    heads = [column.zh for column in table.columns if column.zh and (column.required or rng.random() < 0.6)]
    if table.name == "income":
        heads += rng.sample(["1月", "一季度", "1-6月", "全年", "合计", "2022年务工收入"], 3)
    rng.shuffle(heads)
    title = [f"石门村2023年{table.zh}", *[None] * (len(heads) - 1)]
    return [title, heads, *([rng.choice(CELLS) for _ in heads] for _ in range(rng.randint(0, 6)))]


@pytest.mark.parametrize("name", list(BOOK.tables))
def test_cleaning_ends_and_the_fates_add_up(name):
    rng = random.Random(name)
    for _ in range(8):
        rows = ledger(rng, BOOK.tables[name])
        issues = Issues()
        intake = take_in([Sheet("石门村/2023/台账.xlsx", "Sheet1", rows)], [], WORDS, issues)
        clean = make_tables(intake, BOOK, issues)
        table = fates(intake, clean.ledgers)
        assert table["row"].tolist() == list(range(1, len(rows) + 1))
        assert set(table["fate"]) <= set(FATES)
        known = collect(clean.ledgers, intake, WORDS)
        for made in finish(clean, bytes(32), known, issues).values():
            assert set(zip(made["sheet_id"], made["row"], strict=True)) <= set(
                table.loc[table["fate"] == "kept", ["sheet_id", "row"]].itertuples(index=False, name=None)
            )
        issues.table(known)
