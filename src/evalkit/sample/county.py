"""Write the invented county: every village's folders, the county's own files, and the truth beside them."""

from __future__ import annotations

import shutil
from itertools import groupby
from pathlib import Path

import numpy as np

from evalkit.errors import EvalkitError, Problem
from evalkit.sample.effects import effects, village_effects, write_effects
from evalkit.sample.ledgers.grid import Grid
from evalkit.sample.ledgers.heads import Place
from evalkit.sample.ledgers.income import income_grid, layout
from evalkit.sample.ledgers.mess import Mess
from evalkit.sample.ledgers.rows import rows_grid
from evalkit.sample.ledgers.shelf import (
    COUNTY_FILES,
    VILLAGE_FILES,
    Shelf,
    county_file_kind,
    is_sent,
    village_file_kind,
)
from evalkit.sample.truth import FALLS, PEOPLE, Truth
from evalkit.sample.world import places
from evalkit.sample.world.places import Village
from evalkit.sample.world.story import PURPOSES, Story, stream
from evalkit.sample.world.village import tell


def write_county(
    out: Path, *, villages: int, years: range | tuple[int, int], households: int, seed: int, mess: float
) -> None:
    """Write an invented county's ledgers and the truth beside them.

    Parameters
    ----------
    out : Path
        The folder; a sample written earlier is replaced, any other content is left alone and refused.
    villages : int
        How many villages; the first six are those of params/villages.csv, more never change the earlier ones.
    years : range or tuple of int
        The years, or the first and the last.
    households : int
        Households per village, at least 1.
    seed : int
        Same arguments, same bytes.
    mess : float
        Share of cells written untidily, 0 to 1; at 0 files, titles and headers are plain too.

    Raises
    ------
    EvalkitError
        When an argument makes no sense or `out` holds something else.

    Examples
    --------
    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp()) / "county"
    >>> write_county(out, villages=1, years=(2023, 2024), households=3, seed=1, mess=0.0)
    >>> sorted(path.name for path in out.iterdir())
    ['truth', '东沟村', '示例县']
    """
    check(out, villages, years, households, mess)
    span = (years[0], years[-1])
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    planted = []
    with Truth(part / "truth") as truth:
        shelf = Shelf(part, truth)
        for _, group in groupby(places.villages(villages), key=lambda village: village.county):
            stories = [tell(village, span, households, seed) for village in group]
            write_one_county(shelf, stories, seed, mess)
            planted += [village_effects(story) for story in stories]
    write_effects(part / "truth" / "effects.yaml", effects(planted, span, households, seed, mess))
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)


def check(out: Path, villages: int, years: range | tuple[int, int], households: int, mess: float) -> None:
    """Raise one error naming every argument that makes no sense."""
    wrong = []
    if not 1 <= villages <= places.MOST:
        wrong.append(Problem("villages", "cannot be written", f"1 to {places.MOST}", str(villages)))
    if not years or not 1950 <= years[0] <= years[-1] <= 2100:
        wrong.append(Problem("years", "do not make a span", "a first and a last year, 1950 to 2100", str(years)))
    if not 1 <= households <= 400:
        wrong.append(Problem("households", "cannot be written", "1 to 400 per village", str(households)))
    if not 0 <= mess <= 1:
        wrong.append(Problem("mess", "is not a share", "0 to 1", str(mess)))
    if out.exists() and (not out.is_dir() or any(out.iterdir())) and not (out / "truth" / "effects.yaml").is_file():
        wrong.append(Problem(str(out), "holds something that is not a sample county", "an empty or new folder"))
    if wrong:
        raise EvalkitError(wrong)


def place_of(village: Village, year: int) -> Place:
    """Return the place a village's sheets of a year are from."""
    return Place(village.county, village.county_name, village.township, village.code, village.name, year)


def village_folder(village: Village) -> str:
    """Return a village's folder; from the second county on it stands inside the county's folder."""
    return village.name if village.county.endswith("01") else f"{village.county_name}/{village.name}"


def write_one_county(shelf: Shelf, stories: list[Story], seed: int, rate: float) -> None:
    """Write the villages of one county, then the county-wide files of every year."""
    for story in stories:
        write_village(shelf, story, Mess(stream(seed, story.village, "mess"), rate))
    county, name = stories[0].village.county, stories[0].village.county_name
    mess = Mess(np.random.default_rng([seed, int(county), PURPOSES.index("mess")]), rate)
    for year in stories[0].span:
        place = Place(county, name, "", "", "", year)
        homes = {story.village.code: place_of(story.village, year) for story in stories}
        for file, ledgers in COUNTY_FILES.items():
            grids = []
            for table in ledgers:
                records = [record for story in stories for record in story.of(table, year)]
                grids.append(rows_grid(table, records, place, mess, homes))
            shelf.save(f"{name}/{year}", file, grids, "xlsx" if mess.tidy else county_file_kind(file))


def write_village(shelf: Shelf, story: Story, mess: Mess) -> None:
    """Write a village's files of every year, its people and its falls."""
    village = story.village
    for number, year in enumerate(story.span):
        place = place_of(village, year)
        for name, ledgers in VILLAGE_FILES.items():
            sent = [table for table in ledgers if mess.tidy or is_sent(village.index, number, table)]
            grids = [village_grid(story, table, place, mess) for table in sent]
            kind = "xlsx" if mess.tidy else village_file_kind(name, village.index, number)
            shelf.save(f"{village_folder(village)}/{year}", name, grids, kind)
    for home in story.homes:
        for person in home.people:
            values = (home.number, person.name, person.number, person.phone)
            shelf.truth.row("people.csv", PEOPLE, dict(zip(PEOPLE, values, strict=True)))
    tell_falls(shelf.truth, story)


def village_grid(story: Story, table: str, place: Place, mess: Mess) -> Grid:
    """Return one ledger of a village and year."""
    if table == "income":
        return income_grid(story, place, mess, layout(story.village.index, place.year - story.years[0]))
    return rows_grid(table, story.of(table, place.year), place, mess, {place.village: place})


def tell_falls(truth: Truth, story: Story) -> None:
    """Record the planted falls and who caught them."""
    caught = {id(clue.fall): clue for clue in story.clues if clue.fall is not None}
    for fall in story.falls:
        clue = caught.get(id(fall))
        month = f"{story.years[0] + fall.month // 12}-{fall.month % 12 + 1:02d}"
        seen = (clue.channel, clue.date.isoformat()) if clue else (None, None)
        what = (fall.household.number, month, fall.months, fall.cause, fall.relapse, fall.loss)
        truth.row("falls.csv", FALLS, dict(zip(FALLS, (story.village.code, *what, *seen), strict=True)))
