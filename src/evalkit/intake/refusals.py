"""Files that cannot be read, and why."""

from __future__ import annotations

from dataclasses import dataclass

from evalkit.errors import Problem


@dataclass(frozen=True)
class Refusal:
    """A file that was not read, and why.

    Parameters
    ----------
    file : str
        Path below the raw folder.
    what, expected, got : str
        What is wrong, what would have been read, and what there was.
    """

    file: str
    what: str
    expected: str = ""
    got: str = ""

    def problem(self) -> Problem:
        """Return the refusal as a problem to show."""
        return Problem(self.file, self.what, self.expected, self.got)


class Refused(Exception):
    """Raised while reading a file that cannot be read; becomes a `Refusal`."""

    def __init__(self, what: str, expected: str = "", got: str = ""):
        super().__init__(what, expected, got)
        self.what, self.expected, self.got = what, expected, got
