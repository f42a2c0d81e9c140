"""What of a raw text may be shown to those who may see the ledgers' figures."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from evalkit import store
from evalkit.errors import EvalkitError, Problem
from evalkit.privacy import keys
from evalkit.privacy.lookup import Known, public_text
from evalkit.privacy.names import MASK
from evalkit.privacy.scan import scan_text


class Masks:
    """Hides a raw text as a whole when the scan finds a name or number of the ledgers in it.

    Parameters
    ----------
    root : Path, optional
        Folder of clean tables, whose `_known` holds the digests to look for.

    Raises
    ------
    EvalkitError
        When the key at hand is not the one the clean tables were made with: nothing would ever be found.
    """

    def __init__(self, root: Path | None = None):
        key = keys.load_key()
        if store.manifest(root).get(store.KEY_FINGERPRINT) != keys.fingerprint(key):
            what = "not the key the clean tables were made with, so names in raw texts could not be masked"
            expected = "the same key, or `evalkit clean` once more with this one"
            raise EvalkitError(Problem(f"pseudonym key ({keys.VARIABLE})", what, expected))
        known = Known.of(store.side("_known", root), key, public_text())
        self.shown = cache(lambda text: MASK if text and scan_text(text, known) else text)
