"""Weights that named panels of experts gave to indicators: dated, sourced, and never made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import project
from evalkit.errors import EvalkitError, Problem

FILE = "expert_weights.csv"
COLUMNS = ["expert", "indicator", "weight", "date", "source"]


def mean_weights(indicators: Sequence[str], params: Path | None = None) -> np.ndarray:
    """Return the experts' mean weights of some indicators.

    Parameters
    ----------
    indicators : sequence of str
        Names as in `params/indicators.csv`.
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.

    Returns
    -------
    ndarray
        One weight per indicator; they add up to one.

    Raises
    ------
    EvalkitError
        When there is no `params/expert_weights.csv`, or a line of it has no date, source or weight, or an expert did
        not weigh every indicator asked for. All at once.

    Notes
    -----
    Each expert's weights are first brought to a sum of one, so that every expert counts equally.
    """
    path = (params or project.params()) / FILE
    if not path.is_file():
        raise EvalkitError(Problem(f"params/{FILE}", "there are no expert weights", f"lines with {', '.join(COLUMNS)}"))
    given = pd.read_csv(path, dtype="str", keep_default_na=False)
    if lacking := [name for name in COLUMNS if name not in given]:
        raise EvalkitError(Problem(f"params/{FILE}", f"lacks the column {', '.join(lacking)}", ", ".join(COLUMNS)))
    given = given[given["indicator"].isin(indicators)]
    weight = pd.to_numeric(given["weight"], errors="coerce")
    if problems := list(_problems(given, weight, indicators)):
        raise EvalkitError(problems)
    table = given.assign(weight=weight).pivot(index="expert", columns="indicator", values="weight")[list(indicators)]
    return table.div(table.sum(axis=1), axis=0).mean().to_numpy()


def _problems(given: pd.DataFrame, weight: pd.Series, indicators: Sequence[str]) -> Iterator[Problem]:
    if given.empty:
        yield Problem(f"params/{FILE}", "no expert weighs these indicators", ", ".join(indicators))
    dated = pd.to_datetime(given["date"], format="%Y-%m-%d", errors="coerce").notna()
    for line in given[~dated | (given["source"] == "") | ~(weight >= 0)].index:
        yield Problem(f"params/{FILE}, line {line + 2}", "is not complete", "a weight of 0 or more, a date, a source")
    for expert, own in given.groupby("expert", sort=False):
        if sorted(own["indicator"]) != sorted(indicators):
            yield Problem(
                f"params/{FILE}, expert {expert}", "does not weigh each indicator once", ", ".join(indicators)
            )
        elif not weight[own.index].sum() > 0:
            yield Problem(f"params/{FILE}, expert {expert}", "gives no indicator any weight", "a weight above 0")
