"""data/processed is written whole or not at all, and read back with the declared types."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit import codebook, store
from evalkit.errors import EvalkitError

HERE, THERE = "990101100201", "990201100201"


def households(*places):
    rows = store.empty("households")
    values = [
        {"county": v[:6], "village": v, "year": y, "household": f"h{i}", "household_size": 3, "arable_area": 1.5}
        for i, (v, y) in enumerate(places)
    ]
    filled = pd.DataFrame(values).reindex(columns=rows.columns)
    numbers = {name: 0 for name, kind in rows.dtypes.items() if str(kind) == "int32" and name != "year"}
    return filled.assign(**numbers).astype(rows.dtypes)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "processed"
    rows = households((HERE, 2023), (HERE, 2024), (THERE, 2024))
    store.write({"households": rows}, {"_fates": pd.DataFrame({"row": [1]})}, {"version": "t"}, folder)
    return folder


def test_what_was_written_is_read_back_by_county_village_and_year(root):
    assert len(store.read("households", root=root)) == 3
    assert store.read("households", village=HERE, root=root)["year"].tolist() == [2023, 2024]
    assert store.read("households", county="990201", root=root)["village"].tolist() == [THERE]
    assert len(store.read("households", year=[2023, 2024], village=HERE, root=root)) == 2
    assert len(store.read("households", year=2023, root=root)) == 1


def test_types_are_the_declared_ones(root):
    rows = store.read("households", root=root)
    assert rows.dtypes.astype(str).to_dict() == codebook.processed_columns("households")


def test_a_long_table_of_categories_is_written_in_pieces_and_read_back_as_text(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "PIECE", 4)
    rows = households(*[(HERE, 2023)] * 10)
    text = dict.fromkeys(("county", "village", "household"), "category")
    store.write({"households": rows.astype(text)}, {}, {}, tmp_path / "processed")
    pd.testing.assert_frame_equal(store.read("households", root=tmp_path / "processed"), rows)


@pytest.mark.parametrize("place", [{}, {"county": "990201"}, {"county": "990199"}])
def test_some_columns_with_coded_texts_are_those_of_the_whole_table(root, place):
    columns = ["village", "household", "household_size"]
    some = store.read("households", columns=columns, coded=True, root=root, **place)
    assert some.dtypes.astype(str).to_dict() == {
        "village": "category",
        "household": "category",
        "household_size": "Int64",
    }
    pd.testing.assert_frame_equal(
        some.astype({"village": "str", "household": "str"}), store.read("households", root=root, **place)[columns]
    )


def test_a_ledger_that_was_not_received_is_an_empty_typed_table(root):
    rows = store.read("alerts", village=HERE, root=root)
    assert rows.empty
    assert list(rows.columns) == list(codebook.processed_columns("alerts"))


def test_the_layout_is_year_then_county(root):
    parts = sorted(path.relative_to(root).as_posix() for path in root.rglob("part.parquet"))
    assert parts == [
        "households/year=2023/county=990101/part.parquet",
        "households/year=2024/county=990101/part.parquet",
        "households/year=2024/county=990201/part.parquet",
    ]


def test_places_are_each_village_and_year_once(root):
    assert store.places(root)[["village", "year"]].values.tolist() == [[HERE, 2023], [HERE, 2024], [THERE, 2024]]


def test_a_new_write_replaces_the_old_folder_and_keeps_nothing_of_it(root):
    store.write({"households": households((THERE, 2024))}, {}, {}, root)
    assert len(store.read("households", root=root)) == 1
    assert not (root / "_fates.parquet").exists()


def test_a_write_that_fails_leaves_the_old_tables_and_no_litter(root):
    broken = households((HERE, 2022)).drop(columns="household")
    with pytest.raises(KeyError):
        store.write({"households": broken}, {}, {}, root)
    assert len(store.read("households", root=root)) == 3
    assert [path.name for path in root.parent.iterdir()] == ["processed"]


def test_pages_carry_checksums_so_a_flipped_byte_is_noticed(root):
    import pyarrow.parquet as pq

    path = root / "households/year=2023/county=990101/part.parquet"
    content = bytearray(path.read_bytes())
    column = pq.ParquetFile(path).metadata.row_group(0).column(1)
    last = (column.dictionary_page_offset or column.data_page_offset) + column.total_compressed_size - 1
    content[last] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(OSError, match="CRC"):
        pq.read_table(path, page_checksum_verification=True)


def test_side_tables_and_manifest_are_read_by_name(root):
    assert store.side("_fates", root)["row"].tolist() == [1]
    assert store.manifest(root) == {"version": "t"}


def test_a_missing_side_table_says_what_to_run(tmp_path):
    with pytest.raises(EvalkitError, match="evalkit clean data/raw"):
        store.side("_fates", tmp_path)
    assert store.manifest(tmp_path) == {}


def test_what_tables_were_made_from_is_told_apart_but_not_by_the_key(tmp_path):
    def made(name, **manifest):
        store.write({}, {}, manifest, tmp_path / name)
        return store.fingerprint(tmp_path / name)

    one = made("a", files={"0": "f1"}, key_fingerprint="k1")
    assert one == made("b", files={"0": "f1"}, key_fingerprint="k2")
    assert one != made("c", files={"0": "f2"}, key_fingerprint="k1")
    assert store.fingerprint(tmp_path) == ""
