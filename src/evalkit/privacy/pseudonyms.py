"""Pseudonyms for persons and households: keyed, so that nobody without the key can guess its way back."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable

import numpy as np
import pandas as pd

HASH, BYTES, LENGTH = 32, 16, 26
NO_NUMBER = "999999"
ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
# The two keys that HMAC makes of one (RFC 2104), for hashes of 64-byte blocks.
BLOCK = 64
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


def pseudonym(key: bytes, domain: str, identifier: str) -> str:
    """Return 26 characters for an identifier; the same for the same key, domain and identifier.

    Parameters
    ----------
    key : bytes
        The project's key.
    domain : str
        What is named (`person`, `household`), so that equal texts of two kinds differ.
    identifier : str
        The identifier in its normal form.

    Notes
    -----
    HMAC-SHA-256, 128 bits of it, in base 32.

    Examples
    --------
    >>> len(pseudonym(bytes(32), "person", "x"))
    26
    """
    digest = hmac.digest(key, f"{domain}\0{identifier}".encode(), hashlib.sha256)
    return base64.b32encode(digest[:BYTES]).decode("ascii").rstrip("=").lower()


def pseudonyms(key: bytes, domain: str, identifiers: pd.Series) -> pd.Series:
    """Return the pseudonym of every identifier, each distinct one computed once; missing stays missing."""
    codes, distinct = pd.factorize(identifiers)
    named = pd.array([*_in_base_32(_hashes(key, domain, distinct)), None], dtype="str")
    return pd.Series(named[codes], index=identifiers.index, name=identifiers.name)


def of_households(key: bytes, village: pd.Series, household: pd.Series) -> pd.Series:
    """Return the pseudonyms of households; a number may be a village's own, so the village is part of what is named."""
    return pseudonyms(key, "household", village + "\0" + household)


def of_persons(key: bytes, village: pd.Series, household: pd.Series | str, person: pd.Series) -> pd.Series:
    """Return the pseudonyms of persons; one without an ID number (999999...) only within the household."""
    home = household.fillna("") if isinstance(household, pd.Series) else household
    no_number = person.str.startswith(NO_NUMBER).fillna(False).astype(bool)
    if no_number.any():
        person = person.where(~no_number, village + "\0" + home + "\0" + person)
    return pseudonyms(key, "person", person)


def _hashes(key: bytes, domain: str, identifiers: Iterable[str]) -> list[bytes]:
    """Return the HMAC-SHA-256 of many identifiers; what key and domain contribute is hashed only once."""
    padded = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    inner = hashlib.sha256(padded.translate(INNER) + f"{domain}\0".encode())
    outer = hashlib.sha256(padded.translate(OUTER))
    made = []
    for text in identifiers:
        first, second = inner.copy(), outer.copy()
        first.update(text.encode())
        second.update(first.digest())
        made.append(second.digest())
    return made


def _in_base_32(hashes: list[bytes]) -> list[str]:
    """Return the first 128 bits of each hash as 26 characters."""
    matrix = np.frombuffer(b"".join(hashes), dtype=np.uint8).reshape(len(hashes), HASH)[:, :BYTES]
    bits = np.pad(np.unpackbits(matrix, axis=1), ((0, 0), (0, LENGTH * 5 - BYTES * 8)))
    letters = ALPHABET[bits.reshape(len(hashes), LENGTH, 5) @ np.array([16, 8, 4, 2, 1], dtype=np.uint8)]
    return letters.view(f"S{LENGTH}").ravel().astype(f"U{LENGTH}").tolist()
