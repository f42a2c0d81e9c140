"""What params/indicators.csv says a figure is computed from is what the studies really look at."""

import json
from functools import cache

import pandas as pd
import pytest
import yaml

from evalkit import catalogue, codebook, store

VILLAGE, YEAR = "990101100201", 2024
STUDIES = ["income_trends", "monitoring", "assistance", "industry", "internal_drive"]
# Who, where, when, and what an amount is: the keys of rows, which no declaration repeats.
KEYS = {
    "county", "village", "year", "household", "person", "head", "file_id", "sheet_id", "row", "col",
    "item", "source", "period_kind", "month", "months", "covered", "published", "source_line", "date",
}  # fmt: skip
# Without any clearing three figures have nothing to count, and are refused for that reason alone.
COUNTED = {("alerts", "cleared_date")}

# A loan that names no household counts as one household, and in this village nobody has two in a year.
SAME_WITHOUT = {"microcredit_households"}


@pytest.fixture(scope="module")
def saved(home, processed):
    """Return the rows a study saves when some columns of the clean tables, as (table, column), are empty."""
    studies = yaml.safe_load((home / "params" / "studies.yaml").read_text(encoding="utf-8"))
    real = cache(store.read)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVALKIT_PROCESSED", str(processed))
        patch.setenv("EVALKIT_HOME", str(home))

        @cache
        def rows(study, empty=frozenset()):
            def read(table, **asked):
                rows = real(table, **asked).copy()
                for column in (column for name, column in empty if name == table and column in rows):
                    rows[column] = pd.Series(pd.NA, index=rows.index, dtype=rows[column].dtype)
                return rows

            patch.setattr(store, "read", read)
            names = {}
            for cell in cells_until_saved(home / "notebooks" / studies[study]["notebook"]):
                exec(cell, names)
            assert (names["village"], names["year"]) == (VILLAGE, YEAR)
            return names["rows"].drop(columns="note").reset_index(drop=True)

        yield rows


def cells_until_saved(notebook):
    """The notebook's own code, down to the rows it saves."""
    found = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    cells = ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
    return cells[: next(i for i, cell in enumerate(cells) if "here.save(" in cell) + 1]


def declared(indicators):
    needs = [need for name in indicators for need in catalogue.inputs(name).needs]
    return frozenset((need.table, column) for need in needs for column in need.columns)


def own(rows, name):
    return rows[rows["indicator"] == name].reset_index(drop=True)


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_looks_at_no_column_that_its_indicators_do_not_declare(study, saved):
    base = saved(study)
    every = {(table, name) for table in codebook.load().tables for name in codebook.processed_columns(table)}
    others = frozenset(pair for pair in every - declared(base["indicator"].unique()) if pair[1] not in KEYS)
    pd.testing.assert_frame_equal(saved(study, others), base)


@pytest.mark.parametrize("study", STUDIES)
def test_without_its_declared_columns_every_figure_changes_or_is_refused(study, saved):
    base = saved(study)
    figures = [name for name in base["indicator"].unique() if own(base, name)["value"].notna().any()]
    changed = saved(study, declared(figures) - COUNTED)
    assert len(figures) >= 6
    same = [name for name in figures if own(changed, name).equals(own(base, name))]
    assert set(same) <= SAME_WITHOUT
