"""Early clearings, clues found not at risk and the village with a single buyer, as planted in the invented county."""

import math

import pandas as pd
import pytest
import yaml

from evalkit import store
from evalkit.indicators import clearing, industry, monitoring, scope


@pytest.fixture(scope="module")
def effects(home):
    path = home / "data" / "raw" / "sample" / "truth" / "effects.yaml"
    if not path.is_file():
        pytest.skip("data/raw/sample/truth is not there")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def alerts(processed):
    return store.read("alerts", county="990101", root=processed)


def lines_of(effects):
    return scope.span([village["village"] for village in effects["villages"]], *effects["years"])


def planted(effects, name):
    return {village["village"]: village[name] for village in effects["villages"]}


def test_the_early_clearings_of_every_village_are_the_planted_ones(effects, alerts):
    least = effects["clearing"]["early_means_months_below"]
    rows = clearing.early_clearing_share(alerts, lines_of(effects), months_min=least, since="2021")
    assert rows.set_index("village")["numerator"].to_dict() == planted(effects, "early_clearings")


def test_the_share_of_early_clearings_is_within_sampling_error_of_the_planted_one(effects, alerts):
    least = effects["clearing"]["early_means_months_below"]
    rows = clearing.early_clearing_share(alerts, lines_of(effects), months_min=least, since="2021")
    share, n = effects["clearing"]["early_share"], rows["denominator"].sum()
    error = 3 * math.sqrt(share * (1 - share) / n)
    assert rows["numerator"].sum() / n == pytest.approx(share, abs=error)


def test_clues_found_not_at_risk_are_the_planted_ones(effects, alerts):
    nobody = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in
                           {"village": "str", "household": "str", "year": "int64", "first": "Int64",
                            "last": "Int64"}.items()})  # fmt: skip
    rows = monitoring.alert_precision(nobody, alerts, lines_of(effects)).set_index("village")
    wrong = (rows["denominator"] - rows["numerator"]).to_dict()
    assert wrong == planted(effects, "false_clues")


def test_the_village_with_a_single_buyer_stands_out(effects, processed):
    sales = store.read("sales", county="990101", root=processed)
    rows = industry.buyer_top_share(sales, lines_of(effects)).set_index("village")
    meant = {village: share for village, share in planted(effects, "single_buyer_share").items() if share}
    assert len(meant) == 1
    village, share = next(iter(meant.items()))
    assert rows["value"].idxmax() == village
    assert rows.loc[village, "value"] == pytest.approx(share, abs=0.1)
    assert rows.drop(village)["value"].max() < share - 0.2
