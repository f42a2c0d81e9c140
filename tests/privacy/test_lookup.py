"""Known names are looked up by keyed digest, and only with the key they were made with."""

import json

import pytest

from evalkit.errors import EvalkitError
from evalkit.privacy import keys, lookup
from evalkit.privacy.known import Known as Raw
from evalkit.privacy.lookup import Known

KEY = bytes(range(32))


def known(key=KEY, public=""):
    raw = Raw()
    raw.add("name", ["欧阳小示", "王示"])
    raw.add("phone", ["15400251498"])
    return Known.of(raw.digests(KEY), key, public)


def test_a_known_value_inside_a_longer_run_is_found():
    assert known().kinds("户主欧阳小示同志 tel15400251498") == {"known name", "known phone number"}


def test_with_another_key_nothing_is_found():
    assert known(key=bytes(32)).kinds("欧阳小示 15400251498") == set()


def test_the_projects_own_words_are_not_names_but_are_no_excuse_for_numbers():
    assert known(public="国王示意图 15400251498").kinds("王示 15400251498") == {"known phone number"}


def test_only_digests_are_kept():
    assert not any(value in repr(known()) for value in ("欧阳", "王示", "15400251498"))


def test_loading_with_a_key_that_does_not_fit_is_refused(tmp_path, monkeypatch):
    (tmp_path / "_manifest.json").write_text(json.dumps({"key_fingerprint": keys.fingerprint(KEY)}), encoding="utf-8")
    (tmp_path / "key").write_bytes(bytes(32))
    monkeypatch.setenv("EVALKIT_PROCESSED", str(tmp_path))
    monkeypatch.setenv("EVALKIT_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(EvalkitError, match="not the key the clean tables were made with"):
        Known.load()


def test_public_words_come_from_parameters_notebook_sources_and_the_village_register(home, monkeypatch):
    monkeypatch.setenv("EVALKIT_HOME", str(home))
    text = lookup.public_text()
    assert all(word in text for word in ("官庄村", "雨露计划", "驻村帮扶评估"))
