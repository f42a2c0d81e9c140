"""What a user is told when something is wrong: where, what, expected, got; all at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in ledger words.

    Parameters
    ----------
    where : str
        File, sheet and cell, or parameter file and key.
    what : str
        What is wrong.
    expected, got : str
        What should have been there and what was; `got` stays empty where it could be personal data.
    """

    where: str
    what: str
    expected: str = ""
    got: str = ""

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.got:
            text += f", got {self.got}"
        return text


class EvalkitError(Exception):
    """An error shown to the user as sentences, without a traceback.

    Parameters
    ----------
    problems : list of Problem
        Everything found wrong in this run.
    """

    def __init__(self, problems: list[Problem] | Problem):
        self.problems = [problems] if isinstance(problems, Problem) else list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
