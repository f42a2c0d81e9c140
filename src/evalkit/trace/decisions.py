"""What params/corrections.csv decided about a cell, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from evalkit.cleaning import correction_lines
from evalkit.cleaning.correction_lines import Line as Written
from evalkit.cleaning.parsers.plain import tidy
from evalkit.codebook import Codebook
from evalkit.trace.line import Line


@dataclass(frozen=True)
class Decision:
    """One reviewed line: what was done to the cell, the value put in, and why."""

    action: str
    value: str
    reason: str


class Decisions:
    """The corrections, found again from the cells they changed.

    Parameters
    ----------
    book : Codebook
        Ledgers and columns.
    params : Path, optional
        Folder of the parameter files; the project's own when omitted.
    """

    def __init__(self, book: Codebook, params: Path | None = None):
        self.book = book
        self.lines = correction_lines.read(params)

    def of_cell(self, file: str, sheet: str, cell: str) -> Decision | None:
        """Return what was decided about a cell by its address, None when nothing was."""
        for line in (line for line in self.lines if not line.by_household):
            same = f"/{file}".endswith(f"/{line['file']}") or f"/{line['file']}".endswith(f"/{file}")
            if same and line["sheet"] in ("", sheet) and line["cell"].upper() == cell:
                return _decision(line)
        return None

    def of_household(self, line: Line, found: str, gives: Callable[[str], bool]) -> Decision | None:
        """Return the decision that names a household and can have made a value, None when none can.

        Parameters
        ----------
        line : Line
            The value.
        found : str
            What stands in the cell.
        gives : callable
            Whether a corrected text gives the clean value.

        Notes
        -----
        Which household a line names is known to cleaning only. Where lines that say different things could all have
        been meant, the reason says so and no line is picked.
        """
        meant = {_decision(one) for one in self.lines if one.by_household and self._can(one, line, found)}
        meant = {one for one in meant if one.action == "replace" and gives(one.value)}
        if len(meant) > 1:
            return Decision("replace", "", "one of several lines that name a household")
        return meant.pop() if meant else None

    def _can(self, written: Written, line: Line, found: str) -> bool:
        period = correction_lines.period_of(written)
        column = correction_lines.column_of(written, self.book)
        own = line.label.split(" ")[0] if line.name == "amount" else line.name
        same = correction_lines.table_of(written, self.book) == line.table and column in (own, line.name)
        return same and period is not None and period.year == line.year and written["found"] in ("", tidy(found))


def _decision(line: Written) -> Decision:
    return Decision(line["action"], line["value"], line["reason"])
