"""The one-sentence answer of each study, made from its result rows and nothing else.

The notebook says it from all rows, the report from the rows that passed the gate: one text, two audiences.
"""

from __future__ import annotations

import importlib
import importlib.util

import pandas as pd

from evalkit.errors import EvalkitError, Problem


def answer(study: str, rows: pd.DataFrame) -> dict[str, str]:
    """Return the answer of a study in one sentence.

    Parameters
    ----------
    study : str
        Name in `params/studies.yaml`; the module of the same name in this room does the work.
    rows : DataFrame
        Result rows of the study, gated or not.

    Returns
    -------
    dict
        The sentence under `zh` and under `en`.

    Raises
    ------
    EvalkitError
        When no answer is written for that study.
    """
    name = f"{__name__}.{study}"
    if not study.isidentifier() or importlib.util.find_spec(name) is None:
        raise EvalkitError(Problem("answers", f"no answer is written for study {study}", "a module of that name"))
    return importlib.import_module(name).answer(rows)
