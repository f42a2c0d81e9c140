"""Whatever has happened to a ledger: no crash, one fate for every row, and every refusal a sentence naming the file.

The first hundred workbooks belong to every run of the tests, the other nineteen hundred to `make fuzz`.
"""

import pytest

from evalkit import store
from evalkit.cleaning import clean
from evalkit.cleaning.fates import FATES
from evalkit.privacy import keys

BATCH = 100
BATCHES = 20
LARGE = (pytest.mark.fuzz, pytest.mark.slow)


@pytest.mark.parametrize("batch", [0, *(pytest.param(batch, marks=LARGE) for batch in range(1, BATCHES))])
def test_no_crash_no_lost_row_and_every_refusal_is_a_sentence(batch, damage, tmp_path, monkeypatch):
    monkeypatch.setenv(keys.VARIABLE, str(tmp_path / "keys" / "key"))
    raw, out = tmp_path / "raw", tmp_path / "out"
    written = {}
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        path, rows = damage(raw, seed)
        written[path.relative_to(raw).as_posix()] = rows
    summary = clean(raw, out, skip_bad=True)
    sources, fates = store.side("_sources", out), store.side("_fates", out)
    assert set(sources["path"]) == set(written)

    read = sources.dropna(subset=["sheet_id"])
    assert fates.groupby("sheet_id").size().to_dict() == read.set_index("sheet_id")["rows"].to_dict()
    assert not fates.duplicated(["sheet_id", "row"]).any()
    assert set(fates["fate"]) <= set(FATES)
    for path, sheet, rows in read[["path", "sheet", "rows"]].itertuples(index=False, name=None):
        assert rows == written[path].get(sheet, rows), f"{path}, sheet {sheet}"

    sentences = [str(fault) for fault in summary.faults]
    assert all(text.splitlines() == [text] and "Traceback" not in text for text in sentences)
    for path in set(sources.loc[sources["sheet_id"].isna(), "path"]):
        assert len([text for text in sentences if path in text]) == 1, path
    tables = [store.read(name, root=out) for name in summary.tables["table"] if name]
    kept = {(s, r) for table in tables for s, r in zip(table["sheet_id"], table["row"], strict=True)}
    assert kept <= set(fates.loc[fates["fate"] == "kept", ["sheet_id", "row"]].itertuples(index=False, name=None))
    assert len(kept) > BATCH
