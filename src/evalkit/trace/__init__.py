"""From a figure or a clean value back to the spreadsheet cells it was made of, and what was done to them.

`figures` names the figures of an indicator, `inputs` the rows it needs, `values` and `sheet_rows` where they stand,
`raw_cells` reads those places again, `evidence` sets what they hold beside what cleaning wrote down, `chain` joins all.
"""

from evalkit.trace.chain import trace, traced
from evalkit.trace.evidence import COLUMNS
from evalkit.trace.values import open_columns

__all__ = ["COLUMNS", "open_columns", "trace", "traced"]
