"""`evalkit check` finds what is wrong in the parameter files, all at once, and says where."""

import shutil
from pathlib import Path

import pytest
import yaml

from evalkit.params_check import check

ROOT = Path(__file__).parents[1]


@pytest.fixture
def params(tmp_path):
    """A copy of the project's parameters, without notebooks beside it."""
    return Path(shutil.copytree(ROOT / "params", tmp_path / "params"))


def sentences(params):
    return [str(problem) for problem in check(params)]


def replace(path, old, new, count=1):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} does not hold {old}"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def append(path, line):
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def only(found, *words):
    """The one problem, which says all of `words`."""
    assert len(found) == 1, found
    for word in words:
        assert word in found[0]


def test_the_projects_own_parameters_are_right(params):
    assert sentences(params) == []


def test_an_unknown_type_is_named_with_its_line_and_the_allowed_types(params):
    append(params / "codebook.csv", "meetings,extra,备注一,,txt,,,no,none,value,Extra,,constructed")
    last = len((params / "codebook.csv").read_text(encoding="utf-8").splitlines())
    only(sentences(params), f"codebook.csv, line {last}", "column type", "money", "got txt")


def test_a_column_of_an_unknown_table_is_found(params):
    append(params / "codebook.csv", "livestock,heads,头数,,count,头,,no,none,value,Heads,,constructed")
    only(sentences(params), "column table", "got livestock")


def test_an_unknown_code_list_is_found(params):
    append(params / "codebook.csv", "meetings,mood,气氛,,code,,mood,no,none,value,Mood,,constructed")
    only(sentences(params), "meetings.mood", "code list", "got mood")


def test_a_header_claimed_by_two_columns_is_found_whatever_its_brackets(params):
    append(params / "codebook.csv", "meetings,extra,参会 人数（人）,,count,,,no,none,value,Extra,,constructed")
    only(sentences(params), "claimed by two", "attendees and extra")


def test_a_wording_claimed_by_two_codes_is_found(params):
    append(params / "codes.csv", "term,winter,冬季,Winter,秋,,paper,")
    only(sentences(params), "秋 is claimed by two", "autumn and winter")


def test_a_name_that_would_not_be_dropped_is_found(params):
    append(params / "codebook.csv", "meetings,chair,主持人,,name,,,no,none,value,Chair,,constructed")
    only(sentences(params), "meetings.chair", "personal direct", "got none")


def test_an_income_column_without_its_code_is_found(params):
    append(
        params / "codebook.csv", "income,wage_bonus,奖金,,money,元,,no,none,income_item,Bonus,family wage,constructed"
    )
    only(sentences(params), "income_item lacks wage_bonus")


def test_an_income_code_without_a_family_is_found(params):
    replace(params / "codes.csv", "family=claims,", "family=insurance,")
    only(sentences(params), "claims has no family", "got family=insurance")


def test_an_income_item_cannot_be_part_of_another_family(params):
    replace(params / "codes.csv", ",county 2023 recheck database,property", ",county 2023 recheck database,wage")
    only(sentences(params), "is part of wage", "expected family=property", "got family=wage")


def test_an_invented_place_must_have_a_code_starting_99(params):
    replace(params / "villages.csv", "示例省,Example Province,东沟,yes", "示例省,Example Province,东沟,no")
    only(sentences(params), "villages.csv", "990101100201", "invented no")


def test_a_policy_value_without_a_source_is_found(params):
    policy = yaml.safe_load((params / "policy.yaml").read_text(encoding="utf-8"))
    del policy["monitoring_line"]["values"][0]["source"]
    (params / "policy.yaml").write_text(yaml.safe_dump(policy, allow_unicode=True), encoding="utf-8")
    only(sentences(params), "key monitoring_line, entry 1", "has no source")


def test_a_place_that_yaml_would_turn_into_a_number_is_found(params):
    replace(params / "policy.yaml", 'place: "14"', "place: 14")
    only(sentences(params), "place is not a code in quotes", "got 14")


def test_a_year_that_is_no_year_is_found(params):
    replace(params / "policy.yaml", "year: 2023", "year: 20233")
    only(sentences(params), "year is not a year", "got 20233")


def test_a_line_stated_twice_for_a_place_and_year_is_found(params):
    replace(params / "policy.yaml", 'place: "52"', 'place: "14"')
    only(sentences(params), "entry 2", "stand twice", "14 2023")


def test_an_invented_value_for_a_real_place_is_found(params):
    replace(params / "policy.yaml", 'place: "99", year: 2024', 'place: "14", year: 2024')
    only(sentences(params), "invented values", "place 14")


def test_a_measure_the_code_list_does_not_have_is_found(params):
    replace(params / "policy.yaml", "any_of: [water]", "any_of: [wells]")
    only(sentences(params), "key risk_measures", "got wells")


def test_a_price_index_needs_its_base_year(params):
    append(params / "price_index.csv", "14,2023,101.0,2020,a yearbook,official")
    only(sentences(params), "place 14 has no line for its base year")


def test_a_reference_series_stated_twice_is_found(params):
    append(params / "reference_series.csv", "14,province,山西省,Shanxi,disposable_income,2023,17000,a page,press")
    found = sentences(params)
    assert found
    assert all("reference_series.csv" in sentence for sentence in found)


def test_an_unknown_table_of_a_study_is_found(params):
    replace(params / "studies.yaml", "tables: [villages, households, income]", "tables: [villages, incomes]")
    only(sentences(params), "study income_trends", "got incomes")


def test_a_study_whose_notebook_is_missing_is_found(params):
    shelf = params.parent / "notebooks"
    shelf.mkdir()
    for study in yaml.safe_load((params / "studies.yaml").read_text(encoding="utf-8")).values():
        (shelf / study["notebook"]).touch()
    assert sentences(params) == []
    (shelf / "05_industry.ipynb").unlink()
    only(sentences(params), "study industry", "05_industry.ipynb is not in notebooks/")


def test_a_village_code_without_quotes_in_a_run_file_is_found(params):
    replace(params / "guanzhuang.yaml", '"140123100206"', "140123100206")
    only(sentences(params), "guanzhuang.yaml", "village is not text")


def test_an_unknown_study_in_the_demo_is_found(params):
    replace(params / "demo.yaml", "studies: [assistance]", "studies: [assistence]")
    only(sentences(params), "demo.yaml, slice 2", "got assistence")


def test_an_unknown_disclosure_profile_is_found(params):
    replace(params / "disclosure.yaml", "profile: threshold_10", "profile: threshold_5")
    only(sentences(params), "unknown profile", "threshold_10", "got threshold_5")


def test_households_can_never_pass_the_gate_as_facts_of_the_village(params):
    replace(params / "disclosure.yaml", "village_facts: [grid", "village_facts: [household")
    only(sentences(params), "key village_facts", "got household")


def test_a_correction_without_a_reason_or_with_an_odd_action_is_found(params):
    append(params / "corrections.csv", "a.xlsx,Sheet1,C12,amount,1,10,change,,bureau,2024-05-14")
    found = sentences(params)
    assert len(found) == 2
    assert any("column action" in sentence and "got change" in sentence for sentence in found)
    assert any("column reason" in sentence for sentence in found)


def test_an_indicator_on_an_unknown_table_is_found(params):
    header = "name,zh,en,family,formula,unit,direction,tables,source,columns,window,params"
    line = "herd,存栏,Herd,industry,sum of heads,head,higher is better,herds,textbook,_fates,same year,"
    (params / "indicators.csv").write_text(f"{header}\n{line}\n", encoding="utf-8")
    only(sentences(params), "indicator herd", "got herds")


def test_an_indicator_of_an_unknown_family_is_found(params):
    replace(
        params / "indicators.csv",
        "income_per_head,人均纯收入,Net income per head,income,",
        "income_per_head,a,b,wealth,",
    )
    only(sentences(params), "income_per_head", "unknown family", "got wealth")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("|income.household_size|", "|income.head_count|", ("not kept", "table.column", "got income.head_count")),
        ("|income.household_size|", "|income.head_name|", ("unknown or not kept", "got income.head_name")),
        ("|households.household_size,same year", "|members.labour,same year", ("one of `tables` and `columns`",)),
        (",same year,price_index.csv", ",this year,price_index.csv", ("unknown window", "got this year")),
        (",same year,price_index.csv", ",same year|same year|same year,price_index.csv", ("expected 1 or 2", "got 3")),
        (",same year,price_index.csv", ",same year,policy.yaml:none", ("unknown parameter", "got policy.yaml:none")),
        ("meetings.date,same year", ",same year", ("does not say from which columns",)),
    ],
)
def test_what_an_indicator_is_computed_from_must_be_there(params, old, new, words):
    replace(params / "indicators.csv", old, new)
    found = sentences(params)
    assert any(all(word in sentence for word in words) for sentence in found), found


def test_every_problem_of_every_file_comes_in_one_go(params):
    (params / "price_index.csv").unlink()
    (params / "studies.yaml").write_text("title: [unclosed", encoding="utf-8")
    append(params / "codebook.csv", "meetings,extra,备注一,,txt,,,no,none,value,Extra,,constructed")
    text = "\n".join(sentences(params))
    assert "params/price_index.csv: file is missing" in text
    assert "params/studies.yaml: cannot be read as YAML" in text
    assert "got txt" in text


@pytest.mark.parametrize(
    "content", ["", "[1, 2]", "just words", "a: 1", "a: {}", "a: [1]", "- {}", "values: {name: x}"]
)
def test_files_of_another_shape_are_sentences_and_never_a_crash(params, content):
    names = ("policy.yaml", "studies.yaml", "demo.yaml", "disclosure.yaml", "sample.yaml")
    for name in names:
        (params / name).write_text(content, encoding="utf-8")
    found = sentences(params)
    assert [name for name in names if not any(name in sentence for sentence in found)] == []


def test_tables_without_their_columns_say_which_are_missing(params):
    names = ("codebook.csv", "codes.csv", "tables.csv", "villages.csv", "price_index.csv")
    for name in names:
        (params / name).write_text("a,b\n1,2\n", encoding="utf-8")
    found = sentences(params)
    assert [name for name in names if not any(f"params/{name}: lacks the column" in s for s in found)] == []


def test_a_correction_uses_one_of_its_two_keys_and_names_what_is_known(params):
    tail = "1,10,replace,checked,bureau,2024-05-14"
    append(params / "corrections.csv", f"a.xlsx,Sheet1,C12,养老金,{tail},income,石门村,1,2023,")
    append(params / "corrections.csv", f",,,,{tail},,,,,")
    append(params / "corrections.csv", f",,,马匹,{tail},incomes,石门村,1,五月,0")
    found = sentences(params)
    assert [sentence.split("; ")[0].split(", line ")[1] for sentence in found] == [
        "2: uses both keys",
        "3: says not what it corrects",
        "4: names an unknown ledger",
        "4: names no period",
        "4: says not how many cells are meant",
    ]
