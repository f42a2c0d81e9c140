"""The county's loop: a list of points for every village, filled in, read back and compared; and what is missing.

Everything this room writes belongs to the restricted zone.
"""

from evalkit.review.coverage import coverage
from evalkit.review.desk import Desk, Screening, open_desk

__all__ = ["Desk", "Screening", "coverage", "open_desk"]
