"""Several ways at once, drawn for the whole county: no clean table and no figure of notebooks 01 to 06 changes.

`make fuzz` runs the notebooks for many drawings and both villages.
"""

import random
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

VILLAGES = ("990101100201", "990101100202")  # incomes by month, by quarter and month, and by item are among them
UNITS = ("", "wan_in_cells", "wan_in_headers", "wan_in_a_unit_row")
INNER = ("", "totals", "months_beside", "months_sheets", "months_files")
OUTER = ("", "rows_in_sheets", "rows_in_files", "tables_below_each_other", "printed_headers", "titles_and_notes")
DRAWN = st.builds(
    SimpleNamespace,
    unit=st.sampled_from(UNITS),
    inner=st.sampled_from(INNER),
    renamed=st.booleans(),
    shuffled=st.booleans(),
    outer=st.sampled_from(OUTER),
    seed=st.integers(0, 10**6),
)
# Shrinking a failure would take minutes, and a drawing says what it does.
BUDGET = {"derandomize": True, "deadline": None, "database": None, "phases": (Phase.explicit, Phase.generate)}
BUDGET |= {"suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="session")
def written(pages, same_rows, other_rows):
    """Write the county as drawn: `written(drawn)`."""
    ways = dict(same_rows) | dict(other_rows)

    def run(drawn):
        rng = random.Random(drawn.seed)
        # Columns of two tables beside each other cannot change places.
        mixed = drawn.shuffled and drawn.inner != "months_beside"
        steps = [drawn.unit, drawn.inner, "renamed_at_random" * drawn.renamed, "shuffled" * mixed, drawn.outer]
        found = list(pages)
        for way in filter(None, steps):
            found = [part for page in found for part in ways[way](rng, page)]
        return found

    return run


@settings(max_examples=5, **BUDGET)
@given(drawn=DRAWN)
def test_several_ways_at_once_give_the_same_tables(drawn, written, unchanged):
    unchanged(written(drawn))


def test_several_ways_at_once_change_no_figure(written, unchanged):
    drawn = {"unit": "wan_in_cells", "inner": "months_files", "outer": "rows_in_sheets", "seed": 7}
    unchanged(written(SimpleNamespace(renamed=True, shuffled=True, **drawn)), VILLAGES[0])


@pytest.mark.fuzz
@pytest.mark.slow
def test_other_headers_in_another_order_change_no_count_of_rows_either(written, unchanged):
    drawn = SimpleNamespace(unit="", inner="", renamed=True, shuffled=True, outer="", seed=7)
    unchanged(written(drawn), VILLAGES[0], but=())


@pytest.mark.fuzz
@pytest.mark.slow
@settings(max_examples=40, **BUDGET)
@given(drawn=DRAWN, village=st.sampled_from(VILLAGES))
def test_no_drawing_changes_a_figure(drawn, village, written, unchanged):
    unchanged(written(drawn), village)
