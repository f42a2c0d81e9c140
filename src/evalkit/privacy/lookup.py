"""Whether a text holds a name or number of the raw ledgers, which are known here only as keyed digests."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import pandas as pd

from evalkit import codebook, project, store
from evalkit.errors import EvalkitError, Problem
from evalkit.privacy import keys
from evalkit.privacy.known import digest
from evalkit.privacy.names import DOTS, HAN

RUNS = {"name": re.compile(rf"[{HAN}{DOTS}]+")}
NUMBERS = re.compile(r"[0-9A-Za-z]+")
WORDS = {
    "name": "known name",
    "idno": "known identity number",
    "phone": "known phone number",
    "account": "known account number",
    "household": "known household number",
}


@dataclass
class Known:
    """Keyed digests of raw names and numbers, and the words that are public anyway.

    Parameters
    ----------
    digests : dict
        Digests by kind and length of the value.
    key : bytes
        The key they were made with.
    public : str
        The project's own texts: a word that occurs there is not taken for a name.
    """

    digests: dict[tuple[str, int], frozenset[str]]
    key: bytes
    public: str = ""
    _seen: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls) -> Known:
        """Read what the last cleaning left in `_known`.

        Raises
        ------
        EvalkitError
            When the key at hand is not the one the digests were made with: nothing would ever be found.
        """
        key = keys.load_key()
        made_with = store.manifest().get(store.KEY_FINGERPRINT)
        if made_with != keys.fingerprint(key):
            raise EvalkitError(
                Problem(
                    f"pseudonym key ({keys.VARIABLE})",
                    "not the key the clean tables were made with, so leaked names could not be found",
                    "the same key, or `evalkit clean` once more with this one",
                )
            )
        return cls.of(store.side("_known"), key, public_text())

    @classmethod
    def of(cls, table: pd.DataFrame, key: bytes, public: str = "") -> Known:
        """Take the digests of a side table `_known` with kind, length and digest."""
        parts = table.groupby(["kind", "length"])["digest"]
        return cls({(kind, int(length)): frozenset(part) for (kind, length), part in parts}, key, public)

    def kinds(self, text: str) -> set[str]:
        """Return the kinds of known values that a text holds, in words."""
        runs = {kind: set(RUNS.get(kind, NUMBERS).findall(text)) for kind, _ in self.digests}
        return {
            WORDS[kind]
            for (kind, length), wanted in self.digests.items()
            if any(self._is_known(kind, part, wanted) for part in _parts(runs[kind], length))
        }

    def _is_known(self, kind: str, part: str, wanted: frozenset[str]) -> bool:
        if (kind, part) not in self._seen:
            known = digest(self.key, kind, part) in wanted
            self._seen[kind, part] = known and not (kind == "name" and part in self.public)
        return self._seen[kind, part]


NOTHING_KNOWN = Known({}, bytes(32))


def _parts(runs: Iterable[str], length: int) -> set[str]:
    return {run[start : start + length] for run in runs for start in range(len(run) - length + 1)}


def public_text() -> str:
    """Return the project's own published words: parameter files, notebook sources, page templates, village names."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(project.params().iterdir()) if path.is_file()]
    for path in sorted(project.notebooks().glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells]
    package = Path(str(files("evalkit")))
    for pattern in ("**/*.py", "**/*.j2"):
        texts += [path.read_text(encoding="utf-8") for path in sorted(package.glob(pattern))]
    texts.append(codebook.load().villages.to_csv(index=False))
    return "\n".join(texts)
