"""How an integrity test becomes a result row: one wording for all of them, and refusals below the least n."""

from __future__ import annotations

import pandas as pd

from evalkit.checks.declared import Rule
from evalkit.indicators import notes, result

UNUSUAL = ("看起来不寻常，请核对", "looks unusual; please check")
USUAL = ("未见不寻常", "nothing unusual")


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
    """Return the figure of one village and year, with what the test makes of it.

    Parameters
    ----------
    p : float
        Chance of a figure at least this odd in an honest ledger; below the rule's `alarm` a person is asked to look.
    note : pair of str
        What the reader must know besides, in Chinese and English.
    """
    verdict = UNUSUAL if p < rule.number("alarm") else USUAL
    said = [notes.both(*verdict), notes.both(f"p={p:.2g}", f"p={p:.2g}"), notes.both(*note) if note[0] else ""]
    return result.row(
        rule.rule, unit=unit, value=value, low=low, high=high, n=n, uncertainty=uncertainty, note=notes.joined(said),
        **place, **parts,
    )  # fmt: skip


def too_few(rule: Rule, place: dict[str, object], unit: str, n: int, what: tuple[str, str]) -> pd.DataFrame:
    """Return the row that says there are not enough units to test."""
    least = int(rule.number("least_n"))
    reason = notes.both(f"{what[0]}只有{n}，少于{least}，不作检验", f"{n} {what[1]}, fewer than {least}: not tested")
    return result.refusal(rule.rule, unit=unit, reason=reason, n=n, **place)


def alone(rule: Rule, place: dict[str, object], unit: str, n: int) -> pd.DataFrame:
    """Return the row that says there is no other village to compare with."""
    reason = notes.both(
        "本县该年没有足够的其他村可比", "too few households of other villages in that year to compare with"
    )
    return result.refusal(rule.rule, unit=unit, reason=reason, n=n, **place)
