"""Figures: one function each, a result table in, a matplotlib `Axes` out.

A figure needs nothing but result rows, so the report can draw it again from the rows that passed the gate. Every public
function of a module in this room can be had from the room itself: `plots.income_level`.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import FunctionType


def __getattr__(name: str) -> FunctionType:
    """Find a figure by name in the modules of this room; they are read only when one is asked for."""
    for info in () if name.startswith("_") else pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        found = vars(module).get(name)
        if isinstance(found, FunctionType) and found.__module__ == module.__name__:
            return found
    raise AttributeError(f"evalkit.plots has no figure {name}")
