"""How an integrity test becomes a result row: one wording for all of them, and refusals below the least n."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.indicators import notes, result

UNUSUAL = ("看起来不寻常，请核对", "looks unusual; please check")
USUAL = ("未见不寻常", "nothing unusual")
FAMILY = ["county", "year", "group_by"]
NAN = float("nan")


def row(
    rule: Rule,
    place: dict[str, object],
    *,
    unit: str,
    value: float,
    low: float,
    high: float,
    n: int,
    p: float,
    uncertainty: str,
    note: tuple[str, str] = ("", ""),
    **parts: float,
) -> pd.DataFrame:
    """Return the figure of one village and year, with its chance in the column `p` besides those of a result row.

    Parameters
    ----------
    p : float
        Chance of a figure at least this odd in an honest ledger, looked at alone.
    note : pair of str
        What the reader must know besides, in Chinese and English.
    """
    return result.row(
        rule.rule, unit=unit, value=value, low=low, high=high, n=n, uncertainty=uncertainty,
        note=notes.both(*note) if note[0] else "", **place, **parts,
    ).assign(p=p)  # fmt: skip


def too_few(rule: Rule, place: dict[str, object], unit: str, n: int, what: tuple[str, str]) -> pd.DataFrame:
    """Return the row that says there are not enough units to test; `what` words their number `{n}` in zh and en."""
    least = int(rule.number("least_n"))
    zh, en = (text.format(n=n) for text in what)
    reason = notes.both(f"{zh}，少于{least}，不作检验", f"{en}, fewer than {least}: not tested")
    return refused(rule, place, unit, reason, n)


def alone(rule: Rule, place: dict[str, object], unit: str, n: int) -> pd.DataFrame:
    """Return the row that says there are no other villages to compare with."""
    least, homes = int(rule.number("least_villages")), int(rule.number("least_n"))
    reason = notes.both(
        f"本县该年没有{least}个各有{homes}户可比的其他村",
        f"not {least} other villages of that year with {homes} households each to compare with",
    )
    return refused(rule, place, unit, reason, n)


def refused(rule: Rule, place: dict[str, object], unit: str, reason: str, n: int = 0) -> pd.DataFrame:
    """Return the row that says why there is no figure."""
    return result.refusal(rule.rule, unit=unit, reason=reason, n=n, **place).assign(p=NAN)


def stack(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Stack rows of tests, their column `p` kept."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else result.empty().assign(p=NAN)


def judged(rows: pd.DataFrame, rules: Mapping[str, Rule]) -> pd.DataFrame:
    """Return result rows that say whether a person should look, after allowing for all the looks taken.

    Parameters
    ----------
    rows : DataFrame
        Rows of all tests of all villages of whole counties, with `p`.
    rules : mapping
        By name; a row is unusual when its q is below the rule's `alarm`.

    Notes
    -----
    q is the p-value after Benjamini and Hochberg (1995) over every figure of one county and year (a span counts with
    its last year): of the figures called unusual at 0.05, one in twenty is expected to be honest, and in a county where
    all is honest nineteen times of twenty nothing is called unusual.
    """
    from scipy.stats import false_discovery_control

    said = rows["note"].to_numpy(dtype=object).copy()
    told = rows[rows["p"].notna()].reset_index()
    for _, family in told.groupby(FAMILY, sort=False):
        adjusted = np.atleast_1d(false_discovery_control(family["p"].to_numpy()))
        for at, name, p, q in zip(family["index"], family["indicator"], family["p"], adjusted, strict=True):
            verdict = UNUSUAL if q < rules[name].number("alarm") else USUAL
            chance = f"p={p:.2g}, q={q:.2g}"
            looks = (f"本县该年共看{len(family)}项", f"{len(family)} figures looked at in the county that year")
            said[at] = notes.joined([notes.both(*verdict), notes.both(chance, chance), notes.both(*looks), said[at]])
    return result.validate(rows.drop(columns="p").assign(note=pd.Series(said, index=rows.index, dtype="str")))
