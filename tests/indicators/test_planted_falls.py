"""What was planted in the invented county comes out again: falls, sensitivity and delay of each channel.

The truth knows the month in which a fall begins; the ledgers show it when twelve months of income pass the line. So
planted sensitivity and delay are held against the planted months, and the realised falls against the planted ones.
"""

import datetime as dt
import math

import pandas as pd
import pytest
import yaml

from evalkit import store
from evalkit.indicators import falls, matching, monitoring, scope

Z_FAMILY = 3.0  # about one false alarm in 370 runs of one comparison


@pytest.fixture(scope="module")
def county(processed, home):
    truth = home / "data" / "raw" / "sample" / "truth"
    if not truth.is_dir():
        pytest.skip("data/raw/sample/truth is not there")
    names = ("households", "income", "guarantees", "alerts")
    tables = {name: store.read(name, county="990101", root=processed) for name in names}
    planted = pd.read_csv(truth / "falls.csv", dtype={"village": "str", "household": "str"})
    planted["household"] = planted["household"].map(pseudonyms(tables["households"], truth, processed))
    month = planted["month"].str.split("-", expand=True).astype(int)
    planted["first"] = (month[0] * 12 + month[1] - 1).astype("Int64")
    planted = planted.assign(last=planted["first"], year=month[0], kind="income").dropna(subset=["household"])
    effects = yaml.safe_load((truth / "effects.yaml").read_text(encoding="utf-8"))
    return tables, planted.reset_index(drop=True), effects


def pseudonyms(clean, truth, processed):
    """The pseudonym of each true household number, found by the row it stands in."""
    sources = store.side("_sources", processed)[["sheet_id", "path", "sheet"]]
    own = clean[["household", "sheet_id", "row"]].merge(sources, on="sheet_id")
    own["path"] = own["path"].str.removeprefix("sample/")
    written = pd.read_csv(truth / "households.csv.gz", dtype="str", keep_default_na=False)
    written = written.rename(columns={"file": "path", "household": "number", "sheet": "named"})
    written = written[["number", "path", "named", "row"]].astype({"row": "int32"})
    both = written.merge(own, on=["path", "row"])
    both = both[(both["named"] == "") | (both["named"] == both["sheet"])]
    assert len(both) > 0.9 * len(own)
    return both.drop_duplicates("number").set_index("number")["household"]


def everybody(tables):
    own = tables["households"][["village", "household", "year"]].drop_duplicates()
    return own.assign(outcome="income", months=12)


def lines_of(tables, effects):
    return scope.span(sorted(tables["households"]["village"].unique()), *effects["years"])


def test_the_sensitivity_of_every_channel_is_the_planted_one(county):
    tables, planted, effects = county
    # The longest planted delay is 110 days; later falls may be caught after the ledgers end.
    settled = planted[planted["first"] <= effects["years"][1] * 12 + 7].reset_index(drop=True)
    lines = lines_of(tables, effects)
    rows = monitoring.alert_sensitivity(
        settled, everybody(tables), tables["alerts"], lines, before=0, after=4, by_channel=True
    )
    found = rows.groupby("group")[["numerator", "denominator"]].sum()
    n = len(settled)
    for channel, meant in effects["alerts"]["channels"].items():
        share = meant["sensitivity"]
        error = math.sqrt(share * (1 - share) / n)
        # A stray clue inside the horizon can only add.
        assert found.loc[channel, "numerator"] / n == pytest.approx(share, abs=Z_FAMILY * error + 0.02), channel


def months_of_delay(first, low, high):
    """Mean and variance of the months from a fall's month to its clue, the day uniform between `low` and `high`."""
    start = dt.date(first // 12, first % 12 + 1, 1)
    days = [start + dt.timedelta(days=day) for day in range(low, high + 1)]
    late = pd.Series([day.year * 12 + day.month - 1 - first for day in days])
    return late.mean(), late.var(ddof=0)


def test_the_delay_of_every_channel_is_the_planted_one(county):
    tables, planted, effects = county
    met = matching.pairs(planted, matching.clues(tables["alerts"]), before=0, after=4)
    late = -met.groupby(["fall", "channel"])["lead"].max().astype("float64")
    for channel, meant in effects["alerts"]["channels"].items():
        own = late.xs(channel, level="channel")
        parts = [months_of_delay(first, *meant["delay_days"]) for first in planted.loc[own.index, "first"]]
        mean, variance = (sum(values) / len(own) for values in zip(*parts, strict=True))
        assert own.mean() == pytest.approx(mean, abs=Z_FAMILY * math.sqrt(variance / len(own)) + 0.05), channel


def test_a_deep_planted_fall_is_realised_in_the_ledgers(county):
    tables, planted, effects = county
    lines = lines_of(tables, effects)
    states = falls.income_states(tables["income"], tables["households"], falls.monitoring_lines(lines))
    realised = falls.realised(states, tables["guarantees"])
    seen = states.dropna(subset=["before"])
    before = seen.merge(planted[["village", "household", "first"]], on=["village", "household"])
    # Households above the line in the month before the fall that are below in some month of the next fourteen.
    at = before[before["month"] == before["first"]]
    at = at[~at["before"]][["village", "household", "first"]]
    after = seen.merge(at, on=["village", "household"])
    after = after[(after["month"] - after["first"]).between(0, 14)]
    sunk = after.groupby(["village", "household", "first"])["below"].any()
    sunk = sunk[sunk].reset_index()[["village", "household", "first"]].rename(columns={"first": "began"})
    found = sunk.merge(realised, on=["village", "household"])
    found = found[(found["last"] - found["began"]).between(0, 14)].drop_duplicates(["village", "household", "began"])
    assert len(sunk) >= 4
    # At most one fall counts per household and year, so a second one in the same year is not listed again.
    assert len(found) >= 0.9 * len(sunk)
