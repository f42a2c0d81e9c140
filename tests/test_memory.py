"""Memory goes back to the system, and nothing else changes by it."""

import sys

import numpy as np
import pyarrow as pa
import pytest

from evalkit.memory import give_back


def _resident_mb():
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def test_arrow_uses_the_allocator_of_the_system_afterwards():
    give_back()
    assert pa.default_memory_pool().backend_name == "system"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory in use is read from /proc")
def test_small_arrays_that_are_dropped_leave_the_process():
    held = [np.ones(8_000) for _ in range(2_000)]  # 64 kB each: below the size that the C library maps by itself
    barrier = np.ones(8_000)  # stands behind them, so that the heap cannot shrink from its end
    full = _resident_mb()
    held.clear()
    give_back()
    assert full - _resident_mb() > 100 and barrier.sum() == 8_000
