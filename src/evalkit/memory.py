"""Memory that a step has done with, given back to the system."""

from __future__ import annotations

import ctypes
from functools import cache


def give_back() -> None:
    """Return what has become free between two steps; where the system has no such call, do nothing.

    Notes
    -----
    A cleaning makes and drops columns of every size. The C library and Arrow's own allocator keep what is free for
    later use, so that what each step kept would add up. From the first call on Arrow uses the C library.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
    if trim := _trim():
        trim(0)


@cache
def _trim() -> ctypes._CFuncPtr | None:
    """Return glibc's `malloc_trim`, None elsewhere."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
