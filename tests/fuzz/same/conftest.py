"""A tidy county of two villages as pages that can be written otherwise, and the figures that come of them.

`unchanged(pages)` asserts that cleaning gives the same tables; `unchanged(pages, village)` also runs the code of
notebooks 01 to 06, from the first cell to the one that saves, and asserts that every figure is the same.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from types import CodeType

import pandas as pd
import pytest

from evalkit import codebook, store
from evalkit.cleaning import run as cleaning_run
from evalkit.cleaning.finish import finish
from evalkit.cleaning.identifiers import collect
from evalkit.cleaning.issues import Issues
from evalkit.cleaning.recognise import Placed
from evalkit.cleaning.sheets import take_in
from evalkit.cleaning.tables import make_tables
from evalkit.cleaning.vocabulary import Vocabulary
from evalkit.intake import limits
from evalkit.intake.reader import read_file
from evalkit.intake.sheet import Sheet
from evalkit.privacy import keys
from evalkit.review.desk import Desk
from evalkit.sample import write_county

YEAR = 2024
PLACES = ["file_id", "sheet_id", "row", "col"]
# These count rows of sheets and what is odd about them: more titles, headers and totals, a household once in each
# half-year's sheet, a 合计 over months that stand in another sheet.
OF_SHEETS = ("ledger_rows", "rows_kept_share", "quarantined_rows", "problems_per_100_rows")
OF_SHEETS += ("review_points", "points_settled_share")


@dataclass(frozen=True)
class Page:
    """A sheet in parts: `title`, `head` and `data` rows; ranges merged in title and head; number formats of data.

    `placed` tells what the columns are; as long as they stay in their places it is true of a changed page too.
    """

    file: str
    name: str
    title: list[list]
    head: list[list]
    data: list[list]
    merged: tuple[tuple[int, int, int, int], ...]
    placed: Placed = field(repr=False)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    below: list[list] = field(default_factory=list)

    @property
    def ledger(self) -> str:
        return self.placed.table.name

    @property
    def top(self) -> int:
        """Number of rows above the data."""
        return len(self.title) + len(self.head)

    def sheet(self) -> Sheet:
        width = len(self.head[0])
        rows = [[*row, *[None] * (width - len(row))] for row in [*self.title, *self.head, *self.data, *self.below]]
        formats = {(r + self.top, c): text for (r, c), text in self.formats.items()}
        return Sheet(self.file, self.name, rows, self.merged, formats)


@pytest.fixture(scope="session")
def words():
    return Vocabulary(codebook.load())


@pytest.fixture(scope="session")
def allowed(home):
    return limits.load(home / "params" / "intake.yaml")


@pytest.fixture(scope="session")
def pages(tmp_path_factory, allowed, words) -> list[Page]:
    """Every sheet of the county; each holds one table below one title."""
    raw = tmp_path_factory.mktemp("county") / "raw"
    write_county(raw, villages=2, years=(YEAR - 1, YEAR), households=6, seed=3, mess=0.0)
    paths = [path for path in sorted(raw.rglob("*.xlsx")) if "truth" not in path.parts]
    sheets = [sheet for path in paths for sheet in read_file(path, path.relative_to(raw).as_posix(), allowed)]
    return [_page(placed) for placed in take_in(sheets, [], words, Issues()).placed]


def _page(placed: Placed) -> Page:
    sheet, (first, last) = placed.layout.sheet, placed.block.header_rows
    rows = [list(row) for row in sheet.cells]
    assert len(rows) == last + 1 + len(placed.block.rows)
    return Page(sheet.file, sheet.name, rows[:first], rows[first : last + 1], rows[last + 1 :], sheet.merged, placed)


def _sheets(written: list) -> list[Sheet]:
    return [part if isinstance(part, Sheet) else part.sheet() for part in written]


@pytest.fixture(scope="session")
def cleaned(words):
    """Clean pages or sheets: `cleaned(pages)` returns the clean tables by name."""

    def run(written: list) -> dict[str, pd.DataFrame]:
        issues, book = Issues(), words.book
        intake = take_in(_sheets(written), [], words, issues)
        assert intake.faults == []
        made = make_tables(intake, book, issues)
        known = collect(made.ledgers, intake, words)
        found = finish(made, bytes(32), known, issues).items()
        typed = {name: store.typed(rows, codebook.processed_columns(name)) for name, rows in found}
        return {name: store.empty(name) for name in book.tables} | typed

    return run


@pytest.fixture(scope="session")
def notebooks(home) -> dict[str, CodeType]:
    """The code of each notebook up to the cell that saves its rows, without its parameters."""
    found = {}
    for path in sorted((home / "notebooks").glob("0[1-6]_*.ipynb")):
        cells = ["".join(c["source"]) for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
        last = next(i for i, cell in enumerate(cells) if "here.save(" in cell)
        found[path.stem] = compile("\n".join(cells[1 : last + 1]), path.name, "exec")
    assert len(found) == 6
    return found


@pytest.fixture(scope="session")
def figures(notebooks, tmp_path_factory):
    """Clean pages into a folder and run the notebooks there: `figures(pages, village)` returns the rows they save."""

    def run(written: list, village: str) -> pd.DataFrame:
        folder = tmp_path_factory.mktemp("figures")
        (folder / "raw").mkdir()
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv(keys.VARIABLE, str(folder / "key"))
            patch.setenv("EVALKIT_PROCESSED", str(folder / "processed"))
            patch.setattr(cleaning_run, "read_folder", lambda raw, **more: (_sheets(written), []))
            patch.setattr(Desk, "publish", lambda *given: None)  # the lists would look for the files
            cleaning_run.clean(folder / "raw", folder / "processed", review=folder / "review")
            return _saved(notebooks, village)

    return run


def _saved(notebooks: dict[str, CodeType], village: str) -> pd.DataFrame:
    made = []
    for code in notebooks.values():
        exec(code, names := {"village": village, "year": YEAR})
        made.append(names["rows"])
    order = ["indicator", "year", "period", "group_by", "group"]
    return pd.concat(made).drop_duplicates().sort_values(order, ignore_index=True)


@pytest.fixture(scope="session")
def expected(pages, figures):
    """The figures of a village as the pages are: `expected(village)`."""

    @cache
    def run(village: str) -> pd.DataFrame:
        rows = figures(pages, village)
        known = rows.dropna(subset=["value"]).groupby("indicator").size()
        assert len(known) > 35 and known["income_per_head"] == 2 and known["headcount_ratio"] == 2
        return rows

    return run


@pytest.fixture(scope="session")
def unchanged(pages, cleaned, figures, expected):
    """Assert that pages give the clean tables and, of a village, the figures of the county as it was."""
    tables = cleaned(pages)

    def check(written: list, village: str = "", but: tuple[str, ...] = OF_SHEETS) -> None:
        made = cleaned(written)
        for name, table in tables.items():
            pd.testing.assert_frame_equal(_plain(made[name]), _plain(table), obj=name)
        if village:
            both = [rows[~rows["indicator"].isin(but)] for rows in (figures(written, village), expected(village))]
            left, right = (rows.reset_index(drop=True) for rows in both)
            pd.testing.assert_frame_equal(left, right, check_exact=False, rtol=1e-12)

    return check


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without their places, in an order of their own."""
    own = table.drop(columns=[name for name in PLACES if name in table])
    return own.sort_values(list(own.columns), ignore_index=True)
