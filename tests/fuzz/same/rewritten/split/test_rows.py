"""Rows and columns of one ledger spread in any way give the same tables."""

import random

import pytest

WAYS = (
    "rows_in_sheets", "rows_in_files", "tables_below_each_other", "printed_headers", "titles_and_notes", "totals",
    "months_beside", "months_sheets", "months_files",
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_ledger_laid_out_otherwise_gives_the_same_tables(way, pages, other_rows, unchanged):
    rng = random.Random(way)
    written = [part for page in pages for part in other_rows[way](rng, page)]
    assert [page.data for page in pages] != [part.data for part in written] or way == "titles_and_notes"
    unchanged(written)
