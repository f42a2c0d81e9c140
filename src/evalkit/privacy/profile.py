"""The disclosure rules in force: the profile named in `params/disclosure.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from evalkit import project
from evalkit.errors import EvalkitError, Problem

FILE = "params/disclosure.yaml"


@dataclass(frozen=True)
class Profile:
    """What may leave the restricted zone.

    Parameters
    ----------
    name : str
        Name of the profile.
    threshold : int
        A count from 1 to `threshold - 1`, and a figure resting on one, is withheld.
    zeros : bool
        Whether counts of nought are withheld too.
    round_to : int
        Counts are rounded to multiples of this; 1 leaves them.
    village_facts : frozenset of str
        Units and indicators that are about things of the village, not households or persons; such rows pass.
    sheet_quality : frozenset of str
        Units that say how well sheets were kept; of rows in them only the base must reach the threshold.
    """

    name: str
    threshold: int = 10
    zeros: bool = True
    round_to: int = 1
    village_facts: frozenset[str] = frozenset()
    sheet_quality: frozenset[str] = frozenset()

    @property
    def note(self) -> str:
        """What a withheld row says; the same words for every reason, since the reason would itself tell something."""
        return f"withheld: fewer than {self.threshold}, or needed to protect such a figure"


def load(name: str | None = None, params: Path | None = None) -> Profile:
    """Read a profile; the one in force when `name` is omitted.

    Raises
    ------
    EvalkitError
        When the file does not hold the profile.
    """
    rules = yaml.safe_load(((params or project.params()) / Path(FILE).name).read_text(encoding="utf-8"))
    name = name or rules["profile"]
    if name not in rules["profiles"]:
        raise EvalkitError(Problem(FILE, "unknown profile", f"one of {', '.join(rules['profiles'])}", name))
    own = rules["profiles"][name]
    return Profile(
        name,
        own["threshold"],
        own["zeros"] == "withhold",
        own["round_to"],
        frozenset(rules.get("village_facts", ())),
        frozenset(rules.get("sheet_quality", ())),
    )
