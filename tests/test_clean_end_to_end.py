"""The shipped ledgers, cleaned: against the truth beside the invented county, and against the paper's figures."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from evalkit import codebook, store
from evalkit.cleaning import clean
from evalkit.privacy import keys
from evalkit.privacy.pseudonyms import pseudonym

RAW = Path(__file__).resolve().parents[1] / "data" / "raw"
SAMPLE, GUANZHUANG = RAW / "sample", RAW / "guanzhuang"
TRUTH = SAMPLE / "truth"
KEYS_AND_PLACES = {"household", "person", "head", "file_id", "sheet_id", "row", "col"}
DERIVED = {"birth_band"}
NUMBERS = {"Int64", "int32", "Float64"}

needs_sample = pytest.mark.skipif(not TRUTH.is_dir(), reason="data/raw/sample is not there; `evalkit sample` writes it")


def cleaned(raw, folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(keys.VARIABLE, str(folder / "key"))
        clean(raw, folder / "processed")
        return folder / "processed", keys.load_key()


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Return the clean tables of the invented county and the key they were made with."""
    return cleaned(SAMPLE, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def guanzhuang(tmp_path_factory):
    """Return the clean tables of the published figures."""
    return cleaned(GUANZHUANG, tmp_path_factory.mktemp("guanzhuang"))[0]


def truths():
    """Return the ledgers the truth holds."""
    return sorted(p.name.split(".")[0] for p in TRUTH.glob("*.csv*") if p.name.split(".")[0] in codebook.load().tables)


def truth(name):
    """Return the truth of one ledger, all text, `row` and `col` as numbers."""
    path = next(TRUTH.glob(f"{name}.csv*"))
    lines = pd.read_csv(path, dtype=str, keep_default_na=False)
    return lines.astype({place: "int64" for place in ("row", "col") if place in lines})


def with_files(rows, out):
    """Return rows with the file and the sheet they come from; delimited and HTML files have no sheet names."""
    sources = store.side("_sources", out)[["sheet_id", "path", "sheet"]].astype({"sheet_id": "int64"})
    placed = rows.astype({"sheet_id": "int64", "row": "int64"}).merge(sources, on="sheet_id")
    bare = placed["sheet"].str.fullmatch(r"csv|table\d+")
    return placed.assign(sheet=placed["sheet"].where(~bare, "")).rename(columns={"path": "file"})


def matched(name, out, kept_only=True):
    """Return truth and clean rows of one ledger side by side."""
    told = truth(name)
    told = told[told["expected_fate"] == "kept"] if kept_only else told
    on = ["file", "sheet", "row", *(["col"] if name == "income" else [])]
    return told.merge(
        with_files(store.read(name, root=out), out), on=on, how="outer", suffixes=("_true", "_clean"), indicator=True
    )


@needs_sample
def test_fates_add_up_to_the_rows_of_every_sheet(sample):
    out, _ = sample
    fates, sources = store.side("_fates", out), store.side("_sources", out)
    assert not fates.duplicated(["sheet_id", "row"]).any()
    assert fates.groupby("sheet_id").size().to_dict() == sources.set_index("sheet_id")["rows"].to_dict()


@needs_sample
@pytest.mark.parametrize("name", truths() if TRUTH.is_dir() else ["households"])
def test_every_data_row_has_the_fate_that_was_planted(sample, name):
    out, _ = sample
    told = truth(name).drop_duplicates(["file", "sheet", "row"])
    found = told.merge(with_files(store.side("_fates", out), out), on=["file", "sheet", "row"], how="left")
    wrong = found[found["fate"] != found["expected_fate"]]
    assert wrong.empty, wrong[["file", "row", "fate", "code", "expected_fate"]].head(10).to_string()


@needs_sample
@pytest.mark.parametrize("name", truths() if TRUTH.is_dir() else ["households"])
def test_clean_values_equal_the_truth(sample, name):
    out, _ = sample
    both = matched(name, out)
    assert (both["_merge"] == "both").all(), both["_merge"].value_counts().to_string()
    for column, dtype in codebook.processed_columns(name).items():
        if column in KEYS_AND_PLACES | DERIVED or f"{column}_true" not in both:
            continue
        true, made = both[f"{column}_true"], both[f"{column}_clean"]
        # An ID number tells the sex where the ledger's own word is unreadable.
        where = (true != "") if column == "sex" else pd.Series(True, index=both.index)
        if dtype in NUMBERS:
            same = (
                pd.to_numeric(true.replace("", None)).astype("Float64").round(6).equals(made.astype("Float64").round(6))
            )
        else:
            text = made.astype("object").where(made.notna(), "").astype(str)
            same = text[where].equals(true.astype("object")[where].astype(str))
        assert same, f"{name}.{column}"


@needs_sample
def test_pseudonyms_stand_for_the_households_and_persons_of_the_truth(sample):
    out, key = sample
    both = matched("members", out)
    homes = [
        pseudonym(key, "household", f"{v}\0{h}")
        for v, h in zip(both["village_true"], both["household_true"], strict=True)
    ]
    people = [pseudonym(key, "person", person) for person in both["person_true"]]
    assert both["household_clean"].tolist() == homes
    assert both["person_clean"].tolist() == people


def contents(folder):
    """Yield name and unpacked content of every file below a folder, as text."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        if path.suffix == ".parquet":
            yield path.name, pd.read_parquet(path).to_csv()
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
                yield from ((path.name, archive.read(name).decode("utf-8", "ignore")) for name in archive.namelist())
        yield path.name, path.read_bytes().decode("utf-8", "ignore")


@needs_sample
def test_no_name_id_number_or_phone_is_left_in_the_clean_tables(sample):
    out, _ = sample
    people = pd.read_csv(TRUTH / "people.csv", dtype=str, keep_default_na=False)
    values = {value for column in ("name", "person", "phone") for value in people[column] if value}
    assert len(values) > 100
    for name, text in contents(out):
        found = [value for value in values if value in text]
        assert not found, f"{name}: {len(found)} personal values"


@needs_sample
def test_planted_faults_are_reported_at_their_cells(sample):
    out, _ = sample
    planted = pd.read_csv(TRUTH / "problems.csv", dtype={"sheet": str}, keep_default_na=False)
    reported = with_files(store.side("_problems", out).dropna(subset=["sheet_id", "row", "col"]), out)
    at = set(zip(reported["file"], reported["sheet"], reported["row"], reported["col"].astype(int), strict=True))
    missed = [
        place
        for place in planted[["file", "sheet", "row", "col"]].itertuples(index=False, name=None)
        if place not in at
    ]
    assert len(planted) > 0
    assert not missed


def test_guanzhuang_carries_the_published_figures_exactly(guanzhuang):
    # The paper's results section: 2 households 32,200 yuan in 2023, 1 household 16,100 yuan the year after;
    # 9 loans of 450,000 yuan in all; assistance purchases of 50,151.68 yuan; 5 structures cleared.
    help_ = store.read("assistance", root=guanzhuang)
    housing = help_[help_["programme"] == "housing_renovation"]
    assert housing[["year", "beneficiaries", "amount"]].values.tolist() == [[2023, 2, 3220000], [2024, 1, 1610000]]
    counted = help_.set_index(["programme", "term"])["beneficiaries"].to_dict()
    assert counted["preschool_subsidy", "autumn"] == 2 and counted["preschool_subsidy", "spring"] == 3
    assert counted["compulsory_subsidy", "autumn"] == 10 and counted["compulsory_subsidy", "spring"] == 10
    assert counted["high_school_grant", "autumn"] == 1 and counted["high_school_grant", "spring"] == 2
    assert counted["yulu", "autumn"] == 9
    credit = store.read("microcredit", root=guanzhuang)
    assert credit[["households_count", "amount"]].values.tolist() == [[9, 45000000]]
    assert store.read("purchases", root=guanzhuang)["amount"].tolist() == [5015168]
    cleared = store.read("activities", root=guanzhuang).query("kind == 'five_clearings'")
    assert cleared["quantity"].tolist() == [5]


def test_guanzhuang_has_no_problem_and_nothing_set_aside(guanzhuang):
    assert store.side("_problems", guanzhuang).empty
    assert set(store.side("_fates", guanzhuang)["fate"]) == {"header", "kept"}
