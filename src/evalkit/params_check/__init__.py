"""Checks of everything a person decided in `params/`, all problems at once, as sentences."""

from __future__ import annotations

from pathlib import Path

from evalkit.errors import Problem
from evalkit.params_check import (
    assessment_weights,
    catalogue,
    corrections,
    dated,
    deprivations,
    layouts,
    ledgers,
    rules,
    studies,
)
from evalkit.params_check.reading import Folder


def check(params: Path) -> list[Problem]:
    """Return everything wrong in the parameter files, an empty list when nothing is.

    Parameters
    ----------
    params : Path
        Folder that holds codebook.csv, tables.csv, codes.csv, villages.csv, policy.yaml, price_index.csv,
        reference_series.csv, deprivations.csv, studies.yaml, rules.csv, disclosure.yaml, corrections.csv, the run
        files and, when the project has them, assessment_weights.csv, indicators.csv and layouts/*.yaml.

    Returns
    -------
    list of Problem
        One sentence each, with file, line and column or key.

    Notes
    -----
    A file that is missing or cannot be read is one problem; the other files are still checked.

    Examples
    --------
    >>> from evalkit import project
    >>> problems = check(project.params())
    """
    folder = Folder(params)
    rooms = (ledgers, dated, deprivations, assessment_weights, studies, catalogue, rules, layouts, corrections)
    found = [problem for room in rooms for problem in room.problems(folder)]
    return folder.unreadable + found
