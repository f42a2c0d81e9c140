"""Rows of the figures on times from clue to clearing: which cases a line is about, and what its note must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from evalkit.indicators import notes, proportion, result
from evalkit.indicators import scope as scopes
from evalkit.indicators.response_spells import STAGES, spells

NO_SPELL = notes.both("没有进入该环节的线索", "no alert reached this stage")
UNUSABLE = notes.both(
    "起始日期不明、先后颠倒或不在台账年份内", "start not dated, end before start, or outside the ledgers' years"
)
TOO_SHORT = notes.both("跟踪时间不够，看不到这一时点", "not followed long enough to see this")


def groups(
    alerts: pd.DataFrame,
    scope: pd.DataFrame,
    cover: pd.DataFrame,
    exits: pd.DataFrame | None,
    by_risk: bool,
    stages: tuple[str, ...] = tuple(STAGES),
) -> Iterator[tuple[str, Any, str, pd.DataFrame]]:
    """Yield stage, line of the scope, kind of risk (empty for all) and the spells."""
    for stage in stages:
        every = spells(alerts, stage, cover, exits)
        for line in scope.itertuples():
            place = every["village"].eq(line.village) if line.village else every["county"].eq(line.county)
            own = every[place & every["year"].between(line.since, line.year)]
            if not by_risk:
                yield stage, line, "", own
            elif len(own):
                yield from ((stage, line, str(risk), part) for risk, part in own.groupby("risk", sort=True))


def absence(alerts: pd.DataFrame, line: Any, own: pd.DataFrame, otherwise: str) -> str:
    """Return why a line has no figure: no ledger of its alerts, no case in this stage, else the reason given."""
    known = alerts["village"].eq(line.village) if line.village else alerts["county"].eq(line.county)
    return notes.no_ledger("alerts") if not known.any() else NO_SPELL if own.empty else otherwise


def household(used: pd.DataFrame) -> np.ndarray:
    """Return a number for the household of each case, so that its cases are drawn together."""
    return used.groupby(["village", "household"], sort=False).ngroup().to_numpy()


def row(
    line: Any, group: str | list[str], own: pd.DataFrame, used: pd.DataFrame | None = None, **numbers: object
) -> dict[str, object]:
    """Return one row: the keys of the line, the group, the numbers, and what a reader must know of the spells."""
    keys = {name: getattr(line, name) for name in scopes.KEYS}
    stage = group if isinstance(group, str) else "/".join(group)
    told: dict[str, object] = {"uncertainty": "super-population", **numbers}
    said = [str(numbers.get("note", ""))]
    if used is not None:
        told["denominator"] = float(len(used))
        late = int((used["entry"] > -np.inf).sum()) if len(used) else 0
        said += [proportion.left_out(UNUSABLE)] if 0 < len(used) < len(own) else []
        said += [proportion.SMALL_NOTE] if 0 < len(used) < proportion.SMALL else []
        said += [notes.both(f"{late}件在台账开始前已开始", f"{late} had begun before the ledgers do")] if late else []
    return {**keys, "group": stage, "n": len(own), **told, "note": notes.joined(said)}


def table(rows: list[dict[str, object]], indicator: str, unit: str, group_by: str) -> pd.DataFrame:
    """Return result rows from those of `row`; one without a slash in its group is about a whole stage."""
    if not rows:
        return result.empty()
    made = pd.DataFrame(rows)
    plain = ~made["group"].str.contains("/")
    return scopes.table(made.assign(group_by=np.where(plain, "stage", group_by)), indicator, unit)
