"""One study's page for one village and one year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pandas as pd

from evalkit import answers
from evalkit.reports import figures, labels, prose, table
from evalkit.runs.record import Record
from evalkit.runs.studies import StudySpec


@dataclass(frozen=True)
class Page:
    """A page and the sentence it opens with, by language."""

    html: str
    answer: dict[str, str]


@cache
def templates():
    """Return the page templates; they escape every value they are given."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("evalkit.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def make(run: Record, study: StudySpec, rows: pd.DataFrame) -> Page:
    """Make a study's page.

    Parameters
    ----------
    run : Record
        The run behind it: place, year, versions.
    study : StudySpec
        Title, question, figures, and the notebook whose words the page keeps.
    rows : DataFrame
        The run's rows after the gate. Answer, figures and table are made from them alone.
    """
    answer, drawn = answers.answer(study.name, rows), figures.draw(study.figures, rows)
    content = (
        templates()
        .get_template("study.html.j2")
        .render(
            run=run,
            study=study,
            place=labels.place(run.village),
            answer=answer,
            prose=prose.of_notebook(study.notebook),
            figures=[figure for figure in drawn if figure.address],
            blank=[figure.title for figure in drawn if not figure.address],
            table=table.arrange(rows, labels.indicators()),
            published=bool(rows["published"].any()),
        )
    )
    return Page(content, answer)
