"""How alike two entries are: parts between 0 and 1, their weighted mean, and the reasons in words."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

LEAST = 0.7
# Weights: a name says most, then who lives together; a part that one side does not tell counts for neither.
PERSON = {"name": 0.4, "household": 0.25, "birth": 0.2, "number": 0.15}
HOUSEHOLD = {"name": 0.3, "members": 0.35, "birth": 0.25, "size": 0.1}
FULL_DIGITS = 15
CUT = r"\d{15}000"
WORDS = {
    "name": ("姓名相同", "姓名相近"),
    "household": ("户编号相同", ""),
    "members": ("成员相同", "部分成员相同"),
    "birth": ("出生年相同", "出生年相差一年"),
    "number": ("证件号码可读部分相同", "证件号码相近"),
    "size": ("人口数相同", "人口数相差一人"),
    "same_id": ("同一证件号码同年在两户", ""),
}


def weighted(parts: pd.DataFrame, weights: Mapping[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Return the weighted mean of the parts that are told, and the weight of those.

    Examples
    --------
    >>> parts = pd.DataFrame({"name": [1.0], "household": [0.0], "birth": [1.0], "number": [np.nan]})
    >>> score, told = weighted(parts, PERSON)
    >>> float(round(score[0], 3)), float(round(told[0], 2))
    (0.706, 0.85)
    """
    values = parts[list(weights)].to_numpy(dtype=float)
    shares = np.where(np.isnan(values), 0.0, np.array(list(weights.values())))
    told = shares.sum(axis=1)
    total = (np.nan_to_num(values) * shares).sum(axis=1)
    return np.divide(total, told, out=np.zeros(len(parts)), where=told > 0), told


def names(left: pd.Series, right: pd.Series) -> np.ndarray:
    """Return how alike names are: 1 for the same, 1/3 for two of three characters, 0 for half or less.

    Notes
    -----
    Normalised Levenshtein similarity s, stretched to max(0, 2 s - 1): a family name alone counts for nothing.
    """
    return np.clip(2 * _similar(left, right) - 1, 0, 1)


def births(left: pd.Series, right: pd.Series) -> np.ndarray:
    """Return 1 for the same year, a half for neighbouring ones, else 0; also of household sizes."""
    apart = np.abs(left.astype("Float64") - right.astype("Float64")).to_numpy(dtype=float, na_value=np.nan)
    return np.where(np.isnan(apart), np.nan, np.select([apart == 0, apart == 1], [1.0, 0.5], 0.0))


def numbers(written: pd.Series, sound: pd.Series) -> np.ndarray:
    """Return how far a number that cannot be relied on agrees with a sound one.

    Notes
    -----
    18 characters: 1 for the same, 0.75 and 0.5 for one and two wrong ones, else 0. A number cell keeps 15 digits, cut
    or rounded: they agree or not.
    """
    text = written.fillna("")
    long = (text.str.len() >= FULL_DIGITS).to_numpy(dtype=bool)
    edits = np.round((1 - _similar(text, sound)) * np.maximum(text.str.len(), sound.str.len()))
    near = np.select([edits == 0, edits == 1, edits == 2], [1.0, 0.75, 0.5], 0.0)
    is_cut = text.str.fullmatch(CUT).to_numpy(dtype=bool)
    kept = np.where(is_cut, text, "0").astype("int64")
    apart = np.abs(kept - sound.str[:17].astype("int64").to_numpy() * 10)
    return np.where(long, np.where(is_cut, (apart <= 1000) * 1.0, near), np.nan)


def reasons(parts: pd.DataFrame) -> pd.Series:
    """Return the parts that speak for it as codes joined by `;`: `name`, `birth?` for a near match."""
    said = pd.Series("", index=parts.index, dtype="str")
    for name in parts:
        full, some = (parts[name] == 1).to_numpy(), ((parts[name] > 0) & (parts[name] < 1)).to_numpy()
        said = said + np.select([full, some & bool(WORDS[name][1])], [f"{name};", f"{name}?;"], "")
    return said.str.rstrip(";")


def in_words(codes: str) -> str:
    """Return reasons in Chinese.

    Examples
    --------
    >>> in_words("name;birth?")
    '姓名相同、出生年相差一年'
    """
    return "、".join(WORDS[code.rstrip("?")][code.endswith("?")] for code in codes.split(";") if code)


def _similar(left: pd.Series, right: pd.Series) -> np.ndarray:
    """Return the normalised Levenshtein similarity of texts pairwise; missing where one of them is."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cpdist

    known = (left.notna() & right.notna()).to_numpy()
    found = np.full(len(left), np.nan)
    if known.any():
        sides = (side[known].astype(object).tolist() for side in (left, right))
        found[known] = cpdist(*sides, scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    return found
