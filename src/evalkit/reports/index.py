"""The front page: every village, year and study with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from evalkit.reports import labels
from evalkit.reports.page import templates
from evalkit.runs.record import Record


@dataclass(frozen=True)
class Entry:
    """One run as the front page shows it.

    Parameters
    ----------
    run : Record
        The run.
    title : dict
        The study's title by language.
    link : str or None
        Its page, relative to the front page; None when there is none.
    answer : dict or None
        The answer by language.
    trouble : str or None
        Why there is no page.
    """

    run: Record
    title: dict[str, str]
    link: str | None
    answer: dict[str, str] | None
    trouble: str | None


def render(entries: Sequence[Entry], order: Sequence[str], rows: int, withheld: int) -> str:
    """Return the front page.

    Parameters
    ----------
    entries : sequence of Entry
        In the order village, year, study.
    order : sequence of str
        Names of the studies in the order to show them.
    rows, withheld : int
        Rows released, and those among them without their figure.
    """
    villages: dict[str, dict[int, list[Entry]]] = {}
    for entry in entries:
        villages.setdefault(entry.run.village, {}).setdefault(entry.run.year, []).append(entry)
    shown = [(labels.place(village), sorted(years.items(), reverse=True)) for village, years in villages.items()]
    titles = {entry.run.study: entry.title for entry in entries}
    return (
        templates()
        .get_template("index.html.j2")
        .render(
            villages=sorted(shown, key=lambda pair: (pair[0].invented, pair[0].village)),
            studies={name: titles[name] for name in order if name in titles},
            rows=rows,
            withheld=withheld,
            version=version("evalkit"),
        )
    )
