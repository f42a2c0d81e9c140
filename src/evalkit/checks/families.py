"""How many rows each family of rules asks a person to look at."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evalkit.checks import declared

FAMILIES = {
    "income": "收入",
    "clearing": "风险消除",
    "measure-income": "措施与收入",
    "risk-measure": "风险与措施",
    "risk-evidence": "风险与依据",
    "programme": "政策享受",
    "person": "人员信息",
    "land": "土地住房",
    "village": "村情",
}


def by_family(rows: pd.DataFrame, params: Path | None = None) -> pd.DataFrame:
    """Count the found rows of each family, in the order of params/rules.csv; families without one are left out.

    Returns
    -------
    DataFrame
        family (both languages), rules (how many spoke up), rows.

    Examples
    --------
    >>> from evalkit.checks import found
    >>> by_family(found.empty()).columns.tolist()
    ['family', 'rules', 'rows']
    """
    family = {rule.rule: rule.family for rule in declared.rules(params)}
    own = rows.assign(family=rows["rule"].map(family))
    counts = own.groupby("family", sort=False).agg(rules=("rule", "nunique"), rows=("rule", "size"))
    counts = counts.loc[[name for name in dict.fromkeys(family.values()) if name in counts.index]].reset_index()
    counts["family"] = [f"{FAMILIES.get(name, name)} / {name}" for name in counts["family"]]
    return counts
