"""Mess: at the rate asked for, and never inventing a meaning."""

import numpy as np

from evalkit import codebook
from evalkit.sample.ledgers.mess import SPOILT_CODE, Mess


def mess(rate, seed=1):
    return Mess(np.random.default_rng(seed), rate)


def test_at_rate_zero_every_cell_is_plain():
    column = codebook.load().tables["alerts"].column("channel")
    cells = [mess(0.0, seed).cell(column, "patrol") for seed in range(100)]
    assert {(cell.written, cell.meant, cell.wrong) for cell in cells} == {("干部排查", "patrol", "")}


def test_a_misspelt_code_is_one_the_code_list_knows_or_is_told_as_wrong():
    book = codebook.load()
    source = mess(1.0)
    for table in book.tables.values():
        for column in (c for c in table.columns if c.type == "code"):
            for code in book.code_lists[column.codes]:
                cell = source.cell(column, code)
                known = book.code(column.codes, cell.written)
                assert known == cell.meant == code if not cell.wrong else (known, cell.written) == (None, SPOILT_CODE)


def test_an_id_number_ending_in_x_cannot_be_stored_as_a_number():
    column = codebook.load().tables["members"].column("person")
    source = mess(1.0)
    assert not any(isinstance(source.cell(column, "11010519491231002X").written, float) for _ in range(300))


def test_a_number_lost_to_floating_point_means_nothing_any_more():
    column = codebook.load().tables["members"].column("person")
    source = mess(1.0)
    cells = [source.cell(column, "990101198001010016") for _ in range(600)]
    lost = [cell for cell in cells if isinstance(cell.written, float)]
    assert lost and all(cell.meant is None and cell.wrong for cell in lost)


def test_the_rate_is_the_share_of_dirty_cells():
    column = codebook.load().tables["households"].column("household_size")
    source = mess(0.25)
    dirty = sum(not isinstance(source.cell(column, 3).written, int) for _ in range(4000)) / 4000
    # Three standard errors of a share of 0.25 in 4,000 draws.
    assert abs(dirty - 0.25) < 3 * (0.25 * 0.75 / 4000) ** 0.5
