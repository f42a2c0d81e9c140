"""The kernel of one run: private sockets, one thread, and a note of how much memory it took."""

from __future__ import annotations

import os
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from traitlets.config import Config

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
NOT_FOR_NOTEBOOKS = ("EVALKIT_KEY_FILE",)


class MeasuredKernel(AsyncKernelManager):
    """A kernel that remembers its peak memory when it is stopped."""

    peak_mb: float | None = None

    async def start_kernel(self, **options: object) -> None:
        """Start the kernel without the pseudonym key's address: a notebook has no use for it."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_FOR_NOTEBOOKS}
        await super().start_kernel(env=kept | ONE_THREAD, **options)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:
        """Read the peak memory, then stop the kernel."""
        MeasuredKernel.peak_mb = _peak_mb(getattr(self.provisioner, "pid", None))
        await super().shutdown_kernel(now=now, restart=restart)


def _peak_mb(pid: int | None) -> float | None:
    """Return the peak resident memory of a process in MB, None where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    peak = next((line.split()[1] for line in lines if line.startswith("VmHWM:")), None)
    return round(int(peak) / 1024, 1) if peak else None


def options(sockets: Path, deadline_seconds) -> dict[str, object]:
    """Return what papermill hands to nbclient for one run.

    Parameters
    ----------
    sockets : Path
        Private folder with a short path: sockets there cannot be read by other users, nor clash with other runs.
    deadline_seconds : callable
        Takes the cell about to run, returns the seconds left of the whole run.
    """
    config = Config()
    if os.name == "posix":
        config.KernelManager.transport = "ipc"
        config.KernelManager.ip = str(sockets / "k")
        config.KernelManager.connection_file = str(sockets / "kernel.json")
    return {
        "config": config,
        "kernel_manager_class": MeasuredKernel,
        "timeout_func": deadline_seconds,
        "shutdown_kernel": "immediate",
        "extra_arguments": ["--HistoryManager.enabled=False"],
    }
