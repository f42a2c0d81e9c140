"""Small YAML files keep every digit and cannot swell."""

import pytest

from evalkit.errors import EvalkitError
from evalkit.runs import plain_yaml


@pytest.mark.parametrize("code", ["012", "NO", "12:30", "1_000", "140123199001011234", "001"])
def test_a_code_stays_the_text_that_was_typed(tmp_path, code):
    path = tmp_path / "plan.yaml"
    path.write_text(f"villages: [{code}]", encoding="utf-8")
    assert plain_yaml.read(path) == {"villages": [code]}


def test_an_alias_bomb_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "plan.yaml"
    # The classic: each level holds the one below nine times; nine levels would be 387 million texts.
    levels = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"] + [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    path.write_text("\n".join(levels), encoding="utf-8")
    with pytest.raises(EvalkitError, match=r"plan\.yaml: an alias"):
        plain_yaml.read(path)


def test_a_python_object_is_only_text(tmp_path):
    path = tmp_path / "plan.yaml"
    path.write_text("studies: !!python/object/apply:os.getcwd []", encoding="utf-8")
    assert plain_yaml.read(path) == {"studies": []}


@pytest.mark.parametrize("content", [b"a: [1", b"\xff\xfe\x00", b"a: b: c"])
def test_what_is_no_yaml_is_refused(tmp_path, content):
    path = tmp_path / "plan.yaml"
    path.write_bytes(content)
    with pytest.raises(EvalkitError, match="cannot be read as YAML"):
        plain_yaml.read(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(EvalkitError, match="no such file"):
        plain_yaml.read(tmp_path / "nowhere.yaml")
