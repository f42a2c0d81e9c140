"""What the lineage and the proposals make of the invented county, against what its truth knows."""

from pathlib import Path

import pandas as pd
import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.privacy import keys

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "raw" / "sample"
TRUTH = SAMPLE / "truth"
AT = ["file", "sheet", "row"]

pytestmark = pytest.mark.skipif(not TRUTH.is_dir(), reason="data/raw/sample is not there; `evalkit sample` writes it")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """Return the clean tables of the invented county."""
    folder = tmp_path_factory.mktemp("lineage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.VARIABLE, str(folder / "key"))
        clean(SAMPLE, folder / "processed")
    return folder / "processed"


@pytest.fixture(scope="module")
def people():
    """Return the members of the truth by row; who has a number cut off is told by the rest of the household."""
    rows = pd.read_csv(TRUTH / "members.csv.gz", dtype=str, keep_default_na=False)
    rows = rows.astype({"row": "int64", "year": "int64"})
    everybody = rows[rows["person"] != ""].groupby("household")["person"].agg(set)
    for at in rows.index[rows["person"] == ""]:
        home, year, relation = rows.loc[at, ["household", "year", "relation"]]
        here = set(rows.loc[(rows["household"] == home) & (rows["year"] == year), "person"])
        absent = {p for p in everybody[home] - here if relation in ("", _relation(rows, p))}
        rows.loc[at, "person"] = absent.pop() if len(absent) == 1 else ""
    assert (rows["person"] != "").all()
    return rows


def _relation(rows, person):
    return rows.loc[(rows["person"] == person) & (rows["relation"] != ""), "relation"].iloc[0]


def at_rows(table, out, people, side=""):
    """Return the person of the truth whose row an event or proposal names."""
    sources = store.side("_sources", out).dropna(subset="sheet_id").astype({"sheet_id": "int64"})
    place = table[[f"{side}sheet_id", f"{side}row"]].set_axis(["sheet_id", "row"], axis=1).astype("int64")
    named = place.merge(sources[["sheet_id", "path", "sheet"]], how="left").rename(columns={"path": "file"})
    return named.merge(people[[*AT, "person"]], on=AT, how="left", validate="m:1")["person"].tolist()


def test_everybody_who_died_left_the_lists_and_every_child_born_is_a_birth(out, people):
    rows = store.side("_lineage", out)
    first, last = people["year"].min(), people["year"].max()
    span = people.groupby("person")["year"].agg(["min", "max"])
    gone, new = span.loc[span["max"] < last, "max"] + 1, span.loc[span["min"] > first, "min"]
    assert len(gone) and len(new)
    left, born = rows[rows["kind"] == "left"], rows[rows["kind"] == "birth"]
    found = dict(zip(at_rows(left, out, people, "other_"), left["year"].tolist(), strict=True))
    assert found == gone.to_dict()
    assert dict(zip(at_rows(born, out, people), born["year"].tolist(), strict=True)) == new.to_dict()
    assert set(rows["kind"]) == {"left", "birth", "duplicate"}


def test_every_row_registered_twice_is_in_the_lineage(out):
    twice = [pd.read_csv(TRUTH / f"{name}.csv.gz", dtype=str)["expected_fate"] for name in ("members", "households")]
    planted = sum((fates == "duplicate").sum() for fates in twice)
    assert (store.side("_lineage", out)["kind"] == "duplicate").sum() == planted > 0


def test_every_number_cut_off_by_a_spreadsheet_is_proposed_as_the_right_person_and_nothing_else_is(out, people):
    rows = store.side("_proposals", out)
    spoilt = pd.read_csv(TRUTH / "problems.csv", dtype=str)
    spoilt = spoilt[(spoilt["table"] == "members") & (spoilt["column"] == "person")]
    assert len(rows) == len(spoilt) > 0 and set(rows["kind"]) == {"person"}
    assert at_rows(rows, out, people) == at_rows(rows, out, people, "other_")
