import hashlib
import hmac
import os
import stat
import subprocess
import sys

import pandas as pd
import pytest

from evalkit.errors import EvalkitError
from evalkit.privacy import keys
from evalkit.privacy.pseudonyms import pseudonym, pseudonyms

KEY, OTHER = bytes(range(32)), bytes(32)


@pytest.fixture
def key_file(tmp_path, monkeypatch):
    path = tmp_path / "secret" / "key"
    monkeypatch.setenv(keys.VARIABLE, str(path))
    return path


def test_a_pseudonym_is_the_keyed_hash_cut_to_128_bits():
    # RFC 2104 HMAC with SHA-256, written out with the standard library; base 32 read back to its 16 bytes.
    import base64

    text = pseudonym(KEY, "person", "11010519491231002X")
    expected = hmac.new(KEY, b"person\x0011010519491231002X", hashlib.sha256).digest()[:16]
    assert base64.b32decode(text.upper() + "======") == expected


def test_key_and_domain_both_change_it():
    assert len({pseudonym(KEY, "person", "7"), pseudonym(OTHER, "person", "7"), pseudonym(KEY, "household", "7")}) == 3


def test_a_column_keeps_its_gaps_and_its_equalities():
    column = pd.Series(["7", None, "8", "7"], dtype="str")
    made = pseudonyms(KEY, "household", column)
    assert made.isna().tolist() == [False, True, False, False]
    assert made[0] == made[3] == pseudonym(KEY, "household", "7")
    assert made[0] != made[2]


@pytest.mark.parametrize("key", [KEY, b"k" * 64, b"k" * 65])
def test_many_at_once_are_what_each_is_alone_whatever_the_length_of_the_key(key):
    texts = [f"990101{number:012d}" for number in range(300)] + ["", "a\0b", "户" * 60]
    made = pseudonyms(key, "person", pd.Series(texts, dtype="str"))
    assert made.tolist() == [pseudonym(key, "person", text) for text in texts]


def test_a_column_without_any_identifier_stays_empty():
    assert pseudonyms(KEY, "person", pd.Series([None, None], dtype="str")).isna().all()


def test_the_key_is_made_once_and_only_its_owner_may_read_it(key_file):
    key = keys.load_key()
    assert len(key) == 32
    assert keys.load_key() == key
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert os.listdir(key_file.parent) == ["key"]


def test_two_runs_that_start_together_end_with_one_key(key_file):
    command = [sys.executable, "-c", "from evalkit.privacy import keys; print(keys.load_key().hex())"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    assert len({run.communicate()[0] for run in runs}) == 1


def test_without_the_variable_the_key_lies_in_the_users_configuration(tmp_path, monkeypatch):
    monkeypatch.delenv(keys.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keys.key_path() == tmp_path / "evalkit" / "key"


def test_a_key_inside_a_git_work_tree_is_refused(key_file):
    (key_file.parent.parent / ".git").mkdir()
    with pytest.raises(EvalkitError, match="git work tree"):
        keys.load_key()
    assert not key_file.exists()


def test_a_key_among_the_ledgers_is_refused(key_file):
    with pytest.raises(EvalkitError, match="lies inside secret"):
        keys.load_key([key_file.parent])


def test_a_file_that_is_no_key_is_refused_and_left_alone(key_file):
    key_file.parent.mkdir()
    key_file.write_text("notes")
    with pytest.raises(EvalkitError, match="not a pseudonym key"):
        keys.load_key()
    assert key_file.read_text() == "notes"


def test_the_fingerprint_tells_keys_apart_and_holds_nothing_of_them():
    assert keys.fingerprint(KEY) != keys.fingerprint(OTHER)
    assert KEY.hex()[:16] not in keys.fingerprint(KEY)
