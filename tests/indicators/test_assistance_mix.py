"""Development against relief, household by household, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit.indicators import assistance_mix
from evalkit.indicators import scope as scopes

VILLAGE = "990101100201"
BUILDS = ["industry", "employment"]


@pytest.fixture
def scope():
    return scopes.years(VILLAGE, [2024])


def got(*pairs):
    rows = [{"village": VILLAGE, "year": 2024, "household": h, "measure": m} for h, m in pairs]
    return pd.DataFrame(rows, columns=["village", "year", "household", "measure"])


def test_mixes_are_shares_of_helped_households_by_labour_and_add_up(ledger, scope):
    labour = {"a": 2, "b": 1, "c": 1, "d": 0, "e": 3, "f": None}
    homes = ledger("households", [{"year": 2024, "household": h, "labour_count": n} for h, n in labour.items()])
    measures = ["industry", "employment", "industry", "health", "health", "safety_net", "health"]
    helped = got(*zip("aabbcdf", measures, strict=True))
    rows = assistance_mix.development_share(homes, helped, scope, development=BUILDS).set_index("group")
    thirds = [rows.loc[f"with_labour/{mix}", "value"] for mix in ("development", "both", "relief")]
    assert thirds == pytest.approx([1 / 3] * 3)  # e was not helped
    assert rows.loc["without_labour/relief", "value"] == 1
    assert "1 households of unknown labour" in rows.loc["with_labour/relief", "note"]


def test_nobody_helped_and_no_list_are_refused_with_the_reason(ledger, scope):
    homes = ledger("households", [{"year": 2024, "household": "a", "labour_count": 2}])
    row = assistance_mix.development_share(homes, got(), scope, development=BUILDS).iloc[0]
    assert "no household of the list was helped" in row["note"]
    row = assistance_mix.development_share(homes.iloc[:0], got(("a", "industry")), scope, development=BUILDS).iloc[0]
    assert "no households ledger received" in row["note"]
