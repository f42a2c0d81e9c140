"""Memory that a cleaning has done with, given back to the system."""

from __future__ import annotations


def give_back() -> None:
    """Let Arrow take memory from the system's own allocator from now on.

    Notes
    -----
    Its default allocator keeps what it once took. A cleaning makes and drops columns of every size, and what is kept of
    each stage would add up.
    """
    import pyarrow as pa

    pa.set_memory_pool(pa.system_memory_pool())
