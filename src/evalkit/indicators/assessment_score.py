"""The assessment score of a village's cadres and bodies, weighted by dimension and method."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit import codebook, project
from evalkit.indicators import notes
from evalkit.indicators import scope as scopes

FILE = "params/assessment_weights.csv"
LISTS = {"dimension": "assessment_dimension", "method": "assessment_method"}
NATION = "00"
FULL_MARKS = 100
FIRST_LINE = 2  # line 1 is the header
CENSUS = "none (census)"
NOTHING = notes.both("没有可用的考核得分", "no usable score in the assessments ledger")
CAVEAT = notes.both("考核得分是他人评价，不等于成效", "scores are judgements of others, not results")
EQUAL = notes.both("未设权重，{zh}等权", "no weights declared, {en}s weigh equally")
WORDS = {"dimension": "维度", "method": "方式"}


def weights(village: str, year: int, kind: str, params: Path | None = None) -> pd.DataFrame:
    """Return the weights of dimensions or methods that hold for a village in a year; empty when none are declared.

    Parameters
    ----------
    village : str
        12-digit code; its own weights go before its county's, its province's and the nation's.
    year : int
        The latest set that holds from this year or before is taken, whole.
    kind : {"dimension", "method"}
        What the weights are of.

    Returns
    -------
    DataFrame
        item, weight (above zero, of any sum), source, certainty, line (of the file).

    Examples
    --------
    >>> float(weights("990101100201", 2024, "method").set_index("item").loc["interview", "weight"])
    30.0
    """
    path = (params or project.params()) / Path(FILE).name
    columns = ["item", "weight", "source", "certainty", "line"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table["line"] = table.index + FIRST_LINE
    begun = table[(table["from"].astype(int) <= year) & (table["kind"] == kind)]
    for place in (village, village[:6], village[:2], NATION):
        own = begun[begun["place"] == place]
        if len(own):
            latest = own[own["from"] == own["from"].max()].reset_index(drop=True)
            return latest.assign(weight=latest["weight"].astype(float))[columns]
    return pd.DataFrame(columns=columns)


def assessment_score(assessments: pd.DataFrame, scope: pd.DataFrame, *, params: Path | None = None) -> pd.DataFrame:
    """Return the assessment score of each village and year: the weighted mean over methods, then over dimensions.

    Parameters
    ----------
    assessments : DataFrame
        Clean table `assessments`: village, year, person, dimension, method, score, full_marks.
    scope : DataFrame
        Villages and years or spans; the weights are those of the last year.
    params : Path, optional
        Folder of the weights.

    Returns
    -------
    DataFrame
        Result rows, unit `score of 100`. `n` counts the persons assessed, or the scores when only bodies were.

    Notes
    -----
    Scores are shares of the full marks (100 when blank) times 100; those of one dimension and method count as their
    mean, quarters and the year alike. A method or dimension without a score gives its weight to the others in
    proportion, and so does one that the declared weights do not name; the latter is counted in the note. `overall`
    counts as a dimension. Blank scores, scores outside 0 to full marks, and scores without a dimension or method are
    left out and counted.
    """
    met = scopes.within(assessments.drop(columns="period", errors="ignore"), scope)
    full = met["full_marks"].fillna(FULL_MARKS)
    share = met["score"] / full.where(full > 0)
    usable = share.between(0, 1).fillna(False).astype(bool) & met["dimension"].notna() & met["method"].notna()
    met = met.assign(share=share.astype("Float64"), usable=usable)
    lines = [dict(zip(scopes.KEYS, keys, strict=True)) | _score(own, keys[1], int(keys[2]), params)
             for keys, own in met.groupby(scopes.KEYS, sort=False) if own["usable"].any()]  # fmt: skip
    blank = scope.iloc[:0].assign(value=pd.Series(dtype="float64"), n=pd.Series(dtype="int64"), note="")
    found = pd.DataFrame(lines) if lines else blank
    why = scopes.nothing(scope, NOTHING, assessments=assessments)
    return scopes.with_refusals(found, scope, "assessment_score", "score of 100", why, uncertainty=CENSUS)


def _score(own: pd.DataFrame, village: str, year: int, params: Path | None) -> dict[str, object]:
    used = own[own["usable"]]
    cells = used.groupby(["dimension", "method"], sort=True)["share"].mean().astype("float64").unstack("method")
    methods, of_methods = _weights(cells.columns, village, year, "method", params)
    known = cells.notna().mul(methods, axis=1)
    by_dimension = cells.fillna(0).mul(methods, axis=1).sum(axis=1) / known.sum(axis=1).where(lambda all_: all_ > 0)
    by_dimension = by_dimension.dropna()
    dimensions, of_dimensions = _weights(by_dimension.index, village, year, "dimension", params)
    left = len(own) - len(used)
    short = notes.both(f"{left}项得分空缺或不合范围，未计", f"{left} scores blank or out of range, left out")
    score = (
        float((by_dimension * dimensions).sum() / dimensions.sum() * FULL_MARKS)
        if dimensions.sum() > 0
        else float("nan")
    )
    people = used["person"].nunique()
    return {
        "value": score,
        "n": people or len(used),
        "note": notes.joined([CAVEAT, of_dimensions, of_methods, short if left else ""]),
    }


def _weights(items: pd.Index, village: str, year: int, kind: str, params: Path | None) -> tuple[pd.Series, str]:
    """Return the weight of each item that was scored, and what a reader must know about it."""
    declared = weights(village, year, kind, params)
    if declared.empty:
        return pd.Series(1.0, index=items), EQUAL.format(zh=WORDS[kind], en=kind)
    own = declared.set_index("item")["weight"].reindex(items)
    certain = declared["certainty"].iloc[0]
    said = notes.both(f"{WORDS[kind]}权重：{notes.certainty(certain)}", f"{kind} weights: {certain}")
    unnamed = own.index[own.isna()]
    if len(unnamed):
        book = codebook.load()
        zh, en = ("、".join(book.label(LISTS[kind], name, lang) for name in unnamed) for lang in ("zh", "en"))
        said = notes.joined([said, notes.both(f"{zh}无权重，未计", f"{en} without a weight, left out")])
    return own.fillna(0.0), said
