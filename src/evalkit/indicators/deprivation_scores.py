"""The standard by which deprivations make a household poor (params/deprivations.csv), and households judged by it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd

from evalkit import codebook, project
from evalkit.errors import EvalkitError, Problem
from evalkit.indicators import alkire_foster, annual, notes
from evalkit.indicators.household_income import KEYS, PLACE_YEAR

FILE = "params/deprivations.csv"
LIST = "deprivation"
NO_MEASURE = "none"
NATION = "00"
FIRST_LINE = 2  # line 1 is the header
ABSENT = {
    "shared": ("台账没有{zh}，其权重按比例分给其余项", "{en} not in the ledgers, their weight shared among the others"),
    "not_deprived": ("台账没有{zh}，计为不缺", "{en} not in the ledgers, counted as not deprived"),
}
UNKNOWN = {
    "drop": ("户有项目情况不明，未计入", "households with an unknown item left out"),
    "reweight": ("户有项目情况不明，其权重分给该户其余项", "households with an unknown item, judged by their others"),
    "not_deprived": ("户有项目情况不明，计为不缺", "households with an unknown item, counted as not deprived of it"),
    "deprived": ("户有项目情况不明，计为缺", "households with an unknown item, counted as deprived of it"),
}


@dataclass(frozen=True)
class Judged:
    """Households with what they lack, and what was decided for each village and year.

    Parameters
    ----------
    homes : DataFrame
        One row per household that counts: county, village, year, household, members, household_type; `d_` and `w_`
        with the name of each dimension: deprived (1, 0), and the weight it has there.
    places : DataFrame
        county, village, year; k; dimensions (those in the ledgers, joined by `|`); note; reason (empty, or why the
        year cannot be judged).
    """

    homes: pd.DataFrame
    places: pd.DataFrame

    def dimensions(self) -> list[str]:
        """Return the dimensions in any ledger, in the order of the codes."""
        found = {name for names in self.places["dimensions"] for name in names.split("|") if name}
        return [name for name in codebook.load().code_lists[LIST] if name in found]


def standard(county: str, year: int, params: Path | None = None) -> pd.DataFrame:
    """Return the dimensions, their weights and the cut-off that hold for a county in a year.

    Parameters
    ----------
    county : str
        6-digit code; its own standard is taken before its province's and the nation's.
    year : int
        The latest standard that holds from this year or before is taken.

    Returns
    -------
    DataFrame
        dimension, weight (positive, of any sum), k (share of the weights from which one is poor), measure (column of
        `deprivations`, or `none` where no ledger tells), source, certainty, line (of the file).

    Raises
    ------
    EvalkitError
        When no standard holds yet, naming the file.

    Examples
    --------
    >>> standard("990101", 2024).set_index("dimension").loc["water", "measure"]
    'water'
    """
    table = pd.read_csv((params or project.params()) / Path(FILE).name, dtype=str, keep_default_na=False)
    table["line"] = table.index + FIRST_LINE
    begun = table[table["from"].astype(int) <= year]
    for place in (county, county[:2], NATION):
        own = begun[begun["place"] == place]
        if len(own):
            latest = own[own["from"] == own["from"].max()].reset_index(drop=True)
            numbers = {name: [float(Fraction(cell)) for cell in latest[name]] for name in ("weight", "k")}
            return latest.assign(**numbers)[["dimension", "weight", "k", "measure", "source", "certainty", "line"]]
    wanted = "lines with `from` not later"
    raise EvalkitError(Problem(FILE, f"no deprivation standard for place {county} in {year}", wanted, "none"))


def judge(
    deprived: pd.DataFrame,
    *,
    missing: str = "drop",
    absent: str = "shared",
    fewest: int = 3,
    params: Path | None = None,
) -> Judged:
    """Judge the households of every village and year by the standard that holds there.

    Parameters
    ----------
    deprived : DataFrame
        As from `deprivations.deprivations`.
    missing : {"drop", "reweight", "not_deprived", "deprived"}
        What an unknown item of a household does, as in `alkire_foster.identify`; always counted in the note.
    absent : {"shared", "not_deprived"}
        What happens to the weight of a dimension that no ledger of the village and year tells of: shared among the
        others in proportion, or kept, nobody deprived (every score is then the lower for it).
    fewest : int
        Dimensions that the ledgers must tell of; with fewer the year is refused.
    params : Path, optional
        Folder of the standard.

    Notes
    -----
    A household without a known size is left out and counted, since persons weigh equally.
    """
    if absent not in ABSENT:
        raise ValueError(f"absent: expected one of {', '.join(ABSENT)}, got {absent}")
    places = deprived[PLACE_YEAR].drop_duplicates(ignore_index=True).sort_values(PLACE_YEAR, ignore_index=True)
    standards, reasons = annual.looked_up(places, lambda county, year: standard(county, year, params))
    own = dict(iter(deprived.groupby(PLACE_YEAR, sort=False)))
    blank = {"k": np.nan, "dimensions": "", "note": "", "reason": ""}
    homes, lines = [deprived[[*KEYS, "members", "household_type"]].iloc[:0]], []
    for keys, rules, reason in zip(places.itertuples(index=False, name=None), standards, reasons, strict=True):
        counted, line = (None, {"reason": reason}) if reason else _of_place(own[keys], rules, missing, absent, fewest)
        homes.append(counted)
        lines.append(blank | line)
    decided = pd.DataFrame(lines, columns=list(blank), index=places.index)
    kinds = {"k": "float64"} | dict.fromkeys(("dimensions", "note", "reason"), "str")
    return Judged(pd.concat(homes, ignore_index=True), places.join(decided.astype(kinds)))


def _of_place(
    own: pd.DataFrame, rules: pd.DataFrame, missing: str, absent: str, fewest: int
) -> tuple[pd.DataFrame | None, dict[str, object]]:
    """Return the households of one village and year that count, and what was decided; none with a reason why not."""
    told = [rule.measure != NO_MEASURE and bool(own[rule.measure].notna().any()) for rule in rules.itertuples()]
    rules = rules.assign(told=told)
    lacking = _absent(rules.loc[~rules["told"], "dimension"], absent)
    present = rules.loc[rules["told"], "dimension"]
    line = {"k": rules["k"].iloc[0], "dimensions": "|".join(present)}
    if len(present) < fewest:
        return None, line | {"reason": notes.joined([_too_few(len(present), fewest), lacking])}
    counted, left = _scored(own, rules, missing, absent)
    return counted, line | {"note": notes.joined([lacking, *left])}


def _scored(own: pd.DataFrame, rules: pd.DataFrame, missing: str, absent: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the households that count with their deprivations and weights, and what was left out."""
    sized = own[own["members"].notna()].reset_index(drop=True)
    given = np.zeros((len(sized), len(rules)))
    for at, rule in enumerate(rules.itertuples()):
        if rule.told:
            given[:, at] = sized[rule.measure].astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    weights = rules["weight"].to_numpy() * (rules["told"].to_numpy() if absent == "shared" else 1)
    found = alkire_foster.identify(given, weights, rules["k"].iloc[0], missing=missing)
    parts = {f"d_{name}": found.deprived[:, at] for at, name in enumerate(rules["dimension"])}
    parts |= {f"w_{name}": found.weights[:, at] for at, name in enumerate(rules["dimension"])}
    homes = sized[[*KEYS, "household_type"]].assign(members=sized["members"].astype("int64"), **parts)
    left = [_counted(len(own) - len(sized), "户缺家庭人口数，未计入", "households without a size left out")]
    left.append(_counted(int(np.isnan(given).any(axis=1).sum()), *UNKNOWN[missing]))
    return homes[found.known], left


def _counted(number: int, zh: str, en: str) -> str:
    return notes.both(f"{number}{zh}", f"{number} {en}") if number else ""


def _absent(dimensions: pd.Series, absent: str) -> str:
    if dimensions.empty:
        return ""
    book = codebook.load()
    named = {lang: [book.label(LIST, name, lang) for name in dimensions] for lang in ("zh", "en")}
    zh, en = ABSENT[absent]
    return notes.both(zh.format(zh="、".join(named["zh"])), en.format(en=", ".join(named["en"]).lower()))


def _too_few(number: int, fewest: int) -> str:
    return notes.both(f"台账只有{number}项，少于{fewest}项", f"the ledgers tell of {number} items, fewer than {fewest}")
