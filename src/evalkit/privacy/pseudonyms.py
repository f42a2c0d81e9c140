"""Pseudonyms for persons and households: keyed, so that nobody without the key can guess its way back."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pandas as pd

BYTES = 16


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
    named = pd.array([*(pseudonym(key, domain, text) for text in distinct), None], dtype="str")
    return pd.Series(named[codes], index=identifiers.index, name=identifiers.name)
