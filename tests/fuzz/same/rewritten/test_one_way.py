"""A ledger whose rows stay where they are, its amounts, columns or headers written otherwise."""

import random

import pytest

WAYS = ("wan_in_cells", "wan_in_headers", "wan_in_a_unit_row", "wan_in_formats", "shuffled", "renamed_at_random")


@pytest.mark.parametrize("way", WAYS)
def test_a_ledger_written_otherwise_gives_the_same_tables(way, pages, same_rows, unchanged):
    rng = random.Random(way)
    written = [part for page in pages for part in same_rows[way](rng, page)]
    changed = [page for page, part in zip(pages, written, strict=True) if page.sheet().cells != part.sheet().cells]
    assert len({page.ledger for page in changed} - {"income"}) > 4
    unchanged(written)


def test_every_wording_of_every_header_gives_the_same_tables(pages, with_alias, unchanged):
    used = {(page.ledger, field.column) for page in pages for field in page.placed.fields if field.column is not None}
    most = max(len(column.aliases) for _, column in used)
    assert most > 5
    for n in range(1, most + 1):  # the first wording is the one the pages have
        unchanged([part for page in pages for part in with_alias(n, page)])
